package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Small ideal jobs in a second, from the HTTP request to the stored result: a server with the
 * embedded journal and its client share the machine. Jobs are submitted as fast as they are
 * accepted; the clock runs until the last of them has its result. And how long a killed server
 * takes to be back, with many finished and some unfinished jobs in its journal.
 */
final class JobsBenchmark {
    private static final List<String> TENANTS = List.of("ada", "grace", "emmy", "lise");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Map<String, String> options = new HashMap<>();

    private JobsBenchmark(String[] arguments) {
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            if (parts.length != 2) {
                throw new IllegalArgumentException("an option is name=value, not " + argument);
            }
            options.put(parts[0], parts[1]);
        }
    }

    /** Options: batch, seconds, warm, connections, target, finished, unfinished, jvm. */
    public static void main(String[] arguments) throws Exception {
        var folder = Files.createTempDirectory("somersault-bench-jobs");
        try {
            boolean recovery = arguments.length > 0 && arguments[0].equals("recovery");
            var benchmark =
                    new JobsBenchmark(
                            recovery
                                    ? Arrays.copyOfRange(arguments, 1, arguments.length)
                                    : arguments);
            if (recovery) {
                benchmark.recovery(folder);
            } else {
                benchmark.throughput(folder);
            }
        } finally {
            remove(folder);
        }
    }

    private int number(String option, int usual) {
        return Integer.parseInt(options.getOrDefault(option, Integer.toString(usual)));
    }

    private String target() {
        return options.getOrDefault("target", "ideal");
    }

    private ServerProcess start(Path folder, String... settings) {
        var flags = new ArrayList<String>();
        if (options.containsKey("jvm")) {
            flags.addAll(List.of(options.get("jvm").split(" ")));
        }
        for (var setting : settings) {
            flags.add("-D" + setting);
        }
        return Servers.startFlagged(folder, flags);
    }

    private void throughput(Path folder) throws Exception {
        int batch = number("batch", 1);
        var deadline = Duration.ofSeconds(number("seconds", 20));
        try (var server = start(folder)) {
            long bytesBefore = bytes(folder);
            long all = run(server, batch, Duration.ofSeconds(number("warm", 20)), 1).jobs();
            long cpuBefore_ms = cpu_ms(server);
            var measured = run(server, batch, deadline, 2);
            long cpu_ms = cpu_ms(server) - cpuBefore_ms;
            all += measured.jobs();
            System.out.printf(
                    Locale.ROOT,
                    "%s%nserver CPU %.2f ms a job, journal %.2f KB a job%n",
                    measured.said(batch),
                    cpu_ms / (double) measured.jobs(),
                    (bytes(folder) - bytesBefore) / 1e3 / all);
            verify(server, all);
        }
    }

    private record Measured(
            long jobs, double acceptSeconds, double allSeconds, long[] latencies_us) {
        String said(int batch) {
            Arrays.sort(latencies_us);
            return String.format(
                    Locale.ROOT,
                    "%,d jobs of %d circuits: %,.0f jobs/s, %,.0f circuits/s from the request to"
                            + " the stored result (accepted at %,.0f jobs/s; p50 %.1f ms, p99 %.1f"
                            + " ms)",
                    jobs,
                    batch,
                    jobs / allSeconds,
                    jobs * batch / allSeconds,
                    jobs / acceptSeconds,
                    latencies_us[latencies_us.length / 2] / 1e3,
                    latencies_us[latencies_us.length * 99 / 100] / 1e3);
        }
    }

    /** Submits for so long and waits until every job has ended. */
    private Measured run(ServerProcess server, int batch, Duration duration, long seed)
            throws Exception {
        int connections = number("connections", 24);
        var accepted = new AtomicLong();
        var refused = new AtomicInteger();
        var latencies = new ArrayList<long[]>();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < connections; i++) {
            var random = new SplittableRandom(seed * 1000 + i);
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                var own = submit(server, batch, end, random, refused);
                                accepted.addAndGet(own.length);
                                synchronized (latencies) {
                                    latencies.add(own);
                                }
                            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        double acceptSeconds = (System.nanoTime() - start) / 1e9;
        waitUntilNothingIsLeft(server);
        if (refused.get() > 0) {
            System.out.println(refused + " requests were asked to come back later");
        }
        return new Measured(
                accepted.get(),
                acceptSeconds,
                (System.nanoTime() - start) / 1e9,
                latencies.stream().flatMapToLong(Arrays::stream).toArray());
    }

    private long[] submit(
            ServerProcess server,
            int batch,
            long end,
            SplittableRandom random,
            AtomicInteger refused) {
        var latencies_us = new long[1 << 17];
        int sent = 0;
        try (var door = new RawDoor(server.url())) {
            while (System.nanoTime() < end) {
                var tenant = TENANTS.get(random.nextInt(TENANTS.size()));
                var job = SmallJobs.job(target(), batch, random);
                long begin = System.nanoTime();
                var answer = door.post("/v1/jobs", tenant, job);
                if (answer.status() == 429) {
                    refused.incrementAndGet();
                    Servers.pause(LOOK_AGAIN);
                } else if (answer.status() == 202) {
                    latencies_us[sent++] = (System.nanoTime() - begin) / 1000;
                } else {
                    throw new IllegalStateException(answer.toString());
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return Arrays.copyOf(latencies_us, sent);
    }

    private void waitUntilNothingIsLeft(ServerProcess server) throws IOException {
        try (var door = new RawDoor(server.url())) {
            for (var phase : List.of("submitted", "running", "submitted")) {
                while (!door.get("/v1/jobs?limit=1&phase=" + phase)
                        .body()
                        .contains("\"jobs\":[]")) {
                    Servers.pause(LOOK_AGAIN);
                }
            }
        }
    }

    /** Every job is in the list, completed. */
    private static void verify(ServerProcess server, long jobs) throws IOException {
        long completed = 0;
        try (var door = new RawDoor(server.url())) {
            var next = "";
            do {
                var page = door.get("/v1/jobs?limit=200" + next);
                completed += page.body().split("\"phase\":\"completed\"", -1).length - 1;
                next = page.body().contains("\"next\":\"") ? "&cursor=" + page.text("next") : "";
            } while (!next.isEmpty());
        }
        if (completed != jobs) {
            throw new IllegalStateException(
                    jobs + " jobs were accepted and " + completed + " are completed");
        }
        System.out.printf(Locale.ROOT, "all %,d jobs are in the list, completed%n", jobs);
    }

    private void recovery(Path folder) throws Exception {
        int finished = number("finished", 100_000);
        int unfinished = number("unfinished", 1_000);
        try (var server = start(folder)) {
            submitSome(server, finished, 1);
            waitUntilNothingIsLeft(server);
        }
        // Without workers jobs are accepted and stay.
        var stuck =
                start(folder, "somersault.job.quick-workers=0", "somersault.job.long-workers=0");
        submitSome(stuck, unfinished, 2);
        stuck.kill();
        long killed = System.nanoTime();
        try (var again = start(folder)) {
            double ready = (System.nanoTime() - killed) / 1e9;
            waitUntilNothingIsLeft(again);
            System.out.printf(
                    Locale.ROOT,
                    "%,d finished and %,d unfinished jobs: ready again after %.1f s, the last"
                            + " unfinished one has its result after %.1f s%n",
                    finished,
                    unfinished,
                    ready,
                    (System.nanoTime() - killed) / 1e9);
            verify(again, finished + unfinished);
        }
    }

    private void submitSome(ServerProcess server, int jobs, long seed) throws Exception {
        var left = new AtomicInteger(jobs);
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < number("connections", 24); i++) {
            var random = new SplittableRandom(seed * 1000 + i);
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try (var door = new RawDoor(server.url())) {
                                    while (left.getAndDecrement() > 0) {
                                        var tenant = TENANTS.get(random.nextInt(TENANTS.size()));
                                        if (door.post(
                                                                "/v1/jobs",
                                                                tenant,
                                                                SmallJobs.job(target(), 1, random))
                                                        .status()
                                                != 202) {
                                            left.incrementAndGet();
                                            Servers.pause(LOOK_AGAIN);
                                        }
                                    }
                                } catch (IOException broken) {
                                    throw new UncheckedIOException(broken);
                                }
                            }));
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    private static long cpu_ms(ServerProcess server) {
        return ProcessHandle.of(server.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toMillis)
                .orElse(0L);
    }

    private static long bytes(Path folder) throws IOException {
        return Files.size(folder.resolve("events.db"));
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
