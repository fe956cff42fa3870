package cloud.somersault.simulators.statevector;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.sampling.Weights;

/**
 * 2^n complex amplitudes in double precision, real and imaginary parts apart. Qubit 0 is the least
 * significant bit of an index. The matrices may be anything: trajectories apply Kraus operators and
 * the density matrix superoperators, so the norm is whatever they make it.
 *
 * <p>Every sweep visits amplitudes in the order of their index on one thread and passes a
 * checkpoint each {@value #CHUNK} steps (under a millisecond); sums are formed in that order too.
 * The result is therefore the same on any machine.
 */
public final class StateVector {
    /** 2^28 amplitudes are two arrays of 2 GiB. */
    public static final int QUBITS_MAX = 28;

    private static final int CHUNK = 1 << 17;
    private static final Matrix SWAP = Gate.SWAP.matrix();

    private final int qubits;
    private final double[] re;
    private final double[] im;

    /** |0...0>. */
    public StateVector(int qubits) {
        if (qubits < 0 || qubits > QUBITS_MAX) {
            throw new IllegalArgumentException(
                    "a state vector has 0 to " + QUBITS_MAX + " qubits, not " + qubits);
        }
        this.qubits = qubits;
        this.re = new double[1 << qubits];
        this.im = new double[1 << qubits];
        re[0] = 1;
    }

    public int qubits() {
        return qubits;
    }

    public int size() {
        return re.length;
    }

    public double re(int index) {
        return re[index];
    }

    public double im(int index) {
        return im[index];
    }

    /** The squared modulus of an amplitude. */
    public double probability(int index) {
        return re[index] * re[index] + im[index] * im[index];
    }

    /** The squared moduli of the amplitudes, to sample from. */
    public Weights weights() {
        return new Weights() {
            @Override
            public int size() {
                return re.length;
            }

            @Override
            public void fill(int from, int count, double[] into) {
                for (int i = 0; i < count; i++) {
                    into[i] = re[from + i] * re[from + i] + im[from + i] * im[from + i];
                }
            }
        };
    }

    /** Multiplies an amplitude by a real number. */
    public void scale(int index, double factor) {
        re[index] *= factor;
        im[index] *= factor;
    }

    /** Replaces an amplitude. */
    public void set(int index, double newRe, double newIm) {
        re[index] = newRe;
        im[index] = newIm;
    }

    /** Becomes the same state as another of equal size. */
    public void copyFrom(StateVector other, Checkpoint checkpoint) {
        inChunks(
                size(),
                checkpoint,
                (from, to) -> {
                    System.arraycopy(other.re, from, re, from, to - from);
                    System.arraycopy(other.im, from, im, from, to - from);
                });
    }

    /** A unitary step. */
    public void apply(Step.Unitary step, Checkpoint checkpoint) {
        int controls = 0;
        for (int control : step.controls()) {
            controls |= 1 << control;
        }
        var matrix = step.matrix();
        switch (step.targets().size()) {
            case 0 -> phase(controls, matrix.re(0, 0), matrix.im(0, 0), checkpoint);
            case 1 ->
                    oneQubit(
                            controls,
                            step.targets().getFirst(),
                            OneQubitMatrix.numbers(matrix),
                            checkpoint);
            default ->
                    twoQubit(
                            controls,
                            step.targets().getFirst(),
                            step.targets().getLast(),
                            matrix,
                            checkpoint);
        }
    }

    /** Multiplies the amplitudes whose controls are all 1 by a complex number. */
    public void phase(int controls, double phaseRe, double phaseIm, Checkpoint checkpoint) {
        if (phaseRe == 1 && phaseIm == 0) {
            return;
        }
        var space = new Subspace(qubits, controls, 0);
        inChunks(
                space.size(),
                checkpoint,
                (from, to) -> PhaseKernel.apply(re, im, space, phaseRe, phaseIm, from, to));
    }

    /**
     * A 2x2 matrix, row-major (re, im) pairs, on a target where all controls are 1.
     *
     * @param controls mask
     */
    public void oneQubit(int controls, int target, double[] matrix, Checkpoint checkpoint) {
        int stride = 1 << target;
        if (OneQubitMatrix.diagonal(matrix)) {
            if (matrix[0] != 1 || matrix[1] != 0) {
                var zeros = new Subspace(qubits, controls, stride);
                inChunks(
                        zeros.size(),
                        checkpoint,
                        (from, to) ->
                                PhaseKernel.apply(re, im, zeros, matrix[0], matrix[1], from, to));
            }
            phase(controls | stride, matrix[6], matrix[7], checkpoint);
            return;
        }
        var space = new Subspace(qubits, controls, stride);
        inChunks(
                space.size(),
                checkpoint,
                (from, to) -> OneQubitKernel.apply(re, im, space, stride, matrix, from, to));
    }

    /** A 4x4 matrix on two targets, the first the less significant, where all controls are 1. */
    public void twoQubit(int controls, int first, int second, Matrix matrix, Checkpoint cp) {
        int a = 1 << first;
        int b = 1 << second;
        var space = new Subspace(qubits, controls, a | b);
        if (matrix.equals(SWAP)) {
            inChunks(
                    space.size(),
                    cp,
                    (from, to) -> TwoQubitKernel.swap(re, im, space, a, b, from, to));
            return;
        }
        var mRe = new double[16];
        var mIm = new double[16];
        boolean diagonal = true;
        for (int i = 0; i < 16; i++) {
            mRe[i] = matrix.re(i >> 2, i & 3);
            mIm[i] = matrix.im(i >> 2, i & 3);
            diagonal &= i >> 2 == (i & 3) || (mRe[i] == 0 && mIm[i] == 0);
        }
        if (diagonal) {
            for (int i = 0; i < 4; i++) {
                int ones = controls | (i & 1) * a | (i >> 1) * b;
                var quarter = new Subspace(qubits, ones, (a | b) & ~ones);
                double phaseRe = mRe[5 * i];
                double phaseIm = mIm[5 * i];
                inChunks(
                        quarter.size(),
                        cp,
                        (from, to) ->
                                PhaseKernel.apply(re, im, quarter, phaseRe, phaseIm, from, to));
            }
            return;
        }
        inChunks(
                space.size(),
                cp,
                (from, to) -> TwoQubitKernel.apply(re, im, space, a, b, mRe, mIm, from, to));
    }

    /** The sum of the squared moduli: 1 for a normalised state. */
    public double norm(Checkpoint checkpoint) {
        return sum(new Subspace(qubits, 0, 0), checkpoint);
    }

    /** The part of the {@link #norm} where this qubit is 1 (or 0). */
    public double weight(int qubit, boolean one, Checkpoint checkpoint) {
        int bit = 1 << qubit;
        return sum(new Subspace(qubits, one ? bit : 0, one ? 0 : bit), checkpoint);
    }

    private double sum(Subspace space, Checkpoint checkpoint) {
        double sum = 0;
        for (int k = 0; k < space.size(); ) {
            checkpoint.pass();
            int end = Math.min(space.size(), k + CHUNK);
            while (k < end) {
                int length = Math.min(space.run() - (k & space.run() - 1), end - k);
                int start = space.index(k);
                for (int i = start; i < start + length; i++) {
                    sum += re[i] * re[i] + im[i] * im[i];
                }
                k += length;
            }
        }
        return sum;
    }

    /** A piece of a sweep. */
    @FunctionalInterface
    private interface Piece {
        void run(int from, int to);
    }

    private static void inChunks(int size, Checkpoint checkpoint, Piece piece) {
        for (int from = 0; from < size; from += CHUNK) {
            checkpoint.pass();
            piece.run(from, Math.min(size, from + CHUNK));
        }
    }
}
