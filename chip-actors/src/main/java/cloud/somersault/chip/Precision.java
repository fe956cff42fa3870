package cloud.somersault.chip;

/**
 * How well a figure is known, and since when.
 *
 * @param standardError in the figure's own unit
 * @param measuredAtSeconds on the chip's virtual clock
 */
public record Precision(double standardError, double measuredAtSeconds) {

    public Precision {
        if (!(standardError >= 0 && standardError < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a standard error is not negative, and not " + standardError);
        }
        if (!Double.isFinite(measuredAtSeconds)) {
            throw new IllegalArgumentException("a moment is a number of seconds");
        }
    }
}
