package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A tuning session under kill -9: real processes, a real model, QTHA with exact values. */
@Execution(ExecutionMode.CONCURRENT)
class TuningStormTest {
    private static final Duration WITHIN = Duration.ofMinutes(4);
    private static final int STEPS = 120;

    @TempDir private Path folder;

    @Test
    void a_session_that_was_killed_twice_ends_with_the_losses_of_an_undisturbed_one_bit_by_bit()
            throws Exception {
        var model = BaseModels.pretrained(folder, 60);
        List<String> undisturbed;
        String digest;
        try (var server = Servers.start(Files.createDirectory(folder.resolve("calm")))) {
            var id = begin(server, model);
            until(() -> !phase(server.cloud(), id).equals("running"));
            var curve = curve(server.cloud(), id);
            undisturbed = losses(curve);
            digest = curve.path("lossDigest").asText();
        }
        assertThat(undisturbed).hasSize(STEPS);

        var stormy = Files.createDirectory(folder.resolve("stormy"));
        String session;
        try (var server = Servers.start(stormy)) {
            session = begin(server, model);
            killAfter(server, session, STEPS / 4);
        }
        try (var server = Servers.start(stormy)) {
            killAfter(server, session, STEPS / 2);
        }
        try (var server = Servers.start(stormy)) {
            var cloud = server.cloud();
            assertThat(losses(curve(cloud, session)))
                    .as("what was stored before the kills")
                    .hasSizeBetween(STEPS / 2, STEPS - 1);
            until(() -> !phase(cloud, session).equals("running"));
            assertThat(phase(cloud, session)).isEqualTo("completed");
            var curve = curve(cloud, session);
            assertThat(losses(curve)).isEqualTo(undisturbed);
            assertThat(curve.path("lossDigest").asText()).isEqualTo(digest);
        }
    }

    /** Kills it with SIGKILL as soon as so many steps are on the disk. */
    private static void killAfter(ServerProcess server, String session, int steps) {
        until(() -> server.cloud().get("/v1/tunings/" + session).path("step").asInt() >= steps);
        assertThat(phase(server.cloud(), session)).isEqualTo("running");
        server.kill();
    }

    private static String begin(ServerProcess server, Path model) {
        var body = Json.object().put("model", model.toString()).put("seed", 7);
        body.putObject("method").put("kind", "qtha");
        body.putObject("training")
                .put("steps", STEPS)
                .put("batch", 16)
                .put("learningRate", 0.003)
                .put("checkpointEvery", 7);
        return server.cloud().ask("/v1/tunings", body).path("id").asText();
    }

    private static String phase(Cloud cloud, String session) {
        return cloud.get("/v1/tunings/" + session).path("phase").asText();
    }

    private static JsonNode curve(Cloud cloud, String session) {
        return cloud.get("/v1/tunings/" + session + "/curve");
    }

    /** As text, so that every bit counts. */
    private static List<String> losses(JsonNode curve) {
        var losses = new ArrayList<String>();
        curve.path("steps").forEach(step -> losses.add(step.path("loss").toString()));
        return losses;
    }

    private interface Condition {
        boolean holds();
    }

    private static void until(Condition condition) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end_ns);
            Servers.pause(Duration.ofMillis(20));
        }
    }
}
