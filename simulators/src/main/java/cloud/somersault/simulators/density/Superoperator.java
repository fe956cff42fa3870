package cloud.somersault.simulators.density;

import cloud.somersault.circuits.Matrix;

/**
 * One-qubit channels as 4x4 matrices on the vector (rho00, rho10, rho01, rho11): index bit 0 is the
 * row of rho, bit 1 its column. A pulse, its noise and a wait multiply to a single one.
 */
final class Superoperator {
    private Superoperator() {}

    /** rho becomes U rho U^dagger: conj(U) tensor U. */
    static Matrix unitary(Matrix u) {
        var pairs = new double[32];
        for (int to = 0; to < 4; to++) {
            for (int from = 0; from < 4; from++) {
                double aRe = u.re(to & 1, from & 1);
                double aIm = u.im(to & 1, from & 1);
                double bRe = u.re(to >> 1, from >> 1);
                double bIm = -u.im(to >> 1, from >> 1);
                pairs[2 * (4 * to + from)] = aRe * bRe - aIm * bIm;
                pairs[2 * (4 * to + from) + 1] = aRe * bIm + aIm * bRe;
            }
        }
        return Matrix.of(4, pairs);
    }

    /** rho becomes (1-p) rho + p I/2. */
    static Matrix depolarize(double p) {
        return real(
                1 - p / 2, 0, 0, p / 2, //
                0, 1 - p, 0, 0, //
                0, 0, 1 - p, 0, //
                p / 2, 0, 0, 1 - p / 2);
    }

    /** The excited population loses the fraction decay, coherences keep the fraction coherence. */
    static Matrix relax(double decay, double coherence) {
        return real(
                1, 0, 0, decay, //
                0, coherence, 0, 0, //
                0, 0, coherence, 0, //
                0, 0, 0, 1 - decay);
    }

    private static Matrix real(double... elements) {
        var pairs = new double[2 * elements.length];
        for (int i = 0; i < elements.length; i++) {
            pairs[2 * i] = elements[i];
        }
        return Matrix.of(4, pairs);
    }
}
