package cloud.somersault.simulators.stabilizer;

import cloud.somersault.circuits.CliffordTableau;
import cloud.somersault.circuits.PauliString;
import cloud.somersault.simulators.plan.Step;
import java.util.List;
import java.util.Optional;

/**
 * What a Clifford gate makes of each Pauli operator on its one or two operands: the {@link
 * CliffordTableau} of its matrix, spelt out as a table for {@link Tableau}'s inner loop.
 *
 * <p>A Pauli operator is written (x, z) with a bit per operand and means i^{x.z} X^x Z^z, so that
 * (1, 1) is Y and all are Hermitian. Tables are indexed by x + z 2^operands.
 */
final class CliffordGate {
    private final int operands;
    private final int[] image;
    private final boolean[] negative;

    private CliffordGate(CliffordTableau tableau) {
        this.operands = tableau.qubits();
        this.image = new int[1 << (2 * operands)];
        this.negative = new boolean[image.length];
        int mask = (1 << operands) - 1;
        for (int pauli = 0; pauli < image.length; pauli++) {
            var before = new PauliString(operands, pauli & mask, pauli >> operands, false);
            var after = tableau.image(before);
            image[pauli] = (int) (after.x() | after.z() << operands);
            negative[pauli] = after.negative();
        }
    }

    /** The operands of a step in the order that {@link #of} counts them. */
    static List<Integer> operands(Step.Unitary step) {
        return step.qubits();
    }

    /** The action of a step, or nothing if it is not a Clifford gate on one or two qubits. */
    static Optional<CliffordGate> of(Step.Unitary step) {
        int operands = step.targets().size() + step.controls().size();
        if (operands == 0 || operands > 2) {
            return Optional.empty();
        }
        var unitary = step.matrix();
        for (int i = 0; i < step.controls().size(); i++) {
            unitary = unitary.controlled();
        }
        return CliffordTableau.of(unitary).map(CliffordGate::new);
    }

    int operands() {
        return operands;
    }

    /** The Pauli operator that this one becomes. */
    int image(int pauli) {
        return image[pauli];
    }

    /** Whether it also changes its sign. */
    boolean negative(int pauli) {
        return negative[pauli];
    }
}
