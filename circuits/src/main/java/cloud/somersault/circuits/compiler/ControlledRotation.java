package cloud.somersault.circuits.compiler;

import static cloud.somersault.circuits.compiler.Rotation.ANGLE_MIN;

import cloud.somersault.circuits.Matrix;
import java.util.ArrayList;
import java.util.List;

/**
 * One-qubit unitaries and phases under n controls, without ancillas.
 *
 * <p>A unitary is e^{i a} V RZ(w) V^-1. V needs no control, the phase is itself a phase gate under
 * n - 1 controls, and so all comes down to RZ under controls:
 *
 * <ul>
 *   <li>up to six controls as a uniformly controlled rotation of which all angles but one are 0
 *       (Moettoenen, Vartiainen, Bergholm, Salomaa, arXiv:quant-ph/0404089): 2^n CZ;
 *   <li>beyond, controls split in halves, RZ(w/4) and its inverse alternating with X under either
 *       half (as in Iten, Colbeck, Kukuljan, Home, Christandl, arXiv:1501.06911): 4 X under n/2
 *       controls, each 12 n/2 - 18 CZ by borrowing the other half (Barenco et al.,
 *       arXiv:quant-ph/9503016, lemma 7.2, with its Margolus gates where the phases cancel).
 * </ul>
 *
 * <p>Thus a phase under n controls costs 2^(n+1) - 2 CZ up to n = 6 (CZ itself 1, CCZ 6, CCCZ 14)
 * and about 12 n^2 beyond; a rotation without a phase costs its last term only.
 */
final class ControlledRotation {
    /** With more controls than this the halves are cheaper: 2^7 = 128 CZ against 96. */
    private static final int UNIFORM_MAX = 6;

    private static final Rotation EIGHTH_Y = Rotation.euler(Math.PI / 4, 0, 0);

    private ControlledRotation() {}

    /** e^{i angle} where all controls are 1. */
    static void phase(List<Integer> controls, double angle, Expansion out) {
        if (isWhole(angle) || controls.isEmpty()) {
            return;
        }
        var others = controls.subList(0, controls.size() - 1);
        int last = controls.getLast();
        if (others.isEmpty()) {
            out.rz(last, angle);
        } else if (others.size() == 1 && isWhole(angle - Math.PI)) {
            out.cz(others.getFirst(), last);
        } else {
            rz(others, last, angle, out);
            phase(others, angle / 2, out);
        }
    }

    /** Any one-qubit unitary, phase included, where all controls are 1. */
    static void unitary(List<Integer> controls, int target, Matrix unitary, Expansion out) {
        var rotation = Rotation.of(unitary);
        if (controls.isEmpty()) {
            out.rotate(target, rotation);
            return;
        }
        double phase = Rotation.phase(unitary);
        double angle = rotation.angle();
        var frame = rotation.diagonalizer();
        if (isWhole(phase - Math.PI)) {
            phase = 0;
            angle += 2 * Math.PI;
        }
        out.rotate(target, frame.inverse());
        if (controls.size() == 1 && isWhole(angle - Math.PI)) {
            out.cz(controls.getFirst(), target);
            phase -= angle / 2;
        } else {
            rz(controls, target, angle, out);
        }
        out.rotate(target, frame);
        phase(controls, phase, out);
    }

    private static boolean isWhole(double angle) {
        return Math.abs(Math.IEEEremainder(angle, 2 * Math.PI)) < ANGLE_MIN;
    }

    /** RZ(angle) where all controls are 1; a turn by 2 pi is a sign and counts. */
    private static void rz(List<Integer> controls, int target, double angle, Expansion out) {
        double rest = Math.IEEEremainder(angle, 4 * Math.PI);
        if (Math.abs(rest) < ANGLE_MIN) {
            return;
        }
        if (isWhole(angle)) {
            phase(controls, Math.PI, out);
        } else if (controls.size() <= UNIFORM_MAX) {
            uniform(controls, target, rest, out);
        } else {
            halves(controls, target, rest, out);
        }
    }

    private static void uniform(List<Integer> controls, int target, double angle, Expansion out) {
        int steps = 1 << controls.size();
        for (int step = 0; step < steps; step++) {
            out.rz(target, (step % 2 == 0 ? angle : -angle) / steps);
            int changed = Math.min(Integer.numberOfTrailingZeros(step + 1), controls.size() - 1);
            out.cx(controls.get(changed), target);
        }
    }

    private static void halves(List<Integer> controls, int target, double angle, Expansion out) {
        var first = controls.subList(0, controls.size() / 2);
        var second = controls.subList(controls.size() / 2, controls.size());
        for (int round = 0; round < 2; round++) {
            out.rz(target, angle / 4);
            flip(first, second, target, out);
            out.rz(target, -angle / 4);
            flip(second, first, target, out);
        }
    }

    /** X under at least three controls, with controls - 2 borrowed qubits in any state. */
    private static void flip(
            List<Integer> controls, List<Integer> borrowed, int target, Expansion out) {
        int k = controls.size();
        var chain = new ArrayList<Integer>(borrowed.subList(0, k - 2));
        chain.add(target);
        for (int round = 0; round < 2; round++) {
            out.h(target);
            phase(List.of(controls.get(k - 1), chain.get(k - 3), target), Math.PI, out);
            out.h(target);
            for (int link = k - 2; link >= 2; link--) {
                margolus(controls.get(link), chain.get(link - 2), chain.get(link - 1), out);
            }
            margolus(controls.get(0), controls.get(1), chain.get(0), out);
            for (int link = 2; link <= k - 2; link++) {
                margolus(controls.get(link), chain.get(link - 2), chain.get(link - 1), out);
            }
        }
    }

    /** Toffoli up to a sign on one state of the controls and the target; its own inverse; 3 CZ. */
    private static void margolus(int control0, int control1, int target, Expansion out) {
        out.rotate(target, EIGHTH_Y);
        out.cx(control1, target);
        out.rotate(target, EIGHTH_Y);
        out.cx(control0, target);
        out.rotate(target, EIGHTH_Y.inverse());
        out.cx(control1, target);
        out.rotate(target, EIGHTH_Y.inverse());
    }
}
