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
            int[] turns) {
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
                            turn(x, at, above, tangents, sines, row, -1);
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

    static void turnBack(
            double[] x,
            double[] y,
            int size,
            int chunks,
            int[] starts,
            int[] strides,
            double[] tangents,
            double[] sines,
            int[] turns,
            double[] slopes) {
        int pieces = 1 << strides.length;
        var offsets = offsets(strides);
        for (int chunk = 0; chunk < chunks; chunk++) {
            var plus = new double[strides.length][LANES];
            var minus = new double[strides.length][LANES];
            for (int start : starts) {
                int base = (chunk * size + start) * LANES;
                for (int bit = 0; bit < strides.length; bit++) {
                    for (int low = 0; low < pieces; low++) {
                        if ((low >> bit & 1) == 0) {
                            int at = base + offsets[low];
                            int above = base + offsets[low | 1 << bit];
                            for (int lane = 0; lane < LANES; lane++) {
                                plus[bit][lane] =
                                        Math.fma(y[above + lane], x[at + lane], plus[bit][lane]);
                                minus[bit][lane] =
                                        Math.fma(y[at + lane], x[above + lane], minus[bit][lane]);
                            }
                        }
                    }
                }
                for (int bit = 0; bit < strides.length; bit++) {
                    int row = (turns[bit] * chunks + chunk) * LANES;
                    for (int low = 0; low < pieces; low++) {
                        if ((low >> bit & 1) == 0) {
                            int at = base + offsets[low];
                            int above = base + offsets[low | 1 << bit];
                            turn(x, at, above, tangents, sines, row, 1);
                            turn(y, at, above, tangents, sines, row, 1);
                        }
                    }
                }
            }
            for (int bit = 0; bit < strides.length; bit++) {
                int row = (turns[bit] * chunks + chunk) * LANES;
                for (int lane = 0; lane < LANES; lane++) {
                    slopes[row + lane] += plus[bit][lane] - minus[bit][lane];
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
