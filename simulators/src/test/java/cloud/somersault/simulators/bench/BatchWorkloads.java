package cloud.somersault.simulators.bench;

import cloud.somersault.circuits.PauliSum;
import cloud.somersault.simulators.SplitMix;
import cloud.somersault.simulators.Workloads;
import cloud.somersault.simulators.batch.BatchSimulator;
import cloud.somersault.simulators.batch.ParametricCircuit;
import cloud.somersault.simulators.batch.Precision;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.Arrays;

/** Many circuits of the shape of W4, the first with its angles and the others with random ones. */
final class BatchWorkloads {
    private BatchWorkloads() {}

    /** All eight expectation values of every circuit; the angles' sines and cosines included. */
    static Workload.Session w4(int rows, Precision precision) {
        var w4 = Workloads.w4();
        var simulator =
                BatchSimulator.of(ParametricCircuit.shapeOf(w4), PauliSum.everyZ(8), precision);
        var parameters = parameters(ParametricCircuit.anglesOf(w4), rows);
        return () -> {
            var values = simulator.expectations(parameters, rows, Checkpoint.none());
            return () -> Arrays.copyOf(values, 8);
        };
    }

    /** Eight values and 64 derivatives of every circuit. */
    static Workload.Session w5(int rows, Precision precision) {
        var w4 = Workloads.w4();
        var simulator =
                BatchSimulator.of(ParametricCircuit.shapeOf(w4), PauliSum.everyZ(8), precision);
        var parameters = parameters(ParametricCircuit.anglesOf(w4), rows);
        var cotangents = new double[8 * rows];
        for (int i = 0; i < cotangents.length; i++) {
            cotangents[i] = 0.1 * (i % 8 + 1);
        }
        return () -> {
            var found = simulator.vjp(parameters, rows, cotangents, Checkpoint.none());
            return () -> new double[] {found.gradients()[0], found.gradients()[8]};
        };
    }

    private static double[] parameters(double[] first, int rows) {
        var random = new SplitMix(1);
        var all = Arrays.copyOf(first, first.length * rows);
        for (int i = first.length; i < all.length; i++) {
            all[i] = 2 * Math.PI * random.u();
        }
        return all;
    }
}
