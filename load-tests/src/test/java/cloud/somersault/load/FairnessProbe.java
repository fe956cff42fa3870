package cloud.somersault.load;

import cloud.somersault.client.Cloud;
import cloud.somersault.client.NoServerException;
import cloud.somersault.client.RefusedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Tries the queue's promise: one tenant drops a crowd of jobs, then another brings a single one,
 * and that one must not wait for the crowd. It is told by the order of events in the log, so a slow
 * machine is no excuse and no reproach.
 */
final class FairnessProbe {
    private static final int CROWD = 60;
    private static final int MAY_RUN = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration WITHIN = Duration.ofMinutes(5);

    private final List<List<String>> crowds = new ArrayList<>();
    private final List<String> singles = new ArrayList<>();
    private final Supplier<Cloud> cloud;

    FairnessProbe(Supplier<Cloud> cloud) {
        this.cloud = cloud;
    }

    /** Brings a crowd and a single job, and waits for the single one. */
    void run() {
        int number = singles.size();
        var crowd =
                IntStream.range(0, CROWD)
                        .mapToObj(one -> submit("crowd-" + number + "-" + one, "crowd"))
                        .toList();
        var single = submit("single-" + number, "alone-" + number);
        crowds.add(crowd);
        singles.add(single);
        repeat(() -> cloud.get().await(single, WITHIN, _ -> {}));
    }

    /** All jobs that it has brought. */
    List<String> jobs() {
        var all = new ArrayList<>(singles);
        crowds.forEach(all::addAll);
        return all;
    }

    int probes() {
        return singles.size();
    }

    /**
     * Single jobs that waited for more of the crowd than may have run already. One whose work lay
     * with a node that was lost a moment before is none of them: it is given to another node after
     * the patience of the configuration (somersault.job.hedge).
     */
    List<String> unfair(Ledger ledger) {
        var unfair = new ArrayList<String>();
        for (int probe = 0; probe < singles.size(); probe++) {
            var single = ledger.jobs().get(singles.get(probe));
            if (single == null || single.endings() == 0) {
                continue; // counted as lost elsewhere
            }
            var waiting =
                    crowds.get(probe).stream()
                            .map(ledger.jobs()::get)
                            .filter(one -> one != null && one.endedAt() > single.submittedAt())
                            .toList();
            long before = waiting.stream().filter(one -> one.endedAt() < single.endedAt()).count();
            if (before > Math.max(MAY_RUN, waiting.size() / 2)
                    && single.turnaround_ms() < PATIENCE.toMillis()) {
                unfair.add(
                        "%s waited for %d of %d jobs of a crowd"
                                .formatted(singles.get(probe), before, waiting.size()));
            }
        }
        return unfair;
    }

    private String submit(String key, String tenant) {
        var body = MixedJobs.draw(1, key.hashCode()).getFirst().body();
        body.put("name", key);
        body.put("target", "ideal");
        return repeat(() -> cloud.get().submit(body, Optional.of(key), Optional.of(tenant)).id());
    }

    private static <T> T repeat(Supplier<T> question) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (true) {
            try {
                return question.get();
            } catch (NoServerException gone) {
                again(end_ns, gone);
            } catch (RefusedException refused) {
                if (refused.problem().status() != 429 && refused.problem().status() < 500) {
                    throw refused;
                }
                again(end_ns, refused);
            }
        }
    }

    private static void again(long end_ns, RuntimeException why) {
        if (System.nanoTime() > end_ns) {
            throw why;
        }
        Servers.pause(Duration.ofMillis(100));
    }
}
