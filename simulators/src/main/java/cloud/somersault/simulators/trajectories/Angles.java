package cloud.somersault.simulators.trajectories;

import cloud.somersault.circuits.Matrix;

/** A unitary of one qubit, up to a phase: RZ(after) RY(turn) RZ(before), turn from 0 to pi. */
record Angles(double before, double turn, double after) {
    private static final double NOTHING = 1e-14;

    /**
     * RZ RY RZ has e^{i (after + before) / 2} cos at (1, 1), its conjugate at (0, 0), e^{i (after -
     * before) / 2} sin at (1, 0), and minus the conjugate of that at (0, 1).
     */
    static Angles of(Matrix m) {
        double cos = Math.hypot(m.re(0, 0), m.im(0, 0));
        double sin = Math.hypot(m.re(1, 0), m.im(1, 0));
        double turn = 2 * StrictMath.atan2(sin, cos);
        double sum = 0;
        double difference = 0;
        if (cos > NOTHING) {
            double common = (argument(m, 0, 0, 1) + argument(m, 1, 1, 1)) / 2;
            sum = argument(m, 1, 1, 1) - common;
            difference = sin > NOTHING ? argument(m, 1, 0, 1) - common : 0;
        } else {
            double common = (argument(m, 1, 0, 1) + argument(m, 0, 1, -1)) / 2;
            difference = argument(m, 1, 0, 1) - common;
        }
        return new Angles(sum - difference, turn, sum + difference);
    }

    private static double argument(Matrix m, int row, int column, double sign) {
        return StrictMath.atan2(sign * m.im(row, column), sign * m.re(row, column));
    }
}
