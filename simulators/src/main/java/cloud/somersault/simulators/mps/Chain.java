package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import java.util.List;

/**
 * Qubits in a line, whose neighbours can be acted on together: the state itself, or only the bounds
 * of what it will need.
 */
interface Chain {
    int qubits();

    /** Where a qubit stands. */
    int position(int qubit);

    int qubitAt(int position);

    /** The place whose tensor carries the norm. */
    int centre();

    /** A 2x2 unitary. */
    void applyUnitary(int qubit, double[] matrix);

    /** Any 2x2 matrix; the norm is made one afterwards. */
    void applyNormalising(int qubit, double[] matrix, Checkpoint checkpoint);

    /**
     * A 4x4 matrix on neighbours; the norm is made one afterwards.
     *
     * @param p the left one of the two places
     * @param matrix index 2 s(left) + s(right)
     * @param operatorRank by how much it may multiply the rank of the bond: 1, 2 or 4
     */
    void apply(int p, double[] matrix, int operatorRank, Checkpoint checkpoint);

    /**
     * Exchanges two neighbours.
     *
     * @param p the left one of the two places
     */
    void exchange(int p, Checkpoint checkpoint);

    /** Adds to the state what products of 2x2 matrices make of it; the sum has norm one. */
    void add(List<ProductOperator> terms, Checkpoint checkpoint);
}
