package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.TestServer.Answer;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays of many jobs over HTTP. */
class ReplaysTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();
    private static final String BELL =
            "{\"name\":\"bell\",\"target\":\"TARGET\",\"shots\":100,\"seed\":7,\"program\":\""
                    + "OPENQASM 3.0;\\ninclude \\\"stdgates.inc\\\";\\nqubit[2] q;\\nbit[2] c;\\n"
                    + "h q[0];\\ncx q[0], q[1];\\nc = measure q;\\n\"}";

    @TempDir static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
        server.run(BELL.replace("TARGET", "wukong"));
        server.run(BELL.replace("TARGET", "ideal"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Answer ended(String body) {
        var begun = server.post("/v1/audit/replays", body);
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        assertThat(DOCUMENT.differences(DOCUMENT.schema("requestReplay", "202"), begun.json()))
                .isEmpty();
        for (int tries = 0; tries < 1500; tries++) {
            var answer = server.get(begun.header("location"));
            if (answer.json().has("endedAt")) {
                return answer;
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError("the replay did not end");
    }

    @Test
    void everything_is_run_again_and_is_equal() {
        var report = check("getReplay", ended("{}"));
        assertThat(report.json().path("equal").asInt()).isEqualTo(2);
        assertThat(report.json().path("phase").asText()).isEqualTo("finished");
        assertThat(check("listReplays", server.get("/v1/audit/replays")).json().at("/replays"))
                .isNotEmpty();
        var id = report.json().path("id").asText();
        check("cancelReplay", server.post("/v1/audit/replays/" + id + "/cancel", ""));
    }

    @Test
    void what_would_have_been_is_a_table() {
        var report = ended("{\"target\":\"wukong\",\"whatIf\":{\"noiseScale\":3}}");
        check("getReplay", report);
        assertThat(report.json().at("/comparison/jobs").asInt()).isEqualTo(1);
        var rows =
                check(
                        "listReplayRows",
                        server.get(
                                "/v1/audit/replays/"
                                        + report.json().path("id").asText()
                                        + "/rows"));
        assertThat(rows.json().at("/rows/0/target").asText()).isEqualTo("wukong");
    }

    @Test
    void a_calibration_that_never_was_is_a_finding_with_its_reason() {
        var report = ended("{\"target\":\"wukong\",\"whatIf\":{\"calibrationVersion\":77}}");
        check("getReplay", report);
        assertThat(report.json().at("/findings/0/reason").asText())
                .isEqualTo("calibration-missing");
    }

    @Test
    void what_makes_no_sense_is_refused() {
        for (var body :
                new String[] {
                    "{\"since\":\"yesterday\"}",
                    "{\"jobsMax\":0}",
                    "{\"whatIf\":{\"noiseScale\":4}}",
                    "{\"whatIf\":{\"engine\":\"abacus\"}}",
                    "{\"everything\":true}"
                }) {
            assertThat(server.post("/v1/audit/replays", body).status()).as(body).isEqualTo(422);
        }
        assertThat(server.get("/v1/audit/replays/never").code()).isEqualTo("replay-not-found");
        assertThat(server.get("/v1/audit/replays/never/rows").code()).isEqualTo("replay-not-found");
    }

    private static Answer check(String operationId, Answer answer) {
        assertThat(answer.status()).as(operationId + " " + answer.text()).isEqualTo(200);
        assertThat(DOCUMENT.differences(DOCUMENT.schema(operationId, "200"), answer.json()))
                .as(operationId)
                .isEmpty();
        return answer;
    }
}
