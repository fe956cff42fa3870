package cloud.somersault.persistence.audit;

import cloud.somersault.circuits.Counts;
import java.util.TreeSet;

/** How far apart two results are. */
public final class Distance {
    private Distance() {}

    /**
     * Total variation distance of the frequencies, from 0 (the same) to 1 (nothing in common): half
     * the sum of all differences. Two samples of n shots of one distribution over k outcomes are
     * some sqrt(k / (pi n)) apart, so that much is chance.
     */
    public static double totalVariation(Counts one, Counts other) {
        double ofOne = Math.max(1, total(one));
        double ofOther = Math.max(1, total(other));
        var outcomes = new TreeSet<>(one.byBitstring().keySet());
        outcomes.addAll(other.byBitstring().keySet());
        double sum = 0;
        for (var outcome : outcomes) {
            sum +=
                    Math.abs(
                            one.byBitstring().getOrDefault(outcome, 0L) / ofOne
                                    - other.byBitstring().getOrDefault(outcome, 0L) / ofOther);
        }
        return sum / 2;
    }

    private static long total(Counts counts) {
        return counts.byBitstring().values().stream().mapToLong(Long::longValue).sum();
    }
}
