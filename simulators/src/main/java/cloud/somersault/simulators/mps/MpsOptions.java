package cloud.somersault.simulators.mps;

/**
 * How much of a state is kept.
 *
 * @param bondMax the largest bond dimension
 * @param weightTolerance what one truncation may discard of the norm even where the bond could
 *     grow; bonds that need less stay small
 */
public record MpsOptions(int bondMax, double weightTolerance) {

    /** Bonds up to 256, and nothing discarded that a million shots could see. */
    public static final MpsOptions DEFAULT = new MpsOptions(256, 1e-16);

    public MpsOptions {
        if (bondMax < 1 || bondMax > 1 << 12) {
            throw new IllegalArgumentException("a bond dimension is 1 to 4096, not " + bondMax);
        }
        if (!(weightTolerance >= 0 && weightTolerance < 1)) {
            throw new IllegalArgumentException("a weight is 0 to 1, not " + weightTolerance);
        }
    }
}
