package cloud.somersault.cli.examples;

import cloud.somersault.client.JobResult.CircuitResult;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What must come out of an example. */
public sealed interface Expectation {

    /**
     * A known distribution.
     *
     * @param probabilities of every outcome that is possible
     * @param distanceMax the total variation distance that chance explains, see {@link
     *     #distanceByChance}
     */
    record Distribution(Map<String, Double> probabilities, double distanceMax)
            implements Expectation {
        public Distribution {
            probabilities = Map.copyOf(new TreeMap<>(probabilities));
        }

        /** The same for another number of shots. */
        Distribution forShots(long shots) {
            return new Distribution(probabilities, distanceByChance(probabilities, shots, 1e-9));
        }

        /** Whether these counts agree. */
        public Verdict judge(CircuitResult result) {
            double distance = distance(result, probabilities);
            return new Verdict(
                    distance <= distanceMax,
                    distance == 0 ? 0 : distance / distanceMax,
                    String.format(
                            Locale.ROOT, "distance %.4f, allowed %.4f", distance, distanceMax));
        }
    }

    /** Some outcomes that must come up often enough. */
    record AtLeast(List<String> outcomes, double probability) implements Expectation {
        public AtLeast {
            outcomes = List.copyOf(outcomes);
        }

        /** Whether they do. */
        public Verdict judge(CircuitResult result) {
            double share = outcomes.stream().mapToDouble(result::frequency).sum();
            return new Verdict(
                    share >= probability,
                    share == 0 ? Double.POSITIVE_INFINITY : probability / share,
                    String.format(Locale.ROOT, "share %.4f, at least %.2f", share, probability));
        }
    }

    /**
     * The program is refused or fails with this code.
     *
     * @param line where the mistake is, from 1; 0 when no place in the text is meant
     * @param column from 1; 0 when no place in the text is meant
     */
    record Refusal(String code, int line, int column) implements Expectation {}

    /** Half the sum of the absolute differences between frequencies and probabilities, 0 to 1. */
    static double distance(CircuitResult result, Map<String, Double> probabilities) {
        var outcomes = new TreeSet<>(result.counts().keySet());
        outcomes.addAll(probabilities.keySet());
        double sum = 0;
        for (var outcome : outcomes) {
            sum += Math.abs(result.frequency(outcome) - probabilities.getOrDefault(outcome, 0.0));
        }
        return sum / 2;
    }

    /**
     * The total variation distance that a right engine exceeds once in {@code 1 / chance} runs: the
     * mean distance is at most the sum of sqrt(p (1 - p) / shots) over all outcomes, halved, and
     * one shot moves it by at most 1 / shots, so that McDiarmid's inequality bounds the rest by
     * sqrt(ln(1 / chance) / (2 shots)). Where every probability is 0 or 1 nothing is left to
     * chance.
     */
    static double distanceByChance(Map<String, Double> probabilities, long shots, double chance) {
        if (probabilities.values().stream().allMatch(p -> p == 0 || p == 1)) {
            return 0;
        }
        double mean =
                probabilities.values().stream()
                                .mapToDouble(p -> Math.sqrt(p * (1 - p) / shots))
                                .sum()
                        / 2;
        return mean + Math.sqrt(Math.log(1 / chance) / (2.0 * shots));
    }
}
