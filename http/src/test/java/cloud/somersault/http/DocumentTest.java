package cloud.somersault.http;

import static cloud.somersault.http.TestServer.bell;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.TestServer.Answer;
import cloud.somersault.http.problem.ProblemCode;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document says what the server does: its routes, parameters, answers, examples. */
class DocumentTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();

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
    }

    @Test
    void the_document_has_exactly_the_routes_that_the_server_has() {
        var served =
                server.table().endpoints().stream()
                        .map(one ->
                                one.method().name()
                                        + " "
                                        + one.path().text()
                                        + " "
                                        + one.operationId());
        var documented =
                DOCUMENT.operations().stream()
                        .map(one -> one.method() + " " + one.path() + " " + one.id());

        assertThat(documented).containsExactlyInAnyOrderElementsOf(served.toList());
    }

    @Test
    void the_document_has_exactly_the_path_and_query_parameters_that_the_routes_take() {
        for (var operation : DOCUMENT.operations()) {
            var endpoint =
                    server.table().endpoints().stream()
                            .filter(one -> one.operationId().equals(operation.id()))
                            .findFirst()
                            .orElseThrow();
            var taken =
                    Stream.concat(
                                    endpoint.path().parameters().stream().map(one -> "path " + one),
                                    endpoint.queries().stream().map(one -> "query " + one))
                            .collect(Collectors.toSet());
            assertThat(operation.parameters().stream().filter(one -> !one.startsWith("header")))
                    .as(operation.id())
                    .containsExactlyInAnyOrderElementsOf(taken);
        }
    }

    @Test
    void the_served_document_is_this_document() {
        assertThat(server.get("/openapi.json").json()).isEqualTo(DOCUMENT.root());
    }

    @Test
    void every_answer_has_the_fields_and_types_of_its_schema() {
        check("getJob", server.get("/v1/jobs/" + onChip));
        check("getJob", server.get("/v1/jobs/" + ideal));
        check("listJobs", server.get("/v1/jobs?limit=2"));
        check("getResult", server.get("/v1/jobs/" + onChip + "/result"));
        check("getResult", server.get("/v1/jobs/" + ideal + "/result"));
        check("getProgram", server.get("/v1/jobs/" + onChip + "/program"));
        check("getJobCalibration", server.get("/v1/jobs/" + onChip + "/calibration"));
        check("getJobTruth", server.get("/v1/jobs/" + onChip + "/truth"));
        check("getClock", server.get("/v1/chips/wukong/clock"));
        check("getJobLog", server.get("/v1/jobs/" + onChip + "/log"));
        check("replayJob", server.post("/v1/jobs/" + onChip + "/replays", ""));
        check("signCheckpoint", server.post("/v1/audit/checkpoints", ""));
        check("getCheckpoint", server.get("/v1/audit/checkpoint"));
        check("listAuditKeys", server.get("/v1/audit/keys"));
        check("getJobMemory", server.get("/v1/jobs/" + onChip + "/memory?count=3"));
        check("listChips", server.get("/v1/chips"));
        check("getChip", server.get("/v1/chips/wukong"));
        check("getCalibration", server.get("/v1/chips/wukong/calibration?version=1"));
        check("getQubit", server.get("/v1/chips/wukong/qubits/5"));
        check("getQubit", server.get("/v1/chips/wukong/qubits/0"));
        check("getCoupler", server.get("/v1/chips/wukong/couplers/5-4"));
        check("listTargets", server.get("/v1/targets"));
        check("getAuditLog", server.get("/v1/audit/log"));
        check("getLimits", server.get("/v1/limits"));
        check("getLiveness", server.get("/health/live"));
        check("getReadiness", server.get("/health/ready"));
        check("listNodes", server.get("/v1/nodes"));
        check("listProblems", server.get("/problems"));
        check("getProblem", server.get("/problems/wrong-type"));
    }

    @Test
    void every_problem_has_the_fields_of_its_schema() {
        for (var answer :
                List.of(
                        server.post("/v1/jobs", bell("ideal").replace("q[1]", "q[7]")),
                        server.post("/v1/jobs", "{"),
                        server.get("/v1/jobs/never-was"))) {
            assertThat(DOCUMENT.differences(DOCUMENT.schema("Problem"), answer.json())).isEmpty();
        }
    }

    @Test
    void every_example_of_a_submission_is_accepted() {
        var examples =
                DOCUMENT.operations().stream()
                        .filter(one -> one.id().equals("submitJob"))
                        .findFirst()
                        .orElseThrow()
                        .document()
                        .at("/requestBody/content/application~1json/examples");
        for (var example : examples.properties()) {
            var answer = server.post("/v1/jobs", example.getValue().get("value").toString());
            assertThat(answer.status()).as(example.getKey() + answer.text()).isEqualTo(202);
        }
    }

    @Test
    void every_problem_code_in_the_examples_is_real() {
        for (var code : DOCUMENT.root().findValuesAsText("code")) {
            if (code.startsWith("{") || code.isEmpty()) {
                continue;
            }
            assertThat(ProblemCode.byId(code).isPresent() || code.equals("index-out-of-range"))
                    .as(code)
                    .isTrue();
        }
    }

    private static void check(String operationId, Answer answer) {
        assertThat(answer.status()).as(operationId + " " + answer.text()).isEqualTo(200);
        assertThat(DOCUMENT.differences(DOCUMENT.schema(operationId, "200"), answer.json()))
                .as(operationId)
                .isEmpty();
    }
}
