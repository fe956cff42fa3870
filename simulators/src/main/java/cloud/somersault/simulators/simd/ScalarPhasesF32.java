package cloud.somersault.simulators.simd;

/** The scalar twin of what {@link LaneProductsF32} does to states: the same bits, slowly. */
record ScalarPhasesF32(int chunks, float[] rowsRe, float[] rowsIm, int[] first, int[] second) {
    private static final int LANES = Simd.LANES_F32;

    /** Multiplies by the phases, or by their conjugates where sign is -1. */
    void apply(float[] re, float[] im, int size, int[] which, int sign) {
        for (int chunk = 0; chunk < chunks; chunk++) {
            for (int k = 0; k < which.length; k++) {
                for (int lane = 0; lane < LANES; lane++) {
                    int at = (chunk * size + which[k]) * LANES + lane;
                    int a = (first[k] * chunks + chunk) * LANES + lane;
                    float fRe = rowsRe[a];
                    float fIm = rowsIm[a];
                    if (second.length != 0) {
                        int b = (second[k] * chunks + chunk) * LANES + lane;
                        float product = fRe * rowsRe[b] - fIm * rowsIm[b];
                        fIm = Math.fma(fRe, rowsIm[b], fIm * rowsRe[b]);
                        fRe = product;
                    }
                    fIm = sign * fIm;
                    float xRe = re[at];
                    float xIm = im[at];
                    re[at] = fRe * xRe - fIm * xIm;
                    im[at] = Math.fma(fRe, xIm, fIm * xRe);
                }
            }
        }
    }
}
