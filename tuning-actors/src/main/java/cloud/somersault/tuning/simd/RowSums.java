package cloud.somersault.tuning.simd;

import cloud.somersault.simulators.simd.Simd;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Sums over a row. Element i belongs to chain i mod 16; the sixteen chains are folded in halves, so
 * that every width gives the same bits. The error is at most about n / 16 + 4 roundings.
 */
public final class RowSums {
    /** How many chains a sum has. */
    static final int CHAINS = 16;

    private static final float[] ONES = new float[1024];

    static {
        java.util.Arrays.fill(ONES, 1);
    }

    private RowSums() {}

    /** The sum of x_i y_i over {@code count} elements. */
    public static float dot(float[] x, int xAt, float[] y, int yAt, int count) {
        return Simd.VECTORS ? vectorDot(x, xAt, y, yAt, count) : scalarDot(x, xAt, y, yAt, count);
    }

    /** The sum of {@code count} elements, as a product with ones. */
    public static float sum(float[] x, int at, int count) {
        if (count <= ONES.length) {
            return dot(x, at, ONES, 0, count);
        }
        float sum = 0;
        for (int i = 0; i < count; i += ONES.length) {
            sum += dot(x, at + i, ONES, 0, Math.min(ONES.length, count - i));
        }
        return sum;
    }

    /** The largest of {@code count} elements, at least one; NaN if one is NaN. */
    public static float max(float[] x, int at, int count) {
        float most = x[at];
        int whole = Simd.VECTORS ? count - count % Lanes.COUNT : 0;
        if (whole > 0) {
            var most16 = FloatVector.fromArray(Lanes.F32, x, at);
            for (int i = Lanes.COUNT; i < whole; i += Lanes.COUNT) {
                most16 = most16.max(FloatVector.fromArray(Lanes.F32, x, at + i));
            }
            most = most16.reduceLanes(VectorOperators.MAX);
        }
        for (int i = whole; i < count; i++) {
            most = Math.max(most, x[at + i]);
        }
        return most;
    }

    static float vectorDot(float[] x, int xAt, float[] y, int yAt, int count) {
        var low = FloatVector.zero(Lanes.HALF);
        var high = low;
        int i = 0;
        for (; i + CHAINS <= count; i += CHAINS) {
            low =
                    FloatVector.fromArray(Lanes.HALF, x, xAt + i)
                            .fma(FloatVector.fromArray(Lanes.HALF, y, yAt + i), low);
            high =
                    FloatVector.fromArray(Lanes.HALF, x, xAt + i + 8)
                            .fma(FloatVector.fromArray(Lanes.HALF, y, yAt + i + 8), high);
        }
        if (i == count) {
            return fold(low.add(high));
        }
        var chains = new float[CHAINS];
        low.intoArray(chains, 0);
        high.intoArray(chains, 8);
        for (int chain = 0; i < count; i++, chain++) {
            chains[chain] = Math.fma(x[xAt + i], y[yAt + i], chains[chain]);
        }
        return fold(chains);
    }

    static float scalarDot(float[] x, int xAt, float[] y, int yAt, int count) {
        var chains = new float[CHAINS];
        for (int i = 0; i < count; i++) {
            chains[i % CHAINS] = Math.fma(x[xAt + i], y[yAt + i], chains[i % CHAINS]);
        }
        return fold(chains);
    }

    /** The rest of {@link #fold(float[])}, after its first halving. */
    static float fold(FloatVector eight) {
        float first = (eight.lane(0) + eight.lane(4)) + (eight.lane(2) + eight.lane(6));
        float second = (eight.lane(1) + eight.lane(5)) + (eight.lane(3) + eight.lane(7));
        return first + second;
    }

    static float fold(float[] chains) {
        for (int half = CHAINS / 2; half > 0; half /= 2) {
            for (int i = 0; i < half; i++) {
                chains[i] += chains[i + half];
            }
        }
        return chains[0];
    }
}
