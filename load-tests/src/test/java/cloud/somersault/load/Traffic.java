package cloud.somersault.load;

import cloud.somersault.cli.server.ServerProcess;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/**
 * Small jobs at a steady rate, and when each was accepted.
 *
 * @param accepted_ms by the job's id; of the clock that a browser on this machine has, too
 * @param eventsPerSecond that they made
 */
record Traffic(Map<String, Long> accepted_ms, double eventsPerSecond) {
    private static final int CONNECTIONS = 4;

    /** As many letters of an id as the page shows. */
    private static final int SHOWN = 8;

    /** Expected of a small job for the ideal target: submitted, compiled, completed. */
    private static final int EVENTS_A_JOB = 3;

    /** Submits for so long; comes back when the last one is accepted. */
    static Traffic run(ServerProcess server, int eventsPerSecond, Duration duration)
            throws InterruptedException {
        double jobsPerSecond = (double) eventsPerSecond / EVENTS_A_JOB;
        var accepted = new HashMap<String, Long>();
        var broken = new ArrayList<Exception>();
        var threads = new ArrayList<Thread>();
        long start_ns = System.nanoTime();
        for (int i = 0; i < CONNECTIONS; i++) {
            int first = i;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                try {
                                    submit(
                                            server,
                                            first,
                                            jobsPerSecond,
                                            start_ns,
                                            duration,
                                            accepted);
                                } catch (IOException | RuntimeException failed) {
                                    synchronized (broken) {
                                        broken.add(failed);
                                    }
                                }
                            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        if (!broken.isEmpty()) {
            throw new IllegalStateException("a submission failed", broken.getFirst());
        }
        double seconds = (System.nanoTime() - start_ns) / 1e9;
        var one = accepted.keySet().iterator().next();
        int events = server.cloud().get("/v1/jobs/" + one + "/log").path("events").size();
        return new Traffic(accepted, events * accepted.size() / seconds);
    }

    /** Every so manyth job, each at its moment; a late one goes at once. */
    private static void submit(
            ServerProcess server,
            int first,
            double jobsPerSecond,
            long start_ns,
            Duration duration,
            Map<String, Long> accepted)
            throws IOException {
        var random = new SplittableRandom(first);
        try (var door = new RawDoor(server.url())) {
            for (int number = first; ; number += CONNECTIONS) {
                long at_ns = start_ns + (long) (number / jobsPerSecond * 1e9);
                if (at_ns - start_ns >= duration.toNanos()) {
                    return;
                }
                for (long wait = at_ns - System.nanoTime();
                        wait > 0;
                        wait = at_ns - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                var answer = door.post("/v1/jobs", "ada", SmallJobs.job("ideal", 1, random));
                if (answer.status() != 202) {
                    throw new IllegalStateException(answer.toString());
                }
                long now_ms = System.currentTimeMillis();
                synchronized (accepted) {
                    accepted.put(answer.text("id"), now_ms);
                }
            }
        }
    }

    int jobs() {
        return accepted_ms.size();
    }

    /**
     * How long after its acceptance each job was shown, or a newer one, in milliseconds.
     *
     * @param newest pairs of when the page's list changed and the id at its top
     * @throws IllegalStateException when the last ones never were
     */
    Quantiles lagsOf(JsonNode newest) {
        var byShown = new HashMap<String, Long>();
        accepted_ms.forEach((id, at) -> byShown.put(id.substring(0, SHOWN), at));
        var shown = new ArrayList<long[]>(); // when, and how new what was shown then
        for (var one : newest) {
            Long accepted = byShown.get(one.path(1).asText());
            if (accepted != null) {
                shown.add(new long[] {one.path(0).asLong(), accepted});
            }
        }
        List<Long> all = accepted_ms.values().stream().sorted().toList();
        var lags_ms = LongStream.builder();
        int at = 0;
        for (long accepted : all) {
            while (at < shown.size() && shown.get(at)[1] < accepted) {
                at++;
            }
            if (at == shown.size()) {
                throw new IllegalStateException("the page has not shown the last jobs");
            }
            lags_ms.add(Math.max(0, shown.get(at)[0] - accepted));
        }
        return new Quantiles(lags_ms.build());
    }
}
