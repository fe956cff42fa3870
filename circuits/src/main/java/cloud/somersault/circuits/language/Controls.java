package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Controlled;
import java.util.ArrayList;
import java.util.List;

/**
 * Controlled operations in their canonical form: a gate of the registry where it has one, else
 * {@link Controlled} with all controls taken out of its target.
 */
final class Controls {
    private Controls() {}

    /** The operation where all controls are 1; barriers and delays are not controlled. */
    static void add(List<Integer> controls, Operation operation, Emission to) {
        switch (operation) {
            case Apply apply -> to.add(controlled(controls, apply));
            case Controlled(var inner, var target) ->
                    to.add(controlled(joined(controls, inner), target));
            case Operation.Barrier _, Operation.Delay _ -> to.add(operation);
            case Operation.Measure _,
                    Operation.Reset _,
                    Operation.If _,
                    Operation.Assign _,
                    Operation.While _ ->
                    throw new ProgramError(
                            "not-unitary", to.at(), "only gates can be controlled or inverted");
        }
    }

    /** The canonical form of a gate with further controls. */
    static Operation controlled(List<Integer> controls, Apply apply) {
        List<Integer> qubits = apply.qubits();
        List<Double> p = apply.parameters();
        return switch (apply.gate()) {
            case ID -> apply;
            case GPHASE -> phase(controls, p.getFirst());
            case CX -> onTarget(controls, Gate.X, List.of(), qubits);
            case CY -> onTarget(controls, Gate.Y, List.of(), qubits);
            case CZ -> onTarget(controls, Gate.Z, List.of(), qubits);
            case CH -> onTarget(controls, Gate.H, List.of(), qubits);
            case CSX -> onTarget(controls, Gate.SX, List.of(), qubits);
            case CSXDG -> onTarget(controls, Gate.SXDG, List.of(), qubits);
            case CP -> onTarget(controls, Gate.P, p, qubits);
            case CRX -> onTarget(controls, Gate.RX, p, qubits);
            case CRY -> onTarget(controls, Gate.RY, p, qubits);
            case CRZ -> onTarget(controls, Gate.RZ, p, qubits);
            case CCX -> onTarget(controls, Gate.X, List.of(), qubits);
            case CCZ -> onTarget(controls, Gate.Z, List.of(), qubits);
            case CSWAP ->
                    bare(
                            joined(controls, qubits.subList(0, 1)),
                            new Apply(Gate.SWAP, List.of(), qubits.subList(1, 3)));
            case CU -> new Controlled(controls, apply);
            default -> bare(controls, apply);
        };
    }

    private static Operation onTarget(
            List<Integer> controls, Gate gate, List<Double> parameters, List<Integer> qubits) {
        int last = qubits.size() - 1;
        return bare(
                joined(controls, qubits.subList(0, last)),
                new Apply(gate, parameters, qubits.subList(last, last + 1)));
    }

    /** Of a gate that has no controls of its own. */
    private static Operation bare(List<Integer> controls, Apply target) {
        List<Double> p = target.parameters();
        Gate known =
                switch (controls.size()) {
                    case 1 ->
                            switch (target.gate()) {
                                case X -> Gate.CX;
                                case Y -> Gate.CY;
                                case Z -> Gate.CZ;
                                case H -> Gate.CH;
                                case SX -> Gate.CSX;
                                case SXDG -> Gate.CSXDG;
                                case P, S, SDG, T, TDG -> Gate.CP;
                                case RX -> Gate.CRX;
                                case RY -> Gate.CRY;
                                case RZ -> Gate.CRZ;
                                case U3 -> Gate.CU;
                                case SWAP -> Gate.CSWAP;
                                default -> null;
                            };
                    case 2 ->
                            switch (target.gate()) {
                                case X -> Gate.CCX;
                                case Z -> Gate.CCZ;
                                default -> null;
                            };
                    default -> null;
                };
        if (known == null) {
            return new Controlled(controls, target);
        }
        List<Double> parameters =
                switch (target.gate()) {
                    case S -> List.of(Math.PI / 2);
                    case SDG -> List.of(-Math.PI / 2);
                    case T -> List.of(Math.PI / 4);
                    case TDG -> List.of(-Math.PI / 4);
                    case U3 -> List.of(p.get(0), p.get(1), p.get(2), 0.0);
                    default -> p;
                };
        return new Apply(known, parameters, joined(controls, target.qubits()));
    }

    /** A controlled global phase is a phase of the last control. */
    private static Operation phase(List<Integer> controls, double gamma) {
        int last = controls.size() - 1;
        var onLast = new Apply(Gate.P, List.of(gamma), controls.subList(last, last + 1));
        return last == 0 ? onLast : bare(controls.subList(0, last), onLast);
    }

    private static List<Integer> joined(List<Integer> first, List<Integer> second) {
        var all = new ArrayList<Integer>(first.size() + second.size());
        all.addAll(first);
        all.addAll(second);
        return all;
    }
}
