package cloud.somersault.simulators;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Delay;
import cloud.somersault.circuits.Operation.Reset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Small circuits that make the virtual machine compile what every engine does most, so that the
 * first user's circuit is not the one to wait: before that a kernel of vector instructions is some
 * hundred times slower.
 */
final class WarmUp {
    private static final QubitNoise NOISE = new QubitNoise(0.01, 20e-6, 10e-6, 0.97, 0.95);
    private static final double CZ_DEPOLARIZING = 0.03;
    private static final double DELAY_SECONDS = 100e-9;

    private WarmUp() {}

    /** A circuit and how often it is run. */
    private record Trial(
            EngineName engine,
            Circuit circuit,
            Optional<NoiseModel> noise,
            long shots,
            int times) {}

    static void run(Cancellation cancellation) {
        for (var engine : EngineName.values()) {
            var trial = trial(engine);
            for (int time = 0; time < trial.times; time++) {
                Engines.run(
                        trial.engine,
                        trial.circuit,
                        trial.noise,
                        new ShotRange(time, 0, 0, trial.shots),
                        cancellation);
            }
        }
    }

    private static Trial trial(EngineName engine) {
        return switch (engine) {
            case STATE_VECTOR -> new Trial(engine, layers(14, false), Optional.empty(), 2000, 60);
            case DENSITY_MATRIX -> new Trial(engine, layers(6, false), noise(6), 2000, 60);
            case TRAJECTORIES -> new Trial(engine, withReset(9), noise(9), 100, 20);
            case MATRIX_PRODUCT_STATE ->
                    new Trial(engine, layers(20, false), Optional.empty(), 200, 20);
            case STABILIZER -> new Trial(engine, layers(40, true), noise(40), 4000, 20);
        };
    }

    /** Every kind of gate, waits, and a measurement of everything. */
    private static Circuit layers(int qubits, boolean clifford) {
        var circuit = Circuit.of(qubits, qubits);
        for (int layer = 0; layer < 4; layer++) {
            for (int q = 0; q < qubits; q++) {
                circuit.gate(Gate.H, q).gate(Gate.S, q);
                if (!clifford) {
                    circuit.gate(Gate.U3, List.of(0.1 * q + 0.3, 0.2, 0.4 * layer), q);
                    circuit.gate(Gate.RZ, List.of(0.7), q);
                }
            }
            for (int q = layer % 2; q + 1 < qubits; q += 2) {
                circuit.gate(layer < 2 ? Gate.CZ : Gate.CX, q, q + 1);
            }
            circuit.add(new Delay(DELAY_SECONDS, List.of(layer)));
        }
        return circuit.measureAll().build();
    }

    private static Circuit withReset(int qubits) {
        var circuit = Circuit.of(qubits, qubits);
        layers(qubits, false).operations().stream().limit(8L * qubits).forEach(circuit::add);
        circuit.add(new Reset(1)).gate(Gate.H, 1).gate(Gate.CX, 1, 2);
        return circuit.measureAll().build();
    }

    private static Optional<NoiseModel> noise(int qubits) {
        var figures = new TreeMap<Integer, QubitNoise>();
        var couplers = new ArrayList<CouplerNoise>();
        for (int q = 0; q < qubits; q++) {
            figures.put(q, NOISE);
            if (q > 0) {
                couplers.add(new CouplerNoise(q - 1, q, CZ_DEPOLARIZING));
            }
        }
        return Optional.of(new NoiseModel(figures, couplers));
    }
}
