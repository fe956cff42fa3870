package cloud.somersault.circuits.compiler;

import cloud.somersault.circuits.Operation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two CZ on the same pair are nothing when only RZ and other CZ lie between them. */
final class CancelCz {
    private CancelCz() {}

    /** An earlier CZ that a later one may still meet. */
    private record Open(int index, int firstAge, int secondAge) {}

    /** The operations without the pairs. */
    static List<Operation> cancelled(List<Operation> operations, int qubits) {
        var gone = new BitSet();
        // How many steps each qubit has seen that CZ doesn't commute with.
        var age = new int[qubits];
        Map<Long, Open> open = new HashMap<>();
        for (int i = 0; i < operations.size(); i++) {
            var operation = operations.get(i);
            if (Wires.isCz(operation)) {
                int first = Math.min(operation.qubits().get(0), operation.qubits().get(1));
                int second = Math.max(operation.qubits().get(0), operation.qubits().get(1));
                long pair = (long) first * qubits + second;
                var here = new Open(i, age[first], age[second]);
                var before = open.remove(pair);
                if (before != null
                        && before.firstAge == here.firstAge
                        && before.secondAge == here.secondAge) {
                    gone.set(before.index);
                    gone.set(i);
                } else {
                    open.put(pair, here);
                }
            } else if (!Wires.isDiagonal(operation)) {
                operation.qubits().forEach(qubit -> age[qubit]++);
            }
        }
        if (gone.isEmpty()) {
            return operations;
        }
        var out = new ArrayList<Operation>(operations.size());
        for (int i = 0; i < operations.size(); i++) {
            if (!gone.get(i)) {
                out.add(operations.get(i));
            }
        }
        return out;
    }
}
