package cloud.somersault.simulators.simd;

/** The scalar twin of what {@link LaneProductsF64} does to states: the same bits, slowly. */
record ScalarPhasesF64(int chunks, double[] rowsRe, double[] rowsIm, int[] first, int[] second) {
    private static final int LANES = Simd.LANES_F64;

    /** Multiplies by the phases, or by their conjugates where sign is -1. */
    void apply(double[] re, double[] im, int size, int[] which, int sign) {
        for (int chunk = 0; chunk < chunks; chunk++) {
            for (int k = 0; k < which.length; k++) {
                for (int lane = 0; lane < LANES; lane++) {
                    int at = (chunk * size + which[k]) * LANES + lane;
                    int a = (first[k] * chunks + chunk) * LANES + lane;
                    double fRe = rowsRe[a];
                    double fIm = rowsIm[a];
                    if (second.length != 0) {
                        int b = (second[k] * chunks + chunk) * LANES + lane;
                        double product = fRe * rowsRe[b] - fIm * rowsIm[b];
                        fIm = Math.fma(fRe, rowsIm[b], fIm * rowsRe[b]);
                        fRe = product;
                    }
                    fIm = sign * fIm;
                    double xRe = re[at];
                    double xIm = im[at];
                    re[at] = fRe * xRe - fIm * xIm;
                    im[at] = Math.fma(fRe, xIm, fIm * xRe);
                }
            }
        }
    }
}
