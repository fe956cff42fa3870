package cloud.somersault.simulators.statevector;

/** A 4x4 complex matrix on quadruples of amplitudes: dense, or an exchange of the middle two. */
final class TwoQubitKernel {
    private TwoQubitKernel() {}

    /**
     * Applies to the quadruples from..to-1 of a subspace whose two target bits are held at 0.
     *
     * @param a 2^(target 0), the less significant bit of the matrix index
     * @param b 2^(target 1)
     * @param mRe row-major real parts, 16 numbers
     * @param mIm imaginary parts
     */
    static void apply(
            double[] re,
            double[] im,
            Subspace space,
            int a,
            int b,
            double[] mRe,
            double[] mIm,
            int from,
            int to) {
        var xRe = new double[4];
        var xIm = new double[4];
        int run = space.run();
        for (int k = from; k < to; ) {
            int length = Math.min(run - (k & run - 1), to - k);
            int start = space.index(k);
            for (int i = start; i < start + length; i++) {
                xRe[0] = re[i];
                xIm[0] = im[i];
                xRe[1] = re[i + a];
                xIm[1] = im[i + a];
                xRe[2] = re[i + b];
                xIm[2] = im[i + b];
                xRe[3] = re[i + a + b];
                xIm[3] = im[i + a + b];
                row(re, im, i, mRe, mIm, 0, xRe, xIm);
                row(re, im, i + a, mRe, mIm, 4, xRe, xIm);
                row(re, im, i + b, mRe, mIm, 8, xRe, xIm);
                row(re, im, i + a + b, mRe, mIm, 12, xRe, xIm);
            }
            k += length;
        }
    }

    private static void row(
            double[] re,
            double[] im,
            int at,
            double[] mRe,
            double[] mIm,
            int row,
            double[] xRe,
            double[] xIm) {
        re[at] =
                mRe[row] * xRe[0]
                        - mIm[row] * xIm[0]
                        + (mRe[row + 1] * xRe[1] - mIm[row + 1] * xIm[1])
                        + (mRe[row + 2] * xRe[2] - mIm[row + 2] * xIm[2])
                        + (mRe[row + 3] * xRe[3] - mIm[row + 3] * xIm[3]);
        im[at] =
                mRe[row] * xIm[0]
                        + mIm[row] * xRe[0]
                        + (mRe[row + 1] * xIm[1] + mIm[row + 1] * xRe[1])
                        + (mRe[row + 2] * xIm[2] + mIm[row + 2] * xRe[2])
                        + (mRe[row + 3] * xIm[3] + mIm[row + 3] * xRe[3]);
    }

    /** SWAP: exchanges the amplitudes |01> and |10> of the quadruples from..to-1. */
    static void swap(double[] re, double[] im, Subspace space, int a, int b, int from, int to) {
        int run = space.run();
        for (int k = from; k < to; ) {
            int length = Math.min(run - (k & run - 1), to - k);
            int start = space.index(k);
            exchange(re, start + a, start + b, length);
            exchange(im, start + a, start + b, length);
            k += length;
        }
    }

    private static void exchange(double[] x, int first, int second, int length) {
        for (int i = 0; i < length; i++) {
            double kept = x[first + i];
            x[first + i] = x[second + i];
            x[second + i] = kept;
        }
    }
}
