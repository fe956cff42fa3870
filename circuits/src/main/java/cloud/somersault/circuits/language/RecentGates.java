package cloud.somersault.circuits.language;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Apply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers gates lately applied, so that the same gate on the same qubits is one object however
 * often it stands in a large program.
 */
final class RecentGates {
    private static final int FEW_BITS = 6;
    private static final int MANY_BITS = 12;

    /** Few places for a small program, which would take longer to clear them than to fill them. */
    private @Nullable Apply[] recent = new @Nullable Apply[1 << FEW_BITS];

    private int bits = FEW_BITS;
    private int made;

    Apply apply(Gate gate, List<Double> parameters, List<Integer> qubits) {
        int count = qubits.size();
        if (!parameters.isEmpty() || count == 0 || count > 2) {
            return new Apply(gate, parameters, qubits);
        }
        int first = qubits.getFirst();
        int last = qubits.getLast();
        int slot =
                ((gate.ordinal() * 31 + first) * 0x9e3779b1 + last * 0x85ebca6b)
                        >>> Integer.SIZE - bits;
        var known = recent[slot];
        if (known != null
                && known.gate() == gate
                && known.qubits().size() == count
                && known.qubits().getFirst() == first
                && known.qubits().getLast() == last) {
            return known;
        }
        var one = new Apply(gate, parameters, qubits);
        recent[slot] = one;
        if (++made == 1 << FEW_BITS) {
            bits = MANY_BITS;
            recent = new @Nullable Apply[1 << MANY_BITS];
        }
        return one;
    }
}
