package cloud.somersault.simulators.batch;

import cloud.somersault.simulators.plan.Checkpoint;

/**
 * A block of circuits side by side, and the memory that they take. One thread's; the circuits of a
 * block don't touch each other, so a result depends on its own parameters only.
 */
interface Lanes {

    /** How many circuits there are in a block. */
    int lanes();

    /**
     * Sets the angles.
     *
     * @param parameters row-major, a row for each circuit
     * @param firstRow the row of the first lane
     * @param rows how many rows; at most {@link #lanes}
     */
    void prepare(double[] parameters, int firstRow, int rows);

    /**
     * Runs the circuits.
     *
     * @param keep whether {@link #gradients} are wanted
     */
    void forward(boolean keep, Checkpoint checkpoint);

    /** Runs some layers, from (inclusive) to to (exclusive); layer 0 makes the state. */
    void forward(int from, int to, Checkpoint checkpoint);

    /** Takes over the state of the first lane of a block of this program and precision. */
    void copyFirst(Lanes from);

    /** Reads the observables off the final states; row-major, a row for each circuit. */
    void values(double[] values, int firstRow, int rows);

    /** The probabilities of all bitstrings, qubit 0 the last bit; a row for each circuit. */
    void probabilities(double[] probabilities, int firstRow, int rows);

    /**
     * After {@link #forward} that keeps: the gradients of the observables' combinations by all
     * parameters, by sweeping back. Takes the states apart.
     *
     * @param cotangents row-major: the factors of the observables
     * @param gradients row-major: set for these rows
     */
    void gradients(
            double[] cotangents, double[] gradients, int firstRow, int rows, Checkpoint checkpoint);
}
