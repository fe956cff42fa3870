package cloud.somersault.simulators.statevector;

/** Multiplies the amplitudes of a subspace by one complex number: Z, S, T, P, CZ, CP, CCZ. */
final class PhaseKernel {
    private PhaseKernel() {}

    /** Applies to the amplitudes from..to-1 of a subspace. */
    static void apply(
            double[] re,
            double[] im,
            Subspace space,
            double phaseRe,
            double phaseIm,
            int from,
            int to) {
        int run = space.run();
        for (int k = from; k < to; ) {
            int length = Math.min(run - (k & run - 1), to - k);
            int a = space.index(k);
            if (phaseIm == 0) {
                scale(re, a, length, phaseRe);
                scale(im, a, length, phaseRe);
            } else {
                turn(re, im, a, length, phaseRe, phaseIm);
            }
            k += length;
        }
    }

    private static void scale(double[] x, int a, int length, double factor) {
        for (int i = a; i < a + length; i++) {
            x[i] *= factor;
        }
    }

    private static void turn(
            double[] re, double[] im, int a, int length, double phaseRe, double phaseIm) {
        for (int i = a; i < a + length; i++) {
            double aRe = re[i];
            double aIm = im[i];
            re[i] = aRe * phaseRe - aIm * phaseIm;
            im[i] = aRe * phaseIm + aIm * phaseRe;
        }
    }
}
