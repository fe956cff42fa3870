package cloud.somersault.simulators.density;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import java.util.HashMap;
import java.util.Map;

/**
 * The density matrix of up to {@value #QUBITS_MAX} qubits as its 4^n expectation values of Pauli
 * strings: rho = 2^-n sum r_P P. Digit q (two bits) of an index says what P has on qubit q: 0 I, 1
 * X, 2 Y, 3 Z.
 *
 * <p>In this basis a state is real, which halves the memory (512 MiB for 13 qubits) and the work of
 * a complex matrix, and every channel is a real matrix: 4x4 on one qubit, 16x16 on two. Steps are
 * held back and multiplied together as long as they stay on the same pair of qubits, so the pulses
 * before a CZ, the CZ, its noise and the waits after it are one sweep, whatever the noise is.
 *
 * <p>Rejected: vectorized rho with superoperators, which costs 64 multiplications where this has
 * 12; a kernel of its own for CZ, which is quicker by half on noise that is only depolarizing, and
 * no help with coherent errors.
 */
public final class DensityMatrix {
    public static final int QUBITS_MAX = 13;

    private final int qubits;
    private final PauliVector values;
    private final ChannelFusion fusion;
    private final Map<Action, double[]> unitaries = new HashMap<>();

    /** What the channel of a unitary depends on, whatever the qubits. */
    private record Action(Matrix matrix, int controls) {}

    /** |0...0><0...0|. */
    public DensityMatrix(int qubits) {
        if (qubits < 0 || qubits > QUBITS_MAX) {
            throw new IllegalArgumentException(
                    "a density matrix has 0 to " + QUBITS_MAX + " qubits, not " + qubits);
        }
        this.qubits = qubits;
        this.values = new PauliVector(qubits);
        this.fusion = new ChannelFusion(qubits, values);
    }

    /** A unitary or a channel; what the dice decide has no place in a density matrix. */
    public void apply(Step step, Checkpoint checkpoint) {
        switch (step.qubits().size()) {
            case 1 -> fusion.one(step.qubits().getFirst(), channel(step), checkpoint);
            case 2 ->
                    fusion.two(
                            step.qubits().getFirst(),
                            step.qubits().getLast(),
                            channel(step),
                            checkpoint);
            default -> {
                if (!(step instanceof Step.Unitary unitary)) {
                    throw new IllegalArgumentException(
                            "only trajectories can run " + step.getClass().getSimpleName());
                }
                step.qubits().forEach(qubit -> fusion.settle(qubit, checkpoint));
                ControlledSweep.apply(unitary, values, checkpoint);
            }
        }
    }

    private double[] channel(Step step) {
        return step instanceof Step.Unitary unitary
                ? unitaries.computeIfAbsent(
                        new Action(unitary.matrix(), unitary.controls().size()),
                        _ -> PauliTransfer.of(unitary))
                : PauliTransfer.of(step);
    }

    /** The diagonal: the probability of each state, qubit 0 the least significant bit. */
    public double[] probabilities(Checkpoint checkpoint) {
        fusion.settleAll(checkpoint);
        var diagonal = new double[1 << qubits];
        for (int i = 0; i < diagonal.length; i++) {
            diagonal[i] = values.get(3 * spread(i)) / diagonal.length;
        }
        for (int bit = 1; bit < diagonal.length; bit <<= 1) {
            checkpoint.pass();
            for (int i = 0; i < diagonal.length; i++) {
                if ((i & bit) == 0) {
                    double even = diagonal[i];
                    double odd = diagonal[i | bit];
                    diagonal[i] = even + odd;
                    diagonal[i | bit] = even - odd;
                }
            }
        }
        return diagonal;
    }

    /** An element, real part. */
    public double re(int row, int column) {
        return element(row, column, 0);
    }

    /** An element, imaginary part. */
    public double im(int row, int column) {
        return element(row, column, 1);
    }

    /**
     * Where row and column agree on a qubit, I and Z count, else X and Y; each Y brings -i where
     * the row has a 0.
     */
    private double element(int row, int column, int imaginary) {
        fusion.settleAll(Checkpoint.none());
        int differ = row ^ column;
        double sum = 0;
        for (int k = 0; k < 1 << qubits; k++) {
            // k chooses the second of the two on each qubit: Z of (I, Z), Y of (X, Y).
            int ys = k & differ;
            int zs = k & ~differ;
            if ((Integer.bitCount(ys) & 1) == imaginary) {
                int index = spread(differ) + spread(ys) + 3 * spread(zs);
                boolean minus = (Integer.bitCount(zs & row) & 1) != 0;
                // (-i)^zeros i^ones of the Ys, by its real or imaginary part
                int quarter = Integer.bitCount(ys & row) - Integer.bitCount(ys & ~row);
                minus ^= (quarter & 2) != 0;
                sum += minus ? -values.get(index) : values.get(index);
            }
        }
        return sum / (1 << qubits);
    }

    /** Bit q of an index to bit 2q. */
    private static int spread(int bits) {
        int out = 0;
        for (int q = 0; bits >> q != 0; q++) {
            out |= (bits >> q & 1) << 2 * q;
        }
        return out;
    }
}
