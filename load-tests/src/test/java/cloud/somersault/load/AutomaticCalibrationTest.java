package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A chip that is left to itself calibrates itself as its clock goes on, within its share. */
@Execution(ExecutionMode.CONCURRENT)
class AutomaticCalibrationTest {
    private static final Duration WITHIN = Duration.ofMinutes(4);
    private static final String CHIP = "/v1/chips/wukong";
    private static final double HOUR_SECONDS = 3600;
    private static final double SHARE = 0.001;

    /** Rounds whose share is there to begin with, and the one that begins. */
    private static final double SAVED_ROUNDS = 13;

    /** The largest group of experiments begins before the budget is used, and ends after it. */
    private static final double LAST_EXPERIMENT_SECONDS = 60;

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

    @TempDir private Path folder;

    @Test
    void rounds_come_with_the_hours_cost_their_share_and_publish_what_they_found() {
        try (var server =
                Servers.startWith(
                        folder,
                        "somersault.chip.calibration.poll=200ms",
                        "somersault.chip.calibration.auto.share=" + SHARE)) {
            var cloud = server.cloud();
            job(cloud);
            advance(cloud, 20 * HOUR_SECONDS);
            cloud.ask(CHIP + "/automatic-calibration", Json.object().put("enabled", true));

            var first = finished(cloud, 1);
            assertThat(first.path("by").asText()).isEqualTo("automatic");
            assertThat(first.path("scope").asText()).isEqualTo("maintain");
            assertThat(first.path("budgetSeconds").asDouble())
                    .isLessThanOrEqualTo(SHARE * HOUR_SECONDS * SAVED_ROUNDS);
            assertThat(first.path("chipSeconds").asDouble())
                    .isPositive()
                    .isLessThan(first.path("budgetSeconds").asDouble() + LAST_EXPERIMENT_SECONDS);
            assertThat(first.path("version").asLong()).isEqualTo(2);
            assertThat(runs(cloud)).as("no second round in the same hour").hasSize(1);

            advance(cloud, 24 * HOUR_SECONDS);
            var second = finished(cloud, 2);
            assertThat(second.path("by").asText()).isEqualTo("automatic");
            var metrics = cloud.get(CHIP + "/metrics");
            assertThat(metrics.at("/chipSeconds/automatic").asDouble())
                    .isEqualTo(
                            first.path("chipSeconds").asDouble()
                                    + second.path("chipSeconds").asDouble());
            assertThat(metrics.at("/chipSeconds/jobs").asDouble()).isPositive();
            assertThat(metrics.path("jobs").asLong()).isEqualTo(1);
            assertThat(job(cloud)).as("jobs go by what was published").isGreaterThan(1);
        }
    }

    /** The calibration version that a job ran on. */
    private static long job(Cloud cloud) {
        var body = Json.object().put("target", "wukong").put("shots", 100).put("seed", 7);
        body.put("program", BELL);
        var job = cloud.submit(body, Optional.empty(), Optional.of("ada"));
        assertThat(cloud.await(job.id(), WITHIN, _ -> {}).phase()).isEqualTo("completed");
        return cloud.get("/v1/jobs/" + job.id()).path("calibrationVersion").asLong();
    }

    private static void advance(Cloud cloud, double seconds) {
        cloud.ask(CHIP + "/clock", Json.object().put("advanceSeconds", seconds));
    }

    private static JsonNode runs(Cloud cloud) {
        return cloud.get(CHIP + "/calibration-runs").path("runs");
    }

    /** The run of this number when it has ended. */
    private static JsonNode finished(Cloud cloud, long number) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (true) {
            var latest = runs(cloud).path(0);
            if (latest.path("number").asLong() == number
                    && !latest.path("phase").asText().equals("running")) {
                assertThat(latest.path("phase").asText()).isEqualTo("finished");
                return latest;
            }
            assertThat(System.nanoTime()).as("patience").isLessThan(end_ns);
            Servers.pause(Duration.ofMillis(100));
        }
    }
}
