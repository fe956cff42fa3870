package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Matrix;

/**
 * A unitary of one qubit by its eigenvalues. With M = e^{i alpha} (cos beta I - i sin beta
 * n.sigma), they are e^{i(alpha - beta)} and e^{i(alpha + beta)}, with the projectors (I +
 * n.sigma)/2 and (I - n.sigma)/2. Angles are principal, in (-pi, pi].
 *
 * @param plus angle of the eigenvalue of the state along the axis
 * @param minus angle of the other
 * @param x of the axis n, a unit vector
 */
record Spectrum(double plus, double minus, double x, double y, double z) {
    /** An angle this close to -pi is pi. */
    private static final double ROUNDING = 1e-9;

    static Spectrum of(Matrix m) {
        double detRe =
                m.re(0, 0) * m.re(1, 1)
                        - m.im(0, 0) * m.im(1, 1)
                        - m.re(0, 1) * m.re(1, 0)
                        + m.im(0, 1) * m.im(1, 0);
        double detIm =
                m.re(0, 0) * m.im(1, 1)
                        + m.im(0, 0) * m.re(1, 1)
                        - m.re(0, 1) * m.im(1, 0)
                        - m.im(0, 1) * m.re(1, 0);
        double alpha = Math.atan2(detIm, detRe) / 2;
        Matrix special = m.scaled(Math.cos(alpha), -Math.sin(alpha));
        double cos = (special.re(0, 0) + special.re(1, 1)) / 2;
        double x = -special.im(0, 1);
        double y = -special.re(0, 1);
        double z = -special.im(0, 0);
        double sin = Math.sqrt(x * x + y * y + z * z);
        double beta = Math.atan2(sin, cos);
        double plus = principal(alpha - beta, Math.PI);
        double minus = principal(alpha + beta, Math.PI);
        return sin < 1e-12
                ? new Spectrum(plus, minus, 0, 0, 1)
                : new Spectrum(plus, minus, x / sin, y / sin, z / sin);
    }

    /** The same angle in (-half, half]. */
    static double principal(double angle, double half) {
        double turned = Math.IEEEremainder(angle, 2 * half);
        return turned <= -half + ROUNDING ? turned + 2 * half : turned;
    }

    /** The matrix with both angles multiplied. */
    Matrix power(double power) {
        double a = plus * power;
        double b = minus * power;
        double sumRe = (Math.cos(a) + Math.cos(b)) / 2;
        double sumIm = (Math.sin(a) + Math.sin(b)) / 2;
        double difRe = (Math.cos(a) - Math.cos(b)) / 2;
        double difIm = (Math.sin(a) - Math.sin(b)) / 2;
        return Matrix.of(
                2,
                sumRe + z * difRe,
                sumIm + z * difIm,
                x * difRe + y * difIm,
                x * difIm - y * difRe,
                x * difRe - y * difIm,
                x * difIm + y * difRe,
                sumRe - z * difRe,
                sumIm - z * difIm);
    }
}
