package cloud.somersault.simulators.trajectories;

import cloud.somersault.circuits.Matrix;

/**
 * A 2x2 unitary as V diag(e^{i zeroPhase}, e^{i onePhase}) V^dagger.
 *
 * @param vectors V
 */
record Eigenbasis(Matrix vectors, double zeroPhase, double onePhase) {

    /**
     * Up to a phase, a unitary is cos - i sin (n sigma) with a unit vector n: a rotation about n by
     * twice that angle. V turns the Z axis to n.
     */
    static Eigenbasis of(Matrix m) {
        var angles = Angles.of(m);
        // The global phase that RZ RY RZ leaves out, from the larger element of the first column.
        double cos = StrictMath.cos(angles.turn() / 2);
        double sin = StrictMath.sin(angles.turn() / 2);
        double sum = (angles.after() + angles.before()) / 2;
        double difference = (angles.after() - angles.before()) / 2;
        double common =
                cos >= sin
                        ? StrictMath.atan2(m.im(0, 0), m.re(0, 0)) + sum
                        : StrictMath.atan2(m.im(1, 0), m.re(1, 0)) - difference;
        // RZ RY RZ = cos cos(sum) - i (x X + y Y + z Z)
        double x = -sin * StrictMath.sin(difference);
        double y = sin * StrictMath.cos(difference);
        double z = cos * StrictMath.sin(sum);
        double length = Math.sqrt(x * x + y * y + z * z);
        double half = StrictMath.atan2(length, cos * StrictMath.cos(sum));
        if (length == 0) {
            return new Eigenbasis(Matrix.identity(2), common - half, common + half);
        }
        double tilt = StrictMath.atan2(Math.hypot(x, y), z);
        double turn = StrictMath.atan2(y, x);
        double c = StrictMath.cos(tilt / 2);
        double s = StrictMath.sin(tilt / 2);
        double pRe = StrictMath.cos(turn);
        double pIm = StrictMath.sin(turn);
        // RZ(turn) RY(tilt), first row real.
        var vectors = Matrix.of(2, c, 0, -s, 0, s * pRe, s * pIm, c * pRe, c * pIm);
        return new Eigenbasis(vectors, common - half, common + half);
    }
}
