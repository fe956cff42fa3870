package cloud.somersault.simulators.random;

/**
 * Exponentially distributed numbers from random bits: -ln(u) for u on (0, 1].
 *
 * <p>The logarithm is our own so that it has the same bits on every machine. u = 2^e m with m on
 * [1, 2) in one of 256 cells; ln m is the cell's logarithm plus ln(1 + r) with |r| at most 2^-8,
 * whose series ends with r^6: the error is below 1e-15 relative to 1, which shifts less than one
 * gap in 10^13.
 */
public final class Exponential {
    private static final int CELL_BITS = 8;
    private static final int MANTISSA_BITS = 52;
    private static final double LN_2 = 0x1.62e42fefa39efp-1;
    private static final double[] INVERSE = new double[1 << CELL_BITS];
    private static final double[] LOGARITHM = new double[1 << CELL_BITS];

    static {
        for (int cell = 0; cell < INVERSE.length; cell++) {
            INVERSE[cell] = 1 / (1 + (cell + 0.5) / INVERSE.length);
            LOGARITHM[cell] = -StrictMath.log(INVERSE[cell]);
        }
    }

    private Exponential() {}

    /** From 64 random bits; the mean is 1. */
    public static double of(long bits) {
        long raw = Double.doubleToRawLongBits((double) ((bits >>> 11) + 1));
        int exponent = (int) (raw >>> MANTISSA_BITS) - 1023 - 53;
        int cell = (int) (raw >>> MANTISSA_BITS - CELL_BITS) & INVERSE.length - 1;
        double m = Double.longBitsToDouble(raw & (1L << MANTISSA_BITS) - 1 | 1023L << 52);
        double r = Math.fma(m, INVERSE[cell], -1);
        double series = Math.fma(r, -1.0 / 6, 1.0 / 5);
        series = Math.fma(r, series, -1.0 / 4);
        series = Math.fma(r, series, 1.0 / 3);
        series = Math.fma(r, series, -1.0 / 2);
        series = Math.fma(r * r, series, r);
        return -Math.fma(exponent, LN_2, LOGARITHM[cell] + series);
    }
}
