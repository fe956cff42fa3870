package cloud.somersault.simulators.mps;

/**
 * Makes the Householder reflector H = 1 - tau v v^dagger, v[0] = 1, for which H^dagger x = (beta,
 * 0, ..., 0) with a real beta. As LAPACK's zlarfg.
 */
final class Reflector {
    double tauRe;
    double tauIm;
    double beta;

    /** Reads x from {@code length} elements, and leaves v there. */
    void make(double[] re, double[] im, int at, int length) {
        double alphaRe = re[at];
        double alphaIm = im[at];
        double rest = 0;
        for (int i = at + 1; i < at + length; i++) {
            rest = Math.fma(re[i], re[i], Math.fma(im[i], im[i], rest));
        }
        re[at] = 1;
        im[at] = 0;
        if (rest == 0 && alphaIm == 0) {
            tauRe = 0;
            tauIm = 0;
            beta = alphaRe;
            return;
        }
        double norm = Math.sqrt(alphaRe * alphaRe + alphaIm * alphaIm + rest);
        beta = alphaRe >= 0 ? -norm : norm;
        tauRe = (beta - alphaRe) / beta;
        tauIm = -alphaIm / beta;
        double denominatorRe = alphaRe - beta;
        double size = denominatorRe * denominatorRe + alphaIm * alphaIm;
        double scaleRe = denominatorRe / size;
        double scaleIm = -alphaIm / size;
        for (int i = at + 1; i < at + length; i++) {
            double r = re[i];
            re[i] = r * scaleRe - im[i] * scaleIm;
            im[i] = r * scaleIm + im[i] * scaleRe;
        }
    }
}
