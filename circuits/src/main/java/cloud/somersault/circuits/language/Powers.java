package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Controlled;
import java.util.List;

/**
 * Powers of gates that are no whole numbers: U^k = exp(k log U) with the principal logarithm, whose
 * eigenvalues have angles in (-pi, pi]. A gate on one qubit is diagonalized; the exponentials of
 * Pauli strings have their angle multiplied; a controlled gate is the control of its target's
 * power.
 */
final class Powers {
    /** A gate this close to a known one is it. */
    private static final double ROUNDING = 1e-9;

    private static final List<Gate> KNOWN =
            List.of(
                    Gate.ID, Gate.X, Gate.Y, Gate.Z, Gate.H, Gate.S, Gate.SDG, Gate.T, Gate.TDG,
                    Gate.SX, Gate.SXDG);

    private Powers() {}

    static void add(List<Operation> operations, double power, int at, Emission to) {
        if (operations.size() == 1) {
            one(operations.getFirst(), power, at, to);
            return;
        }
        Matrix product = Matrix.identity(2);
        int qubit = -1;
        for (var operation : operations) {
            if (!(operation instanceof Apply apply) || apply.gate().qubits() > 1) {
                throw unsupported(at);
            }
            if (apply.gate() == Gate.GPHASE) {
                Matrix phase = apply.matrix();
                product = product.scaled(phase.re(0, 0), phase.im(0, 0));
                continue;
            }
            if (qubit >= 0 && qubit != apply.qubits().getFirst()) {
                throw unsupported(at);
            }
            qubit = apply.qubits().getFirst();
            product = apply.matrix().times(product);
        }
        if (qubit < 0) {
            throw unsupported(at);
        }
        add(product, power, qubit, to);
    }

    private static void one(Operation operation, double power, int at, Emission to) {
        switch (operation) {
            case Controlled(var controls, var target) ->
                    controlled(controls, target, power, at, to);
            case Apply apply -> {
                var qubits = apply.qubits();
                switch (apply.gate()) {
                    case RXX, RYY, RZZ, RZX -> angle(apply, power, 2 * Math.PI, to);
                    case RX, RY, RZ, RPHI -> angle(apply, power, 2 * Math.PI, to);
                    case P, GPHASE -> angle(apply, power, Math.PI, to);
                    case ISWAPTHETA -> angle(apply, power, Math.PI, to);
                    case ISWAP, ISWAPDG -> {
                        double theta = apply.gate() == Gate.ISWAP ? -Math.PI / 2 : Math.PI / 2;
                        to.add(new Apply(Gate.ISWAPTHETA, List.of(theta * power), qubits));
                    }
                    case SWAP -> {
                        to.apply(Gate.CX, qubits.get(1), qubits.get(0));
                        var x = new Apply(Gate.X, List.of(), qubits.subList(1, 2));
                        controlled(qubits.subList(0, 1), x, power, at, to);
                        to.apply(Gate.CX, qubits.get(1), qubits.get(0));
                    }
                    case CX -> controlled(Gate.X, apply, power, at, to);
                    case CY -> controlled(Gate.Y, apply, power, at, to);
                    case CZ, CCZ -> controlled(Gate.Z, apply, power, at, to);
                    case CH -> controlled(Gate.H, apply, power, at, to);
                    case CSX -> controlled(Gate.SX, apply, power, at, to);
                    case CSXDG -> controlled(Gate.SXDG, apply, power, at, to);
                    case CCX -> controlled(Gate.X, apply, power, at, to);
                    case CP -> controlled(Gate.P, apply, power, at, to);
                    case CRX -> controlled(Gate.RX, apply, power, at, to);
                    case CRY -> controlled(Gate.RY, apply, power, at, to);
                    case CRZ -> controlled(Gate.RZ, apply, power, at, to);
                    case CU -> controlledU(apply, power, to);
                    case CSWAP -> {
                        var swap = new Apply(Gate.SWAP, List.of(), qubits.subList(1, 3));
                        controlled(qubits.subList(0, 1), swap, power, at, to);
                    }
                    case ID, X, Y, Z, H, S, SDG, T, TDG, SX, SXDG, U3 ->
                            add(apply.matrix(), power, qubits.getFirst(), to);
                }
            }
            default -> throw unsupported(at);
        }
    }

    /** Multiplies the angle, brought between minus and plus half of its period first. */
    private static void angle(Apply apply, double power, double half, Emission to) {
        var parameters = new java.util.ArrayList<>(apply.parameters());
        double principal = Spectrum.principal(parameters.getFirst(), half);
        parameters.set(0, principal * power);
        to.add(new Apply(apply.gate(), parameters, apply.qubits()));
    }

    private static void controlled(Gate target, Apply apply, double power, int at, Emission to) {
        int last = apply.qubits().size() - 1;
        var bare = new Apply(target, apply.parameters(), apply.qubits().subList(last, last + 1));
        controlled(apply.qubits().subList(0, last), bare, power, at, to);
    }

    private static void controlled(
            List<Integer> controls, Apply target, double power, int at, Emission to) {
        var inner = to.intermediate();
        one(target, power, at, inner);
        inner.operations().forEach(operation -> Controls.add(controls, operation, to));
    }

    private static void controlledU(Apply apply, double power, Emission to) {
        var p = apply.parameters();
        double gamma = p.get(3);
        var matrix = Gate.U3.matrix(p.subList(0, 3)).scaled(Math.cos(gamma), Math.sin(gamma));
        var inner = to.intermediate();
        add(matrix, power, apply.qubits().get(1), inner);
        var controls = apply.qubits().subList(0, 1);
        inner.operations().forEach(operation -> Controls.add(controls, operation, to));
    }

    /** The power of a unitary of one qubit, as a gate of the registry and a global phase. */
    private static void add(Matrix matrix, double power, Integer qubit, Emission to) {
        Matrix result = Spectrum.of(matrix).power(power);
        for (var gate : KNOWN) {
            if (gate.matrix().distance(result) < ROUNDING) {
                to.apply(gate, qubit);
                return;
            }
        }
        double theta =
                2
                        * Math.atan2(
                                Math.hypot(result.re(1, 0), result.im(1, 0)),
                                Math.hypot(result.re(0, 0), result.im(0, 0)));
        boolean flips = Math.abs(theta - Math.PI) < ROUNDING;
        boolean stays = Math.abs(theta) < ROUNDING;
        double first = Math.atan2(result.im(0, 0), result.re(0, 0));
        double lower = Math.atan2(result.im(1, 0), result.re(1, 0));
        double upper = Math.atan2(-result.im(0, 1), -result.re(0, 1));
        double last = Math.atan2(result.im(1, 1), result.re(1, 1));
        if (flips) {
            to.phase(upper);
            to.apply(Gate.U3, List.of(Math.PI, lower - upper, 0.0), qubit);
        } else if (stays) {
            to.phase(first);
            to.apply(Gate.P, List.of(last - first), qubit);
        } else {
            to.phase(first);
            to.apply(Gate.U3, List.of(theta, lower - first, upper - first), qubit);
        }
    }

    private static ProgramError unsupported(int at) {
        return new ProgramError(
                "unsupported-power",
                at,
                "this power of this gate is not supported here",
                "powers that are no whole numbers are taken of one-qubit gates, of their controlled"
                        + " forms, and of the standard two-qubit gates");
    }
}
