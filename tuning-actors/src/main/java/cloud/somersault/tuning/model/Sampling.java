package cloud.somersault.tuning.model;

/** How the next token is chosen from its logits. */
public sealed interface Sampling {

    /** The most likely one; of equals the first. */
    record Greedy() implements Sampling {}

    /**
     * Drawn.
     *
     * @param temperature divides the logits, above 0
     * @param topProbability only the most likely tokens that together have at least this
     *     probability take part; 1 for all
     * @param seed of the draws: the same seed and network write the same text
     */
    record Drawn(double temperature, double topProbability, long seed) implements Sampling {
        /** Checks the ranges. */
        public Drawn {
            if (!(temperature > 0) || !(topProbability > 0 && topProbability <= 1)) {
                throw new IllegalArgumentException(
                        "temperature " + temperature + ", topProbability " + topProbability);
            }
        }
    }
}
