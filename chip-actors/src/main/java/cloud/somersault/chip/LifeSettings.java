package cloud.somersault.chip;

/**
 * How a chip begins to live; from then on its journal says it.
 *
 * @param seed of everything random about it
 * @param drift how it drifts
 * @param rate virtual seconds a wall second, 0 to stand still
 */
public record LifeSettings(long seed, DriftModel drift, double rate) {

    /** Faster than this, jobs would meet another chip at every moment. */
    public static final double RATE_MAX = 1e6;

    public LifeSettings {
        if (!(rate >= 0 && rate <= RATE_MAX)) {
            throw new IllegalArgumentException(
                    "a clock runs at a rate of 0 to " + RATE_MAX + ", not " + rate);
        }
    }
}
