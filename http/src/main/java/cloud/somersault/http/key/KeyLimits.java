package cloud.somersault.http.key;

import java.util.Optional;

/**
 * What one key may ask for, on each node that it knocks at. What is absent is as configured.
 *
 * @param requestsPerSecond in the long run; at least 0.001
 * @param requestsBurst at once, after a rest; at least 1
 * @param jobsPerDay accepted jobs: so many at once after a rest, and as many in a day
 */
public record KeyLimits(
        Optional<Double> requestsPerSecond,
        Optional<Long> requestsBurst,
        Optional<Long> jobsPerDay) {
    /** As configured. */
    public static final KeyLimits USUAL =
            new KeyLimits(Optional.empty(), Optional.empty(), Optional.empty());

    public KeyLimits {
        if (!requestsPerSecond.map(rate -> rate >= 1e-3 && rate <= 1e9).orElse(true)
                || !requestsBurst.map(burst -> burst >= 1).orElse(true)
                || !jobsPerDay.map(jobs -> jobs >= 1).orElse(true)) {
            throw new IllegalArgumentException("a key that may nothing");
        }
    }

    /** These, and where one is absent, the other's. */
    public KeyLimits or(KeyLimits other) {
        return new KeyLimits(
                requestsPerSecond.or(other::requestsPerSecond),
                requestsBurst.or(other::requestsBurst),
                jobsPerDay.or(other::jobsPerDay));
    }
}
