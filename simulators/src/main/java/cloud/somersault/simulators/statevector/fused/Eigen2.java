package cloud.somersault.simulators.statevector.fused;

/**
 * A 2x2 unitary as V diag(zeros, ones) V^dagger.
 *
 * @param vectors V, row-major (re, im) pairs
 */
record Eigen2(double[] vectors, double zerosRe, double zerosIm, double onesRe, double onesIm) {

    /**
     * A unitary is g (cos - i sin (n sigma)) with a unit vector n, so its eigenvectors are those of
     * n sigma: nothing is lost where the eigenvalues are nearly equal.
     */
    static Eigen2 of(double[] m) {
        // Half the trace, and the parts of the Pauli operators: U = t + x X + y Y + z Z.
        double tRe = (m[0] + m[6]) / 2;
        double tIm = (m[1] + m[7]) / 2;
        double[] x = {(m[2] + m[4]) / 2, (m[3] + m[5]) / 2};
        double[] y = {-(m[3] - m[5]) / 2, (m[2] - m[4]) / 2};
        double[] z = {(m[0] - m[6]) / 2, (m[1] - m[7]) / 2};
        double[] largest = z;
        for (var part : new double[][] {x, y}) {
            if (Math.hypot(part[0], part[1]) > Math.hypot(largest[0], largest[1])) {
                largest = part;
            }
        }
        double size = Math.hypot(largest[0], largest[1]);
        if (size == 0) {
            return new Eigen2(new double[] {1, 0, 0, 0, 0, 0, 1, 0}, tRe, tIm, tRe, tIm);
        }
        // x, y and z have the phase of the largest in common.
        double uRe = largest[0] / size;
        double uIm = largest[1] / size;
        double nx = x[0] * uRe + x[1] * uIm;
        double ny = y[0] * uRe + y[1] * uIm;
        double nz = z[0] * uRe + z[1] * uIm;
        double length = Math.sqrt(nx * nx + ny * ny + nz * nz);
        if (nz < 0) {
            length = -length;
        }
        nx /= length;
        ny /= length;
        nz /= length;
        // The vector to +n: (1 + nz, nx + i ny), with nz >= 0.
        double norm = Math.sqrt(2 + 2 * nz);
        double a = (1 + nz) / norm;
        double bRe = nx / norm;
        double bIm = ny / norm;
        return new Eigen2(
                new double[] {a, 0, -bRe, bIm, bRe, bIm, a, 0},
                tRe + length * uRe,
                tIm + length * uIm,
                tRe - length * uRe,
                tIm - length * uIm);
    }

    /** V^dagger. */
    double[] adjoint() {
        var v = vectors;
        return new double[] {v[0], -v[1], v[4], -v[5], v[2], -v[3], v[6], -v[7]};
    }

    /** later * earlier, row-major (re, im) pairs. */
    static double[] product(double[] later, double[] earlier) {
        var out = new double[8];
        for (int row = 0; row < 2; row++) {
            for (int column = 0; column < 2; column++) {
                int a = 4 * row;
                int b = 2 * column;
                out[a + b] =
                        later[a] * earlier[b]
                                - later[a + 1] * earlier[b + 1]
                                + later[a + 2] * earlier[4 + b]
                                - later[a + 3] * earlier[4 + b + 1];
                out[a + b + 1] =
                        later[a] * earlier[b + 1]
                                + later[a + 1] * earlier[b]
                                + later[a + 2] * earlier[4 + b + 1]
                                + later[a + 3] * earlier[4 + b];
            }
        }
        return out;
    }
}
