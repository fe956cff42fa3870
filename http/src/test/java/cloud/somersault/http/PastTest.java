package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.TestServer.Answer;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The past over HTTP. */
class PastTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();
    private static final String BELL =
            "{\"name\":\"bell\",\"target\":\"wukong\",\"shots\":100,\"seed\":7,\"program\":\""
                    + "OPENQASM 3.0;\\ninclude \\\"stdgates.inc\\\";\\nqubit[2] q;\\nbit[2] c;\\n"
                    + "h q[0];\\ncx q[0], q[1];\\nc = measure q;\\n\"}";

    @TempDir static Path folder;
    private static TestServer server;
    private static String job;
    private static Instant before;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
        before = Instant.now();
        job = server.run(BELL);
        assertThat(server.post("/v1/chips/wukong/clock", "{\"advanceSeconds\": 86400}").status())
                .isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void every_kind_of_entity_has_a_past_that_is_as_the_document_says() {
        for (var entity :
                new String[] {
                    "job/" + job, "chip/wukong", "qubit/wukong-q5", "coupler/wukong-c4-5"
                }) {
            var path = "/v1/audit/entities/" + entity;
            var now = check("getPastEntity", server.get(path));
            var first = check("getPastEntity", server.get(path + "?at=sequence:1"));
            assertThat(first.json().at("/standing/sequence").asLong()).isEqualTo(1);
            assertThat(now.json().at("/standing/sequence").asLong()).isGreaterThanOrEqualTo(1);
            check("listEntityEvents", server.get(path + "/events?limit=2"));
            check("compareEntity", server.get(path + "/differences?from=sequence:1"));
        }
    }

    @Test
    void a_job_before_its_first_event_and_an_entity_that_never_was_are_404() {
        var path = "/v1/audit/entities/job/" + job + "?at=";
        assertThat(server.get(path + before.minusSeconds(1)).code()).isEqualTo("nothing-yet");
        assertThat(server.get("/v1/audit/entities/job/never").code()).isEqualTo("nothing-yet");
        assertThat(server.get("/v1/audit/entities/job/never/events").code())
                .isEqualTo("nothing-yet");
        assertThat(server.get("/v1/audit/chips/nowhere").code()).isEqualTo("chip-not-found");
    }

    @Test
    void what_is_no_moment_and_no_kind_is_refused_in_words() {
        for (var path :
                new String[] {
                    "/v1/audit/entities/cat/felix",
                    "/v1/audit/entities/job/" + job + "?at=yesterday",
                    "/v1/audit/queue?at=sequence:5",
                    "/v1/audit/queue/differences",
                }) {
            var answer = server.get(path);
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("wrong-parameter");
        }
    }

    @Test
    void the_queue_and_its_differences_are_as_the_document_says() {
        var submitted =
                server.get("/v1/audit/entities/job/" + job + "?at=sequence:1")
                        .json()
                        .at("/standing/place")
                        .asLong();
        var queue = check("getPastQueue", server.get("/v1/audit/queue?at=event:" + submitted));
        assertThat(queue.json().at("/waiting/0/job/id").asText()).isEqualTo(job);
        assertThat(
                        server.get("/v1/audit/queue?tenant=nobody&at=event:" + submitted)
                                .json()
                                .at("/waiting")
                                .size())
                .isZero();
        var change =
                check(
                        "compareQueue",
                        server.get("/v1/audit/queue/differences?from=event:" + submitted));
        assertThat(change.json().at("/left/0").asText()).isEqualTo(job);
    }

    @Test
    void the_chip_before_its_clock_was_moved_is_another_one() {
        var then = check("getPastChip", server.get("/v1/audit/chips/wukong?at=" + before));
        assertThat(then.json().at("/calibration/version").asLong()).isEqualTo(1);
        var change =
                check(
                        "compareChip",
                        server.get("/v1/audit/chips/wukong/differences?from=" + before));
        assertThat(change.json().at("/differences").toString()).contains("/clock/setSeconds");
        assertThat(change.json().at("/figures/qubits").size()).isZero();
    }

    @Test
    void the_past_is_tagged_and_need_not_be_sent_twice() {
        var path = "/v1/audit/entities/job/" + job + "?at=event:" + 1_000_000_000;
        var answer = server.get("/v1/audit/queue?at=event:1");
        assertThat(answer.header("Cache-Control")).contains("immutable");
        var again =
                server.get("/v1/audit/queue?at=event:1", "If-None-Match", answer.header("ETag"));
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
        assertThat(server.get(path).header("Cache-Control"))
                .as("what is still to come is no past")
                .isEqualTo("no-cache");
    }

    private static Answer check(String operationId, Answer answer) {
        assertThat(answer.status()).as(operationId + " " + answer.text()).isEqualTo(200);
        assertThat(DOCUMENT.differences(DOCUMENT.schema(operationId, "200"), answer.json()))
                .as(operationId)
                .isEmpty();
        return answer;
    }
}
