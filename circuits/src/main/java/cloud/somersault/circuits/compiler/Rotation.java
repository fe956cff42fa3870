package cloud.somersault.circuits.compiler;

import static java.lang.StrictMath.atan2;
import static java.lang.StrictMath.cos;
import static java.lang.StrictMath.hypot;
import static java.lang.StrictMath.sin;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation.Apply;
import java.util.List;

/**
 * A one-qubit unitary without its phase, as the unit quaternion w - i (x X + y Y + z Z): products
 * stay unitary to rounding and Euler angles are read off without a case for poles.
 */
record Rotation(double w, double x, double y, double z) {
    static final Rotation NOTHING = new Rotation(1, 0, 0, 0);

    /** Below this angle in radians a rotation does nothing: an infidelity below 1e-21. */
    static final double ANGLE_MIN = 1e-10;

    /** What some products of quaternions leave of an angle's last bits. */
    private static final double ROUNDING = 4e-15;

    /** RZ(phi) RY(theta) RZ(lambda), which is U3 up to phase. */
    static Rotation euler(double theta, double phi, double lambda) {
        double c = cos(theta / 2);
        double s = sin(theta / 2);
        double sum = (phi + lambda) / 2;
        double difference = (phi - lambda) / 2;
        return new Rotation(c * cos(sum), -s * sin(difference), s * cos(difference), c * sin(sum));
    }

    static Rotation aboutZ(double angle) {
        return new Rotation(cos(angle / 2), 0, 0, sin(angle / 2));
    }

    /** Of a 2 x 2 unitary; its phase is lost, see {@link #phase}. */
    static Rotation of(Matrix unitary) {
        double phase = phase(unitary);
        var special = unitary.scaled(cos(phase), -sin(phase));
        return new Rotation(
                        (special.re(0, 0) + special.re(1, 1)) / 2,
                        -(special.im(0, 1) + special.im(1, 0)) / 2,
                        (special.re(1, 0) - special.re(0, 1)) / 2,
                        (special.im(1, 1) - special.im(0, 0)) / 2)
                .normalized();
    }

    /** Half the argument of the determinant: the unitary is e^{i phase} times its rotation. */
    static double phase(Matrix unitary) {
        double re =
                unitary.re(0, 0) * unitary.re(1, 1)
                        - unitary.im(0, 0) * unitary.im(1, 1)
                        - unitary.re(0, 1) * unitary.re(1, 0)
                        + unitary.im(0, 1) * unitary.im(1, 0);
        double im =
                unitary.re(0, 0) * unitary.im(1, 1)
                        + unitary.im(0, 0) * unitary.re(1, 1)
                        - unitary.re(0, 1) * unitary.im(1, 0)
                        - unitary.im(0, 1) * unitary.re(1, 0);
        return atan2(im, re) / 2;
    }

    /** This after the other. */
    Rotation after(Rotation o) {
        return new Rotation(
                w * o.w - x * o.x - y * o.y - z * o.z,
                w * o.x + x * o.w + y * o.z - z * o.y,
                w * o.y + y * o.w + z * o.x - x * o.z,
                w * o.z + z * o.w + x * o.y - y * o.x);
    }

    Rotation inverse() {
        return new Rotation(w, -x, -y, -z);
    }

    private Rotation normalized() {
        double norm = Math.sqrt(w * w + x * x + y * y + z * z);
        return new Rotation(w / norm, x / norm, y / norm, z / norm);
    }

    /** Whether it is a rotation about Z: virtual on the chip. */
    boolean isDiagonal() {
        return hypot(x, y) < ANGLE_MIN / 2;
    }

    /** Whether it is half a turn about an axis across Z: Z changes its sign under it. */
    boolean isHalfTurn() {
        return hypot(w, z) < ANGLE_MIN / 2;
    }

    /** Whether it does nothing but a phase. */
    boolean isNothing() {
        return isDiagonal() && Math.abs(z) < ANGLE_MIN / 2;
    }

    /** The angle about the axis that {@link #diagonalizer} turns into Z. */
    double angle() {
        return isDiagonal() ? 2 * atan2(z, w) : 2 * atan2(Math.sqrt(x * x + y * y + z * z), w);
    }

    /**
     * V such that this is V RZ(angle) V^-1: the half turn about the axis between Z and this one's,
     * which is its own inverse up to phase, and the Hadamard gate for X.
     */
    Rotation diagonalizer() {
        if (isDiagonal()) {
            return NOTHING;
        }
        double theta = atan2(hypot(x, y), z);
        double phi = atan2(y, x);
        return euler(theta, phi, Math.PI - phi);
    }

    /** One step that does this: RZ where that is enough, a U3 pulse otherwise. */
    Apply on(int qubit) {
        double half = atan2(z, w);
        if (isDiagonal()) {
            return new Apply(Gate.RZ, List.of(wrapped(2 * half)), List.of(qubit));
        }
        double theta = tidy(2 * atan2(hypot(x, y), hypot(w, z)));
        boolean equator = hypot(w, z) < ANGLE_MIN / 2;
        double sum = equator ? 0 : half;
        double difference = atan2(-x, y);
        return new Apply(
                Gate.U3,
                List.of(theta, wrapped(sum + difference), wrapped(sum - difference)),
                List.of(qubit));
    }

    /** The same angle in (-pi, pi]; a turn by 2 pi of RZ or U3 is a phase at most. */
    private static double wrapped(double angle) {
        double rest = tidy(Math.IEEEremainder(angle, 2 * Math.PI));
        return rest == -Math.PI ? Math.PI : rest;
    }

    /** A multiple of pi/4 that rounding has missed by a few bits. */
    private static double tidy(double angle) {
        double eighths = Math.rint(angle / (Math.PI / 4));
        double near = eighths * Math.PI / 4;
        return Math.abs(angle - near) < ROUNDING ? near + 0.0 : angle;
    }
}
