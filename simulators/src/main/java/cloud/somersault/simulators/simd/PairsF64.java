package cloud.somersault.simulators.simd;

/**
 * 4x4 complex matrices on two bits of the index of a block of amplitudes. The four products of an
 * element are added in the order of their distance (itself, first bit flipped, second, both), in
 * which lanes and strides can do the same.
 */
public final class PairsF64 {
    private PairsF64() {}

    /**
     * Applies where the controls have their pattern.
     *
     * @param first stride of the less significant bit of the matrix index
     * @param second stride of the other
     * @param controls bits of the index in the block, neither first nor second
     * @param m row-major (re, im) pairs
     */
    public static void apply(
            double[] re,
            double[] im,
            int from,
            int size,
            int first,
            int second,
            int controls,
            int pattern,
            double[] m) {
        var xRe = new double[4];
        var xIm = new double[4];
        for (int i = 0; i < size; i++) {
            if ((i & (first | second)) == 0 && (i & controls) == pattern) {
                for (int k = 0; k < 4; k++) {
                    int at = from + i + (k & 1) * first + (k >> 1) * second;
                    xRe[k] = re[at];
                    xIm[k] = im[at];
                }
                for (int row = 0; row < 4; row++) {
                    double outRe = 0;
                    double outIm = 0;
                    for (int distance = 0; distance < 4; distance++) {
                        int column = row ^ distance;
                        double mRe = m[2 * (4 * row + column)];
                        double mIm = m[2 * (4 * row + column) + 1];
                        outRe = Math.fma(mRe, xRe[column], outRe);
                        outRe = Math.fma(-mIm, xIm[column], outRe);
                        outIm = Math.fma(mRe, xIm[column], outIm);
                        outIm = Math.fma(mIm, xRe[column], outIm);
                    }
                    int at = from + i + (row & 1) * first + (row >> 1) * second;
                    re[at] = outRe;
                    im[at] = outIm;
                }
            }
        }
    }
}
