package cloud.somersault.tuning.quantum;

import cloud.somersault.circuits.PauliSum;
import cloud.somersault.simulators.batch.Precision;
import cloud.somersault.simulators.plan.Checkpoint;

/**
 * The exact values, without noise and without shots: one lane of a vector for each row, gradients
 * by adjoint differentiation. A row's result doesn't depend on the rows beside it.
 */
public final class ExactLayer implements QuantumLayer {
    private final RingAnsatz ansatz;
    private final cloud.somersault.simulators.batch.QuantumLayer layer;
    private final Checkpoint checkpoint;

    private ExactLayer(RingAnsatz ansatz, Precision precision, Checkpoint checkpoint) {
        this.ansatz = ansatz;
        this.layer =
                cloud.somersault.simulators.batch.QuantumLayer.of(
                        ansatz.circuit(),
                        ansatz.angles(),
                        PauliSum.everyZ(ansatz.qubits()),
                        precision);
        this.checkpoint = checkpoint;
    }

    /**
     * @param checkpoint passed now and then; it throws to break a computation off
     */
    public static ExactLayer of(RingAnsatz ansatz, Precision precision, Checkpoint checkpoint) {
        return new ExactLayer(ansatz, precision, checkpoint);
    }

    @Override
    public RingAnsatz ansatz() {
        return ansatz;
    }

    @Override
    public double[] evaluate(double[] theta, double[] inputs, int rows) {
        return layer.evaluate(theta, inputs, rows, checkpoint);
    }

    @Override
    public Linearized linearize(double[] theta, double[] inputs, int rows) {
        var at = theta.clone();
        var of = inputs.clone();
        var values = evaluate(at, of, rows);
        return new Linearized() {
            @Override
            public double[] values() {
                return values;
            }

            @Override
            public Gradients pullBack(double[] cotangent) {
                var found = layer.vjp(at, of, cotangent, rows, checkpoint);
                return new Gradients(found.theta(), found.input());
            }
        };
    }

    @Override
    public Gradients vjp(double[] theta, double[] inputs, double[] cotangent, int rows) {
        var found = layer.vjp(theta, inputs, cotangent, rows, checkpoint);
        return new Gradients(found.theta(), found.input());
    }
}
