package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.somersault.client.Answer;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.NoServerException;
import cloud.somersault.client.RefusedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose disk is full, on a real file system of 24 MiB: a tmpfs in a mount namespace of its
 * own, which a user may make where the kernel allows user namespaces. The test reaches into it
 * through the process's root.
 */
class FullDiskTest {
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final String CALIBRATIONS = "/v1/chips/wukong/calibrations";
    private static final String CALIBRATION_RUNS = "/v1/chips/wukong/calibration-runs";

    @TempDir private Path folder;

    @Test
    void a_full_disk_refuses_new_work_loses_nothing_and_is_over_when_there_is_room()
            throws Exception {
        assumeTrue(namespaces(), "no user namespaces here");
        int port = Ports.row(1);
        var process = serveOnSmallDisk(port);
        try (var cloud = new Cloud(URI.create("http://127.0.0.1:" + port))) {
            await(() -> ready(cloud));
            var inside =
                    Path.of("/proc/" + process.pid() + "/root")
                            .resolve(folder.toString().substring(1));
            var accepted = new LinkedHashSet<String>();
            // The last of these are still under way when nothing can be written any more.
            for (int number = 100; number < 120; number++) {
                accepted.add(submit(cloud, number));
            }
            fill(inside.resolve("ballast"));
            assertThatThrownBy(() -> submit(cloud, 1))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("503")
                    .hasMessageContaining("too little room");
            for (var path : List.of("/v1/tunings", CALIBRATIONS + "/imports", CALIBRATION_RUNS)) {
                var refused = post(cloud, path, "{}");
                assertThat(refused.status()).as(path).isEqualTo(503);
                assertThat(refused.header("Retry-After")).as(path).isPresent();
                assertThat(refused.body()).as(path).contains("Nothing was stored");
            }
            assertThat(ready(cloud)).as("ready, with a full disk").isFalse();
            Files.delete(inside.resolve("ballast"));

            await(() -> ready(cloud));
            accepted.add(submit(cloud, 2));
            assertThat(cloud.get(CALIBRATIONS).path("calibrations")).as("as before").hasSize(1);
            assertThat(cloud.get("/v1/tunings").path("tunings")).as("as before").isEmpty();
            // Now the chip takes figures again: its own, as rounded as the cloud publishes them.
            var figures = cloud.text("/v1/chips/wukong/calibration?format=cloud-config");
            assertThat(post(cloud, CALIBRATIONS + "/imports", figures).status()).isEqualTo(201);
            assertThat(cloud.get(CALIBRATIONS).path("calibrations")).hasSize(2);
            for (var id : accepted) {
                assertThat(cloud.await(id, WITHIN, _ -> {}).phase()).isEqualTo("completed");
            }
        } finally {
            process.destroyForcibly();
            process.waitFor(20, TimeUnit.SECONDS);
        }
    }

    private static boolean namespaces() throws IOException, InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--user", "--map-root-user", "--mount", "true")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    /** The same process id from the first command to the server: each replaces the one before. */
    private Process serveOnSmallDisk(int port) throws IOException {
        var server =
                Servers.command(
                        List.of("somersault.journal.room-kept-back=2MiB"),
                        List.of("--data", folder.toString(), "--port", Integer.toString(port)));
        var log = folder.resolveSibling(folder.getFileName() + ".log");
        var command =
                new ArrayList<>(
                        List.of(
                                "unshare",
                                "--user",
                                "--map-root-user",
                                "--mount",
                                "sh",
                                "-c",
                                "mount -t tmpfs -o size=24m tmpfs \"$0\" && exec \"$@\"",
                                folder.toString()));
        command.addAll(server);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static void fill(Path ballast) throws IOException {
        var block = new byte[64 * 1024];
        try (var out = Files.newOutputStream(ballast)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static Answer post(Cloud cloud, String path, String body) {
        return cloud.exchange(
                "POST",
                path,
                Map.of("Content-Type", "application/json"),
                BodyPublishers.ofString(body));
    }

    private static String submit(Cloud cloud, int number) {
        var job = MixedJobs.draw(1, 31).getFirst().body();
        return cloud.submit(job, Optional.of("full-" + number), Optional.empty()).id();
    }

    private static boolean ready(Cloud cloud) {
        try {
            return cloud.exchange("GET", "/health/ready", Map.of(), BodyPublishers.noBody())
                    .accepted();
        } catch (NoServerException notYet) {
            return false;
        }
    }

    private static void await(BooleanSupplier wanted) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it takes too long").isLessThan(end_ns);
            Servers.pause(Duration.ofMillis(200));
        }
    }
}
