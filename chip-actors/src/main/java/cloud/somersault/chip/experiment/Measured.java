package cloud.somersault.chip.experiment;

/**
 * A figure as an experiment found it.
 *
 * @param value the estimate
 * @param error its standard error; about 95 % of the intervals value +- 1.96 error hold the truth
 */
public record Measured(double value, double error) {

    public Measured {
        if (!Double.isFinite(value) || !(error >= 0) || !Double.isFinite(error)) {
            throw new IllegalArgumentException(value + " +- " + error + " is no figure");
        }
    }

    /** Whether the 95 % interval holds this value. */
    public boolean holds(double truth) {
        return Math.abs(truth - value) <= 1.96 * error;
    }

    /** The figure less something that is known exactly. */
    public Measured less(double known) {
        return new Measured(value - known, error);
    }

    /** The figure in another unit, or seen through a function with this value and slope here. */
    Measured through(double mapped, double slope) {
        return new Measured(mapped, Math.abs(slope) * error);
    }
}
