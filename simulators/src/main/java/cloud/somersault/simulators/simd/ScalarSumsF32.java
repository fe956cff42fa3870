package cloud.somersault.simulators.simd;

/** The scalar twin of the sums in {@link LaneSumsF32}: the same bits, slowly. */
final class ScalarSumsF32 {
    private static final int LANES = Simd.LANES_F32;

    private ScalarSumsF32() {}

    static void fold8(float[] w, int base, int size, float[] sums, int row, int chunks) {
        for (int lane = 0; lane < LANES; lane++) {
            float a = 0;
            float b = 0;
            float c = 0;
            for (int k = 0; k < size; k += 8) {
                int i = base + k * LANES + lane;
                float x0 = w[i];
                float x1 = w[i + LANES];
                float x2 = w[i + 2 * LANES];
                float x3 = w[i + 3 * LANES];
                float x4 = w[i + 4 * LANES];
                float x5 = w[i + 5 * LANES];
                float x6 = w[i + 6 * LANES];
                float x7 = w[i + 7 * LANES];
                a += ((x0 - x1) + (x2 - x3)) + ((x4 - x5) + (x6 - x7));
                float y0 = x0 + x1;
                float y1 = x2 + x3;
                float y2 = x4 + x5;
                float y3 = x6 + x7;
                b += (y0 - y1) + (y2 - y3);
                float z0 = y0 + y1;
                float z1 = y2 + y3;
                c += z0 - z1;
                w[base + (k >> 3) * LANES + lane] = z0 + z1;
            }
            sums[row * LANES + lane] = a;
            sums[(row + chunks) * LANES + lane] = b;
            sums[(row + 2 * chunks) * LANES + lane] = c;
        }
    }

    /** Few elements are left when this is needed; there is no other way to do it. */
    static void fold2(float[] w, int base, int size, float[] sums, int row) {
        for (int lane = 0; lane < LANES; lane++) {
            float a = 0;
            for (int k = 0; k < size; k += 2) {
                float x0 = w[base + k * LANES + lane];
                float x1 = w[base + (k + 1) * LANES + lane];
                a += x0 - x1;
                w[base + (k >> 1) * LANES + lane] = x0 + x1;
            }
            sums[row * LANES + lane] = a;
        }
    }

    static void correlate(
            float[] re,
            float[] im,
            int base,
            int[] lows,
            int pluses,
            int flip,
            boolean imaginary,
            float[] sums,
            int to) {
        for (int lane = 0; lane < LANES; lane++) {
            float sum = 0;
            for (int k = 0; k < lows.length; k++) {
                int low = base + lows[k] * LANES + lane;
                int high = base + (lows[k] ^ flip) * LANES + lane;
                float term =
                        imaginary
                                ? im[high] * re[low] - re[high] * im[low]
                                : re[high] * re[low] + im[high] * im[low];
                sum = k < pluses ? sum + term : sum - term;
            }
            sums[to + lane] = sum + sum;
        }
    }
}
