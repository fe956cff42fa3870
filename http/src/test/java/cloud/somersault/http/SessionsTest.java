package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Booked sessions through the door: what they take, what they refuse, how they end. */
class SessionsTest {
    private static final String ADA = "ada";

    @TempDir private static Path folder;
    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TestServer.Answer post(String path, String body) {
        return server.post(path, body, "Somersault-Tenant", ADA);
    }

    private static String open(double share, double workSecondsMax) {
        var opened =
                post(
                        "/v1/sessions",
                        "{\"share\": %s, \"lastsSeconds\": 600, \"workSecondsMax\": %s}"
                                .formatted(share, workSecondsMax));
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        return opened.json().path("id").asText();
    }

    private static TestServer.Answer look(String session) {
        return server.get("/v1/sessions/" + session, "Somersault-Tenant", ADA);
    }

    private static String job(String session, int shots) {
        return """
        {"target": "ideal", "shots": %d, "session": "%s", "options": {"shards": 2}, "program":
         "OPENQASM 3.0; include \\"stdgates.inc\\"; qubit[9] q; bit[9] c; h q; c = measure q;"}
        """
                .formatted(shots, session);
    }

    private static String end(String jobId) {
        assertThat(server.get("/v1/jobs/" + jobId + "/events").text()).contains("event: job-");
        return server.get("/v1/jobs/" + jobId).json().path("phase").asText();
    }

    @Test
    void a_session_counts_what_its_jobs_took_and_refuses_the_one_that_would_exceed_its_limit() {
        var session = open(0.1, 30);
        var accepted = post("/v1/jobs", job(session, 1000));
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        assertThat(end(accepted.json().path("id").asText())).isEqualTo("completed");

        var counted = look(session).json();
        assertThat(counted.path("phase").asText()).isEqualTo("open");
        assertThat(counted.path("jobs").asInt()).isEqualTo(1);
        assertThat(counted.path("unsettledJobs").asInt()).isZero();
        assertThat(counted.path("workSeconds").asDouble()).isPositive();
        assertThat(counted.path("expectedSeconds").asDouble()).isZero();

        var broke = open(0.1, 0);
        assertThat(post("/v1/jobs", job(broke, 1000)).code()).isEqualTo("session-limit-reached");
        assertThat(look(broke).json().path("jobs").asInt()).isZero();
    }

    @Test
    void no_more_than_half_of_the_machine_can_be_booked() {
        var first = open(0.2, 1);
        var refused =
                post(
                        "/v1/sessions",
                        "{\"share\": 0.45, \"lastsSeconds\": 60, \"workSecondsMax\": 1}");
        assertThat(refused.code()).isEqualTo("share-not-available");
        assertThat(post("/v1/sessions/" + first + "/close", "{}").status()).isEqualTo(200);
    }

    @Test
    void closing_ends_what_waits_as_asked_and_what_runs_finishes() {
        for (var queued : List.of("refuse", "drain")) {
            var session = open(0.1, 1000);
            var jobs = new ArrayList<String>();
            for (int i = 0; i < 12; i++) {
                var accepted = post("/v1/jobs", job(session, 200_000));
                assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
                jobs.add(accepted.json().path("id").asText());
            }
            var closed =
                    post("/v1/sessions/" + session + "/close", "{\"queued\": \"" + queued + "\"}");
            assertThat(closed.json().path("phase").asText()).isIn("closing", "closed");
            assertThat(post("/v1/jobs", job(session, 10)).code()).isEqualTo("session-closed");
            for (var id : jobs) {
                assertThat(end(id)).isIn(queued.equals("drain") ? DRAINED : REFUSED);
            }
            assertThat(look(session).json().path("phase").asText()).isEqualTo("closed");
        }
    }

    private static final List<String> DRAINED = List.of("completed");
    private static final List<String> REFUSED = List.of("completed", "cancelled");

    @Test
    void a_session_is_only_there_for_its_tenant() {
        var session = open(0.05, 5);
        assertThat(server.get("/v1/sessions/" + session).code()).isEqualTo("session-not-found");
        assertThat(server.post("/v1/jobs", job(session, 10)).code()).isEqualTo("session-not-found");
        assertThat(server.get("/v1/sessions").json().path("sessions")).isEmpty();
        assertThat(
                        server.get("/v1/sessions", "Somersault-Tenant", ADA)
                                .json()
                                .path("sessions")
                                .findValuesAsText("id"))
                .contains(session);
    }
}
