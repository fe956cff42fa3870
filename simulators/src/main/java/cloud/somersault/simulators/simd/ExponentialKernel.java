package cloud.somersault.simulators.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Exponentially distributed numbers from random bits: -ln(u) for u on (0, 1), an odd multiple of
 * 2^-53.
 *
 * <p>The logarithm is our own so that it has the same bits on every machine and in every lane. u =
 * 2^k m with m on [sqrt(1/2), sqrt(2)), and ln m = 2 artanh s with s = (m - 1) / (m + 1), whose
 * series ends with s^21: |s| is at most 0.172, so what is left out is below 1e-17. The relative
 * error is a few units in the last place, near u = 1 too.
 */
public final class ExponentialKernel {
    private static final int LANES = Simd.F64.length();
    private static final long ONE = 0x3FF0000000000000L;
    private static final long SQRT_HALF = 0x3FE6A09E667F3BCDL;
    private static final long MANTISSA = (1L << 52) - 1;
    private static final double LN_2 = 0x1.62e42fefa39efp-1;

    /** 2^52, whose last bits are units: a small integer or-ed into it is added to it. */
    private static final long INTEGERS = 0x4330000000000000L;

    private static final double BIAS = 0x1p52 + 1023;

    private ExponentialKernel() {}

    /** The mean is 1. */
    public static void fill(long[] random, double[] exponential, int count) {
        int i = 0;
        if (Simd.VECTORS) {
            for (; i + LANES <= count; i += LANES) {
                vector(random, exponential, i);
            }
        }
        for (; i < count; i++) {
            exponential[i] = scalar(random[i]);
        }
    }

    static double scalar(long random) {
        double u = Double.longBitsToDouble(random >>> 12 | ONE) - 1 + 0x1p-53;
        long t = Double.doubleToRawLongBits(u) + (ONE - SQRT_HALF);
        double k = Double.longBitsToDouble(t >>> 52 | INTEGERS) - BIAS;
        double m = Double.longBitsToDouble((t & MANTISSA) + SQRT_HALF);
        double s = (m - 1) / (m + 1);
        double z = s * s;
        double series = 1.0 / 21;
        series = Math.fma(series, z, 1.0 / 19);
        series = Math.fma(series, z, 1.0 / 17);
        series = Math.fma(series, z, 1.0 / 15);
        series = Math.fma(series, z, 1.0 / 13);
        series = Math.fma(series, z, 1.0 / 11);
        series = Math.fma(series, z, 1.0 / 9);
        series = Math.fma(series, z, 1.0 / 7);
        series = Math.fma(series, z, 1.0 / 5);
        series = Math.fma(series, z, 1.0 / 3);
        series = Math.fma(series, z, 1.0);
        return Math.fma(k, -LN_2, series * (s * -2));
    }

    private static void vector(long[] random, double[] exponential, int at) {
        var u =
                LongVector.fromArray(Simd.I64, random, at)
                        .lanewise(VectorOperators.LSHR, 12)
                        .or(ONE)
                        .viewAsFloatingLanes()
                        .sub(1)
                        .add(0x1p-53);
        var t = u.viewAsIntegralLanes().add(ONE - SQRT_HALF);
        var k = t.lanewise(VectorOperators.LSHR, 52).or(INTEGERS).viewAsFloatingLanes().sub(BIAS);
        var m = t.and(MANTISSA).add(SQRT_HALF).viewAsFloatingLanes();
        var s = m.sub(1).div(m.add(1));
        var z = s.mul(s);
        var series = DoubleVector.broadcast(Simd.F64, 1.0 / 21);
        series = series.fma(z, constant(1.0 / 19));
        series = series.fma(z, constant(1.0 / 17));
        series = series.fma(z, constant(1.0 / 15));
        series = series.fma(z, constant(1.0 / 13));
        series = series.fma(z, constant(1.0 / 11));
        series = series.fma(z, constant(1.0 / 9));
        series = series.fma(z, constant(1.0 / 7));
        series = series.fma(z, constant(1.0 / 5));
        series = series.fma(z, constant(1.0 / 3));
        series = series.fma(z, constant(1.0));
        k.fma(constant(-LN_2), series.mul(s.mul(-2))).intoArray(exponential, at);
    }

    private static DoubleVector constant(double value) {
        return DoubleVector.broadcast(Simd.F64, value);
    }
}
