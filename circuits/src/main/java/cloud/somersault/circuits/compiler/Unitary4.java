package cloud.somersault.circuits.compiler;

/**
 * A unitary on two qubits, dense and row-major; bit 0 of an index belongs to the first qubit. Made
 * to be multiplied often: no checks, no phase kept straight.
 */
final class Unitary4 {
    private static final int SIZE = 4;
    final double[] re;
    final double[] im;

    private Unitary4(double[] re, double[] im) {
        this.re = re;
        this.im = im;
    }

    static Unitary4 zero() {
        return new Unitary4(new double[SIZE * SIZE], new double[SIZE * SIZE]);
    }

    /** One rotation on each qubit. */
    static Unitary4 of(Rotation first, Rotation second) {
        var out = zero();
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                double a = re(first, row & 1, column & 1);
                double b = im(first, row & 1, column & 1);
                double c = re(second, row >> 1, column >> 1);
                double d = im(second, row >> 1, column >> 1);
                out.re[row * SIZE + column] = a * c - b * d;
                out.im[row * SIZE + column] = a * d + b * c;
            }
        }
        return out;
    }

    /** exp(i (x XX + y YY + z ZZ)). */
    static Unitary4 of(Interaction core) {
        var out = zero();
        out.put(0, 3, core.x() - core.y(), core.z());
        out.put(1, 2, core.x() + core.y(), -core.z());
        return out;
    }

    /** e^{i phase} (cos(angle) + i sin(angle) X) on two basis states. */
    private void put(int low, int high, double angle, double phase) {
        double c = StrictMath.cos(angle);
        double s = StrictMath.sin(angle);
        double re0 = StrictMath.cos(phase);
        double im0 = StrictMath.sin(phase);
        for (int state : new int[] {low, high}) {
            re[state * SIZE + state] = c * re0;
            im[state * SIZE + state] = c * im0;
            int other = state * SIZE + (low + high - state);
            re[other] = -s * im0;
            im[other] = s * re0;
        }
    }

    private static double re(Rotation r, int row, int column) {
        return row == column ? r.w() : row == 0 ? -r.y() : r.y();
    }

    private static double im(Rotation r, int row, int column) {
        return row == column ? (row == 0 ? -r.z() : r.z()) : -r.x();
    }

    /** This after the other. */
    Unitary4 after(Unitary4 other) {
        var out = zero();
        for (int row = 0; row < SIZE; row++) {
            for (int k = 0; k < SIZE; k++) {
                double a = re[row * SIZE + k];
                double b = im[row * SIZE + k];
                if (a == 0 && b == 0) {
                    continue;
                }
                for (int column = 0; column < SIZE; column++) {
                    double c = other.re[k * SIZE + column];
                    double d = other.im[k * SIZE + column];
                    out.re[row * SIZE + column] += a * c - b * d;
                    out.im[row * SIZE + column] += a * d + b * c;
                }
            }
        }
        return out;
    }

    /** With the two qubits in the other order. */
    Unitary4 turned() {
        var out = zero();
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                int to = turned(row) * SIZE + turned(column);
                out.re[to] = re[row * SIZE + column];
                out.im[to] = im[row * SIZE + column];
            }
        }
        return out;
    }

    private static int turned(int index) {
        return (index & 1) << 1 | index >> 1;
    }
}
