package cloud.somersault.simulators.stabilizer;

import cloud.somersault.circuits.CliffordTableau;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.PauliString;
import cloud.somersault.simulators.plan.Step;
import java.util.List;
import java.util.Optional;

/**
 * A Clifford gate on one or two operands as operations on rows. The generators of Pauli operators
 * are numbered X of each operand, then Z of each operand; three things have a row for each:
 *
 * <ul>
 *   <li>a {@link Tableau}, whose rows are Pauli operators seen from before the circuit;
 *   <li>{@link FrameSampler}'s frames, whose rows say which shots have the generator as an error;
 *   <li>{@link ErrorColumns}, whose rows say which bits an error would flip.
 * </ul>
 */
final class CliffordGate {
    private final int operands;
    private final RowOperations tableauRows;
    private final int[] quarterTurns;
    private final RowOperations frameRows;
    private final RowOperations columnRows;

    private CliffordGate(CliffordTableau images, CliffordTableau preimages) {
        operands = images.qubits();
        columnRows = RowOperations.of(matrix(images));
        frameRows = RowOperations.of(RowOperations.transposed(matrix(images)));
        tableauRows = RowOperations.of(matrix(preimages));
        quarterTurns = missingTurns(preimages);
    }

    /** The operands of a step in the order that {@link #of} counts them. */
    static int[] operands(Step.Unitary step) {
        return step.qubits().stream().mapToInt(Integer::intValue).toArray();
    }

    /** The action of a step, or nothing if it is not a Clifford gate on one or two qubits. */
    static Optional<CliffordGate> of(Matrix core, int targets, int controls) {
        if (targets + controls == 0 || targets + controls > 2) {
            return Optional.empty();
        }
        var unitary = core;
        for (int i = 0; i < controls; i++) {
            unitary = unitary.controlled();
        }
        var images = CliffordTableau.of(unitary);
        var preimages = CliffordTableau.of(unitary.adjoint());
        return images.isEmpty() || preimages.isEmpty()
                ? Optional.empty()
                : Optional.of(new CliffordGate(images.get(), preimages.get()));
    }

    int operands() {
        return operands;
    }

    /** What a tableau does with its rows of the operands, up to {@link #quarterTurns}. */
    RowOperations tableauRows() {
        return tableauRows;
    }

    /** How many factors i each of those rows gets at the end. */
    int[] quarterTurns() {
        return quarterTurns;
    }

    /** What frames do, forwards in time. */
    RowOperations frameRows() {
        return frameRows;
    }

    /** What error columns do, backwards in time. */
    RowOperations columnRows() {
        return columnRows;
    }

    private static List<PauliString> generators(CliffordTableau tableau) {
        return java.util.stream.Stream.concat(
                        tableau.xImages().stream(), tableau.zImages().stream())
                .toList();
    }

    private static int[] matrix(CliffordTableau tableau) {
        return generators(tableau).stream()
                .mapToInt(pauli -> (int) (pauli.x() | pauli.z() << tableau.qubits()))
                .toArray();
    }

    /**
     * The same operations on the generators themselves, to see which phases are missing: products
     * of the tableau's rows have the same phases, because rows commute as generators do.
     */
    private int[] missingTurns(CliffordTableau preimages) {
        int generators = 2 * operands;
        var x = new int[generators];
        var z = new int[generators];
        var turns = new int[generators];
        for (int i = 0; i < generators; i++) {
            int from = tableauRows.order()[i];
            x[i] = from < operands ? 1 << from : 0;
            z[i] = from < operands ? 0 : 1 << from - operands;
        }
        var additions = tableauRows.additions();
        for (int i = 0; i < additions.length; i += 2) {
            int to = additions[i];
            int from = additions[i + 1];
            turns[to] += turns[from] + 2 * Integer.bitCount(z[to] & x[from]);
            x[to] ^= x[from];
            z[to] ^= z[from];
        }
        var wanted = generators(preimages);
        for (int i = 0; i < generators; i++) {
            var pauli = wanted.get(i);
            int target = Long.bitCount(pauli.x() & pauli.z()) + (pauli.negative() ? 2 : 0);
            turns[i] = target - turns[i] & 3;
        }
        return turns;
    }
}
