package cloud.somersault.simulators.statevector.fused;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.sampling.Weights;
import java.util.List;

/**
 * The state of a run of unitary steps from |0...0>, in single or double precision. Real and
 * imaginary parts are apart. Memory is passed over once for each {@link Sweep}; a block of a sweep
 * fits the second cache of a core and everything that the sweep does happens there.
 *
 * <p>Amplitudes are the same bits for any number of threads and any width of vectors.
 */
public abstract sealed class FusedState permits StateF32, StateF64 {
    /** Fewer qubits are simulated among so many. */
    static final int QUBITS_MIN = Diagonal.ROW_BITS;

    /** Single precision for 30 qubits takes 8 GiB. */
    public static final int QUBITS_MAX = 30;

    /** Each block has so many of the lowest qubits: runs of at least a kilobyte. */
    private static final int LOW_BITS = 8;

    private static final int BLOCK_BITS_MOST = 30;

    final FusedCircuit circuit;
    private double scale = 1;

    FusedState(FusedCircuit circuit) {
        this.circuit = circuit;
    }

    /**
     * Runs steps from |0...0>.
     *
     * @param qubits at most {@link #QUBITS_MAX}; in double precision 28
     * @param phases whether the phases of the amplitudes are wanted, or only probabilities
     * @param threads how many threads share the work
     */
    public static FusedState run(
            int qubits,
            List<Step.Unitary> steps,
            Precision precision,
            boolean phases,
            EngineThreads threads,
            Checkpoint checkpoint) {
        return run(qubits, steps, precision, phases, BLOCK_BITS_MOST, threads, checkpoint);
    }

    /** The same with blocks of at most so many qubits: tests have small ones. */
    static FusedState run(
            int qubits,
            List<Step.Unitary> steps,
            Precision precision,
            boolean phases,
            int blockBitsMost,
            EngineThreads threads,
            Checkpoint checkpoint) {
        int wide = Math.max(qubits, QUBITS_MIN);
        var circuit = Fusing.fuse(wide, steps, true);
        int blockBits =
                Math.min(
                        Math.min(wide, blockBitsMost),
                        precision == Precision.SINGLE ? StateF32.BLOCK_BITS : StateF64.BLOCK_BITS);
        var state =
                switch (precision) {
                    case SINGLE -> new StateF32(circuit, blockBits, threads.count());
                    case DOUBLE -> new StateF64(circuit, blockBits, threads.count());
                };
        var schedule = Scheduler.schedule(circuit, blockBits, LOW_BITS, phases, checkpoint);
        state.scale = schedule.scale();
        var sweeps = schedule.sweeps();
        if (sweeps.isEmpty()) {
            sweeps = List.of(new Sweep((1 << blockBits) - 1, List.of()));
        }
        boolean first = true;
        for (var sweep : sweeps) {
            state.sweep(sweep, first, threads, checkpoint);
            first = false;
        }
        return state;
    }

    abstract void sweep(Sweep sweep, boolean first, EngineThreads threads, Checkpoint checkpoint);

    abstract double storedRe(int stored);

    abstract double storedIm(int stored);

    /** Writes the squared moduli of so many neighbours. */
    abstract void squares(int from, int count, double[] into);

    /** How many amplitudes are stored: 2^qubits, or more where there are few qubits. */
    public final int stored() {
        return 1 << circuit.qubits();
    }

    /** The basis states whose amplitudes are stored in these places, in their stead. */
    public final void toIndices(int[] places) {
        circuit.toIndices(places);
    }

    /** The distribution over the stored places, up to a factor that all have. */
    public final Weights weights() {
        return new Weights() {
            @Override
            public int size() {
                return stored();
            }

            @Override
            public void fill(int from, int count, double[] into) {
                squares(from, count, into);
            }
        };
    }

    /** The real part of an amplitude, if phases were asked for. */
    public final double re(int index) {
        int stored = circuit.stored(index);
        double re = storedRe(stored);
        double im = storedIm(stored);
        return (re * circuit.phaseRe() - im * circuit.phaseIm()) * scale;
    }

    /** The imaginary part. */
    public final double im(int index) {
        int stored = circuit.stored(index);
        double re = storedRe(stored);
        double im = storedIm(stored);
        return (re * circuit.phaseIm() + im * circuit.phaseRe()) * scale;
    }
}
