package cloud.somersault.chip.experiment;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the 24 Clifford gates of a qubit, as what it makes of X and Z: a signed Pauli each.
 *
 * @param x the axis that X goes to: 0 X, 1 Y, 2 Z; the sign is minus when 3 is added
 * @param z the axis that Z goes to, likewise
 */
record OneQubitClifford(int x, int z) {

    static final OneQubitClifford IDENTITY = new OneQubitClifford(0, 2);
    static final OneQubitClifford X = new OneQubitClifford(0, 5);

    private static final List<OneQubitClifford> ALL = everyOne();

    private static List<OneQubitClifford> everyOne() {
        var all = new ArrayList<OneQubitClifford>();
        for (int x = 0; x < 6; x++) {
            for (int z = 0; z < 6; z++) {
                if (x % 3 != z % 3) {
                    all.add(new OneQubitClifford(x, z));
                }
            }
        }
        return List.copyOf(all);
    }

    /** All 24. */
    static List<OneQubitClifford> all() {
        return ALL;
    }

    /** This gate after another. */
    OneQubitClifford after(OneQubitClifford first) {
        return new OneQubitClifford(image(first.x), image(first.z));
    }

    OneQubitClifford inverse() {
        return ALL.stream()
                .filter(other -> other.after(this).equals(IDENTITY))
                .findFirst()
                .orElseThrow();
    }

    /** Where a signed axis goes. */
    private int image(int axis) {
        int goes =
                switch (axis % 3) {
                    case 0 -> x;
                    case 2 -> z;
                    default -> y();
                };
        return axis < 3 ? goes : (goes + 3) % 6;
    }

    /** Y = i X Z, so it goes to i times the product: for right-handed axes z times x. */
    private int y() {
        int third = 3 - x % 3 - z % 3;
        boolean rightHanded = (z % 3 + 1) % 3 == x % 3;
        boolean minus = (x >= 3) ^ (z >= 3) ^ !rightHanded;
        return minus ? third + 3 : third;
    }

    /** One pulse, or a virtual turn when Z stays where it is. */
    void play(Pulses pulses) {
        double[] toZ = vector(z);
        double[] toX = vector(x);
        double theta = Math.acos(toZ[2]);
        // U3(theta, phi, lambda) = Rz(phi) Ry(theta) Rz(lambda) takes Z to (theta, phi).
        double phi = z % 3 == 2 ? 0 : Math.atan2(toZ[1], toZ[0]);
        // What Rz(lambda) makes of X, cos(lambda) X + sin(lambda) Y, must end on toX.
        double[] imageOfX = {
            Math.cos(phi) * Math.cos(theta), Math.sin(phi) * Math.cos(theta), -Math.sin(theta)
        };
        double[] imageOfY = {-Math.sin(phi), Math.cos(phi), 0};
        double lambda = Math.atan2(dot(toX, imageOfY), dot(toX, imageOfX));
        if (z == 2) {
            pulses.virtualZ(0, phi + lambda);
        } else {
            pulses.u3(0, theta, phi, lambda);
        }
    }

    private static double[] vector(int axis) {
        var vector = new double[3];
        vector[axis % 3] = axis < 3 ? 1 : -1;
        return vector;
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}
