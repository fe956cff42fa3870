package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.List;

/**
 * A gate in what the chip has, as the compiler writes it before anything is merged with its
 * neighbours: exact up to a global phase.
 *
 * @param steps U3 pulses, virtual RZ, and CZ, in order, on the qubits of the gate
 */
public record NativeForm(List<Operation> steps) {

    public NativeForm {
        steps = List.copyOf(steps);
    }

    /** Of a gate of the registry. */
    public static NativeForm of(Apply apply) {
        return new NativeForm(
                apply.gate() == Gate.CZ ? List.of(apply) : GateExpansions.of(apply, List.of()));
    }

    /** Of a gate under further controls. */
    public static NativeForm of(Operation.Controlled controlled) {
        return new NativeForm(GateExpansions.of(controlled.target(), controlled.controls()));
    }

    /** How many microwave pulses: U3 gates. */
    public int pulses() {
        return count(Gate.U3);
    }

    /** How many CZ. */
    public int czGates() {
        return count(Gate.CZ);
    }

    /** How many virtual RZ, which take no time and no pulse. */
    public int virtualGates() {
        return count(Gate.RZ);
    }

    private int count(Gate gate) {
        return (int)
                steps.stream()
                        .filter(step -> step instanceof Apply apply && apply.gate() == gate)
                        .count();
    }
}
