package cloud.somersault.simulators.simd;

import jdk.incubator.vector.FloatVector;

/**
 * The way back through rotations: what their angles do, in single precision: the slopes of adjoint
 * differentiation (T. Jones, J. Gacon, arXiv:2009.02823). Layout as in {@link LaneTurnsF32}.
 *
 * <p>With x the state and y the adjoint state, both before or both after the turns of a layer, a
 * turn's slope is the sum over its pairs of y1 x0 - y0 x1: turns of different qubits commute.
 * Products with a plus and with a minus are summed apart, up to three qubits at a time.
 */
public final class LaneTurnsBackF32 {
    private static final int LANES = Simd.LANES_F32;

    private LaneTurnsBackF32() {}

    /**
     * Adds up the slopes of one, two or three turns.
     *
     * @param x parts of the state, chunks * size * LANES
     * @param y parts of the adjoint state
     * @param starts the amplitudes whose bits of these qubits are all 0
     * @param strides 2^qubit of each turned qubit
     * @param turns rows of the slopes, one for each stride
     * @param slopes what these parts contribute is added
     */
    public static void addSlopes(
            float[] x,
            float[] y,
            int size,
            int chunks,
            int[] starts,
            int[] strides,
            int[] turns,
            float[] slopes) {
        if (!Simd.VECTORS) {
            ScalarTurnsF32.addSlopes(x, y, size, chunks, starts, strides, turns, slopes);
            return;
        }
        for (int chunk = 0; chunk < chunks; chunk++) {
            int at = chunk * size * LANES;
            switch (strides.length) {
                case 1 -> add2(x, y, at, starts, strides, chunk, chunks, turns, slopes);
                case 2 -> add4(x, y, at, starts, strides, chunk, chunks, turns, slopes);
                default -> add8(x, y, at, starts, strides, chunk, chunks, turns, slopes);
            }
        }
    }

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(Simd.F32, from, at);
    }

    private static void add(float[] slopes, int at, FloatVector plus, FloatVector minus) {
        load(slopes, at).add(plus.sub(minus)).intoArray(slopes, at);
    }

    private static void add2(
            float[] x,
            float[] y,
            int base,
            int[] starts,
            int[] strides,
            int chunk,
            int chunks,
            int[] turns,
            float[] slopes) {
        int a = strides[0] * LANES;
        var plusA = FloatVector.zero(Simd.F32);
        var minusA = FloatVector.zero(Simd.F32);
        for (int start : starts) {
            int i = base + start * LANES;
            var x0 = load(x, i);
            var y0 = load(y, i);
            var x1 = load(x, i + a);
            var y1 = load(y, i + a);
            plusA = y1.fma(x0, plusA);
            minusA = y0.fma(x1, minusA);
        }
        add(slopes, (turns[0] * chunks + chunk) * LANES, plusA, minusA);
    }

    private static void add4(
            float[] x,
            float[] y,
            int base,
            int[] starts,
            int[] strides,
            int chunk,
            int chunks,
            int[] turns,
            float[] slopes) {
        int a = strides[0] * LANES;
        int b = strides[1] * LANES;
        var plusA = FloatVector.zero(Simd.F32);
        var minusA = FloatVector.zero(Simd.F32);
        var plusB = FloatVector.zero(Simd.F32);
        var minusB = FloatVector.zero(Simd.F32);
        for (int start : starts) {
            int i = base + start * LANES;
            var x0 = load(x, i);
            var y0 = load(y, i);
            var x1 = load(x, i + a);
            var y1 = load(y, i + a);
            var x2 = load(x, i + b);
            var y2 = load(y, i + b);
            var x3 = load(x, i + b + a);
            var y3 = load(y, i + b + a);
            plusA = y1.fma(x0, plusA);
            minusA = y0.fma(x1, minusA);
            plusA = y3.fma(x2, plusA);
            minusA = y2.fma(x3, minusA);
            plusB = y2.fma(x0, plusB);
            minusB = y0.fma(x2, minusB);
            plusB = y3.fma(x1, plusB);
            minusB = y1.fma(x3, minusB);
        }
        add(slopes, (turns[0] * chunks + chunk) * LANES, plusA, minusA);
        add(slopes, (turns[1] * chunks + chunk) * LANES, plusB, minusB);
    }

    private static void add8(
            float[] x,
            float[] y,
            int base,
            int[] starts,
            int[] strides,
            int chunk,
            int chunks,
            int[] turns,
            float[] slopes) {
        int a = strides[0] * LANES;
        int b = strides[1] * LANES;
        int c = strides[2] * LANES;
        var plusA = FloatVector.zero(Simd.F32);
        var minusA = FloatVector.zero(Simd.F32);
        var plusB = FloatVector.zero(Simd.F32);
        var minusB = FloatVector.zero(Simd.F32);
        var plusC = FloatVector.zero(Simd.F32);
        var minusC = FloatVector.zero(Simd.F32);
        for (int start : starts) {
            int i = base + start * LANES;
            int j = i + c;
            var x0 = load(x, i);
            var y0 = load(y, i);
            var x1 = load(x, i + a);
            var y1 = load(y, i + a);
            var x2 = load(x, i + b);
            var y2 = load(y, i + b);
            var x3 = load(x, i + b + a);
            var y3 = load(y, i + b + a);
            var x4 = load(x, j);
            var y4 = load(y, j);
            var x5 = load(x, j + a);
            var y5 = load(y, j + a);
            var x6 = load(x, j + b);
            var y6 = load(y, j + b);
            var x7 = load(x, j + b + a);
            var y7 = load(y, j + b + a);
            plusA = y1.fma(x0, plusA);
            minusA = y0.fma(x1, minusA);
            plusA = y3.fma(x2, plusA);
            minusA = y2.fma(x3, minusA);
            plusA = y5.fma(x4, plusA);
            minusA = y4.fma(x5, minusA);
            plusA = y7.fma(x6, plusA);
            minusA = y6.fma(x7, minusA);
            plusB = y2.fma(x0, plusB);
            minusB = y0.fma(x2, minusB);
            plusB = y3.fma(x1, plusB);
            minusB = y1.fma(x3, minusB);
            plusB = y6.fma(x4, plusB);
            minusB = y4.fma(x6, minusB);
            plusB = y7.fma(x5, plusB);
            minusB = y5.fma(x7, minusB);
            plusC = y4.fma(x0, plusC);
            minusC = y0.fma(x4, minusC);
            plusC = y5.fma(x1, plusC);
            minusC = y1.fma(x5, minusC);
            plusC = y6.fma(x2, plusC);
            minusC = y2.fma(x6, minusC);
            plusC = y7.fma(x3, plusC);
            minusC = y3.fma(x7, minusC);
        }
        add(slopes, (turns[0] * chunks + chunk) * LANES, plusA, minusA);
        add(slopes, (turns[1] * chunks + chunk) * LANES, plusB, minusB);
        add(slopes, (turns[2] * chunks + chunk) * LANES, plusC, minusC);
    }
}
