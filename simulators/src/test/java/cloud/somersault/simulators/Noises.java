package cloud.somersault.simulators;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Delay;
import cloud.somersault.simulators.density.DensityMatrixEngine;
import cloud.somersault.simulators.plan.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Noise models and noisy circuits for tests. */
public final class Noises {
    public static final double NEVER = Double.POSITIVE_INFINITY;

    private Noises() {}

    /** The same noise for qubits 0 to n-1, and for the couplers of a line. */
    public static Optional<NoiseModel> line(int n, QubitNoise qubit, double czDepolarizing) {
        var qubits = new TreeMap<Integer, QubitNoise>();
        var couplers = new ArrayList<CouplerNoise>();
        for (int q = 0; q < n; q++) {
            qubits.put(q, qubit);
            if (q > 0) {
                couplers.add(new CouplerNoise(q, q - 1, czDepolarizing));
            }
        }
        return Optional.of(new NoiseModel(qubits, couplers));
    }

    /** Strong noise of every kind, different for each qubit. */
    public static Optional<NoiseModel> strong(int n) {
        var qubits = new TreeMap<Integer, QubitNoise>();
        var couplers = new ArrayList<CouplerNoise>();
        for (int q = 0; q < n; q++) {
            qubits.put(
                    q,
                    new QubitNoise(
                            0.02 + 0.01 * q, (8 + q) * 1e-6, (3 + q) * 1e-6, 0.97 - 0.01 * q, 0.9));
            for (int p = 0; p < q; p++) {
                couplers.add(new CouplerNoise(p, q, 0.05 + 0.02 * q));
            }
        }
        return Optional.of(new NoiseModel(qubits, couplers));
    }

    /** All that trajectories carry through a circuit: half of the qubits have a T2 above T1. */
    public static Optional<NoiseModel> carried(int n) {
        var qubits = new TreeMap<Integer, QubitNoise>();
        var couplers = new ArrayList<CouplerNoise>();
        for (int q = 0; q < n; q++) {
            qubits.put(
                    q,
                    new QubitNoise(0.02, 4e-6, (q % 2 == 0 ? 2 : 6.5) * 1e-6, 0.95, 0.9)
                            .withCoherentErrors(0.05 - 0.02 * q, 0.2e6 * q)
                            .withGateChannels(new PauliRates(0.01, 0, 0.03), KrausChannel.NONE));
            for (int p = 0; p < q; p++) {
                couplers.add(
                        new CouplerNoise(p, q, 0.02)
                                .withGateErrors(0.1 * q, 0.05 * p, 0.02, -0.03)
                                .withLeakageAndZz(0, 0.1e6 * (p + 1)));
            }
        }
        return Optional.of(new NoiseModel(qubits, couplers, new GateTimes(300e-9, 400e-9, true)));
    }

    /** All that a model can say, different for each qubit and pair. */
    public static Optional<NoiseModel> everything(int n) {
        var qubits = new TreeMap<Integer, QubitNoise>();
        var couplers = new ArrayList<CouplerNoise>();
        var phaseFlip =
                KrausChannel.of(
                        Gate.ID.matrix().scaled(Math.sqrt(0.97), 0),
                        Gate.SX.matrix().scaled(Math.sqrt(0.03), 0));
        for (int q = 0; q < n; q++) {
            qubits.put(
                    q,
                    new QubitNoise(0.01 * q, (8 + q) * 1e-6, (3 + 9 * q) * 1e-6, 0.95, 0.9)
                            .withCoherentErrors(0.05 - 0.02 * q, 0.2e6 * q)
                            .withExcitedPopulation(0.05 * (q % 2))
                            .withGateChannels(
                                    new PauliRates(0.01, 0.02 * (q % 3), 0.03), phaseFlip));
            for (int p = 0; p < q; p++) {
                couplers.add(
                        new CouplerNoise(p, q, 0.02)
                                .withGateErrors(0.1 * q, 0.05 * p, 0.02, -0.03)
                                .withLeakageAndZz(0.04, 0.1e6 * (p + 1)));
            }
        }
        return Optional.of(new NoiseModel(qubits, couplers, new GateTimes(30e-9, 40e-9, true)));
    }

    /** U3, CZ and waits on random qubits. */
    public static Circuit.Builder random(int n, int layers, long seed) {
        var random = new SplitMix(seed);
        var circuit = Circuit.of(n, n);
        for (int layer = 0; layer < layers; layer++) {
            for (int q = 0; q < n; q++) {
                circuit.gate(Gate.U3, Workloads.u3(random), q);
            }
            var p = random.shuffle(n);
            for (int k = 0; k + 1 < n; k += 2) {
                circuit.gate(Gate.CZ, p[k], p[k + 1]);
            }
            circuit.add(new Delay(1e-6 * random.u(), List.of(p[0], p[n - 1])));
            circuit.gate(Gate.RZ, List.of(random.u()), p[0]);
        }
        return circuit;
    }

    /** The exact distribution of a circuit that measures at its end. */
    public static Map<String, Double> exact(Circuit circuit, Optional<NoiseModel> noise) {
        Map<Integer, Double> readings = Map.of(0, 1.0);
        for (var plan : Engines.plans(circuit, noise, Checkpoint.none())) {
            var qubits = DensityMatrixEngine.measuredQubits(plan);
            var distribution = DensityMatrixEngine.distribution(plan, Checkpoint.none());
            var further = new TreeMap<Integer, Double>();
            for (int outcome = 0; outcome < distribution.length; outcome++) {
                int reading = 0;
                for (var measure : plan.finals()) {
                    reading |= (outcome >> qubits.indexOf(measure.qubit()) & 1) << measure.bit();
                }
                for (var before : readings.entrySet()) {
                    double both = before.getValue() * distribution[outcome];
                    further.merge(before.getKey() | reading, both, Double::sum);
                }
            }
            readings = further;
        }
        var exact = new TreeMap<String, Double>();
        readings.forEach((reading, probability) ->
                exact.put(SamplingTest.bits(reading, circuit.bits()), probability));
        return exact;
    }
}
