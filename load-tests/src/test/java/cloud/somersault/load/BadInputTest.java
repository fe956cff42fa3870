package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Answer;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is thrown at the door: a clear answer, and the next guest is served. */
class BadInputTest {
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

    @TempDir private static Path data;
    private static ServerProcess server;

    @BeforeAll
    static void start() {
        server = Servers.startLight(data);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void the_next_request_is_served() {
        var accepted = server.cloud().submit(bell(), Optional.empty(), Optional.empty());
        var job = server.cloud().await(accepted.id(), Duration.ofMinutes(1), _ -> {});
        assertThat(job.phase()).isEqualTo("completed");
        assertThat(server.alive()).isTrue();
    }

    @Test
    void a_malformed_program_is_refused_with_line_and_column() {
        var job = bell().put("program", BELL.replace("cx q[0], q[1];", "cx q[0] q[1];"));

        var problem = refused(submit(job), 422, "program-refused").problem();

        assertThat(problem.diagnostics())
                .first()
                .satisfies(diagnostic -> {
                    assertThat(diagnostic.line()).isEqualTo(6);
                    assertThat(diagnostic.column()).isBetween(8, 9);
                    assertThat(diagnostic.sourceLine()).isEqualTo("cx q[0] q[1];");
                });
    }

    @Test
    void ten_million_gates_in_a_loop_are_refused_quickly() {
        var loop = BELL.replace("h q[0];", "for uint i in [1:10000000] { h q[0]; }");
        long begin_ns = System.nanoTime();

        var problem =
                refused(submit(bell().put("program", loop)), 422, "program-refused").problem();

        assertThat(problem.diagnostics()).first().extracting("line").isEqualTo(5);
        assertThat(Duration.ofNanos(System.nanoTime() - begin_ns))
                .isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void nested_loops_and_gates_cannot_hide_ten_million_gates() {
        var doubling = new StringBuilder("gate g0 a { x a; x a; }\n");
        for (int level = 1; level <= 24; level++) {
            doubling.append(
                    "gate g%d a { g%d a; g%d a; }\n".formatted(level, level - 1, level - 1));
        }
        var program = BELL.replace("h q[0];", doubling + "g24 q[0];");

        refused(submit(bell().put("program", program)), 422, "program-refused");
    }

    /** Its length is not announced: the server has to stop reading by itself. */
    @Test
    void ten_million_gates_as_a_text_of_more_than_100_megabytes_are_refused() {
        var gates = "rz(0.1) q[0];\n".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        var body = BodyPublishers.ofByteArrays(Collections.nCopies(100, gates));

        refused(post(body, "application/json"), 413, "body-too-large");
    }

    @Test
    void a_body_of_100_megabytes_with_its_length_announced_is_refused() {
        refused(
                post(BodyPublishers.ofByteArray(new byte[100 << 20]), "application/json"),
                413,
                "body-too-large");
    }

    @Test
    void a_million_gates_of_text_within_the_body_limit_are_answered() {
        var many = BELL.replace("h q[0];", "x q[0];".repeat(1_000_001));

        refused(submit(bell().put("program", many)), 422, "program-refused");
    }

    @Test
    void a_dense_circuit_of_40_qubits_is_refused_with_what_would_work() {
        var dense = new StringBuilder("OPENQASM 3.0;\ninclude \"stdgates.inc\";\n");
        dense.append("qubit[40] q;\nbit[40] c;\n");
        for (int layer = 0; layer < 10; layer++) {
            IntStream.range(0, 40).forEach(q -> dense.append("ry(0.3) q[%d];\n".formatted(q)));
            IntStream.range(0, 39)
                    .forEach(q -> dense.append("cx q[%d], q[%d];\n".formatted(q, q + 1)));
        }
        dense.append("c = measure q;\n");

        var answer = submit(bell().put("program", dense.toString()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.problem().detail()).contains("40");
        assertThat(answer.problem().hint()).isPresent();
    }

    @Test
    void a_wrong_type_is_named() {
        assertThat(
                        refused(submit(bell().put("shots", "1000")), 422, "wrong-type")
                                .problem()
                                .field())
                .contains("shots");
        var deep = bell();
        deep.putObject("options").put("layout", 1);
        assertThat(refused(submit(deep), 422, "wrong-type").problem().field())
                .contains("options.layout");
    }

    @Test
    void a_missing_field_is_named() {
        var noShots = bell();
        noShots.remove("shots");
        assertThat(refused(submit(noShots), 422, "missing-field").problem().field())
                .contains("shots");
    }

    @Test
    void an_unknown_field_is_named() {
        assertThat(refused(submit(bell().put("shot", 5)), 422, "unknown-field").problem().field())
                .contains("shot");
    }

    @Test
    void shots_out_of_range_are_refused() {
        for (long shots : new long[] {0, -1, 1_000_001, Long.MAX_VALUE}) {
            var answer = submit(bell().put("shots", shots));
            assertThat(answer.status()).as("%d shots: %s", shots, answer.body()).isEqualTo(422);
            assertThat(answer.problem().code()).matches("out-of-range|shots-out-of-range");
        }
        var answer = submit(bell().put("target", "wukong").put("shots", 10_001));
        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.problem().detail() + answer.problem().hint().orElse(""))
                .contains("10000");
    }

    @Test
    void an_unknown_target_is_refused() {
        assertThat(submit(bell().put("target", "eniac")).status()).isEqualTo(422);
    }

    @Test
    void deep_json_is_refused() {
        var deep = "{\"options\":".repeat(100_000) + "1" + "}".repeat(100_000);

        refused(post(BodyPublishers.ofString(deep), "application/json"), 400, "malformed-json");
    }

    @Test
    void what_is_no_json_is_refused() {
        refused(
                post(BodyPublishers.ofString("{\"shots\": 1"), "application/json"),
                400,
                "malformed-json");
        refused(post(BodyPublishers.ofString(""), "application/json"), 400, "malformed-json");
        refused(post(BodyPublishers.ofString("[]"), "application/json"), 422, "wrong-type");
        refused(post(BodyPublishers.ofString("a=b"), "text/plain"), 415, "wrong-content-type");
    }

    @Test
    void a_program_that_nests_without_end_is_refused() {
        var nested =
                BELL.replace(
                        "h q[0];",
                        "rz(" + "(".repeat(50_000) + "1" + ")".repeat(50_000) + ") q[0];");

        refused(submit(bell().put("program", nested)), 422, "program-refused");
    }

    @Test
    void more_than_200_programs_are_refused() {
        var batch = bell();
        batch.remove("program");
        var programs = batch.putArray("programs");
        IntStream.range(0, 201).forEach(_ -> programs.add(BELL));

        assertThat(submit(batch).status()).isEqualTo(422);
    }

    @Test
    void what_is_not_there_is_not_found() {
        refused(exchange("GET", "/v1/jobs/no-such-job"), 404, "job-not-found");
        refused(exchange("GET", "/v2/jobs"), 404, "not-found");
        refused(exchange("DELETE", "/v1/jobs"), 405, "method-not-allowed");
    }

    private static ObjectNode bell() {
        return Json.object().put("target", "ideal").put("shots", 100).put("program", BELL);
    }

    private static Answer submit(ObjectNode job) {
        return post(BodyPublishers.ofString(job.toString()), "application/json");
    }

    private static Answer post(BodyPublisher body, String contentType) {
        return server.cloud()
                .exchange("POST", "/v1/jobs", Map.of("Content-Type", contentType), body);
    }

    private static Answer exchange(String method, String path) {
        return server.cloud().exchange(method, path, Map.of(), BodyPublishers.noBody());
    }

    private static Answer refused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(Json.shortened(answer.body(), 500)).isEqualTo(status);
        assertThat(answer.header("Content-Type").orElse("")).startsWith("application/problem+json");
        var problem = answer.problem();
        assertThat(problem.code()).as(answer.body()).isEqualTo(code);
        assertThat(problem.detail()).isNotBlank();
        assertThat(problem.title()).isNotBlank();
        return answer;
    }
}
