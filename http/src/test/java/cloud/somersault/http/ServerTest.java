package cloud.somersault.http;

import static cloud.somersault.http.TestServer.BELL;
import static cloud.somersault.http.TestServer.bell;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.TestServer.Answer;
import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole server over its real door: what users see of it. */
class ServerTest {
    private static final String ID = "[a-z2-7]{26}";

    @TempDir static Path folder;
    private static TestServer server;
    private static String ideal;
    private static String onChip;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
        ideal = server.run(bell("ideal"));
        onChip = server.run(bell("wukong"));
    }

    @AfterAll
    static void stop() {
        server.close();
        assertThat(folder.resolve("server.json")).doesNotExist();
    }

    // What is promised of jobs

    @Test
    void a_bell_pair_on_the_ideal_target_always_agrees() {
        var result = server.get("/v1/jobs/" + ideal + "/result").json().get("results").get(0);

        assertThat(names(result.get("counts"))).containsExactlyInAnyOrder("00", "11");
        assertThat(
                        result.get("counts").get("00").asLong()
                                + result.get("counts").get("11").asLong())
                .isEqualTo(1000);
        // 1000 fair coins are outside of 400..600 once in 10^9.
        assertThat(result.get("counts").get("00").asLong()).isBetween(400L, 600L);
    }

    @Test
    void a_bell_pair_on_the_chip_names_its_qubits_and_its_calibration() {
        var answer = server.get("/v1/jobs/" + onChip + "/result").json();
        var snapshot = server.get("/v1/jobs/" + onChip + "/calibration").json();
        var layout = answer.get("results").get(0).get("initialLayout");

        assertThat(answer.get("calibrationVersion").asLong()).isEqualTo(1);
        assertThat(snapshot).isEqualTo(server.get("/v1/chips/wukong/calibration").json());
        for (var qubit : layout) {
            assertThat(snapshot.get("qubits").get(qubit.asInt()).get("inService").asBoolean())
                    .isTrue();
        }
        assertThat(answer.get("results").get(0).get("durationSeconds").asDouble())
                .isEqualTo(100e-9);
        assertThat(server.get("/v1/jobs/" + onChip + "/program").json().get("compiled").asText())
                .contains("cz $");
    }

    @Test
    void the_same_request_with_the_same_key_is_the_same_job_and_another_is_a_conflict() {
        var first = server.post("/v1/jobs", bell("ideal"), "Idempotency-Key", "k-1");
        var again = server.post("/v1/jobs", bell("ideal"), "Idempotency-Key", "k-1");
        var other = server.post("/v1/jobs", bell("wukong"), "Idempotency-Key", "k-1");

        assertThat(first.header("Location")).matches("/v1/jobs/" + ID);
        assertThat(again.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void a_retry_without_a_seed_gets_the_seed_that_was_drawn_first() {
        var body = bell("ideal").replace("\"seed\":7,", "");
        var first = server.post("/v1/jobs", body, "Idempotency-Key", "k-2");
        var again = server.post("/v1/jobs", body, "Idempotency-Key", "k-2");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().get("seed")).isEqualTo(first.json().get("seed"));
        assertThat(first.json().get("seed").asLong()).isBetween(0L, (1L << 53) - 1);
    }

    @Test
    void a_batch_has_a_result_for_each_program_in_order() {
        var id =
                server.run(
                        """
                        {"target":"ideal","shots":10,"programs":[
                          "OPENQASM 3.0; bit c; qubit q; c = measure q;",
                          {"text":"OPENQASM 3.0; include \\"stdgates.inc\\"; input float a; \
                        bit c; qubit q; rx(a) q; c = measure q;","inputs":{"a":3.141592653589793}}]}
                        """);

        var results = server.get("/v1/jobs/" + id + "/result").json().get("results");
        assertThat(results.get(0).get("counts")).isEqualTo(Json.readOwn("{\"0\":10}"));
        assertThat(results.get(1).get("counts")).isEqualTo(Json.readOwn("{\"1\":10}"));
        assertThat(server.get("/v1/jobs/" + id + "/program?circuit=2").code())
                .isEqualTo("circuit-not-found");
    }

    @Test
    void a_replay_finds_the_same_counts_and_the_same_compiled_program() {
        var replay = server.post("/v1/jobs/" + onChip + "/replays", "").json();

        assertThat(replay.get("equal").asBoolean()).isTrue();
        assertThat(replay.get("compiled").get("equal").asBoolean()).isTrue();
        assertThat(replay.get("recordedDigest"))
                .isEqualTo(server.get("/v1/jobs/" + onChip).json().get("resultDigest"));
    }

    @Test
    void what_each_shot_read_is_there_for_those_who_ask_and_adds_up_to_the_counts() {
        for (var id : List.of(onChip, ideal)) {
            var result = server.get("/v1/jobs/" + id + "/result").json().get("results").get(0);
            var tally = new TreeMap<String, Long>();
            long shots = result.get("shots").asLong();
            for (long first = 0; first < shots; first += 700) {
                var some = server.get("/v1/jobs/" + id + "/memory?count=700&first=" + first).json();
                assertThat(some.get("shots").asLong()).isEqualTo(shots);
                some.get("memory").forEach(shot -> tally.merge(shot.asText(), 1L, Long::sum));
            }
            var counts = new TreeMap<String, Long>();
            result.get("counts")
                    .properties()
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
            assertThat(tally).isEqualTo(counts);
        }
        assertThat(server.get("/v1/jobs/" + ideal + "/memory?circuit=9").code())
                .isEqualTo("circuit-not-found");
    }

    @Test
    void a_job_that_has_ended_cannot_be_cancelled() {
        assertThat(server.post("/v1/jobs/" + ideal + "/cancel", "").code())
                .isEqualTo("job-already-ended");
    }

    @Test
    void the_list_is_newest_first_and_its_cursor_misses_none() {
        var ids = new java.util.ArrayList<String>();
        var path = "/v1/jobs?limit=1";
        for (int page = 0; page < 100; page++) {
            var answer = server.get(path).json();
            answer.get("jobs").forEach(job -> ids.add(job.get("id").asText()));
            if (!answer.has("next")) {
                break;
            }
            path = "/v1/jobs?limit=1&cursor=" + answer.get("next").asText();
        }
        assertThat(ids).doesNotHaveDuplicates().containsSubsequence(onChip, ideal);
        assertThat(server.get("/v1/jobs?tenant=nobody").json().get("jobs")).isEmpty();
        assertThat(server.get("/v1/jobs?phase=sleeping").code()).isEqualTo("wrong-parameter");
    }

    // Streams

    @Test
    void a_jobs_stream_tells_its_story_and_ends() {
        assertThat(events(server.get("/v1/jobs/" + ideal + "/events")))
                .containsExactly("1 job-submitted", "2 job-compiled", "3 job-completed");
    }

    @Test
    void a_stream_that_was_cut_goes_on_after_the_last_event_id() {
        assertThat(events(server.get("/v1/jobs/" + ideal + "/events", "Last-Event-ID", "2")))
                .containsExactly("3 job-completed");
        assertThat(events(server.get("/v1/jobs/" + ideal + "/events", "Last-Event-ID", "3")))
                .isEmpty();
        assertThat(server.get("/v1/jobs/" + ideal + "/events", "Last-Event-ID", "x").code())
                .isEqualTo("wrong-header");
    }

    @Test
    void the_log_of_a_job_has_what_its_stream_has() {
        var log = server.get("/v1/jobs/" + ideal + "/log").json().get("events");

        assertThat(
                        log.valueStream()
                                .map(one -> one.get("sequence") + " " + one.get("event").asText()))
                .containsExactlyElementsOf(events(server.get("/v1/jobs/" + ideal + "/events")));
    }

    // Refusals

    @Test
    void a_program_with_an_error_is_refused_at_its_line_and_column_and_nothing_is_stored() {
        var before = server.get("/v1/jobs").json().get("jobs").size();
        var answer = server.post("/v1/jobs", bell("ideal").replace("q[1]", "q[7]"));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("program-refused");
        assertThat(answer.json().get("field").asText()).isEqualTo("program");
        var error = answer.json().get("diagnostics").get(0);
        assertThat(error.get("line").asInt()).isEqualTo(6);
        assertThat(error.get("column").asInt()).isEqualTo(12);
        assertThat(error.get("sourceLine").asText()).isEqualTo("cx q[0], q[7];");
        assertThat(server.get("/v1/jobs").json().get("jobs").size()).isEqualTo(before);
    }

    @Test
    void what_a_request_gets_wrong_is_named_by_code_and_field() {
        record Wrong(String body, String code, String field) {}
        var program = "\"program\":\"" + BELL + "\"";
        for (var wrong :
                List.of(
                        new Wrong("{\"shots\":1," + program + "}", "missing-field", "target"),
                        new Wrong(
                                "{\"target\":\"ideal\"," + program + "}", "missing-field", "shots"),
                        new Wrong("{\"target\":\"ideal\",\"shots\":1}", "missing-field", "program"),
                        new Wrong(
                                "{\"target\":\"moon\",\"shots\":1," + program + "}",
                                "out-of-range",
                                "target"),
                        new Wrong(
                                "{\"target\":\"ideal\",\"shots\":\"1\"," + program + "}",
                                "wrong-type",
                                "shots"),
                        new Wrong(
                                "{\"target\":\"ideal\",\"shots\":0," + program + "}",
                                "shots-out-of-range",
                                "shots"),
                        new Wrong(
                                "{\"target\":\"wukong\",\"shots\":10001," + program + "}",
                                "shots-out-of-range",
                                "shots"),
                        new Wrong(
                                "{\"target\":\"ideal\",\"shots\":1,\"seed\":-1," + program + "}",
                                "out-of-range",
                                "seed"),
                        new Wrong(
                                "{\"target\":\"ideal\",\"shots\":1,\"programs\":[7]}",
                                "wrong-type",
                                "programs[0]"),
                        new Wrong(
                                "{\"target\":\"ideal\",\"shots\":1,\"programs\":[{\"txt\":\"\"}]}",
                                "unknown-field",
                                "programs[0].txt"),
                        new Wrong(
                                "{\"target\":\"ideal\",\"shots\":1,\"programs\":[],\"seed\":1}",
                                "out-of-range",
                                "programs"),
                        new Wrong(
                                "{\"target\":\"ideal\",\"shots\":1,\"options\":{\"layout\":\"x\"},"
                                        + program
                                        + "}",
                                "out-of-range",
                                "options.layout"),
                        new Wrong(
                                "{\"target\":\"ideal\",\"shots\":1,\"options\":{\"shards\":65},"
                                        + program
                                        + "}",
                                "shards-out-of-range",
                                "options.shards"))) {
            var answer = server.post("/v1/jobs", wrong.body());
            assertThat(answer.code()).as(wrong.body()).isEqualTo(wrong.code());
            assertThat(answer.json().path("field").asText())
                    .as(wrong.body())
                    .isEqualTo(wrong.field());
            assertThat(answer.status()).as(wrong.body()).isEqualTo(422);
        }
    }

    @Test
    void a_result_from_a_matrix_product_state_says_what_was_left_out() {
        var id =
                server.run(
                        "{\"target\":\"ideal\",\"shots\":100,\"options\":{\"shards\":2},\"program\":"
                                + "\"OPENQASM 3.0; include \\\"stdgates.inc\\\"; qubit[60] q; bit[60] c;"
                                + " ry(0.3) q[0]; for int i in [0:58] { cx q[i], q[i+1]; t q[i]; }"
                                + " ry(0.4) q[59]; c = measure q;\"}");
        var result = server.get("/v1/jobs/" + id + "/result");
        var document = OpenApi.ofResource();
        assertThat(document.differences(document.schema("getResult", "200"), result.json()))
                .isEmpty();

        var circuit = result.json().path("results").path(0);
        assertThat(circuit.path("engine").asText()).isEqualTo("matrix-product-state");
        assertThat(circuit.path("truncationError").isNumber()).isTrue();
        assertThat(circuit.path("truncationError").asDouble()).isZero();
    }

    @Test
    void a_dead_qubit_and_a_circuit_beyond_every_engine_are_refused_with_advice() {
        var dead =
                server.post(
                        "/v1/jobs",
                        "{\"target\":\"wukong\",\"shots\":1,\"program\":\"OPENQASM 3.0; include"
                                + " \\\"stdgates.inc\\\"; bit c; h $0; c = measure $0;\"}");
        var dense =
                server.post(
                        "/v1/jobs",
                        "{\"target\":\"ideal\",\"shots\":1,\"program\":\"OPENQASM 3.0; include"
                                + " \\\"stdgates.inc\\\"; qubit[40] q; bit[40] c; for int l in [0:11] {"
                                + " for int i in [0:38] { ry(0.3) q[i]; cx q[i], q[i+1]; ry(0.3)"
                                + " q[i+1]; } } c = measure q;\"}");

        assertThat(dead.code()).isEqualTo("qubit-out-of-service");
        assertThat(dense.code()).isEqualTo("too-many-qubits-for-engine");
        assertThat(List.of(dead, dense)).allMatch(answer -> answer.json().has("hint"));
    }

    @Test
    void a_job_that_never_was_is_not_found_on_every_route() {
        for (var path : List.of("", "/result", "/program", "/events", "/log", "/calibration")) {
            assertThat(server.get("/v1/jobs/never-was" + path).code())
                    .as(path)
                    .isEqualTo("job-not-found");
        }
        for (var path : List.of("/cancel", "/replays")) {
            assertThat(server.post("/v1/jobs/never-was" + path, "").code())
                    .as(path)
                    .isEqualTo("job-not-found");
        }
    }

    private static List<String> events(Answer stream) {
        assertThat(stream.header("Content-Type")).startsWith("text/event-stream");
        return Stream.of(stream.text().split("\n\n"))
                .filter(block -> block.startsWith("id: "))
                .map(block -> block.lines().limit(2).collect(Collectors.joining(" ")))
                .map(lines -> lines.replace("id: ", "").replace("event: ", ""))
                .toList();
    }

    private static Set<String> names(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
