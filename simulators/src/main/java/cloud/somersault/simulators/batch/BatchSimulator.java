package cloud.somersault.simulators.batch;

import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.PauliSum;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.simd.Simd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Runs many circuits of one shape, exactly and without noise: in each lane of a vector another
 * circuit, so that every instruction works for all of them and no qubit is awkward.
 *
 * <p>A circuit is compiled once, to RY on bits and phases in between ({@link Splitting}, {@link
 * Layering}). The first layer makes a product state, which is written down instead of computed;
 * phases are multiplied together in small tables ({@link Phases}); RY takes three fused
 * multiply-adds a pair of amplitudes, three qubits at a time in registers; all &lt;Z&gt; are read
 * in one folding pass. Gradients by all parameters come from one more sweep, backwards (adjoint
 * differentiation; T. Jones, J. Gacon, arXiv:2009.02823), whatever their number.
 *
 * <p>Matrices of numbers are row-major arrays: a row of parameters, of values or of gradients for
 * each circuit. A row of results depends on its row of parameters only: not on the rows beside it,
 * the width of the vectors, or the number of threads. Immutable; any number of threads may call.
 */
public final class BatchSimulator {
    /** Beyond, a state is large enough for vectors of its own. */
    public static final int QUBITS_MAX = 16;

    /** Amplitudes of a block of circuits that stay in the first cache, in bytes. */
    private static final int BLOCK_BYTES = 1 << 14;

    private static final int LANES_MAX = 256;

    /** 32 MiB. */
    private static final int PROBABILITIES_AT_ONCE = 1 << 22;

    private final ParametricCircuit circuit;
    private final List<PauliSum> observables;
    private final Precision precision;
    private final LaneProgram program;

    private BatchSimulator(
            ParametricCircuit circuit, List<PauliSum> observables, Precision precision) {
        if (circuit.qubits() > QUBITS_MAX) {
            throw new IllegalArgumentException(
                    "a batch is of circuits up to " + QUBITS_MAX + " qubits: " + circuit.qubits());
        }
        this.circuit = circuit;
        this.observables = List.copyOf(observables);
        this.precision = precision;
        this.program = LaneProgram.of(circuit, observables);
    }

    /** Compiles a circuit and the observables that are wanted of it. */
    public static BatchSimulator of(
            ParametricCircuit circuit, List<PauliSum> observables, Precision precision) {
        return new BatchSimulator(circuit, observables, precision);
    }

    /** How many parameters a row has. */
    public int parameters() {
        return circuit.parameters();
    }

    /** How many values a row has. */
    public int observables() {
        return observables.size();
    }

    /**
     * The expectation values.
     *
     * @param parameters rows x {@link #parameters}, radians
     * @return rows x {@link #observables}
     */
    public double[] expectations(double[] parameters, int rows, Checkpoint checkpoint) {
        requireRows(parameters, rows, circuit.parameters());
        var values = new double[rows * observables.size()];
        eachBlock(
                rows,
                (lanes, first, count) -> {
                    lanes.prepare(parameters, first, count);
                    lanes.forward(false, checkpoint);
                    lanes.values(values, first, count);
                });
        return values;
    }

    /**
     * The variances &lt;O^2&gt; - &lt;O&gt;^2 of single readings.
     *
     * @return rows x {@link #observables}, none negative
     */
    public double[] variances(double[] parameters, int rows, Checkpoint checkpoint) {
        var both = new ArrayList<>(observables);
        observables.forEach(observable -> both.add(observable.squared()));
        var values = of(circuit, both, precision).expectations(parameters, rows, checkpoint);
        int k = observables.size();
        var variances = new double[rows * k];
        for (int i = 0; i < variances.length; i++) {
            double mean = values[i / k * 2 * k + i % k];
            variances[i] = Math.max(0, values[i / k * 2 * k + k + i % k] - mean * mean);
        }
        return variances;
    }

    /**
     * Values, and gradients of combinations of them.
     *
     * @param values rows x observables
     * @param gradients rows x parameters
     */
    public record Gradients(double[] values, double[] gradients) {}

    /**
     * Vector-Jacobian products: for each circuit the gradient of sum_k cotangent_k &lt;O_k&gt; by
     * all its parameters.
     *
     * @param parameters rows x {@link #parameters}, radians
     * @param cotangents rows x {@link #observables}
     */
    public Gradients vjp(
            double[] parameters, int rows, double[] cotangents, Checkpoint checkpoint) {
        requireRows(parameters, rows, circuit.parameters());
        requireRows(cotangents, rows, observables.size());
        var values = new double[rows * observables.size()];
        var gradients = new double[rows * circuit.parameters()];
        eachBlock(
                rows,
                (lanes, first, count) -> {
                    lanes.prepare(parameters, first, count);
                    lanes.forward(true, checkpoint);
                    lanes.values(values, first, count);
                    lanes.gradients(cotangents, gradients, first, count, checkpoint);
                });
        return new Gradients(values, gradients);
    }

    /**
     * The probability of every bitstring, qubit 0 the least significant bit.
     *
     * @return rows x 2^qubits
     */
    public double[] probabilities(double[] parameters, int rows, Checkpoint checkpoint) {
        requireRows(parameters, rows, circuit.parameters());
        var probabilities = new double[Math.multiplyExact(rows, 1 << circuit.qubits())];
        eachBlock(
                rows,
                (lanes, first, count) -> {
                    lanes.prepare(parameters, first, count);
                    lanes.forward(false, checkpoint);
                    lanes.probabilities(probabilities, first, count);
                });
        return probabilities;
    }

    /**
     * Shots of every circuit, every qubit measured into the bit of its number: what {@code Engines}
     * draws from circuits that don't fall into independent parts.
     *
     * @param which shots of each row
     */
    public List<Counts> counts(
            double[] parameters, int rows, RowShots which, Checkpoint checkpoint) {
        requireRows(parameters, rows, circuit.parameters());
        var all = new ArrayList<Counts>();
        int step = Math.max(1, PROBABILITIES_AT_ONCE >> circuit.qubits());
        for (int row = 0; row < rows; row += step) {
            int some = Math.min(step, rows - row);
            int columns = circuit.parameters();
            var part = Arrays.copyOfRange(parameters, row * columns, (row + some) * columns);
            var from =
                    new RowShots(
                            which.seed(),
                            which.firstCircuit() + row,
                            which.firstShot(),
                            which.shots());
            all.addAll(
                    Shots.counts(
                            probabilities(part, some, checkpoint),
                            circuit.qubits(),
                            from,
                            checkpoint));
        }
        return all;
    }

    /**
     * Runs rows that mostly have parameters in common with the first one: a block of circuits
     * starts from the state of the first row as it is before the first layer that is another one in
     * the block. The rows have to be in an order in which this comes late.
     */
    private void eachBlockFromPrefix(
            double[] parameters, int rows, Checkpoint checkpoint, Work work) {
        var prefix = lanes(1);
        prefix.prepare(parameters, 0, 1);
        int done = 0;
        var lanes = lanes(rows);
        for (int first = 0; first < rows; first += lanes.lanes()) {
            int count = Math.min(lanes.lanes(), rows - first);
            lanes.prepare(parameters, first, count);
            int common = commonLayers(parameters, first, count);
            if (common > done) {
                prefix.forward(done, common, checkpoint);
                done = common;
            }
            if (common == done && common > 0) {
                lanes.copyFirst(prefix);
                lanes.forward(common, program.steps.size(), checkpoint);
            } else {
                lanes.forward(false, checkpoint);
            }
            work.on(lanes, first, count);
        }
    }

    private int commonLayers(double[] parameters, int first, int count) {
        int common = program.steps.size();
        int columns = circuit.parameters();
        for (int row = first; row < first + count; row++) {
            for (int k = 0; k < columns; k++) {
                if (parameters[row * columns + k] != parameters[k]) {
                    common = Math.min(common, program.firstLayer(k));
                }
            }
        }
        return common;
    }

    /** As {@link #expectations}, from {@link #eachBlockFromPrefix}: the same bits, sooner. */
    double[] expectationsFromPrefix(double[] parameters, int rows, Checkpoint checkpoint) {
        requireRows(parameters, rows, circuit.parameters());
        var values = new double[rows * observables.size()];
        eachBlockFromPrefix(
                parameters,
                rows,
                checkpoint,
                (lanes, first, count) -> lanes.values(values, first, count));
        return values;
    }

    /** As {@link #probabilities}, from {@link #eachBlockFromPrefix}. */
    double[] probabilitiesFromPrefix(double[] parameters, int rows, Checkpoint checkpoint) {
        requireRows(parameters, rows, circuit.parameters());
        var probabilities = new double[Math.multiplyExact(rows, 1 << circuit.qubits())];
        eachBlockFromPrefix(
                parameters,
                rows,
                checkpoint,
                (lanes, first, count) -> lanes.probabilities(probabilities, first, count));
        return probabilities;
    }

    /** What is done with a block of circuits. */
    @FunctionalInterface
    private interface Work {
        void on(Lanes lanes, int firstRow, int rows);
    }

    private void eachBlock(int rows, Work work) {
        if (rows == 0) {
            return;
        }
        var lanes = lanes(rows);
        for (int first = 0; first < rows; first += lanes.lanes()) {
            work.on(lanes, first, Math.min(lanes.lanes(), rows - first));
        }
    }

    private Lanes lanes(int rows) {
        int width = precision == Precision.F32 ? Simd.LANES_F32 : Simd.LANES_F64;
        int bytes = precision == Precision.F32 ? Float.BYTES : Double.BYTES;
        int fitting = Math.min(LANES_MAX, BLOCK_BYTES / bytes >> circuit.qubits());
        int chunks = Math.max(1, Math.min(fitting / width, (rows + width - 1) / width));
        return switch (precision) {
            case F32 -> new LanesF32(program, chunks);
            case F64 -> new LanesF64(program, chunks);
        };
    }

    private static void requireRows(double[] matrix, int rows, int columns) {
        if (matrix.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(
                    matrix.length + " numbers are not " + rows + " rows of " + columns);
        }
    }

    /** An angle too large for the vector sine, modulo 2 pi. */
    static double reduced(double angle) {
        if (!Double.isFinite(angle)) {
            throw new IllegalArgumentException("an angle is not finite: " + angle);
        }
        return Math.IEEEremainder(angle, 2 * Math.PI);
    }
}
