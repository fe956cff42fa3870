package cloud.somersault.simulators.batch;

import cloud.somersault.circuits.PauliSum;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.Arrays;
import java.util.List;

/**
 * A parametrised circuit as a layer of a network: the first parameters are trained and shared by
 * all rows, the others are the inputs of a row. Immutable.
 */
public final class QuantumLayer {
    private final BatchSimulator simulator;
    private final int trained;
    private final int inputs;

    private QuantumLayer(BatchSimulator simulator, int trained) {
        this.simulator = simulator;
        this.trained = trained;
        this.inputs = simulator.parameters() - trained;
    }

    /**
     * A layer.
     *
     * @param circuit its first {@code trained} parameters are theta, the others the inputs
     */
    public static QuantumLayer of(
            ParametricCircuit circuit,
            int trained,
            List<PauliSum> observables,
            Precision precision) {
        if (trained < 0 || trained > circuit.parameters()) {
            throw new IllegalArgumentException(
                    trained + " trained of " + circuit.parameters() + " parameters");
        }
        return new QuantumLayer(BatchSimulator.of(circuit, observables, precision), trained);
    }

    /** How many inputs a row has. */
    public int inputs() {
        return inputs;
    }

    /** How many outputs a row has. */
    public int outputs() {
        return simulator.observables();
    }

    /**
     * The expectation values.
     *
     * @param theta the trained parameters
     * @param input rows x {@link #inputs}
     * @return rows x {@link #outputs}
     */
    public double[] evaluate(double[] theta, double[] input, int rows, Checkpoint checkpoint) {
        return simulator.expectations(joined(theta, input, rows), rows, checkpoint);
    }

    /**
     * Outputs and gradients of sum over rows and outputs of cotangent times output.
     *
     * @param outputs rows x outputs
     * @param theta by the trained parameters, added up over the rows in their order
     * @param input by the inputs, rows x inputs
     */
    public record Gradients(double[] outputs, double[] theta, double[] input) {}

    /**
     * The vector-Jacobian product, by adjoint differentiation.
     *
     * @param theta the trained parameters
     * @param input rows x {@link #inputs}
     * @param cotangent rows x {@link #outputs}
     */
    public Gradients vjp(
            double[] theta, double[] input, double[] cotangent, int rows, Checkpoint checkpoint) {
        var found = simulator.vjp(joined(theta, input, rows), rows, cotangent, checkpoint);
        var byTheta = new double[trained];
        var byInput = new double[rows * inputs];
        int parameters = trained + inputs;
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < trained; k++) {
                byTheta[k] += found.gradients()[row * parameters + k];
            }
            System.arraycopy(
                    found.gradients(), row * parameters + trained, byInput, row * inputs, inputs);
        }
        return new Gradients(found.values(), byTheta, byInput);
    }

    private double[] joined(double[] theta, double[] input, int rows) {
        if (theta.length != trained || input.length != Math.multiplyExact(rows, inputs)) {
            throw new IllegalArgumentException(
                    "a layer of %d trained parameters and %d inputs got %d, and %d for %d rows"
                            .formatted(trained, inputs, theta.length, input.length, rows));
        }
        var joined = Arrays.copyOf(theta, rows * (trained + inputs));
        for (int row = 0; row < rows; row++) {
            System.arraycopy(theta, 0, joined, row * (trained + inputs), trained);
            System.arraycopy(
                    input, row * inputs, joined, row * (trained + inputs) + trained, inputs);
        }
        return joined;
    }
}
