package cloud.somersault.tuning.simd;

import cloud.somersault.simulators.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * exp and the logistic function over rows.
 *
 * <p>{@link Math#exp} may differ in its last bit between interpreted and compiled code, so that a
 * session would not repeat. This one is a fixed chain of operations: x = n ln 2 + r with |r| at
 * most ln(2) / 2, the Taylor polynomial of degree 7 for e^r (its remainder is below 6e-9), and 2^n
 * put together from its bits. The relative error is below 2e-7; arguments are held in [-87, 88],
 * where results are normal numbers; NaN stays NaN.
 */
public final class Exponential {
    private static final float LEAST = -87;
    private static final float MOST = 88;
    private static final float LOG2_E = 1.442695f;

    /** ln 2 in two parts; n times the first is exact. */
    private static final float LN2_HIGH = 0.693359375f;

    private static final float LN2_LOW = -2.12194440e-4f;

    /** Adding it rounds to an integer and leaves that integer in the low bits. */
    private static final float ROUNDING = 12582912f;

    private static final int ROUNDING_BITS = Float.floatToRawIntBits(ROUNDING);
    private static final float C7 = 1 / 5040f;
    private static final float C6 = 1 / 720f;
    private static final float C5 = 1 / 120f;
    private static final float C4 = 1 / 24f;
    private static final float C3 = 1 / 6f;
    private static final float C2 = 1 / 2f;

    private Exponential() {}

    /** out_i = e^(x_i - shift); out may be x. */
    public static void exp(float[] x, int at, int count, float shift, float[] out, int outAt) {
        int i = 0;
        if (Simd.VECTORS) {
            for (; i + Lanes.COUNT <= count; i += Lanes.COUNT) {
                vector(FloatVector.fromArray(Lanes.F32, x, at + i).sub(shift))
                        .intoArray(out, outAt + i);
            }
        }
        for (; i < count; i++) {
            out[outAt + i] = exp(x[at + i] - shift);
        }
    }

    /** out_i = 1 / (1 + e^-x_i); out may be x. */
    public static void logistic(float[] x, int at, int count, float[] out, int outAt) {
        int i = 0;
        if (Simd.VECTORS) {
            var one = FloatVector.broadcast(Lanes.F32, 1);
            for (; i + Lanes.COUNT <= count; i += Lanes.COUNT) {
                var e = vector(FloatVector.fromArray(Lanes.F32, x, at + i).neg());
                one.div(e.add(one)).intoArray(out, outAt + i);
            }
        }
        for (; i < count; i++) {
            out[outAt + i] = 1 / (exp(-x[at + i]) + 1);
        }
    }

    /** e^x by the same operations as over rows. */
    public static float exp(float x) {
        float held = Math.min(Math.max(x, LEAST), MOST);
        float rounded = Math.fma(held, LOG2_E, ROUNDING);
        float n = rounded - ROUNDING;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, held));
        float p = Math.fma(C7, r, C6);
        p = Math.fma(p, r, C5);
        p = Math.fma(p, r, C4);
        p = Math.fma(p, r, C3);
        p = Math.fma(p, r, C2);
        p = Math.fma(p, r, 1);
        p = Math.fma(p, r, 1);
        int power = Float.floatToRawIntBits(rounded) - ROUNDING_BITS;
        return p * Float.intBitsToFloat((power + 127) << 23);
    }

    private static FloatVector vector(FloatVector x) {
        var held = x.max(LEAST).min(MOST);
        var rounded = held.fma(all(LOG2_E), all(ROUNDING));
        var n = rounded.sub(ROUNDING);
        var r = n.fma(all(-LN2_LOW), n.fma(all(-LN2_HIGH), held));
        var p = all(C7).fma(r, all(C6));
        p = p.fma(r, all(C5));
        p = p.fma(r, all(C4));
        p = p.fma(r, all(C3));
        p = p.fma(r, all(C2));
        p = p.fma(r, all(1));
        p = p.fma(r, all(1));
        var power =
                rounded.reinterpretAsInts()
                        .sub(ROUNDING_BITS - 127)
                        .lanewise(VectorOperators.LSHL, 23);
        return p.mul(power.reinterpretAsFloats());
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(Lanes.F32, value);
    }
}
