package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.NoServerException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A server on one folder and one port that is killed with SIGKILL and started again: when so many
 * jobs are there as the seed says, the last time while the rest is still being worked off.
 */
final class Storm implements Supplier<Cloud>, AutoCloseable {
    private final Path folder;
    private final int[] killAfterJobs;
    private final long[] delays_ms;
    private final Thread weather;
    private final List<Instant> kills = new CopyOnWriteArrayList<>();
    private volatile ServerProcess server;
    private volatile boolean allSubmitted;

    Storm(Path folder, int kills, int jobs, SplittableRandom random) {
        this.folder = folder;
        this.killAfterJobs =
                IntStream.range(0, kills)
                        .map(kill -> jobs * (kill + 1) / kills - random.nextInt(jobs / kills))
                        .toArray();
        this.delays_ms = IntStream.range(0, kills).mapToLong(_ -> random.nextLong(200)).toArray();
        this.server = Servers.startLight(folder);
        this.weather = Thread.ofPlatform().name("storm").start(this::rage);
    }

    /** The server as it is now; may be gone when it is asked. */
    @Override
    public Cloud get() {
        return server.cloud();
    }

    /** All jobs are submitted: waits until the last kill is done and the server is back. */
    void over() throws InterruptedException {
        allSubmitted = true;
        weather.join();
    }

    /** When it was killed so far. */
    List<Instant> kills() {
        return List.copyOf(kills);
    }

    private void rage() {
        for (int kill = 0; kill < killAfterJobs.length; kill++) {
            while (!allSubmitted && submitted() < killAfterJobs[kill]) {
                Servers.pause(Duration.ofMillis(20));
            }
            Servers.pause(Duration.ofMillis(delays_ms[kill]));
            int port = server.url().getPort();
            kills.add(Instant.now());
            server.kill();
            server = Servers.startLightOn(port, folder);
        }
    }

    /** As the server counts them itself. */
    private int submitted() {
        try {
            return server.cloud().jobs(Map.of("limit", "1")).jobs().stream()
                    .map(job -> job.name().replaceFirst("storm-", ""))
                    .mapToInt(Integer::parseInt)
                    .max()
                    .orElse(0);
        } catch (NoServerException busy) {
            return 0;
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
