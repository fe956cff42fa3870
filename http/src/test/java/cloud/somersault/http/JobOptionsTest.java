package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a job may ask of compiler and engines, from the submission to the replay of its result. */
class JobOptionsTest {
    /** One end of a line of three waits while the other two are busy. */
    private static final String WAITING =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit[3] q;
            bit[3] c;
            h q[1];
            cx q[1], q[2];
            for int i in [0:5] { h q[0]; t q[0]; cx q[0], q[1]; sx q[1]; }
            cx q[1], q[2];
            c = measure q;
            """;

    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static ObjectNode job(String target) {
        return ((ObjectNode) Json.readOwn("{\"shots\":200,\"seed\":5}"))
                .put("target", target)
                .put("program", WAITING);
    }

    /** The result of a job that completed, and whose replay gave the same. */
    private static JsonNode result(ObjectNode job) {
        var id = server.run(job.toString());
        var answer = server.get("/v1/jobs/" + id + "/result");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        var replay = server.post("/v1/jobs/" + id + "/replays", "{}").json();
        assertThat(replay.get("equal").asBoolean()).as(replay.toString()).isTrue();
        if (replay.has("compiled")) {
            assertThat(replay.get("compiled").get("equal").asBoolean()).isTrue();
        }
        return answer.json().get("results").get(0);
    }

    private static List<Integer> layout(JsonNode result) {
        return result.get("initialLayout").valueStream().map(JsonNode::asInt).toList();
    }

    /** The same request as a dry run of the compiler. */
    private static JsonNode dryRun(ObjectNode job) {
        var request = job.deepCopy();
        request.remove("shots");
        var answer = server.post("/v1/compilations", request.toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    @Test
    void decoupling_gives_the_program_that_the_dry_run_shows() {
        var plain = job("wukong");
        var decoupled = job("wukong");
        decoupled.putObject("options").put("decoupling", true);

        var id = server.run(decoupled.toString());
        var compiled = server.get("/v1/jobs/" + id + "/program").json().get("compiled").asText();

        assertThat(compiled)
                .isEqualTo(dryRun(decoupled).get("compiled").asText())
                .isNotEqualTo(dryRun(plain).get("compiled").asText());
        assertThat(dryRun(decoupled).get("pulses").asInt())
                .isGreaterThan(dryRun(plain).get("pulses").asInt());
        result(decoupled);
    }

    @Test
    void a_region_keeps_a_job_on_its_qubits() {
        var job = job("wukong");
        job.putObject("options").putArray("allowedQubits").add(44).add(50).add(56).add(62);

        assertThat(List.of(44, 50, 56, 62)).containsAll(layout(result(job)));
    }

    @Test
    void a_job_keeps_away_from_occupied_qubits_and_their_neighbours() {
        var taken = layout(result(job("wukong")));
        var job = job("wukong");
        taken.forEach(job.putObject("options").putArray("occupiedQubits")::add);

        var couplers = server.get("/v1/chips/wukong/calibration").json().get("couplers");
        var forbidden =
                couplers.valueStream()
                        .map(one -> List.of(one.get("first").asInt(), one.get("second").asInt()))
                        .filter(pair -> taken.contains(pair.get(0)) || taken.contains(pair.get(1)))
                        .flatMap(List::stream)
                        .toList();
        assertThat(layout(result(job)))
                .doesNotContainAnyElementsOf(taken)
                .doesNotContainAnyElementsOf(forbidden);
    }

    @ParameterizedTest
    @ValueSource(strings = {"trajectories", "density-matrix"})
    void an_engine_that_was_asked_for_runs_the_job(String engine) {
        var job = job("wukong");
        job.putObject("options").put("engine", engine);

        assertThat(result(job).get("engine").asText()).isEqualTo(engine);
    }

    @Test
    void an_engine_that_can_not_run_the_job_is_refused_with_one_that_can() {
        var job = job("ideal");
        job.putObject("options").put("engine", "stabilizer");

        var answer = server.post("/v1/jobs", job.toString());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("engine-not-suitable");
        assertThat(answer.json().get("field").asText()).isEqualTo("options.engine");
        assertThat(answer.json().get("hint").asText()).contains("state-vector engine");
    }

    @Test
    void an_engine_that_nobody_knows_is_refused_by_name() {
        var job = job("ideal");
        job.putObject("options").put("engine", "abacus");

        var answer = server.post("/v1/jobs", job.toString());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("out-of-range");
        assertThat(answer.json().get("detail").asText()).contains("density-matrix");
    }

    /** As large as the largest region of the chip, and far too entangled for exact engines. */
    @Test
    void a_large_clifford_job_on_the_chip_says_what_is_only_nearly_exact() {
        var text = new StringBuilder(WAITING.substring(0, WAITING.indexOf("qubit")));
        text.append("qubit[27] q;\nbit[27] c;\n");
        var dice = new SplittableRandom(3);
        for (int i = 0; i < 100; i++) {
            int first = dice.nextInt(27);
            int second = (first + 1 + dice.nextInt(26)) % 27;
            text.append("h q[%d];\ncx q[%d], q[%d];\n".formatted(first, first, second));
        }
        var job = job("wukong").put("program", text.append("c = measure q;\n").toString());

        var result = result(job);

        assertThat(result.get("engine").asText()).isEqualTo("stabilizer");
        assertThat(result.get("engineReason").asText()).contains("Clifford");
        assertThat(result.get("approximation").asText()).contains("Pauli twirl");
        var engine = dryRun(job).get("engine");
        assertThat(engine.get("id")).isEqualTo(result.get("engine"));
        assertThat(engine.get("reason")).isEqualTo(result.get("engineReason"));
        assertThat(engine.get("approximation")).isEqualTo(result.get("approximation"));
    }

    @Test
    void a_dry_run_tells_which_engine_and_why_or_why_none() {
        var engine = dryRun(job("wukong")).get("engine");
        assertThat(engine.get("id").asText()).isEqualTo("density-matrix");
        assertThat(engine.get("reason").asText()).contains("3 linked noisy qubits");
        assertThat(engine.get("seconds").asDouble()).isPositive();

        var forced = job("wukong");
        forced.putObject("options").put("engine", "state-vector");
        var refusal = dryRun(forced).get("engineRefusal");
        assertThat(refusal.get("code").asText()).isEqualTo("engine-not-suitable");
        assertThat(refusal.get("hint").asText()).contains("density-matrix");
    }

    /** Many programs of one shape are compiled together, each to its own. */
    @Test
    void a_batch_with_parameters_is_replayed_program_by_program() {
        var job = (ObjectNode) Json.readOwn("{\"shots\":20,\"seed\":5}");
        job.put("target", "wukong");
        job.putObject("options").put("optimization", 3);
        var programs = job.putArray("programs");
        IntStream.range(0, 12)
                .forEach(i -> {
                    var program = programs.addObject();
                    program.put(
                            "text",
                            WAITING.replace("h q[1];", "ry(a) q[1];")
                                    .replace("qubit[3]", "input float a;\nqubit[3]"));
                    program.putObject("inputs").put("a", 0.2 + 0.05 * i);
                });

        result(job);
    }
}
