package cloud.somersault.simulators.density;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.statevector.StateVector;
import cloud.somersault.simulators.statevector.Subspace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The density matrix of up to {@value #QUBITS_MAX} qubits, kept as a vector of 2n qubits: index
 * bits 0 to n-1 are the row, n to 2n-1 the column. One-qubit channels are held back per qubit and
 * multiplied together until a two-qubit step needs the qubit.
 */
public final class DensityMatrix {
    public static final int QUBITS_MAX = 10;

    private final int qubits;
    private final StateVector elements;
    private final @Nullable Matrix[] pending;

    /** |0...0><0...0|. */
    public DensityMatrix(int qubits) {
        if (qubits < 0 || qubits > QUBITS_MAX) {
            throw new IllegalArgumentException(
                    "a density matrix has 0 to " + QUBITS_MAX + " qubits, not " + qubits);
        }
        this.qubits = qubits;
        this.elements = new StateVector(2 * qubits);
        this.pending = new @Nullable Matrix[qubits];
    }

    /** A unitary or a channel; what the dice decide has no place in a density matrix. */
    public void apply(Step step, Checkpoint checkpoint) {
        switch (step) {
            case Step.Unitary unitary -> unitary(unitary, checkpoint);
            case Step.Depolarize(double p, var on) when on.size() == 1 ->
                    fold(on.getFirst(), Superoperator.depolarize(p));
            case Step.Depolarize(double p, var on) ->
                    depolarizeTwo(p, on.getFirst(), on.getLast(), checkpoint);
            case Step.Relax(int qubit, double decay, double coherence) ->
                    fold(qubit, Superoperator.relax(decay, coherence));
            case Step.Measure _, Step.Reset _, Step.Branch _, Step.Assign _, Step.Loop _ ->
                    throw new IllegalArgumentException(
                            "only trajectories can run " + step.getClass().getSimpleName());
        }
    }

    /** The diagonal: the probability of each state, qubit 0 the least significant bit. */
    public double[] probabilities(Checkpoint checkpoint) {
        settle(checkpoint);
        var diagonal = new double[1 << qubits];
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] = elements.re(i | i << qubits);
        }
        return diagonal;
    }

    /** An element, real part. */
    public double re(int row, int column) {
        settle(Checkpoint.none());
        return elements.re(row | column << qubits);
    }

    /** An element, imaginary part. */
    public double im(int row, int column) {
        settle(Checkpoint.none());
        return elements.im(row | column << qubits);
    }

    private void unitary(Step.Unitary step, Checkpoint checkpoint) {
        if (step.controls().isEmpty() && step.targets().size() == 1) {
            fold(step.targets().getFirst(), Superoperator.unitary(step.matrix()));
            return;
        }
        step.qubits().forEach(qubit -> settle(qubit, checkpoint));
        elements.apply(step, checkpoint);
        elements.apply(
                new Step.Unitary(
                        conjugate(step.matrix()),
                        columns(step.targets()),
                        columns(step.controls())),
                checkpoint);
    }

    private void depolarizeTwo(double p, int first, int second, Checkpoint checkpoint) {
        settle(first, checkpoint);
        settle(second, checkpoint);
        int a = 1 << first;
        int b = 1 << second;
        int[] row = {0, a, b, a | b};
        int both = row[3] | row[3] << qubits;
        var space = new Subspace(2 * qubits, 0, both);
        for (int k = 0; k < space.size(); k++) {
            if (k % (1 << 14) == 0) {
                checkpoint.pass();
            }
            int base = space.index(k);
            double traceRe = 0;
            double traceIm = 0;
            for (int x : row) {
                int at = base + (x | x << qubits);
                traceRe += elements.re(at);
                traceIm += elements.im(at);
            }
            for (int x : row) {
                for (int y : row) {
                    int at = base + (x | y << qubits);
                    elements.scale(at, 1 - p);
                    if (x == y) {
                        elements.set(
                                at,
                                elements.re(at) + p / 4 * traceRe,
                                elements.im(at) + p / 4 * traceIm);
                    }
                }
            }
        }
    }

    private void fold(int qubit, Matrix channel) {
        var before = pending[qubit];
        pending[qubit] = before == null ? channel : channel.times(before);
    }

    private void settle(Checkpoint checkpoint) {
        for (int qubit = 0; qubit < qubits; qubit++) {
            settle(qubit, checkpoint);
        }
    }

    private void settle(int qubit, Checkpoint checkpoint) {
        var channel = pending[qubit];
        if (channel != null) {
            pending[qubit] = null;
            elements.twoQubit(0, qubit, qubit + qubits, channel, checkpoint);
        }
    }

    private List<Integer> columns(List<Integer> rows) {
        var columns = new ArrayList<Integer>(rows.size());
        rows.forEach(qubit -> columns.add(qubit + qubits));
        return columns;
    }

    private static Matrix conjugate(Matrix matrix) {
        var pairs = new double[2 * matrix.size() * matrix.size()];
        for (int row = 0; row < matrix.size(); row++) {
            for (int column = 0; column < matrix.size(); column++) {
                int at = 2 * (row * matrix.size() + column);
                pairs[at] = matrix.re(row, column);
                pairs[at + 1] = -matrix.im(row, column);
            }
        }
        return Matrix.of(matrix.size(), pairs);
    }
}
