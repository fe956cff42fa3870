package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import java.util.ArrayList;

/** Interactions, and SWAPs in branches, become pulses (U3), virtual RZ and CZ. */
final class WriteBlocks implements Pass {
    @Override
    public String name() {
        return "write-blocks";
    }

    @Override
    public String explanation() {
        return "Every interaction is written with the least CZ: 1, 2 or 3.";
    }

    @Override
    public Draft run(Draft draft) {
        var out = new ArrayList<Operation>();
        for (var operation : Pieces.written(Pieces.of(draft.circuit().operations()))) {
            Decompose.expand(operation, out);
        }
        return draft.withOperations(out);
    }
}
