package cloud.somersault.simulators.simd;

/** The scalar twin of {@link LaneTurnsF64} and {@link LaneTurnsBackF64}: the same bits, slowly. */
final class ScalarTurnsF64 {
    private static final int LANES = Simd.LANES_F64;

    private ScalarTurnsF64() {}

    static void turn(
            double[] x,
            int size,
            int chunks,
            int[] starts,
            int[] strides,
            double[] tangents,
            double[] sines,
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
            double[] x, int low, int high, double[] tangents, double[] sines, int row, int sign) {
        for (int lane = 0; lane < LANES; lane++) {
            double t = sign * tangents[row + lane];
            double s = -sign * sines[row + lane];
            double x0 = Math.fma(x[high + lane], t, x[low + lane]);
            double x1 = Math.fma(x0, s, x[high + lane]);
            x[low + lane] = Math.fma(x1, t, x0);
            x[high + lane] = x1;
        }
    }

    static void addSlopes(
            double[] x,
            double[] y,
            int size,
            int chunks,
            int[] starts,
            int[] strides,
            int[] turns,
            double[] slopes) {
        int pieces = 1 << strides.length;
        var offsets = offsets(strides);
        for (int chunk = 0; chunk < chunks; chunk++) {
            for (int bit = 0; bit < strides.length; bit++) {
                int row = (turns[bit] * chunks + chunk) * LANES;
                for (int lane = 0; lane < LANES; lane++) {
                    double plus = 0;
                    double minus = 0;
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
