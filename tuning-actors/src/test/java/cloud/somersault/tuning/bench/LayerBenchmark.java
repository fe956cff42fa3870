package cloud.somersault.tuning.bench;

import cloud.somersault.simulators.batch.Precision;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.tuning.quantum.ExactLayer;
import cloud.somersault.tuning.quantum.RingAnsatz;
import cloud.somersault.tuning.tensor.SeededDraws;
import java.lang.management.ManagementFactory;
import java.util.Arrays;

/**
 * The exact quantum layer for one step of a large model: 56 adapters of 4 qubits and one layer, 64
 * tokens each, values and the gradients by all angles and inputs, on one thread.
 */
public final class LayerBenchmark {
    private static final int ADAPTERS = 56;
    private static final int TOKENS = 64;
    private static final int WARM_STEPS = 500;
    private static final int STEPS = 50;
    private static final int ROUNDS = 9;

    private LayerBenchmark() {}

    /** Needs no arguments. */
    public static void main(String[] arguments) {
        var ansatz = new RingAnsatz(4, 1);
        for (var precision : Precision.values()) {
            var layer = ExactLayer.of(ansatz, precision, Checkpoint.none());
            var milliseconds = new double[ROUNDS];
            steps(layer, WARM_STEPS);
            for (int round = 0; round < ROUNDS; round++) {
                milliseconds[round] = steps(layer, STEPS);
            }
            Arrays.sort(milliseconds);
            System.out.printf(
                    "%s: %.2f ms of CPU a step (median of %d rounds, least %.2f ms)%n",
                    precision, milliseconds[ROUNDS / 2], ROUNDS, milliseconds[0]);
        }
    }

    /** Milliseconds of this thread's CPU time a step. */
    private static double steps(ExactLayer layer, int steps) {
        var draws = new SeededDraws(7);
        int qubits = layer.ansatz().qubits();
        var thetas = new double[ADAPTERS][];
        var inputs = new double[ADAPTERS][];
        for (int k = 0; k < ADAPTERS; k++) {
            thetas[k] = angles(draws, layer.ansatz().angles());
            inputs[k] = angles(draws, TOKENS * qubits);
        }
        var cotangent = new double[TOKENS * qubits];
        Arrays.fill(cotangent, 0.5);
        var thread = ManagementFactory.getThreadMXBean();
        long began = thread.getCurrentThreadCpuTime();
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            for (int k = 0; k < ADAPTERS; k++) {
                var values = layer.linearize(thetas[k], inputs[k], TOKENS);
                sum += values.values()[0] + values.pullBack(cotangent).theta()[0];
            }
        }
        double took = (thread.getCurrentThreadCpuTime() - began) / 1e6 / steps;
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("a value is no number");
        }
        return took;
    }

    private static double[] angles(SeededDraws draws, int count) {
        var angles = new double[count];
        Arrays.setAll(angles, _ -> 2 * Math.PI * draws.uniform());
        return angles;
    }
}
