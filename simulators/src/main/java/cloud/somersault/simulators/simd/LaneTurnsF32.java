package cloud.somersault.simulators.simd;

import jdk.incubator.vector.FloatVector;

/**
 * Real rotations of amplitude pairs, one angle for each lane, in single precision.
 *
 * <p>The state of many circuits lies amplitude-major in chunks of {@link Simd#LANES_F32} circuits:
 * element {@code (chunk * size + amplitude) * LANES + lane}. A rotation by the angle a is three
 * shears, x -= t y, y += s x, x -= t y with t = tan(a/2) and s = sin a: three fused multiply-adds a
 * pair where the matrix takes four operations, and stable since a is at most a quarter turn. Up to
 * three qubits are turned while eight amplitudes lie in registers.
 *
 * <p>Each call turns the real or the imaginary parts, which RY does not mix. A row of tangents or
 * sines has one element for each circuit.
 */
public final class LaneTurnsF32 {
    private static final int LANES = Simd.LANES_F32;

    private LaneTurnsF32() {}

    /**
     * Turns one, two or three qubits.
     *
     * @param x the parts, chunks * size * LANES
     * @param starts the amplitudes whose bits of these qubits are all 0
     * @param strides 2^qubit of each turned qubit
     * @param tangents a row of tan(a/2) for each angle a
     * @param sines a row of sin(a)
     * @param turns which of the rows, one for each stride
     * @param sign 1, or -1 to take the turns back
     */
    public static void turn(
            float[] x,
            int size,
            int chunks,
            int[] starts,
            int[] strides,
            float[] tangents,
            float[] sines,
            int[] turns,
            int sign) {
        if (!Simd.VECTORS) {
            ScalarTurnsF32.turn(x, size, chunks, starts, strides, tangents, sines, turns, sign);
            return;
        }
        for (int chunk = 0; chunk < chunks; chunk++) {
            int at = chunk * size * LANES;
            switch (strides.length) {
                case 1 ->
                        turn2(x, at, starts, strides, tangents, sines, chunk, chunks, turns, sign);
                case 2 ->
                        turn4(x, at, starts, strides, tangents, sines, chunk, chunks, turns, sign);
                default ->
                        turn8(x, at, starts, strides, tangents, sines, chunk, chunks, turns, sign);
            }
        }
    }

    private static FloatVector load(float[] from, int at) {
        return FloatVector.fromArray(Simd.F32, from, at);
    }

    private static void turn2(
            float[] x,
            int base,
            int[] starts,
            int[] strides,
            float[] tangents,
            float[] sines,
            int chunk,
            int chunks,
            int[] turns,
            int sign) {
        int a = strides[0] * LANES;
        var t = load(tangents, (turns[0] * chunks + chunk) * LANES).mul(-sign);
        var s = load(sines, (turns[0] * chunks + chunk) * LANES).mul(sign);
        for (int start : starts) {
            int i = base + start * LANES;
            var x0 = load(x, i);
            var x1 = load(x, i + a);
            x0 = x1.fma(t, x0);
            x1 = x0.fma(s, x1);
            x0 = x1.fma(t, x0);
            x0.intoArray(x, i);
            x1.intoArray(x, i + a);
        }
    }

    private static void turn4(
            float[] x,
            int base,
            int[] starts,
            int[] strides,
            float[] tangents,
            float[] sines,
            int chunk,
            int chunks,
            int[] turns,
            int sign) {
        int a = strides[0] * LANES;
        int b = strides[1] * LANES;
        var ta = load(tangents, (turns[0] * chunks + chunk) * LANES).mul(-sign);
        var sa = load(sines, (turns[0] * chunks + chunk) * LANES).mul(sign);
        var tb = load(tangents, (turns[1] * chunks + chunk) * LANES).mul(-sign);
        var sb = load(sines, (turns[1] * chunks + chunk) * LANES).mul(sign);
        for (int start : starts) {
            int i = base + start * LANES;
            var x0 = load(x, i);
            var x1 = load(x, i + a);
            var x2 = load(x, i + b);
            var x3 = load(x, i + b + a);
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
        }
    }

    private static void turn8(
            float[] x,
            int base,
            int[] starts,
            int[] strides,
            float[] tangents,
            float[] sines,
            int chunk,
            int chunks,
            int[] turns,
            int sign) {
        int a = strides[0] * LANES;
        int b = strides[1] * LANES;
        int c = strides[2] * LANES;
        var ta = load(tangents, (turns[0] * chunks + chunk) * LANES).mul(-sign);
        var sa = load(sines, (turns[0] * chunks + chunk) * LANES).mul(sign);
        var tb = load(tangents, (turns[1] * chunks + chunk) * LANES).mul(-sign);
        var sb = load(sines, (turns[1] * chunks + chunk) * LANES).mul(sign);
        var tc = load(tangents, (turns[2] * chunks + chunk) * LANES).mul(-sign);
        var sc = load(sines, (turns[2] * chunks + chunk) * LANES).mul(sign);
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
        }
    }
}
