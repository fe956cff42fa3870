package cloud.somersault.tuning.quantum;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.simulators.batch.ParameterShift;
import java.util.ArrayList;
import java.util.Arrays;

/**
 * Values and gradients from jobs, as a machine gives them: 14 n L + 1 circuits a row for exact
 * shift gradients, all sent at once when the values are needed, since every shifted circuit serves
 * all n values whatever their cotangents turn out to be. So a step waits for each layer once.
 */
public final class ShiftLayer implements QuantumLayer {
    private final RingAnsatz ansatz;
    private final ParameterShift shifts;
    private final RingRuns runs;

    /**
     * @param runs where circuits are run; shared by the layers of a session
     */
    public ShiftLayer(RingAnsatz ansatz, RingRuns runs) {
        this.ansatz = ansatz;
        this.shifts = ParameterShift.of(ansatz.circuit());
        this.runs = runs;
    }

    @Override
    public RingAnsatz ansatz() {
        return ansatz;
    }

    @Override
    public double[] evaluate(double[] theta, double[] inputs, int rows) {
        var rings = new ArrayList<Circuit>();
        for (int row = 0; row < rows; row++) {
            rings.add(ansatz.circuit().bind(row(theta, inputs, row)));
        }
        return runs.values(rings, ansatz.qubits());
    }

    @Override
    public Linearized linearize(double[] theta, double[] inputs, int rows) {
        var rings = new ArrayList<Circuit>();
        for (int row = 0; row < rows; row++) {
            rings.addAll(shifts.circuits(row(theta, inputs, row)));
        }
        return new Shifted(runs.values(rings, ansatz.qubits()), rows);
    }

    /** Theta, then the inputs of one row. */
    private double[] row(double[] theta, double[] inputs, int row) {
        int n = ansatz.qubits();
        var joined = Arrays.copyOf(theta, theta.length + n);
        System.arraycopy(inputs, row * n, joined, theta.length, n);
        return joined;
    }

    private final class Shifted implements Linearized {
        private final double[] all;
        private final int rows;

        Shifted(double[] all, int rows) {
            this.all = all;
            this.rows = rows;
        }

        @Override
        public double[] values() {
            int n = ansatz.qubits();
            var values = new double[rows * n];
            for (int row = 0; row < rows; row++) {
                System.arraycopy(all, row * shifts.circuits() * n, values, row * n, n);
            }
            return values;
        }

        @Override
        public Gradients pullBack(double[] cotangent) {
            int n = ansatz.qubits();
            var theta = new double[ansatz.angles()];
            var inputs = new double[rows * n];
            int numbers = shifts.circuits() * n;
            for (int row = 0; row < rows; row++) {
                var slope =
                        shifts.gradient(
                                Arrays.copyOfRange(all, row * numbers, (row + 1) * numbers),
                                Arrays.copyOfRange(cotangent, row * n, (row + 1) * n));
                for (int k = 0; k < theta.length; k++) {
                    theta[k] += slope[k];
                }
                System.arraycopy(slope, theta.length, inputs, row * n, n);
            }
            return new Gradients(theta, inputs);
        }
    }
}
