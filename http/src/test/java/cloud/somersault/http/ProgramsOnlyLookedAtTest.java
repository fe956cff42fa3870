package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.compiler.CompilerOptions;
import cloud.somersault.http.TestServer.Answer;
import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversions, drawings and dry runs of the compiler, over the whole server's door. */
class ProgramsOnlyLookedAtTest {
    private static final String BELL =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit[2] q;
            bit[2] c;
            h q[0];
            cx q[0], q[1];
            c = measure q;
            """;

    private static final String DELAYED =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit q;
            x q;
            delay[40ns] q;
            """;

    private static final String ON_THE_CHIP =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            bit[2] c;
            h $56;
            cx $56, $62;
            c[0] = measure $56;
            c[1] = measure $62;
            """;

    private static final OpenApi DOCUMENT = OpenApi.ofResource();

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

    @AfterEach
    void nothing_was_stored_by_looking() {
        var jobs = server.get("/v1/jobs").json().get("jobs");
        assertThat(jobs.valueStream().map(job -> job.get("name").asText()))
                .allMatch(name -> name.equals("really run"));
    }

    // Conversions

    @Test
    void a_program_is_written_in_another_language() {
        var answer = server.post("/v1/conversions", body(BELL).put("to", "originir").toString());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("language").asText()).isEqualTo("originir");
        assertThat(answer.json().get("text").asText().lines().map(String::strip))
                .containsSubsequence(
                        "QINIT 2",
                        "CREG 2",
                        "H q[0]",
                        "CNOT q[0],q[1]",
                        "MEASURE q[0],c[0]",
                        "MEASURE q[1],c[1]");
        conforms("convertProgram", answer);
    }

    @Test
    void there_and_back_again_is_the_same_program() {
        var first = convert(BELL, "openqasm-3");
        for (var between : List.of("openqasm-2", "originir", "openqasm-3")) {
            assertThat(convert(convert(BELL, between), "openqasm-3")).as(between).isEqualTo(first);
        }
    }

    @Test
    void physical_qubits_stay_physical() {
        assertThat(convert(ON_THE_CHIP, "openqasm-3")).contains("cx $56, $62;");
    }

    @Test
    void inputs_are_put_into_a_converted_program() {
        var program =
                body(
                        """
                        OPENQASM 3.0;
                        include "stdgates.inc";
                        input float theta;
                        qubit q;
                        rx(theta) q;
                        """);
        program.putObject("inputs").put("theta", 0.25);

        assertThat(
                        server.post("/v1/conversions", program.put("to", "openqasm-2").toString())
                                .json()
                                .get("text")
                                .asText())
                .contains("rx(0.25) q[0];");
    }

    @Test
    void a_program_that_measures_nothing_is_converted_into_one_that_measures_everything() {
        var program = body("OPENQASM 2.0; include \"qelib1.inc\"; qreg q[2]; x q[1];");

        assertThat(
                        server.post(
                                        "/v1/conversions",
                                        program.put("to", "originir")
                                                .put("measureAll", true)
                                                .toString())
                                .json()
                                .get("text")
                                .asText()
                                .lines()
                                .map(String::strip))
                .containsSubsequence(
                        "QINIT 2", "CREG 2", "X q[1]", "MEASURE q[0],c[0]", "MEASURE q[1],c[1]");
    }

    @Test
    void what_the_other_language_cannot_say_has_a_code_of_its_own() {
        for (var to : List.of("openqasm-2", "originir")) {
            var answer = server.post("/v1/conversions", body(DELAYED).put("to", to).toString());

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("not-expressible");
            assertThat(answer.json().get("detail").asText()).contains("no delay");
            assertThat(answer.json().get("field").asText()).isEqualTo("to");
        }
    }

    // Drawings

    @Test
    void a_drawing_is_sent_as_text() {
        var answer = server.post("/v1/drawings", body(BELL).put("characters", "ascii").toString());

        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.text())
                .isEqualTo(
                        """
                              +---+   +---+
                         q0: -+ H +-@-+ M +------
                              +---+ | +-+-++---+
                         q1: -------X---+--+ M +-
                                        |  +-+-+
                        c/2: ===========+====+===
                                        0    1
                        """);
    }

    @Test
    void no_line_of_a_drawing_is_wider_than_was_asked() {
        var long_ = BELL.replace("cx q[0], q[1];", "cx q[0], q[1];".repeat(50));
        var answer = server.post("/v1/drawings", body(long_).put("width", 60).toString());

        assertThat(answer.text().lines())
                .hasSizeGreaterThan(20)
                .allMatch(line -> line.length() <= 60);
    }

    @Test
    void a_drawing_is_sent_as_svg() {
        var answer = server.post("/v1/drawings", body(BELL).put("format", "svg").toString());

        assertThat(answer.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.text())
                .startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")
                .contains("<title>cx q0, q1</title>")
                .endsWith("</svg>\n");
    }

    @Test
    void a_drawing_is_sent_as_json_to_whom_prefers_that() {
        var svg = body(BELL).put("format", "svg").toString();
        for (var accept : List.of("application/json", "image/*;q=0.5, application/json;q=0.8")) {
            var answer = server.post("/v1/drawings", svg, "Accept", accept);
            assertThat(answer.json().get("drawing").asText()).as(accept).startsWith("<svg");
            assertThat(answer.json().get("operations").asInt()).isEqualTo(4);
            conforms("drawProgram", answer);
        }
        for (var accept : List.of("*/*", "image/svg+xml, application/json;q=0.9", "image/*")) {
            assertThat(server.post("/v1/drawings", svg, "Accept", accept).text())
                    .as(accept)
                    .startsWith("<svg");
        }
    }

    // Dry runs of the compiler

    @Test
    void a_bell_pair_on_physical_qubits_takes_three_pulses_one_cz_and_100_ns() {
        var answer = server.post("/v1/compilations", onChip(ON_THE_CHIP).toString());

        var compiled = answer.json();
        assertThat(compiled.get("layout").asText()).as(answer.text()).isEqualTo("physical");
        assertThat(compiled.get("optimization").asInt()).isZero();
        assertThat(compiled.get("pulses").asInt()).isEqualTo(3);
        assertThat(compiled.get("czGates").asInt()).isEqualTo(1);
        assertThat(compiled.get("layers").asInt()).isEqualTo(3);
        assertThat(compiled.get("durationSeconds").asDouble()).isEqualTo(100e-9);
        assertThat(compiled.get("calibrationVersion").asLong()).isEqualTo(1);
        assertThat(compiled.get("initialLayout").get(56).asInt()).isEqualTo(56);
        assertThat(compiled.get("initialLayout").get(55).asInt()).isEqualTo(-1);
        assertThat(compiled.get("compiled").asText()).contains("cz $56, $62;");
        conforms("compileProgram", answer);
    }

    @Test
    void a_dry_run_shows_exactly_what_a_job_with_the_same_seed_runs() {
        var job = onChip(BELL).put("name", "really run").put("shots", 10).put("seed", 11);
        var id = server.run(job.toString());
        var ran = server.get("/v1/jobs/" + id + "/result").json().at("/results/0");

        var dry = server.post("/v1/compilations", onChip(BELL).put("seed", 11).toString()).json();

        assertThat(dry.get("compiled"))
                .isEqualTo(server.get("/v1/jobs/" + id + "/program").json().get("compiled"));
        for (var field : List.of("initialLayout", "finalLayout", "durationSeconds")) {
            assertThat(dry.get(field)).as(field).isEqualTo(ran.get(field));
        }
    }

    @Test
    void every_level_of_the_compiler_is_accepted_and_documented_and_no_other() {
        assertThat(DOCUMENT.schema("Optimization").get("maximum").asInt())
                .isEqualTo(CompilerOptions.OPTIMIZATION_MAX);
        for (int level = 0; level <= CompilerOptions.OPTIMIZATION_MAX; level++) {
            var answer = server.post("/v1/compilations", atLevel(level));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.json().get("optimization").asInt()).isEqualTo(level);
            assertThat(answer.json().get("czGates").asInt()).isEqualTo(1);
        }
        var beyond = server.post("/v1/compilations", atLevel(CompilerOptions.OPTIMIZATION_MAX + 1));
        assertThat(beyond.code()).isEqualTo("out-of-range");
        assertThat(beyond.json().get("field").asText()).isEqualTo("options.optimization");
    }

    @Test
    void what_a_chip_cannot_run_is_refused_as_a_job_would_be() {
        var answer =
                server.post("/v1/compilations", onChip(ON_THE_CHIP.replace("56", "0")).toString());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("qubit-out-of-service");
        assertThat(answer.json().get("field").asText()).isEqualTo("program");
        assertThat(answer.json().has("hint")).isTrue();
    }

    @Test
    void an_explanation_follows_the_program_from_pass_to_pass_to_what_came_out() {
        for (int level = 0; level <= CompilerOptions.OPTIMIZATION_MAX; level++) {
            var request = onChip(BELL).put("explain", true);
            request.putObject("options").put("optimization", level);
            var answer = server.post("/v1/compilations", request.toString());

            conforms("compileProgram", answer);
            var passes = answer.json().get("passes");
            assertThat(passes).hasSizeGreaterThan(2);
            for (int i = 1; i < passes.size(); i++) {
                assertThat(passes.get(i).get("before")).isEqualTo(passes.get(i - 1).get("after"));
            }
            var end = passes.get(passes.size() - 1).get("after");
            assertThat(end.get("czGates")).isEqualTo(answer.json().get("czGates"));
            assertThat(end.get("pulses")).isEqualTo(answer.json().get("pulses"));
            assertThat(end.get("durationSeconds")).isEqualTo(answer.json().get("durationSeconds"));
            var unexplained = server.post("/v1/compilations", atLevel(level)).json();
            assertThat(unexplained.has("passes")).isFalse();
            assertThat(unexplained.get("compiled")).isEqualTo(answer.json().get("compiled"));
        }
    }

    @Test
    void a_program_keeps_to_the_qubits_that_it_may_use() {
        var request = onChip(BELL);
        request.putObject("options").putArray("allowedQubits").add(4).add(5);
        var layout = server.post("/v1/compilations", request.toString()).json();
        assertThat(layout.get("initialLayout").valueStream().map(JsonNode::asInt))
                .containsExactlyInAnyOrder(4, 5);

        var next = onChip(ON_THE_CHIP);
        next.putObject("options").putArray("occupiedQubits").add(57);
        var refused = server.post("/v1/compilations", next.toString());
        assertThat(refused.code()).isEqualTo("qubit-outside-region");
        assertThat(refused.json().get("detail").asText()).contains("56");
    }

    @Test
    void a_loop_that_only_measured_values_end_is_shown_at_its_line() {
        var answer =
                server.post(
                        "/v1/compilations",
                        onChip(
                                        """
                                        OPENQASM 3.0;
                                        include "stdgates.inc";
                                        qubit q;
                                        bit c;
                                        while (!c) {
                                          h q;
                                          c = measure q;
                                        }
                                        """)
                                .toString());

        assertThat(answer.code()).isEqualTo("unbounded-loop-on-chip");
        assertThat(answer.json().at("/diagnostics/0/line").asInt()).isEqualTo(5);
    }

    // Refusals that the three share

    @Test
    void a_program_with_an_error_is_refused_at_its_line_and_column_under_the_name_it_came_by() {
        for (var route : List.of("conversions", "drawings", "compilations")) {
            for (var field : List.of("program", "text")) {
                var request = Json.tree(Map.of()).<ObjectNode>deepCopy();
                request.put(field, BELL.replace("q[1]", "q[7]"));
                if (route.equals("conversions")) {
                    request.put("to", "originir");
                } else if (route.equals("compilations")) {
                    request.put("target", "wukong");
                }
                var answer = server.post("/v1/" + route, request.toString());
                assertThat(answer.code()).as(answer.text()).isEqualTo("program-refused");
                assertThat(answer.json().get("field").asText()).isEqualTo(field);
                assertThat(answer.json().at("/diagnostics/0/line").asInt()).isEqualTo(6);
                assertThat(answer.json().at("/diagnostics/0/column").asInt()).isEqualTo(12);
            }
        }
    }

    @Test
    void what_a_request_gets_wrong_is_named_by_code_and_field() {
        record Wrong(String route, ObjectNode body, String code, String field) {}
        for (var wrong :
                List.of(
                        new Wrong("conversions", body(BELL), "missing-field", "to"),
                        new Wrong("conversions", body(BELL).put("to", "c"), "out-of-range", "to"),
                        new Wrong(
                                "conversions",
                                body(BELL).put("text", BELL).put("to", "originir"),
                                "out-of-range",
                                "text"),
                        new Wrong("drawings", body(BELL).put("width", 10), "out-of-range", "width"),
                        new Wrong(
                                "drawings",
                                body(BELL).put("format", "svg").put("width", 80),
                                "out-of-range",
                                "width"),
                        new Wrong("drawings", body(BELL).put("size", 80), "unknown-field", "size"),
                        new Wrong("compilations", body(BELL), "missing-field", "target"),
                        new Wrong(
                                "compilations",
                                body(BELL).put("target", "ideal"),
                                "out-of-range",
                                "target"),
                        new Wrong(
                                "compilations",
                                onChip(BELL).put("explain", "yes"),
                                "wrong-type",
                                "explain"))) {
            var answer = server.post("/v1/" + wrong.route(), wrong.body().toString());
            assertThat(answer.code()).as(answer.text()).isEqualTo(wrong.code());
            assertThat(answer.json().get("field").asText()).isEqualTo(wrong.field());
        }
        assertThat(server.post("/v1/drawings", "{}").code()).isEqualTo("missing-field");
    }

    private static String convert(String program, String to) {
        var answer = server.post("/v1/conversions", body(program).put("to", to).toString());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().get("text").asText();
    }

    private static String atLevel(int level) {
        var request = onChip(BELL);
        request.putObject("options").put("optimization", level);
        return request.toString();
    }

    private static ObjectNode onChip(String program) {
        return body(program).put("target", "wukong");
    }

    private static ObjectNode body(String program) {
        return Json.tree(Map.of("program", program)).deepCopy();
    }

    private static void conforms(String operation, Answer answer) {
        assertThat(DOCUMENT.differences(DOCUMENT.schema(operation, "200"), answer.json()))
                .as(operation)
                .isEmpty();
    }
}
