package cloud.somersault.job.placement;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Chip time that tenants have taken within a sliding window: what they were promised when they
 * submitted, until it is known what it came to. A job counts from its submission on, whether it
 * waits, runs or has ended; one that came to nothing counts no longer.
 *
 * <p>Pure: time is an argument, in seconds from anywhere.
 */
final class ChipQuota {
    private final ChipTimeRules rules;
    private final Map<String, Deque<Taken>> tenants = new HashMap<>();
    private final Map<String, Taken> jobs = new HashMap<>();

    private static final class Taken {
        final String jobId;
        final double atSeconds;
        double chipSeconds;

        Taken(String jobId, double atSeconds, double chipSeconds) {
            this.jobId = jobId;
            this.atSeconds = atSeconds;
            this.chipSeconds = chipSeconds;
        }
    }

    /**
     * Why a tenant may not have more now.
     *
     * @param limitSeconds chip seconds within the window
     * @param takenSeconds of them
     * @param retryAfterSeconds when there is room for what was asked for; absent: never, as it is
     *     more than the whole limit
     */
    record Exceeded(double limitSeconds, double takenSeconds, Optional<Double> retryAfterSeconds) {}

    ChipQuota(ChipTimeRules rules) {
        this.rules = rules;
    }

    /** Promises chip time to a job, unless that is more than its tenant may have; once a job. */
    Optional<Exceeded> promise(String jobId, String tenant, double chipSeconds, double nowSeconds) {
        double limit = rules.of(tenant);
        if (jobs.containsKey(jobId)) {
            return Optional.empty();
        }
        var all = forget(tenant, nowSeconds);
        double taken = sum(all);
        if (taken + chipSeconds > limit) {
            return Optional.of(
                    new Exceeded(
                            limit, taken, roomIn(all, taken + chipSeconds - limit, nowSeconds)));
        }
        take(jobId, tenant, chipSeconds, nowSeconds);
        return Optional.empty();
    }

    /** It was promised by another scheduler before this one. */
    void promised(String jobId, String tenant, double chipSeconds, double atSeconds) {
        if (!jobs.containsKey(jobId)) {
            take(jobId, tenant, chipSeconds, atSeconds);
        }
    }

    private void take(String jobId, String tenant, double chipSeconds, double atSeconds) {
        var taken = new Taken(jobId, atSeconds, chipSeconds);
        jobs.put(jobId, taken);
        tenants.computeIfAbsent(tenant, _ -> new ArrayDeque<>()).add(taken);
    }

    /** What it came to: its part of its round, or nothing. */
    void settle(String jobId, double chipSeconds) {
        var taken = jobs.get(jobId);
        if (taken != null) {
            taken.chipSeconds = chipSeconds;
        }
    }

    /** What a tenant has taken within the window. */
    double takenSeconds(String tenant, double nowSeconds) {
        return sum(forget(tenant, nowSeconds));
    }

    private Deque<Taken> forget(String tenant, double nowSeconds) {
        var all = tenants.getOrDefault(tenant, new ArrayDeque<>());
        all.removeIf(one -> {
            boolean past = nowSeconds - one.atSeconds >= rules.windowSeconds();
            if (past) {
                jobs.remove(one.jobId);
            }
            return past;
        });
        if (all.isEmpty()) {
            tenants.remove(tenant);
        }
        return all;
    }

    private static double sum(Deque<Taken> all) {
        return all.stream().mapToDouble(one -> one.chipSeconds).sum();
    }

    /** When so much of it will have left the window. */
    private Optional<Double> roomIn(Deque<Taken> all, double seconds, double nowSeconds) {
        double left = 0;
        var oldestFirst =
                all.stream().sorted(Comparator.comparingDouble(one -> one.atSeconds)).toList();
        for (var one : oldestFirst) {
            left += one.chipSeconds;
            if (left >= seconds) {
                return Optional.of(one.atSeconds + rules.windowSeconds() - nowSeconds);
            }
        }
        return Optional.empty();
    }
}
