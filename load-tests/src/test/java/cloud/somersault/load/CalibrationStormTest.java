package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Cloud;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Calibration under load and under kill -9, on chips of one seed whose clocks stand still. */
@Execution(ExecutionMode.CONCURRENT)
class CalibrationStormTest {
    private static final Duration WITHIN = Duration.ofMinutes(4);
    private static final String RUNS = "/v1/chips/wukong/calibration-runs";

    /** Two couplers with all that they stand on. */
    private static final String REGION =
            "{\"couplers\":[\"2-8\",\"56-62\"],\"nodes\":[\"cz-phase\",\"cz-error\"]}";

    private static final String BELL =
            """
            OPENQASM 3.0;
            qubit[2] q;
            bit[2] c;
            U(pi/2, 0, pi) q[0];
            U(pi/2, 0, pi) q[1];
            ctrl @ U(0, 0, pi) q[0], q[1];
            c = measure q;
            """;

    @TempDir private Path calm;
    @TempDir private Path stormy;

    @Test
    void a_killed_calibration_goes_on_where_it_was_and_jobs_never_wait_for_it() throws Exception {
        List<JsonNode> undisturbed;
        try (var server = Servers.start(calm)) {
            post(server, RUNS, REGION);
            undisturbed = ended(server);
        }
        assertThat(undisturbed.getLast().get("event").asText()).isEqualTo("calibration-finished");
        assertThat(undisturbed.getLast().get("version").asLong()).isEqualTo(2);

        try (var server = Servers.start(stormy)) {
            post(server, RUNS, REGION);
            until(() -> experiments(server.cloud()) >= 3);
            assertThat(runJob(server)).as("a job while the chip is calibrated").isEqualTo(1);
            assertThat(experiments(server.cloud())).as("in the middle").isLessThan(20);
            server.kill();
        }
        try (var server = Servers.start(stormy)) {
            assertThat(runJob(server)).as("after the kill, on the old version").isEqualTo(1);
            var disturbed = ended(server);
            assertThat(disturbed).as("the log but for the wall's moments").isEqualTo(undisturbed);
            assertThat(runJob(server)).isEqualTo(2);
            assertThat(server.cloud().get("/v1/chips/wukong/calibration?version=2").get("digest"))
                    .isNotNull();
        }
    }

    /** The calibration version that a job ran on; it completes, or the test fails. */
    private static long runJob(ServerProcess server) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("target", "wukong").put("shots", 100).put("seed", 7).put("program", BELL);
        var job = server.cloud().submit(body, Optional.empty(), Optional.empty());
        var done = server.cloud().await(job.id(), WITHIN, _ -> {});
        assertThat(done.phase()).isEqualTo("completed");
        return server.cloud().get("/v1/jobs/" + job.id()).get("calibrationVersion").asLong();
    }

    private static int experiments(Cloud cloud) {
        return cloud.get(RUNS).at("/runs/0/experiments").asInt();
    }

    /** Waits for the end of the first run; its events without the moments of the wall. */
    private static List<JsonNode> ended(ServerProcess server) {
        until(() -> !server.cloud().get(RUNS).at("/runs/0/phase").asText().equals("running"));
        var events = new ArrayList<JsonNode>();
        for (var event : server.cloud().get(RUNS + "/1").get("events")) {
            events.add(((ObjectNode) event.get("data").deepCopy()).without("at"));
        }
        return events;
    }

    private interface Condition {
        boolean holds();
    }

    private static void until(Condition condition) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end_ns);
            Servers.pause(Duration.ofMillis(50));
        }
    }

    private static void post(ServerProcess server, String path, String body) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(server.url() + path))
                                    .header("Content-Type", "application/json")
                                    .POST(HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        }
    }
}
