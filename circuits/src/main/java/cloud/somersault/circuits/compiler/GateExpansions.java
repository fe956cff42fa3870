package cloud.somersault.circuits.compiler;

import static java.lang.Math.PI;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every gate of the registry, under any number of controls, in U3, RZ and CZ: exact up to one
 * global phase.
 *
 * <p>One-qubit gates are one step each. A two-qubit interaction is a one-qubit rotation between two
 * CX (its own inverse around it), so that only the rotation needs the controls: RZZ(t) = CX RZ(t)
 * CX, RXX and RYY the same in a turned frame, and the partial swap exp(-i t/2 (XX + YY)) = CX
 * CRX(2t) CX since CX turns XX + YY into X (1 - Z). Without controls the partial swap takes 2 CZ:
 * two commuting terms turned into X and Z of one qubit each. CZ used: CX, CY, CZ, CH 1; CP, CRX,
 * CRY, CRZ, CSX, CU, RXX, RYY, RZZ, RZX, ISWAP, ISWAPTHETA 2; SWAP 3; CCX, CCZ 6; CSWAP 8; further
 * controls as {@link ControlledRotation} says.
 */
final class GateExpansions {
    private static final Rotation QUARTER_X = Rotation.euler(PI / 2, -PI / 2, PI / 2);

    private GateExpansions() {}

    /** The steps of a gate under further controls, none for an uncontrolled gate. */
    static List<Operation> of(Apply apply, List<Integer> controls) {
        if (controls.isEmpty() && apply.gate().qubits() == 1) {
            return single(apply);
        }
        var out = new Expansion();
        add(apply.gate(), apply.parameters(), apply.qubits(), controls, out);
        return out.finish();
    }

    /** One step for one written gate, its parameters kept as they were written. */
    private static List<Operation> single(Apply apply) {
        int qubit = apply.qubits().getFirst();
        var p = apply.parameters();
        var rotation = Rotation.of(apply.matrix());
        if (rotation.isDiagonal()) {
            double angle =
                    switch (apply.gate()) {
                        case RZ, P -> p.getFirst();
                        default ->
                                rotation.isNothing() ? 0 : rotation.on(qubit).parameters().get(0);
                    };
            return angle == 0
                    ? List.of()
                    : List.of(new Apply(Gate.RZ, List.of(angle), apply.qubits()));
        }
        return List.of(
                switch (apply.gate()) {
                    case U3 -> apply;
                    case RX -> pulse(qubit, p.get(0), -PI / 2, PI / 2);
                    case RY -> pulse(qubit, p.get(0), 0, 0);
                    case RPHI -> pulse(qubit, p.get(0), p.get(1) - PI / 2, PI / 2 - p.get(1));
                    case H -> pulse(qubit, PI / 2, 0, PI);
                    default -> rotation.on(qubit);
                });
    }

    private static Apply pulse(int qubit, double theta, double phi, double lambda) {
        return new Apply(Gate.U3, List.of(theta, phi, lambda), List.of(qubit));
    }

    private static void add(
            Gate gate, List<Double> p, List<Integer> q, List<Integer> controls, Expansion out) {
        switch (gate) {
            case GPHASE -> ControlledRotation.phase(controls, p.getFirst(), out);
            case ID, X, Y, Z, H, S, SDG, T, TDG, SX, SXDG, RX, RY, RZ, P, RPHI, U3 ->
                    ControlledRotation.unitary(controls, q.getFirst(), gate.matrix(p), out);
            case CX -> nested(Gate.X, p, q, 1, controls, out);
            case CY -> nested(Gate.Y, p, q, 1, controls, out);
            case CZ -> nested(Gate.Z, p, q, 1, controls, out);
            case CH -> nested(Gate.H, p, q, 1, controls, out);
            case CSX -> nested(Gate.SX, p, q, 1, controls, out);
            case CSXDG -> nested(Gate.SXDG, p, q, 1, controls, out);
            case CP -> nested(Gate.P, p, q, 1, controls, out);
            case CRX -> nested(Gate.RX, p, q, 1, controls, out);
            case CRY -> nested(Gate.RY, p, q, 1, controls, out);
            case CRZ -> nested(Gate.RZ, p, q, 1, controls, out);
            case CCX -> nested(Gate.X, p, q, 2, controls, out);
            case CCZ -> nested(Gate.Z, p, q, 2, controls, out);
            case CSWAP -> nested(Gate.SWAP, p, q, 1, controls, out);
            case CU -> {
                double gamma = p.get(3);
                Matrix target =
                        Gate.U3
                                .matrix(p.subList(0, 3))
                                .scaled(StrictMath.cos(gamma), StrictMath.sin(gamma));
                var all = Stream.concat(controls.stream(), Stream.of(q.get(0))).toList();
                ControlledRotation.unitary(all, q.get(1), target, out);
            }
            case SWAP -> {
                out.cx(q.get(1), q.get(0));
                nested(Gate.X, p, q, 1, controls, out);
                out.cx(q.get(1), q.get(0));
            }
            case ISWAP -> partialSwap(-PI / 2, q, controls, out);
            case ISWAPDG -> partialSwap(PI / 2, q, controls, out);
            case ISWAPTHETA -> partialSwap(p.getFirst(), q, controls, out);
            case RZZ -> parity(p.getFirst(), Rotation.NOTHING, Rotation.NOTHING, q, controls, out);
            case RXX -> parity(p.getFirst(), hadamard(), hadamard(), q, controls, out);
            case RYY -> parity(p.getFirst(), QUARTER_X, QUARTER_X, q, controls, out);
            case RZX -> parity(p.getFirst(), Rotation.NOTHING, hadamard(), q, controls, out);
        }
    }

    private static Rotation hadamard() {
        return Rotation.euler(PI / 2, 0, PI);
    }

    /** The first operands become controls of another gate on the rest. */
    private static void nested(
            Gate gate,
            List<Double> p,
            List<Integer> q,
            int own,
            List<Integer> controls,
            Expansion out) {
        var all = Stream.concat(controls.stream(), q.subList(0, own).stream()).toList();
        add(gate, p, q.subList(own, q.size()), all, out);
    }

    /** exp(-i angle/2 PQ), where the frames turn P and Q into Z. */
    private static void parity(
            double angle,
            Rotation frame0,
            Rotation frame1,
            List<Integer> q,
            List<Integer> controls,
            Expansion out) {
        out.rotate(q.get(0), frame0);
        out.rotate(q.get(1), frame1);
        out.cx(q.get(0), q.get(1));
        ControlledRotation.unitary(controls, q.get(1), Gate.RZ.matrix(angle), out);
        out.cx(q.get(0), q.get(1));
        out.rotate(q.get(0), frame0.inverse());
        out.rotate(q.get(1), frame1.inverse());
    }

    /** exp(-i angle/2 (XX + YY)). */
    private static void partialSwap(
            double angle, List<Integer> q, List<Integer> controls, Expansion out) {
        int a = q.get(0);
        int b = q.get(1);
        if (controls.isEmpty()) {
            out.rotate(a, QUARTER_X);
            out.rotate(b, QUARTER_X);
            out.cx(a, b);
            ControlledRotation.unitary(controls, a, Gate.RX.matrix(angle), out);
            ControlledRotation.unitary(controls, b, Gate.RZ.matrix(angle), out);
            out.cx(a, b);
            out.rotate(a, QUARTER_X.inverse());
            out.rotate(b, QUARTER_X.inverse());
        } else {
            out.cx(a, b);
            var all = Stream.concat(controls.stream(), Stream.of(b)).toList();
            ControlledRotation.unitary(all, a, Gate.RX.matrix(2 * angle), out);
            out.cx(a, b);
        }
    }
}
