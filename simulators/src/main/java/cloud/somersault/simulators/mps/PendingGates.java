package cloud.somersault.simulators.mps;

import cloud.somersault.simulators.plan.Checkpoint;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gates that wait in front of a chain: one-qubit matrices join the next interaction of their qubit,
 * and interactions of the same pair become one, until something else needs one of the qubits. A
 * chain pays for every interaction with a factorisation, so CX, RZ, CX costs what one gate costs.
 *
 * <p>When something is applied depends on the history of gates alone.
 */
final class PendingGates {
    private static final double[] IDENTITY = {1, 0, 0, 0, 0, 0, 1, 0};

    /** An interaction that waits, and the place in the program of its last gate. */
    private record Pair(int first, int second, double[] matrix, int at) {}

    private final MpsProgram program;
    private final double[] @Nullable [] singles;
    private final @Nullable Pair[] pairs;

    /** Whether all that waits is unitary, so that what waits elsewhere changes no probability. */
    private boolean allUnitary = true;

    PendingGates(MpsProgram program) {
        this.program = program;
        this.singles = new double[program.order().length] @Nullable [];
        this.pairs = new @Nullable Pair[program.order().length];
    }

    /** The same for another copy of the chain. */
    PendingGates copy() {
        var copy = new PendingGates(program);
        System.arraycopy(singles, 0, copy.singles, 0, singles.length);
        System.arraycopy(pairs, 0, copy.pairs, 0, pairs.length);
        copy.allUnitary = allUnitary;
        return copy;
    }

    /** A 2x2 unitary. */
    void fold(int qubit, double[] matrix) {
        var pair = pairs[qubit];
        if (pair == null) {
            var before = singles[qubit];
            singles[qubit] = before == null ? matrix : TwoQubitMatrix.product(matrix, before);
        } else {
            var onPair = TwoQubitMatrix.onOne(matrix, qubit == pair.first);
            put(
                    new Pair(
                            pair.first,
                            pair.second,
                            TwoQubitMatrix.product(onPair, pair.matrix),
                            pair.at));
        }
    }

    /** A 2x2 matrix that shrinks the norm. */
    void foldShrinking(int qubit, double[] matrix) {
        allUnitary = false;
        fold(qubit, matrix);
    }

    /** A 4x4 unitary at a place of the program. */
    void interact(MpsInstruction.Two two, int at, Chain chain, Checkpoint checkpoint) {
        int a = two.first();
        int b = two.second();
        var pair = pairs[a];
        if (pair != null && pair.equals(pairs[b])) {
            var matrix = pair.first == a ? two.matrix() : TwoQubitMatrix.exchanged(two.matrix());
            put(new Pair(pair.first, pair.second, TwoQubitMatrix.product(matrix, pair.matrix), at));
            return;
        }
        applyPair(a, chain, checkpoint);
        applyPair(b, chain, checkpoint);
        var matrix = two.matrix();
        matrix = afterSingle(matrix, a, true);
        matrix = afterSingle(matrix, b, false);
        put(new Pair(a, b, matrix, at));
    }

    /** A 4x4 matrix that shrinks the norm. */
    void interactShrinking(MpsInstruction.Two two, int at, Chain chain, Checkpoint checkpoint) {
        interact(two, at, chain, checkpoint);
        allUnitary = false;
    }

    /** Settles two qubits and brings them together; returns the left one of their places. */
    int settlePair(int first, int second, int at, Chain chain, Checkpoint checkpoint) {
        settle(first, chain, checkpoint);
        settle(second, chain, checkpoint);
        int a = chain.position(first);
        int b = chain.position(second);
        bringTogether(Math.min(a, b), Math.max(a, b), at, chain, checkpoint);
        return Math.min(chain.position(first), chain.position(second));
    }

    /** A unitary on three or more qubits. */
    void interact(MpsInstruction.Many many, Chain chain, Checkpoint checkpoint) {
        if (allUnitary) {
            many.qubits().forEach(qubit -> apply(qubit, chain, checkpoint));
        } else {
            applyAll(chain, checkpoint);
        }
        chain.add(many.added(), checkpoint);
    }

    /** Leaves nothing waiting that could change the probabilities of a qubit. */
    void settle(int qubit, Chain chain, Checkpoint checkpoint) {
        if (allUnitary) {
            apply(qubit, chain, checkpoint);
        } else {
            applyAll(chain, checkpoint);
        }
    }

    /** Applies everything, from the end of the chain that is nearer to its centre. */
    void applyAll(Chain chain, Checkpoint checkpoint) {
        boolean fromLeft = 2 * chain.centre() < chain.qubits();
        var qubits = new ArrayList<Integer>();
        for (int p = 0; p < chain.qubits(); p++) {
            qubits.add(chain.qubitAt(fromLeft ? p : chain.qubits() - 1 - p));
        }
        qubits.forEach(qubit -> apply(qubit, chain, checkpoint));
        allUnitary = true;
    }

    private double[] afterSingle(double[] matrix, int qubit, boolean first) {
        var single = singles[qubit];
        if (single == null) {
            return matrix;
        }
        singles[qubit] = null;
        return TwoQubitMatrix.product(matrix, TwoQubitMatrix.onOne(single, first));
    }

    private void put(Pair pair) {
        pairs[pair.first] = pair;
        pairs[pair.second] = pair;
    }

    private void apply(int qubit, Chain chain, Checkpoint checkpoint) {
        applyPair(qubit, chain, checkpoint);
        var single = singles[qubit];
        if (single != null) {
            singles[qubit] = null;
            if (Arrays.equals(single, IDENTITY)) {
                return;
            }
            if (allUnitary) {
                chain.applyUnitary(qubit, single);
            } else {
                chain.applyNormalising(qubit, single, checkpoint);
            }
        }
    }

    private void applyPair(int qubit, Chain chain, Checkpoint checkpoint) {
        var pair = pairs[qubit];
        if (pair == null) {
            return;
        }
        pairs[pair.first] = null;
        pairs[pair.second] = null;
        int a = chain.position(pair.first);
        int b = chain.position(pair.second);
        bringTogether(Math.min(a, b), Math.max(a, b), pair.at, chain, checkpoint);
        boolean ordered = a < b;
        var matrix = ordered ? pair.matrix : TwoQubitMatrix.exchanged(pair.matrix);
        int left = chain.position(ordered ? pair.first : pair.second);
        chain.apply(left, matrix, TwoQubitMatrix.operatorRank(matrix), checkpoint);
    }

    private void bringTogether(int left, int right, int at, Chain chain, Checkpoint checkpoint) {
        if (right - left == 1) {
            return;
        }
        int meeting = new Meeting(chain, program.upcoming(at)).between(left, right);
        // The end at which the centre is moves first.
        if (Math.abs(chain.centre() - left) <= Math.abs(chain.centre() - right)) {
            moveRight(left, meeting, chain, checkpoint);
            moveLeft(right, meeting + 1, chain, checkpoint);
        } else {
            moveLeft(right, meeting + 1, chain, checkpoint);
            moveRight(left, meeting, chain, checkpoint);
        }
    }

    private static void moveRight(int from, int to, Chain chain, Checkpoint checkpoint) {
        for (int p = from; p < to; p++) {
            chain.exchange(p, checkpoint);
        }
    }

    private static void moveLeft(int from, int to, Chain chain, Checkpoint checkpoint) {
        for (int p = from; p > to; p--) {
            chain.exchange(p - 1, checkpoint);
        }
    }
}
