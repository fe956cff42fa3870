package cloud.somersault.tuning.quantum;

/**
 * Measures how much a layer's values differ from row to row, in passing: the standard deviation
 * over the rows, averaged over qubits and layers. Noise pulls it together; near 0 the quantum
 * branch is a constant and carries nothing.
 */
public final class SpreadGauge {
    private double sum;
    private long measured;

    /** The same layer, watched. */
    public QuantumLayer watching(QuantumLayer layer) {
        return new QuantumLayer() {
            @Override
            public RingAnsatz ansatz() {
                return layer.ansatz();
            }

            @Override
            public double[] evaluate(double[] theta, double[] inputs, int rows) {
                return layer.evaluate(theta, inputs, rows);
            }

            @Override
            public Linearized linearize(double[] theta, double[] inputs, int rows) {
                var found = layer.linearize(theta, inputs, rows);
                add(found.values(), rows, layer.ansatz().qubits());
                return found;
            }
        };
    }

    /** Forgets what was measured. */
    public void clear() {
        sum = 0;
        measured = 0;
    }

    /** The mean of what was measured since the last clearing; empty if nothing was. */
    public java.util.Optional<Double> spread() {
        return measured == 0 ? java.util.Optional.empty() : java.util.Optional.of(sum / measured);
    }

    private void add(double[] values, int rows, int qubits) {
        if (rows < 2) {
            return; // one row has no spread
        }
        for (int i = 0; i < qubits; i++) {
            double mean = 0;
            double squares = 0;
            for (int row = 0; row < rows; row++) {
                mean += values[row * qubits + i] / rows;
            }
            for (int row = 0; row < rows; row++) {
                double off = values[row * qubits + i] - mean;
                squares += off * off / rows;
            }
            sum += Math.sqrt(squares);
            measured++;
        }
    }
}
