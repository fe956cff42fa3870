package cloud.somersault.simulators.statevector;

/**
 * A 2x2 complex matrix on pairs of amplitudes. The three loops say the same for a general matrix, a
 * real one (H, RY) and an exchange (X); which is taken depends on the matrix alone, so results do
 * not depend on where the gate stands.
 */
final class OneQubitKernel {
    private OneQubitKernel() {}

    /**
     * Applies to the pairs from..to-1 of a subspace whose target bit is held at 0.
     *
     * @param stride 2^target
     * @param m row-major, (re, im) pairs: 8 numbers
     */
    static void apply(
            double[] re, double[] im, Subspace space, int stride, double[] m, int from, int to) {
        boolean real = m[1] == 0 && m[3] == 0 && m[5] == 0 && m[7] == 0;
        boolean exchange = real && m[0] == 0 && m[2] == 1 && m[4] == 1 && m[6] == 0;
        int run = space.run();
        for (int k = from; k < to; ) {
            int length = Math.min(run - (k & run - 1), to - k);
            int a = space.index(k);
            if (exchange) {
                exchange(re, a, stride, length);
                exchange(im, a, stride, length);
            } else if (real) {
                real(re, a, stride, length, m[0], m[2], m[4], m[6]);
                real(im, a, stride, length, m[0], m[2], m[4], m[6]);
            } else {
                general(re, im, a, stride, length, m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7]);
            }
            k += length;
        }
    }

    private static void exchange(double[] x, int a, int stride, int length) {
        for (int i = a; i < a + length; i++) {
            double first = x[i];
            x[i] = x[i + stride];
            x[i + stride] = first;
        }
    }

    private static void real(
            double[] x,
            int a,
            int stride,
            int length,
            double m00,
            double m01,
            double m10,
            double m11) {
        for (int i = a; i < a + length; i++) {
            double first = x[i];
            double second = x[i + stride];
            x[i] = m00 * first + m01 * second;
            x[i + stride] = m10 * first + m11 * second;
        }
    }

    private static void general(
            double[] re,
            double[] im,
            int a,
            int stride,
            int length,
            double m00re,
            double m00im,
            double m01re,
            double m01im,
            double m10re,
            double m10im,
            double m11re,
            double m11im) {
        for (int i = a; i < a + length; i++) {
            double aRe = re[i];
            double aIm = im[i];
            double bRe = re[i + stride];
            double bIm = im[i + stride];
            re[i] = m00re * aRe - m00im * aIm + m01re * bRe - m01im * bIm;
            im[i] = m00re * aIm + m00im * aRe + m01re * bIm + m01im * bRe;
            re[i + stride] = m10re * aRe - m10im * aIm + m11re * bRe - m11im * bIm;
            im[i + stride] = m10re * aIm + m10im * aRe + m11re * bIm + m11im * bRe;
        }
    }
}
