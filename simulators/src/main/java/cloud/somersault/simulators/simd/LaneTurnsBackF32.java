package cloud.somersault.simulators.simd;

import jdk.incubator.vector.FloatVector;

/**
 * Takes rotations back on two states at once, in single precision, and forms on the way what their
 * angles do: the backward sweep of adjoint differentiation (T. Jones, J. Gacon, arXiv:2009.02823).
 * Layout and coefficients are those of {@link LaneTurnsF32}.
 *
 * <p>With x the state and y the adjoint state, a turn's slope is the sum over its pairs of y1 x0 -
 * y0 x1. Turns of different qubits commute, so all slopes of a group are formed from what was
 * loaded, before anything is taken back. Products with a plus and with a minus are summed apart.
 */
public final class LaneTurnsBackF32 {
    private static final int LANES = Simd.LANES_F32;

    private LaneTurnsBackF32() {}

    /**
     * Takes back the turns of one, two or three qubits.
     *
     * @param x parts of the state, chunks * size * LANES
     * @param y parts of the adjoint state
     * @param starts the amplitudes whose bits of these qubits are all 0
     * @param strides 2^qubit of each turned qubit
     * @param tangents a row of tan(a/2) for each angle a
     * @param sines a row of sin(a)
     * @param turns which of the rows, one for each stride
     * @param slopes a row for each turn; what these parts contribute is added
     */
    public static void turnBack(
            float[] x,
            float[] y,
            int size,
            int chunks,
            int[] starts,
            int[] strides,
            float[] tangents,
            float[] sines,
            int[] turns,
            float[] slopes) {
        if (!Simd.VECTORS) {
            ScalarTurnsF32.turnBack(
                    x, y, size, chunks, starts, strides, tangents, sines, turns, slopes);
            return;
        }
        for (int chunk = 0; chunk < chunks; chunk++) {
            int at = chunk * size * LANES;
            switch (strides.length) {
                case 1 ->
                        back2(
                                x, y, at, starts, strides, tangents, sines, chunk, chunks, turns,
                                slopes);
                case 2 ->
                        back4(
                                x, y, at, starts, strides, tangents, sines, chunk, chunks, turns,
                                slopes);
                default ->
                        back8(
                                x, y, at, starts, strides, tangents, sines, chunk, chunks, turns,
                                slopes);
            }
        }
    }

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(Simd.F32, from, at);
    }

    private static void add(float[] slopes, int at, FloatVector plus, FloatVector minus) {
        load(slopes, at).add(plus.sub(minus)).intoArray(slopes, at);
    }

    private static void back2(
            float[] x,
            float[] y,
            int base,
            int[] starts,
            int[] strides,
            float[] tangents,
            float[] sines,
            int chunk,
            int chunks,
            int[] turns,
            float[] slopes) {
        int a = strides[0] * LANES;
        var ta = load(tangents, (turns[0] * chunks + chunk) * LANES);
        var sa = load(sines, (turns[0] * chunks + chunk) * LANES).neg();
        var plusA = FloatVector.zero(Simd.F32);
        var minusA = FloatVector.zero(Simd.F32);
        for (int start : starts) {
            int i = base + start * LANES;
            var x0 = load(x, i);
            var x1 = load(x, i + a);
            var y0 = load(y, i);
            var y1 = load(y, i + a);
            plusA = y1.fma(x0, plusA);
            minusA = y0.fma(x1, minusA);
            x0 = x1.fma(ta, x0);
            x1 = x0.fma(sa, x1);
            x0 = x1.fma(ta, x0);
            x0.intoArray(x, i);
            x1.intoArray(x, i + a);
            y0 = y1.fma(ta, y0);
            y1 = y0.fma(sa, y1);
            y0 = y1.fma(ta, y0);
            y0.intoArray(y, i);
            y1.intoArray(y, i + a);
        }
        add(slopes, (turns[0] * chunks + chunk) * LANES, plusA, minusA);
    }

    private static void back4(
            float[] x,
            float[] y,
            int base,
            int[] starts,
            int[] strides,
            float[] tangents,
            float[] sines,
            int chunk,
            int chunks,
            int[] turns,
            float[] slopes) {
        int a = strides[0] * LANES;
        int b = strides[1] * LANES;
        var ta = load(tangents, (turns[0] * chunks + chunk) * LANES);
        var sa = load(sines, (turns[0] * chunks + chunk) * LANES).neg();
        var tb = load(tangents, (turns[1] * chunks + chunk) * LANES);
        var sb = load(sines, (turns[1] * chunks + chunk) * LANES).neg();
        var plusA = FloatVector.zero(Simd.F32);
        var minusA = FloatVector.zero(Simd.F32);
        var plusB = FloatVector.zero(Simd.F32);
        var minusB = FloatVector.zero(Simd.F32);
        for (int start : starts) {
            int i = base + start * LANES;
            var x0 = load(x, i);
            var x1 = load(x, i + a);
            var x2 = load(x, i + b);
            var x3 = load(x, i + b + a);
            var y0 = load(y, i);
            var y1 = load(y, i + a);
            var y2 = load(y, i + b);
            var y3 = load(y, i + b + a);
            plusA = y1.fma(x0, plusA);
            minusA = y0.fma(x1, minusA);
            plusA = y3.fma(x2, plusA);
            minusA = y2.fma(x3, minusA);
            plusB = y2.fma(x0, plusB);
            minusB = y0.fma(x2, minusB);
            plusB = y3.fma(x1, plusB);
            minusB = y1.fma(x3, minusB);
            x0 = x1.fma(ta, x0);
            x2 = x3.fma(ta, x2);
            x1 = x0.fma(sa, x1);
            x3 = x2.fma(sa, x3);
            x0 = x1.fma(ta, x0);
            x2 = x3.fma(ta, x2);
            x0 = x2.fma(tb, x0);
            x1 = x3.fma(tb, x1);
            x2 = x0.fma(sb, x2);
            x3 = x1.fma(sb, x3);
            x0 = x2.fma(tb, x0);
            x1 = x3.fma(tb, x1);
            x0.intoArray(x, i);
            x1.intoArray(x, i + a);
            x2.intoArray(x, i + b);
            x3.intoArray(x, i + b + a);
            y0 = y1.fma(ta, y0);
            y2 = y3.fma(ta, y2);
            y1 = y0.fma(sa, y1);
            y3 = y2.fma(sa, y3);
            y0 = y1.fma(ta, y0);
            y2 = y3.fma(ta, y2);
            y0 = y2.fma(tb, y0);
            y1 = y3.fma(tb, y1);
            y2 = y0.fma(sb, y2);
            y3 = y1.fma(sb, y3);
            y0 = y2.fma(tb, y0);
            y1 = y3.fma(tb, y1);
            y0.intoArray(y, i);
            y1.intoArray(y, i + a);
            y2.intoArray(y, i + b);
            y3.intoArray(y, i + b + a);
        }
        add(slopes, (turns[0] * chunks + chunk) * LANES, plusA, minusA);
        add(slopes, (turns[1] * chunks + chunk) * LANES, plusB, minusB);
    }

    private static void back8(
            float[] x,
            float[] y,
            int base,
            int[] starts,
            int[] strides,
            float[] tangents,
            float[] sines,
            int chunk,
            int chunks,
            int[] turns,
            float[] slopes) {
        int a = strides[0] * LANES;
        int b = strides[1] * LANES;
        int c = strides[2] * LANES;
        var ta = load(tangents, (turns[0] * chunks + chunk) * LANES);
        var sa = load(sines, (turns[0] * chunks + chunk) * LANES).neg();
        var tb = load(tangents, (turns[1] * chunks + chunk) * LANES);
        var sb = load(sines, (turns[1] * chunks + chunk) * LANES).neg();
        var tc = load(tangents, (turns[2] * chunks + chunk) * LANES);
        var sc = load(sines, (turns[2] * chunks + chunk) * LANES).neg();
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
            var x1 = load(x, i + a);
            var x2 = load(x, i + b);
            var x3 = load(x, i + b + a);
            var x4 = load(x, j);
            var x5 = load(x, j + a);
            var x6 = load(x, j + b);
            var x7 = load(x, j + b + a);
            var y0 = load(y, i);
            var y1 = load(y, i + a);
            var y2 = load(y, i + b);
            var y3 = load(y, i + b + a);
            var y4 = load(y, j);
            var y5 = load(y, j + a);
            var y6 = load(y, j + b);
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
            x0 = x1.fma(ta, x0);
            x2 = x3.fma(ta, x2);
            x4 = x5.fma(ta, x4);
            x6 = x7.fma(ta, x6);
            x1 = x0.fma(sa, x1);
            x3 = x2.fma(sa, x3);
            x5 = x4.fma(sa, x5);
            x7 = x6.fma(sa, x7);
            x0 = x1.fma(ta, x0);
            x2 = x3.fma(ta, x2);
            x4 = x5.fma(ta, x4);
            x6 = x7.fma(ta, x6);
            x0 = x2.fma(tb, x0);
            x1 = x3.fma(tb, x1);
            x4 = x6.fma(tb, x4);
            x5 = x7.fma(tb, x5);
            x2 = x0.fma(sb, x2);
            x3 = x1.fma(sb, x3);
            x6 = x4.fma(sb, x6);
            x7 = x5.fma(sb, x7);
            x0 = x2.fma(tb, x0);
            x1 = x3.fma(tb, x1);
            x4 = x6.fma(tb, x4);
            x5 = x7.fma(tb, x5);
            x0 = x4.fma(tc, x0);
            x1 = x5.fma(tc, x1);
            x2 = x6.fma(tc, x2);
            x3 = x7.fma(tc, x3);
            x4 = x0.fma(sc, x4);
            x5 = x1.fma(sc, x5);
            x6 = x2.fma(sc, x6);
            x7 = x3.fma(sc, x7);
            x0 = x4.fma(tc, x0);
            x1 = x5.fma(tc, x1);
            x2 = x6.fma(tc, x2);
            x3 = x7.fma(tc, x3);
            x0.intoArray(x, i);
            x1.intoArray(x, i + a);
            x2.intoArray(x, i + b);
            x3.intoArray(x, i + b + a);
            x4.intoArray(x, j);
            x5.intoArray(x, j + a);
            x6.intoArray(x, j + b);
            x7.intoArray(x, j + b + a);
            y0 = y1.fma(ta, y0);
            y2 = y3.fma(ta, y2);
            y4 = y5.fma(ta, y4);
            y6 = y7.fma(ta, y6);
            y1 = y0.fma(sa, y1);
            y3 = y2.fma(sa, y3);
            y5 = y4.fma(sa, y5);
            y7 = y6.fma(sa, y7);
            y0 = y1.fma(ta, y0);
            y2 = y3.fma(ta, y2);
            y4 = y5.fma(ta, y4);
            y6 = y7.fma(ta, y6);
            y0 = y2.fma(tb, y0);
            y1 = y3.fma(tb, y1);
            y4 = y6.fma(tb, y4);
            y5 = y7.fma(tb, y5);
            y2 = y0.fma(sb, y2);
            y3 = y1.fma(sb, y3);
            y6 = y4.fma(sb, y6);
            y7 = y5.fma(sb, y7);
            y0 = y2.fma(tb, y0);
            y1 = y3.fma(tb, y1);
            y4 = y6.fma(tb, y4);
            y5 = y7.fma(tb, y5);
            y0 = y4.fma(tc, y0);
            y1 = y5.fma(tc, y1);
            y2 = y6.fma(tc, y2);
            y3 = y7.fma(tc, y3);
            y4 = y0.fma(sc, y4);
            y5 = y1.fma(sc, y5);
            y6 = y2.fma(sc, y6);
            y7 = y3.fma(sc, y7);
            y0 = y4.fma(tc, y0);
            y1 = y5.fma(tc, y1);
            y2 = y6.fma(tc, y2);
            y3 = y7.fma(tc, y3);
            y0.intoArray(y, i);
            y1.intoArray(y, i + a);
            y2.intoArray(y, i + b);
            y3.intoArray(y, i + b + a);
            y4.intoArray(y, j);
            y5.intoArray(y, j + a);
            y6.intoArray(y, j + b);
            y7.intoArray(y, j + b + a);
        }
        add(slopes, (turns[0] * chunks + chunk) * LANES, plusA, minusA);
        add(slopes, (turns[1] * chunks + chunk) * LANES, plusB, minusB);
        add(slopes, (turns[2] * chunks + chunk) * LANES, plusC, minusC);
    }
}
