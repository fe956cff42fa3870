package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;

/** A written SWAP costs nothing where the compiler places qubits: it only renames them. */
final class ElideSwaps implements Pass {
    @Override
    public String name() {
        return "elide-swaps";
    }

    @Override
    public String explanation() {
        return "Written SWAPs outside of if blocks become a change of layout.";
    }

    @Override
    public Draft run(Draft draft) {
        var wire = new int[draft.circuit().qubits()];
        for (int i = 0; i < wire.length; i++) {
            wire[i] = i;
        }
        var out = new ArrayList<Operation>();
        for (var operation : draft.circuit().operations()) {
            if (operation instanceof Apply(var gate, _, var qubits) && gate == Gate.SWAP) {
                int first = qubits.get(0);
                int second = qubits.get(1);
                int kept = wire[first];
                wire[first] = wire[second];
                wire[second] = kept;
            } else {
                out.add(Wires.moved(operation, qubit -> wire[qubit]));
            }
        }
        var last = draft.finalLayout().stream().map(w -> w < 0 ? -1 : wire[w]).toList();
        return draft.withOperations(out).withLayouts(draft.initialLayout(), last);
    }
}
