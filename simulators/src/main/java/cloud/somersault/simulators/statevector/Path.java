package cloud.somersault.simulators.statevector;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.EndlessLoopException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some shots with one history, and the state that the history led to. One-qubit matrices, unitary
 * or not, are held back per qubit and multiplied together until something needs the qubit.
 *
 * <p>When matrices are applied depends on the history alone, never on who else shares it: the last
 * bit of an amplitude is the same however shots are grouped.
 */
final class Path {
    /** Far above the smallest double, far below any norm that matters. */
    private static final double NORM_MIN = 1e-100;

    private static final double[] IDENTITY = {1, 0, 0, 0, 0, 0, 1, 0};

    final StateVector state;
    int[] shots;
    int draws;

    /** How often each loop has run since it was entered. */
    private final int[] iterations;

    private final double[] @Nullable [] pending;
    private boolean allUnitary = true;
    private double normAtLeast = 1;

    Path(StateVector state, int[] shots, int loops) {
        this.state = state;
        this.shots = shots;
        this.iterations = new int[loops];
        this.pending = new double[state.qubits()] @Nullable [];
    }

    /** The same history for other shots, in another state vector. */
    Path fork(StateVector into, int[] forShots, Checkpoint checkpoint) {
        into.copyFrom(state, checkpoint);
        var fork = new Path(into, forShots, iterations.length);
        fork.draws = draws;
        System.arraycopy(iterations, 0, fork.iterations, 0, iterations.length);
        System.arraycopy(pending, 0, fork.pending, 0, pending.length);
        fork.allUnitary = allUnitary;
        fork.normAtLeast = normAtLeast;
        return fork;
    }

    void enter(int loop) {
        iterations[loop] = 0;
    }

    /** One more iteration of a loop, or a failure if it has had all that it may have. */
    void iterate(int loop, int iterationsMax) {
        if (iterations[loop] == iterationsMax) {
            throw new EndlessLoopException(iterationsMax);
        }
        iterations[loop]++;
    }

    /** A 2x2 unitary. */
    void fold(int qubit, double[] matrix) {
        var before = pending[qubit];
        pending[qubit] = before == null ? matrix : OneQubitMatrix.product(matrix, before);
    }

    /**
     * A 2x2 matrix that shrinks the norm.
     *
     * @param normFactorMin the norm (squared) keeps at least this fraction
     */
    void foldShrinking(int qubit, double[] matrix, double normFactorMin, Checkpoint checkpoint) {
        fold(qubit, matrix);
        shrunk(normFactorMin, checkpoint);
    }

    /** A 4x4 matrix that shrinks the norm; see {@link #foldShrinking}. */
    void applyShrinking(
            List<Integer> qubits, Matrix matrix, double normFactorMin, Checkpoint checkpoint) {
        applyTwo(qubits, matrix, checkpoint);
        shrunk(normFactorMin, checkpoint);
    }

    /** A 4x4 matrix that brings a settled state to norm one. */
    void applyNormalising(List<Integer> qubits, Matrix matrix, Checkpoint checkpoint) {
        applyTwo(qubits, matrix, checkpoint);
        normAtLeast = 1;
    }

    private void applyTwo(List<Integer> qubits, Matrix matrix, Checkpoint checkpoint) {
        qubits.forEach(qubit -> apply(qubit, checkpoint));
        state.twoQubit(0, qubits.getFirst(), qubits.getLast(), matrix, checkpoint);
    }

    private void shrunk(double normFactorMin, Checkpoint checkpoint) {
        allUnitary = false;
        normAtLeast *= normFactorMin;
        if (normAtLeast < NORM_MIN) {
            applyAll(checkpoint);
            double scale = 1 / Math.sqrt(state.norm(checkpoint));
            fold(0, new double[] {scale, 0, 0, 0, 0, 0, scale, 0});
            normAtLeast = 1;
        }
    }

    /** A 2x2 matrix that brings a settled state to norm one. */
    void foldNormalising(int qubit, double[] matrix) {
        fold(qubit, matrix);
        allUnitary = false;
        normAtLeast = 1;
    }

    /** A unitary on more than one qubit. */
    void apply(Instruction.Unitary unitary, Checkpoint checkpoint) {
        for (int qubit : unitary.step().qubits()) {
            var waiting = pending[qubit];
            boolean commutes =
                    waiting == null
                            || (OneQubitMatrix.diagonal(waiting)
                                    && unitary.diagonalOn().contains(qubit));
            if (!commutes) {
                apply(qubit, checkpoint);
            }
        }
        state.apply(unitary.step(), checkpoint);
    }

    /** Leaves nothing pending that could change the probabilities of a qubit. */
    void settle(int qubit, Checkpoint checkpoint) {
        if (allUnitary) {
            apply(qubit, checkpoint);
        } else {
            applyAll(checkpoint);
        }
    }

    void applyAll(Checkpoint checkpoint) {
        for (int qubit = 0; qubit < pending.length; qubit++) {
            apply(qubit, checkpoint);
        }
        allUnitary = true;
    }

    private void apply(int qubit, Checkpoint checkpoint) {
        var matrix = pending[qubit];
        if (matrix != null) {
            pending[qubit] = null;
            if (!Arrays.equals(matrix, IDENTITY)) {
                state.oneQubit(0, qubit, matrix, checkpoint);
            }
        }
    }

    static int[] all(int shots) {
        var numbers = new int[shots];
        Arrays.setAll(numbers, shot -> shot);
        return numbers;
    }
}
