package cloud.somersault.simulators.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sines and cosines of many angles at once, in single precision.
 *
 * <p>An angle is reduced to [-pi/4, pi/4] by subtracting a multiple of pi/2 that is held in three
 * parts (W. Cody, W. Waite, "Software manual for the elementary functions", 1980); with fused
 * multiply-adds the first subtraction is exact. On the rest the Taylor series end where the next
 * term is below an eighth of the last bit. The error is at most 2 units in the last place for
 * angles up to {@link #ANGLE_MAX}; beyond, it grows.
 */
public final class LaneTrigonometryF32 {
    /** Largest absolute value of an angle, radians, for the stated accuracy. */
    public static final float ANGLE_MAX = 8192;

    private static final float TWO_OVER_PI = (float) (2 / Math.PI);
    private static final float HALF_PI_HIGH = (float) (Math.PI / 2);
    private static final float HALF_PI_MIDDLE = (float) (Math.PI / 2 - HALF_PI_HIGH);
    private static final float HALF_PI_LOW =
            (float) (Math.PI / 2 - HALF_PI_HIGH - (double) HALF_PI_MIDDLE);

    /** Added to a number, leaves no bits below the point: the sum ends in the nearest integer. */
    private static final float ROUNDER = 0x1.8p23f;

    private static final float S3 = (float) (-1.0 / 6);
    private static final float S5 = (float) (1.0 / 120);
    private static final float S7 = (float) (-1.0 / 5040);
    private static final float S9 = (float) (1.0 / 362880);
    private static final float C2 = -0.5f;
    private static final float C4 = (float) (1.0 / 24);
    private static final float C6 = (float) (-1.0 / 720);
    private static final float C8 = (float) (1.0 / 40320);
    private static final float C10 = (float) (-1.0 / 3628800);

    private LaneTrigonometryF32() {}

    /**
     * Writes sin(angle) and cos(angle) for the elements from (inclusive) to to (exclusive).
     *
     * @param angle radians
     */
    public static void sincos(float[] angle, float[] sin, float[] cos, int from, int to) {
        int i = from;
        if (Simd.VECTORS) {
            int width = Simd.F32.length();
            for (; i + width <= to; i += width) {
                var x = FloatVector.fromArray(Simd.F32, angle, i);
                var shifted = x.fma(broadcast(TWO_OVER_PI), broadcast(ROUNDER));
                var k = shifted.sub(ROUNDER).neg();
                var r = k.fma(broadcast(HALF_PI_HIGH), x);
                r = k.fma(broadcast(HALF_PI_MIDDLE), r);
                r = k.fma(broadcast(HALF_PI_LOW), r);
                var z = r.mul(r);
                var s = z.fma(broadcast(S9), broadcast(S7));
                s = s.fma(z, broadcast(S5)).fma(z, broadcast(S3));
                s = s.mul(z).fma(r, r);
                var c = z.fma(broadcast(C10), broadcast(C8));
                c = c.fma(z, broadcast(C6)).fma(z, broadcast(C4)).fma(z, broadcast(C2));
                c = c.fma(z, broadcast(1));
                var quadrant = shifted.reinterpretAsInts();
                var odd = quadrant.and(1).compare(VectorOperators.NE, 0).cast(Simd.F32);
                var sinSign = quadrant.and(2).lanewise(VectorOperators.LSHL, 30);
                var cosSign = quadrant.add(1).and(2).lanewise(VectorOperators.LSHL, 30);
                s.blend(c, odd)
                        .reinterpretAsInts()
                        .lanewise(VectorOperators.XOR, sinSign)
                        .reinterpretAsFloats()
                        .intoArray(sin, i);
                c.blend(s, odd)
                        .reinterpretAsInts()
                        .lanewise(VectorOperators.XOR, cosSign)
                        .reinterpretAsFloats()
                        .intoArray(cos, i);
            }
        }
        for (; i < to; i++) {
            float x = angle[i];
            float shifted = Math.fma(x, TWO_OVER_PI, ROUNDER);
            float k = -(shifted - ROUNDER);
            float r = Math.fma(k, HALF_PI_HIGH, x);
            r = Math.fma(k, HALF_PI_MIDDLE, r);
            r = Math.fma(k, HALF_PI_LOW, r);
            float z = r * r;
            float s = Math.fma(z, S9, S7);
            s = Math.fma(Math.fma(s, z, S5), z, S3);
            s = Math.fma(s * z, r, r);
            float c = Math.fma(z, C10, C8);
            c = Math.fma(Math.fma(Math.fma(c, z, C6), z, C4), z, C2);
            c = Math.fma(c, z, 1);
            int quadrant = Float.floatToRawIntBits(shifted);
            boolean odd = (quadrant & 1) != 0;
            sin[i] = flip(odd ? c : s, quadrant);
            cos[i] = flip(odd ? s : c, quadrant + 1);
        }
    }

    /** Negated in the third and the fourth quadrant. */
    private static float flip(float value, int quadrant) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(value) ^ (quadrant & 2) << 30);
    }

    private static FloatVector broadcast(float value) {
        return FloatVector.broadcast(Simd.F32, value);
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
            float[] cosines,
            float[] sines,
            int from,
            float[] tangents,
            float[] shears,
            int at,
            int count) {
        int i = 0;
        if (Simd.VECTORS) {
            int width = Simd.F32.length();
            for (; i + width <= count; i += width) {
                var c = FloatVector.fromArray(Simd.F32, cosines, from + i);
                var s = FloatVector.fromArray(Simd.F32, sines, from + i);
                s = s.blend(s.neg(), c.compare(VectorOperators.LT, 0));
                s.intoArray(shears, at + i);
                s.div(c.abs().add(1)).intoArray(tangents, at + i);
            }
        }
        for (; i < count; i++) {
            float c = cosines[from + i];
            float s = c < 0 ? -sines[from + i] : sines[from + i];
            shears[at + i] = s;
            tangents[at + i] = s / (Math.abs(c) + 1);
        }
    }
}
