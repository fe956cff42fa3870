package cloud.somersault.simulators.simd;

/** The scalar twin of {@link LaneTurnsF32} and {@link LaneTurnsBackF32}: the same bits, slowly. */
final class ScalarTurnsF32 {
    private static final int LANES = Simd.LANES_F32;

    private ScalarTurnsF32() {}

    static void turn(
            float[] x,
            int size,
            int chunks,
            int[] starts,
            int[] strides,
            float[] tangents,
            float[] sines,
            int[] turns,
            int sign) {
        int pieces = 1 << strides.length;
        var offsets = offsets(strides);
        for (int chunk = 0; chunk < chunks; chunk++) {
            for (int start : starts) {
                int base = (chunk * size + start) * LANES;
                for (int bit = 0; bit < strides.length; bit++) {
                    int row = (turns[bit] * chunks + chunk) * LANES;
                    for (int low = 0; low < pieces; low++) {
                        if ((low >> bit & 1) == 0) {
                            int at = base + offsets[low];
                            int above = base + offsets[low | 1 << bit];
                            turn(x, at, above, tangents, sines, row, -sign);
                        }
                    }
                }
            }
        }
    }

    /** Turns pairs of elements; sign -1 forwards, 1 backwards. */
    private static void turn(
            float[] x, int low, int high, float[] tangents, float[] sines, int row, int sign) {
        for (int lane = 0; lane < LANES; lane++) {
            float t = sign * tangents[row + lane];
            float s = -sign * sines[row + lane];
            float x0 = Math.fma(x[high + lane], t, x[low + lane]);
            float x1 = Math.fma(x0, s, x[high + lane]);
            x[low + lane] = Math.fma(x1, t, x0);
            x[high + lane] = x1;
        }
    }

    static void addSlopes(
            float[] x,
            float[] y,
            int size,
            int chunks,
            int[] starts,
            int[] strides,
            int[] turns,
            float[] slopes) {
        int pieces = 1 << strides.length;
        var offsets = offsets(strides);
        for (int chunk = 0; chunk < chunks; chunk++) {
            for (int bit = 0; bit < strides.length; bit++) {
                int row = (turns[bit] * chunks + chunk) * LANES;
                for (int lane = 0; lane < LANES; lane++) {
                    float plus = 0;
                    float minus = 0;
                    for (int start : starts) {
                        int base = (chunk * size + start) * LANES + lane;
                        for (int low = 0; low < pieces; low++) {
                            if ((low >> bit & 1) == 0) {
                                int at = base + offsets[low];
                                int above = base + offsets[low | 1 << bit];
                                plus = Math.fma(y[above], x[at], plus);
                                minus = Math.fma(y[at], x[above], minus);
                            }
                        }
                    }
                    slopes[row + lane] += plus - minus;
                }
            }
        }
    }

    private static int[] offsets(int[] strides) {
        var offsets = new int[1 << strides.length];
        for (int piece = 0; piece < offsets.length; piece++) {
            for (int bit = 0; bit < strides.length; bit++) {
                offsets[piece] += (piece >> bit & 1) * strides[bit] * LANES;
            }
        }
        return offsets;
    }
}
