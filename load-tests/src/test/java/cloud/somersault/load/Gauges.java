package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Looks at a server every two seconds: its memory, what waits in its queue, how much has ended. */
final class Gauges implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /**
     * One look.
     *
     * @param t_s since the first
     * @param resident_mb of the process
     * @param heap_mb of Java's heap, garbage included
     * @param queued jobs that wait
     * @param ended jobs so far, of this process
     */
    record Look(double t_s, double resident_mb, double heap_mb, double queued, double ended) {}

    private final Supplier<ServerProcess> server;
    private final long start_ns = System.nanoTime();
    private final List<Look> looks = new ArrayList<>();
    private final Thread thread;
    private volatile boolean over;

    Gauges(Supplier<ServerProcess> server) {
        this.server = server;
        this.thread = Thread.ofPlatform().name("gauges").start(this::look);
    }

    private void look() {
        while (!over) {
            var now = server.get();
            try (var door = new RawDoor(now.url())) {
                var metrics = door.get("/metrics").body();
                var look =
                        new Look(
                                (System.nanoTime() - start_ns) / 1e9,
                                resident_mb(now.pid()),
                                sum(metrics, "jvm_memory_used_bytes{area=\"heap\"") / 1e6,
                                sum(metrics, "somersault_queue_jobs{"),
                                sum(metrics, "somersault_jobs_ended_seconds_count{"));
                synchronized (looks) {
                    looks.add(look);
                }
            } catch (IOException gone) {
                // killed, or too busy for one more: the next look may find it
            }
            Servers.pause(PERIOD);
        }
    }

    private static double resident_mb(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1e3)
                .sum();
    }

    /** Of all meters whose line begins so. */
    static double sum(String metrics, String prefix) {
        return metrics.lines()
                .filter(line -> line.startsWith(prefix))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** All so far. */
    List<Look> looks() {
        synchronized (looks) {
            return List.copyOf(looks);
        }
    }

    /** Seconds since the first look of a moment of {@link System#nanoTime}. */
    double seconds(long nanoTime) {
        return (nanoTime - start_ns) / 1e9;
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
