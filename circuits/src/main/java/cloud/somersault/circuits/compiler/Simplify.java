package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges pulses and cancels CZ, in turn, until nothing changes; branches of an if by themselves.
 */
final class Simplify implements Pass {
    private final boolean startsInZero;

    /**
     * Simplifies programs.
     *
     * @param startsInZero whether it may be used that all qubits start in |0>
     */
    Simplify(boolean startsInZero) {
        this.startsInZero = startsInZero;
    }

    @Override
    public String name() {
        return "simplify";
    }

    @Override
    public String explanation() {
        return "Runs on one qubit become one pulse, virtual RZ are carried through CZ to the next"
                + " pulse or vanish at a measurement, and equal CZ with nothing but RZ and CZ"
                + " between them cancel.";
    }

    @Override
    public Draft run(Draft draft) {
        int qubits = draft.circuit().qubits();
        return draft.withOperations(
                simplified(
                        draft.circuit().operations(), qubits, startsInZero, draft.cancellation()));
    }

    private static List<Operation> simplified(
            List<Operation> operations, int qubits, boolean fromZero, Cancellation cancellation) {
        var current = new ArrayList<Operation>(operations.size());
        for (var operation : operations) {
            current.add(
                    operation instanceof Operation.If(var condition, var then, var otherwise)
                            ? new Operation.If(
                                    condition,
                                    simplified(then, qubits, false, cancellation),
                                    simplified(otherwise, qubits, false, cancellation))
                            : operation);
        }
        List<Operation> merged = MergePulses.merged(current, qubits, fromZero);
        while (true) {
            cancellation.check();
            var cancelled = CancelCz.cancelled(merged, qubits);
            if (cancelled.size() == merged.size()) {
                return merged;
            }
            merged = MergePulses.merged(cancelled, qubits, fromZero);
        }
    }
}
