package cloud.somersault.simulators.simd;

/** The scalar twin of the sums in {@link LaneSumsF64}: the same bits, slowly. */
final class ScalarSumsF64 {
    private static final int LANES = Simd.LANES_F64;

    private ScalarSumsF64() {}

    static void fold8(double[] w, int base, int size, double[] sums, int row, int chunks) {
        for (int lane = 0; lane < LANES; lane++) {
            double a = 0;
            double b = 0;
            double c = 0;
            for (int k = 0; k < size; k += 8) {
                int i = base + k * LANES + lane;
                double x0 = w[i];
                double x1 = w[i + LANES];
                double x2 = w[i + 2 * LANES];
                double x3 = w[i + 3 * LANES];
                double x4 = w[i + 4 * LANES];
                double x5 = w[i + 5 * LANES];
                double x6 = w[i + 6 * LANES];
                double x7 = w[i + 7 * LANES];
                a += ((x0 - x1) + (x2 - x3)) + ((x4 - x5) + (x6 - x7));
                double y0 = x0 + x1;
                double y1 = x2 + x3;
                double y2 = x4 + x5;
                double y3 = x6 + x7;
                b += (y0 - y1) + (y2 - y3);
                double z0 = y0 + y1;
                double z1 = y2 + y3;
                c += z0 - z1;
                w[base + (k >> 3) * LANES + lane] = z0 + z1;
            }
            sums[row * LANES + lane] = a;
            sums[(row + chunks) * LANES + lane] = b;
            sums[(row + 2 * chunks) * LANES + lane] = c;
        }
    }

    /** Few elements are left when this is needed; there is no other way to do it. */
    static void fold2(double[] w, int base, int size, double[] sums, int row) {
        for (int lane = 0; lane < LANES; lane++) {
            double a = 0;
            for (int k = 0; k < size; k += 2) {
                double x0 = w[base + k * LANES + lane];
                double x1 = w[base + (k + 1) * LANES + lane];
                a += x0 - x1;
                w[base + (k >> 1) * LANES + lane] = x0 + x1;
            }
            sums[row * LANES + lane] = a;
        }
    }

    static void correlate(
            double[] re,
            double[] im,
            int base,
            int[] lows,
            int pluses,
            int flip,
            boolean imaginary,
            double[] sums,
            int to) {
        for (int lane = 0; lane < LANES; lane++) {
            double sum = 0;
            for (int k = 0; k < lows.length; k++) {
                int low = base + lows[k] * LANES + lane;
                int high = base + (lows[k] ^ flip) * LANES + lane;
                double term =
                        imaginary
                                ? im[high] * re[low] - re[high] * im[low]
                                : re[high] * re[low] + im[high] * im[low];
                sum = k < pluses ? sum + term : sum - term;
            }
            sums[to + lane] = sum + sum;
        }
    }
}
