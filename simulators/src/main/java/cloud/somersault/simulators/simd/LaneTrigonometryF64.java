package cloud.somersault.simulators.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sines and cosines of many angles at once, in double precision. As {@link LaneTrigonometryF32};
 * the error is at most 2 units in the last place for angles up to {@link #ANGLE_MAX}.
 */
public final class LaneTrigonometryF64 {
    /** Largest absolute value of an angle, radians, for the stated accuracy. */
    public static final double ANGLE_MAX = 0x1p20;

    private static final double TWO_OVER_PI = 0.6366197723675814;

    /** pi/2 to 159 bits, in three parts. */
    private static final double HALF_PI_HIGH = 1.5707963267948966;

    private static final double HALF_PI_MIDDLE = 6.123233995736766e-17;
    private static final double HALF_PI_LOW = -1.4973849048591698e-33;

    /** Added to a number, leaves no bits below the point: the sum ends in the nearest integer. */
    private static final double ROUNDER = 0x1.8p52;

    private static final double S3 = -1.0 / 6;
    private static final double S5 = 1.0 / 120;
    private static final double S7 = -1.0 / 5040;
    private static final double S9 = 1.0 / 362880;
    private static final double S11 = -1.0 / 39916800;
    private static final double S13 = 1.0 / 6227020800.0;
    private static final double S15 = -1.0 / 1307674368000.0;
    private static final double S17 = 1.0 / 355687428096000.0;
    private static final double C2 = -0.5;
    private static final double C4 = 1.0 / 24;
    private static final double C6 = -1.0 / 720;
    private static final double C8 = 1.0 / 40320;
    private static final double C10 = -1.0 / 3628800;
    private static final double C12 = 1.0 / 479001600;
    private static final double C14 = -1.0 / 87178291200.0;
    private static final double C16 = 1.0 / 20922789888000.0;

    private LaneTrigonometryF64() {}

    /**
     * Writes sin(angle) and cos(angle) for the elements from (inclusive) to to (exclusive).
     *
     * @param angle radians
     */
    public static void sincos(double[] angle, double[] sin, double[] cos, int from, int to) {
        int i = from;
        if (Simd.VECTORS) {
            int width = Simd.F64.length();
            for (; i + width <= to; i += width) {
                var x = DoubleVector.fromArray(Simd.F64, angle, i);
                var shifted = x.fma(broadcast(TWO_OVER_PI), broadcast(ROUNDER));
                var k = shifted.sub(ROUNDER).neg();
                var r = k.fma(broadcast(HALF_PI_HIGH), x);
                r = k.fma(broadcast(HALF_PI_MIDDLE), r);
                r = k.fma(broadcast(HALF_PI_LOW), r);
                var z = r.mul(r);
                var s = z.fma(broadcast(S17), broadcast(S15));
                s = s.fma(z, broadcast(S13)).fma(z, broadcast(S11)).fma(z, broadcast(S9));
                s = s.fma(z, broadcast(S7)).fma(z, broadcast(S5)).fma(z, broadcast(S3));
                s = s.mul(z).fma(r, r);
                var c = z.fma(broadcast(C16), broadcast(C14));
                c = c.fma(z, broadcast(C12)).fma(z, broadcast(C10)).fma(z, broadcast(C8));
                c = c.fma(z, broadcast(C6)).fma(z, broadcast(C4)).fma(z, broadcast(C2));
                c = c.fma(z, broadcast(1));
                var quadrant = shifted.reinterpretAsLongs();
                var odd = quadrant.and(1).compare(VectorOperators.NE, 0).cast(Simd.F64);
                var sinSign = quadrant.and(2).lanewise(VectorOperators.LSHL, 62);
                var cosSign = quadrant.add(1).and(2).lanewise(VectorOperators.LSHL, 62);
                s.blend(c, odd)
                        .reinterpretAsLongs()
                        .lanewise(VectorOperators.XOR, sinSign)
                        .reinterpretAsDoubles()
                        .intoArray(sin, i);
                c.blend(s, odd)
                        .reinterpretAsLongs()
                        .lanewise(VectorOperators.XOR, cosSign)
                        .reinterpretAsDoubles()
                        .intoArray(cos, i);
            }
        }
        for (; i < to; i++) {
            double x = angle[i];
            double shifted = Math.fma(x, TWO_OVER_PI, ROUNDER);
            double k = -(shifted - ROUNDER);
            double r = Math.fma(k, HALF_PI_HIGH, x);
            r = Math.fma(k, HALF_PI_MIDDLE, r);
            r = Math.fma(k, HALF_PI_LOW, r);
            double z = r * r;
            double s = Math.fma(z, S17, S15);
            s = Math.fma(Math.fma(Math.fma(s, z, S13), z, S11), z, S9);
            s = Math.fma(Math.fma(Math.fma(s, z, S7), z, S5), z, S3);
            s = Math.fma(s * z, r, r);
            double c = Math.fma(z, C16, C14);
            c = Math.fma(Math.fma(Math.fma(c, z, C12), z, C10), z, C8);
            c = Math.fma(Math.fma(Math.fma(c, z, C6), z, C4), z, C2);
            c = Math.fma(c, z, 1);
            long quadrant = Double.doubleToRawLongBits(shifted);
            boolean odd = (quadrant & 1) != 0;
            sin[i] = flip(odd ? c : s, quadrant);
            cos[i] = flip(odd ? s : c, quadrant + 1);
        }
    }

    /** Negated in the third and the fourth quadrant. */
    private static double flip(double value, long quadrant) {
        return Double.longBitsToDouble(Double.doubleToRawLongBits(value) ^ (quadrant & 2) << 62);
    }

    private static DoubleVector broadcast(double value) {
        return DoubleVector.broadcast(Simd.F64, value);
    }

    /**
     * From (cos a, sin a) the shears (tan(a/2), sin a) of the rotation by a, or by a + pi where the
     * cosine is negative: the same rotation but for a sign of the whole state, and no shear is
     * larger than one.
     *
     * @param from first element that is read
     * @param at where it is written
     * @param count how many elements
     */
    public static void shears(
            double[] cosines,
            double[] sines,
            int from,
            double[] tangents,
            double[] shears,
            int at,
            int count) {
        int i = 0;
        if (Simd.VECTORS) {
            int width = Simd.F64.length();
            for (; i + width <= count; i += width) {
                var c = DoubleVector.fromArray(Simd.F64, cosines, from + i);
                var s = DoubleVector.fromArray(Simd.F64, sines, from + i);
                s = s.blend(s.neg(), c.compare(VectorOperators.LT, 0));
                s.intoArray(shears, at + i);
                s.div(c.abs().add(1)).intoArray(tangents, at + i);
            }
        }
        for (; i < count; i++) {
            double c = cosines[from + i];
            double s = c < 0 ? -sines[from + i] : sines[from + i];
            shears[at + i] = s;
            tangents[at + i] = s / (Math.abs(c) + 1);
        }
    }
}
