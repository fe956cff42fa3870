package cloud.somersault.simulators;

import cloud.somersault.circuits.Counts;
import java.util.OptionalDouble;

/**
 * What a run brought.
 *
 * @param counts of all its shots
 * @param truncationError for an engine that approximates, 1 - the estimated fidelity
 *     |<exact|run>|^2 of the state that the worst shot was drawn from; 0 if nothing was left out.
 *     Empty for the exact engines. The total variation distance to the exact distribution is at
 *     most its square root
 */
public record RunReport(Counts counts, OptionalDouble truncationError) {

    /** Both together; as with counts, shards may arrive in any order. */
    public RunReport plus(RunReport other) {
        return new RunReport(
                counts.plus(other.counts), worst(truncationError, other.truncationError));
    }

    /** The larger of two errors, if there is any. */
    public static OptionalDouble worst(OptionalDouble one, OptionalDouble other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalDouble.of(Math.max(one.getAsDouble(), other.getAsDouble()));
    }
}
