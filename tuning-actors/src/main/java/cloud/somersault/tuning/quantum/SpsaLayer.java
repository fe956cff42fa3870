package cloud.somersault.tuning.quantum;

import cloud.somersault.circuits.Circuit;
import java.util.ArrayList;
import java.util.SplittableRandom;

/**
 * The cheap way on a machine: simultaneous perturbation (J. Spall, IEEE Trans. Autom. Control 37,
 * 332, 1992). All angles and inputs of a row are moved at once by +c or -c each, at random, and
 * back; the difference of the two values over 2 c times a parameter's sign estimates its
 * derivative. Three circuits a row whatever the number of angles; the estimate is right on average
 * up to c^2, and its noise grows with the number of angles.
 */
public final class SpsaLayer implements QuantumLayer {
    /** Large enough that the shots of a thousand readings, 0.03, don't drown the difference. */
    private static final double PERTURBATION = 0.3;

    private final RingAnsatz ansatz;
    private final RingRuns runs;
    private final long seed;

    /**
     * @param seed of the signs, together with the step's number and the angles
     */
    public SpsaLayer(RingAnsatz ansatz, RingRuns runs, long seed) {
        this.ansatz = ansatz;
        this.runs = runs;
        this.seed = seed;
    }

    @Override
    public RingAnsatz ansatz() {
        return ansatz;
    }

    @Override
    public double[] evaluate(double[] theta, double[] inputs, int rows) {
        var rings = new ArrayList<Circuit>();
        for (int row = 0; row < rows; row++) {
            rings.add(moved(theta, inputs, row, new double[numbers()], 0));
        }
        return runs.values(rings, ansatz.qubits());
    }

    @Override
    public Linearized linearize(double[] theta, double[] inputs, int rows) {
        var signs = signs(rows, theta, inputs);
        var rings = new ArrayList<Circuit>();
        for (int row = 0; row < rows; row++) {
            rings.add(moved(theta, inputs, row, signs[row], 0));
            rings.add(moved(theta, inputs, row, signs[row], PERTURBATION));
            rings.add(moved(theta, inputs, row, signs[row], -PERTURBATION));
        }
        return new Perturbed(runs.values(rings, ansatz.qubits()), signs);
    }

    private int numbers() {
        return ansatz.angles() + ansatz.qubits();
    }

    private Circuit moved(double[] theta, double[] inputs, int row, double[] signs, double by) {
        var values = new double[numbers()];
        for (int k = 0; k < values.length; k++) {
            double at =
                    k < theta.length ? theta[k] : inputs[row * ansatz.qubits() + k - theta.length];
            values[k] = at + by * signs[k];
        }
        return ansatz.circuit().bind(values);
    }

    private double[][] signs(int rows, double[] theta, double[] inputs) {
        long of =
                java.util.Arrays.hashCode(theta) * 0x9E3779B97F4A7C15L
                        + java.util.Arrays.hashCode(inputs);
        var random = new SplittableRandom(seed * 1_000_003 + runs.step() * 31 + of);
        var signs = new double[rows][numbers()];
        for (var row : signs) {
            for (int k = 0; k < row.length; k++) {
                row[k] = random.nextBoolean() ? 1 : -1;
            }
        }
        return signs;
    }

    private final class Perturbed implements Linearized {
        private static final int EACH = 3;

        private final double[] all;
        private final double[][] signs;

        Perturbed(double[] all, double[][] signs) {
            this.all = all;
            this.signs = signs;
        }

        @Override
        public double[] values() {
            int n = ansatz.qubits();
            var values = new double[signs.length * n];
            for (int row = 0; row < signs.length; row++) {
                System.arraycopy(all, row * EACH * n, values, row * n, n);
            }
            return values;
        }

        @Override
        public Gradients pullBack(double[] cotangent) {
            int n = ansatz.qubits();
            var theta = new double[ansatz.angles()];
            var inputs = new double[signs.length * n];
            for (int row = 0; row < signs.length; row++) {
                int from = row * EACH * n;
                double slope = 0;
                for (int i = 0; i < n; i++) {
                    slope +=
                            cotangent[row * n + i]
                                    * (all[from + n + i] - all[from + 2 * n + i])
                                    / (2 * PERTURBATION);
                }
                for (int k = 0; k < theta.length; k++) {
                    theta[k] += slope * signs[row][k];
                }
                for (int i = 0; i < n; i++) {
                    inputs[row * n + i] = slope * signs[row][theta.length + i];
                }
            }
            return new Gradients(theta, inputs);
        }
    }
}
