package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Mixed jobs through the door of a real server, and then all of them run again: how long the first
 * run took and how long the second, and whether every digest is the same.
 */
public final class ReplayBenchmark {
    private static final int JOBS_USUAL = 10_000;
    private static final int CONNECTIONS = 16;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final Duration WITHIN = Duration.ofHours(2);

    private ReplayBenchmark() {}

    /** What was found. */
    record Found(int jobs, double firstSeconds, double replaySeconds, JsonNode report) {
        boolean allEqual() {
            return report.path("equal").asLong() == jobs && report.path("jobs").asLong() == jobs;
        }
    }

    /** Options: how many jobs, and the seed that they are drawn from. */
    public static void main(String[] arguments) throws IOException {
        int jobs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : JOBS_USUAL;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 7;
        var folder = Files.createTempDirectory("somersault-bench-replay");
        try (var server = Servers.start(folder)) {
            var found = measure(server, jobs, seed);
            System.out.printf(
                    Locale.ROOT,
                    "%,d mixed jobs, %,d circuits%n"
                            + "first run   %7.1f s  %6.1f jobs/s, submission over HTTP included%n"
                            + "replay      %7.1f s  %6.1f jobs/s, %.1f s of computing%n"
                            + "%,d equal, %,d different, %,d impossible%n",
                    jobs,
                    found.report().path("circuits").asLong(),
                    found.firstSeconds(),
                    jobs / found.firstSeconds(),
                    found.replaySeconds(),
                    jobs / found.replaySeconds(),
                    found.report().path("seconds").asDouble(),
                    found.report().path("equal").asLong(),
                    found.report().path("different").asLong(),
                    found.report().path("impossible").asLong());
            found.report().path("findings").forEach(System.out::println);
            if (!found.allEqual()) {
                System.exit(1);
            }
        } finally {
            remove(folder);
        }
    }

    /** Runs mixed jobs and replays all of them. */
    static Found measure(ServerProcess server, int jobs, long seed) {
        try (var cloud = new Cloud(server.url())) {
            long start = System.nanoTime();
            submit(server, MixedJobs.draw(jobs, seed));
            until(() ->
                    cloud.jobs(Map.of("limit", "1", "phase", "submitted")).jobs().isEmpty()
                            && cloud.jobs(Map.of("limit", "1", "phase", "running"))
                                    .jobs()
                                    .isEmpty());
            double first = (System.nanoTime() - start) / 1e9;
            var path =
                    "/v1/audit/replays/"
                            + cloud.ask("/v1/audit/replays", Json.object()).path("id").asText();
            until(() -> cloud.get(path).has("endedAt"));
            var report = cloud.get(path);
            var took =
                    Duration.between(
                            Instant.parse(report.path("requestedAt").asText()),
                            Instant.parse(report.path("endedAt").asText()));
            return new Found(jobs, first, took.toMillis() / 1e3, report);
        }
    }

    private static void submit(ServerProcess server, List<MixedJobs.MixedJob> jobs) {
        var left = new ConcurrentLinkedQueue<>(jobs);
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var threads =
                java.util.stream.IntStream.range(0, CONNECTIONS)
                        .mapToObj(_ ->
                                Thread.ofVirtual()
                                        .uncaughtExceptionHandler((_, why) -> failures.add(why))
                                        .start(() -> submitAll(server, left)))
                        .toList();
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", stopped);
            }
        }
        if (!failures.isEmpty()) {
            throw new IllegalStateException("a submission failed", failures.peek());
        }
    }

    private static void submitAll(
            ServerProcess server, ConcurrentLinkedQueue<MixedJobs.MixedJob> left) {
        try (var cloud = new Cloud(server.url())) {
            for (var job = left.poll(); job != null; job = left.poll()) {
                cloud.submit(job.body(), Optional.of(job.key()), Optional.of(job.tenant()));
            }
        }
    }

    private interface Question {
        boolean holds();
    }

    private static void until(Question question) {
        long patience = System.nanoTime() + WITHIN.toNanos();
        while (!question.holds()) {
            if (System.nanoTime() > patience) {
                throw new IllegalStateException("it takes too long");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_AGAIN.toMillis()));
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
