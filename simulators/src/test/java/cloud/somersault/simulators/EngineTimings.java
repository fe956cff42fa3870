package cloud.somersault.simulators;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.simulators.plan.Checkpoint;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Measures what {@link CostModel} has as constants. A program, not a test: run its main with the
 * test class path. Arguments: qubits of the W1 circuits.
 */
final class EngineTimings {
    private EngineTimings() {}

    public static void main(String[] arguments) {
        for (int round = 0; round < 3; round++) {
            time(EngineName.STATE_VECTOR, "W1-16, 1 shot", w1(16), Optional.empty(), 1);
            time(EngineName.DENSITY_MATRIX, "noisy 8 qubits, 20 layers", noisy(8), noise(8), 1);
            time(EngineName.TRAJECTORIES, "noisy 3 qubits, 20 layers", noisy(3), noise(3), 10_000);
            time(EngineName.TRAJECTORIES, "noisy 10 qubits, 20 layers", noisy(10), noise(10), 3000);
            time(EngineName.TRAJECTORIES, "noisy 16 qubits, 20 layers", noisy(16), noise(16), 100);
            time(EngineName.STABILIZER, "500-qubit Clifford", clifford(500), Optional.empty(), 1);
            var chain = EngineName.MATRIX_PRODUCT_STATE;
            time(chain, "72 qubits, 8 layers", bricks(72, 8), Optional.empty(), 1000);
            time(chain, "72 qubits, 14 layers", bricks(72, 14), Optional.empty(), 1000);
            time(chain, "noisy 72 qubits, 6 layers", bricks(72, 6), noise(72), 20);
        }
        time(EngineName.TRAJECTORIES, "noisy 20 qubits, 20 layers", noisy(20), noise(20), 20);
        time(EngineName.DENSITY_MATRIX, "noisy 10 qubits, 20 layers", noisy(10), noise(10), 1);
        time(EngineName.DENSITY_MATRIX, "noisy 12 qubits, 20 layers", noisy(12), noise(12), 1);
        time(EngineName.STATE_VECTOR, "W1-20, 1e6 shots", w1(20), Optional.empty(), 1_000_000);
        for (var qubits : arguments) {
            int n = Integer.parseInt(qubits);
            time(EngineName.STATE_VECTOR, "W1-" + n, w1(n), Optional.empty(), 1000);
        }
    }

    private static void time(
            EngineName engine,
            String what,
            Circuit circuit,
            Optional<NoiseModel> noise,
            int shots) {
        var plans = Engines.plans(circuit, noise, Checkpoint.none());
        double expected =
                plans.stream()
                        .map(plan ->
                                switch (engine) {
                                    case STATE_VECTOR -> CostModel.stateVector(plan, shots);
                                    case TRAJECTORIES -> CostModel.trajectories(plan, shots);
                                    case DENSITY_MATRIX -> CostModel.densityMatrix(plan);
                                    case STABILIZER -> CostModel.stabilizer(plan);
                                    case MATRIX_PRODUCT_STATE ->
                                            CostModel.matrixProductState(plan, shots);
                                })
                        .mapToDouble(cost -> cost.seconds(shots))
                        .sum();
        var clock = ManagementFactory.getThreadMXBean();
        long before = clock.getCurrentThreadCpuTime();
        Engines.run(engine, circuit, noise, new ShotRange(1, 0, 0, shots), Cancellation.never());
        double seconds = (clock.getCurrentThreadCpuTime() - before) * 1e-9;
        System.out.printf(
                Locale.ROOT,
                "%-15s %-28s %8.4f CPU s for %d shots; expected %8.4f s%n",
                engine.id(),
                what,
                seconds,
                shots,
                expected);
    }

    private static Circuit w1(int n) {
        return Workloads.w1(n, n).measureAll().build();
    }

    private static Circuit noisy(int n) {
        return Noises.random(n, 20, n).measureAll().build();
    }

    /** What a good chip has: 0.2 % a pulse, 3 % a CZ, T1 20 us, T2 5 us. */
    private static Optional<NoiseModel> noise(int n) {
        var figures = new QubitNoise(0.004, 20e-6, 5e-6, 0.95, 0.9);
        var line = Noises.line(n, figures, 0.04).orElseThrow();
        return Optional.of(line);
    }

    private static Circuit bricks(int n, int layers) {
        var random = new SplitMix(n);
        var circuit = Circuit.of(n, n);
        for (int layer = 0; layer < layers; layer++) {
            for (int q = 0; q < n; q++) {
                circuit.gate(Gate.U3, Workloads.u3(random), q);
            }
            for (int q = layer % 2; q + 1 < n; q += 2) {
                circuit.gate(Gate.CZ, q, q + 1);
            }
        }
        return circuit.measureAll().build();
    }

    private static Circuit clifford(int n) {
        var random = new SplitMix(n);
        var circuit = Circuit.of(n, n);
        for (int layer = 0; layer < 20; layer++) {
            for (int q = 0; q < n; q++) {
                circuit.gate(List.of(Gate.H, Gate.S, Gate.SX).get(random.below(3)), q);
            }
            var p = random.shuffle(n);
            for (int k = 0; k + 1 < n; k += 2) {
                circuit.gate(Gate.CX, p[k], p[k + 1]);
            }
        }
        return circuit.measureAll().build();
    }
}
