package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.simd.ComplexMatrix;

/** Reduced density matrices out of a tensor at the centre. */
final class PairDensity {
    private PairDensity() {}

    /**
     * rho[t][u] = sum over l and r of x[l][t][r] conj(x[l][u][r]), as (re, im) pairs.
     *
     * @param size how many values t has; element (l, t, r) stands at (l size + t) stretch + r
     */
    static double[] of(ComplexMatrix x, int size, int stretch, int right, int left) {
        var pairs = new double[2 * size * size];
        for (int l = 0; l < left; l++) {
            for (int t = 0; t < size; t++) {
                for (int u = 0; u <= t; u++) {
                    int a = x.at + (l * size + t) * stretch;
                    int b = x.at + (l * size + u) * stretch;
                    double re = 0;
                    double im = 0;
                    for (int r = 0; r < right; r++) {
                        re += x.re[a + r] * x.re[b + r] + x.im[a + r] * x.im[b + r];
                        im += x.im[a + r] * x.re[b + r] - x.re[a + r] * x.im[b + r];
                    }
                    pairs[2 * (size * t + u)] += re;
                    pairs[2 * (size * t + u) + 1] += im;
                }
            }
        }
        for (int t = 0; t < size; t++) {
            for (int u = t + 1; u < size; u++) {
                pairs[2 * (size * t + u)] = pairs[2 * (size * u + t)];
                pairs[2 * (size * t + u) + 1] = -pairs[2 * (size * u + t) + 1];
            }
        }
        return pairs;
    }
}
