package cloud.somersault.simulators.trajectories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Delay;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.CouplerNoise;
import cloud.somersault.simulators.EngineName;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.NoiseModel;
import cloud.somersault.simulators.Noises;
import cloud.somersault.simulators.QubitNoise;
import cloud.somersault.simulators.SamplingTest;
import cloud.somersault.simulators.ShotRange;
import cloud.somersault.simulators.SimdWidths;
import cloud.somersault.simulators.SplitMix;
import cloud.somersault.simulators.Workloads;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Plan;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.statevector.StateVector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trajectories against the density matrix, closed forms, and the plain state vector. */
class TrajectoriesTest {
    private static final List<Gate> CARRIED =
            List.of(
                    Gate.H,
                    Gate.SX,
                    Gate.T,
                    Gate.S,
                    Gate.Y,
                    Gate.RX,
                    Gate.RY,
                    Gate.U3,
                    Gate.CX,
                    Gate.CY,
                    Gate.CZ,
                    Gate.CH,
                    Gate.CP,
                    Gate.CRX,
                    Gate.CU,
                    Gate.CSX,
                    Gate.SWAP,
                    Gate.ISWAP,
                    Gate.ISWAPTHETA);

    private static Counts run(Circuit circuit, Optional<NoiseModel> noise, long first, long n) {
        return Engines.run(
                EngineName.TRAJECTORIES,
                circuit,
                noise,
                new ShotRange(9, 0, first, n),
                Cancellation.never());
    }

    private static Circuit gates(int n, int count, long seed) {
        var random = new SplitMix(seed);
        var circuit = Circuit.of(n, n);
        for (int i = 0; i < count; i++) {
            var gate = CARRIED.get(random.below(CARRIED.size()));
            circuit.add(Workloads.random(gate, random, n));
            if (i % 4 == 0) {
                circuit.add(new Delay(1e-6 * random.u(), List.of(random.below(n))));
            }
        }
        return circuit.measureAll().build();
    }

    /** The largest part of a circuit. */
    private static Plan plan(Circuit circuit, Optional<NoiseModel> noise) {
        return Workloads.plans(circuit, noise).stream()
                .max(Comparator.comparingInt(Plan::qubits))
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 9})
    void without_errors_the_layers_give_the_state_of_the_circuit(int n) {
        for (int seed = 0; seed < 20; seed++) {
            var plan = plan(gates(n, 60, 100 * n + seed), Optional.empty());
            var program = FrameCompiler.compile(plan, Checkpoint.none()).orElseThrow();
            int stored = Math.max(plan.qubits(), LayerDiagonal.ROW_BITS);
            var state = new FrameState(stored);
            var layers = new FrameLayers(program, stored);
            var walk = new FrameWalk(program);
            for (int layer = 0; layer < layers.layers(); layer++) {
                layers.apply(state, layer, walk.own, Checkpoint.none());
            }
            var reference = new StateVector(plan.qubits());
            for (var step : plan.steps()) {
                reference.apply((Step.Unitary) step, Checkpoint.none());
            }
            var weights = new double[1 << plan.qubits()];
            state.weights().fill(0, weights.length, weights);
            double norm = 0;
            for (double weight : weights) {
                norm += weight;
            }
            for (int i = 0; i < weights.length; i++) {
                // Some hundred roundings of single precision, 6e-8 each.
                assertThat(weights[i ^ walk.ownReadings] / norm)
                        .isCloseTo(reference.probability(i), within(2e-5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void all_noise_that_is_carried_agrees_with_the_density_matrix(int n) {
        var circuit = n == 1 ? Noises.random(1, 6, 3).measureAll().build() : gates(n, 40, 7 + n);
        var noise = Noises.carried(n);
        assertThat(FrameCompiler.compile(plan(circuit, noise), Checkpoint.none())).isPresent();
        SamplingTest.assertChiSquared(run(circuit, noise, 0, 40_000), Noises.exact(circuit, noise));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.7, 1.3, 2})
    void relaxation_has_its_closed_form_for_t2_below_and_above_t1(double ratio) {
        double t1 = 10e-6;
        var noise = Noises.line(1, new QubitNoise(0, t1, ratio * t1, 1, 1), 0);
        var ramsey = Circuit.of(1, 1).gate(Gate.RY, List.of(1.1), 0);
        for (int i = 0; i < 5; i++) {
            ramsey.add(new Delay(1e-6, List.of(0))).gate(Gate.X, 0);
            ramsey.add(new Delay(1e-6, List.of(0))).gate(Gate.X, 0);
        }
        var z = ramsey.measureAll().build();
        // Population p of |1>: each wait takes a share, each X turns it around.
        double kept = Math.exp(-1e-6 / t1);
        double p = Math.pow(Math.sin(0.55), 2);
        for (int i = 0; i < 10; i++) {
            p = 1 - p * kept;
        }
        SamplingTest.assertChiSquared(run(z, noise, 0, 40_000), Map.of("0", 1 - p, "1", p));
        var x =
                Circuit.of(1, 1)
                        .gate(Gate.H, 0)
                        .add(new Delay(2e-6, List.of(0)))
                        .add(new Delay(5e-6, List.of(0)))
                        .gate(Gate.H, 0)
                        .measureAll()
                        .build();
        double zero = 0.5 + 0.5 * Math.exp(-7e-6 / (ratio * t1));
        SamplingTest.assertChiSquared(run(x, noise, 0, 40_000), Map.of("0", zero, "1", 1 - zero));
    }

    @Test
    void pauli_noise_on_clifford_gates_turns_no_sign_and_leaves_one_state() {
        var quiet = new QubitNoise(0.02, Noises.NEVER, Noises.NEVER, 0.9, 0.9);
        var circuit = Circuit.of(3, 3).gate(Gate.H, 0).gate(Gate.CX, 0, 1).gate(Gate.S, 1);
        circuit.gate(Gate.SX, 1).gate(Gate.CZ, 1, 2).gate(Gate.SWAP, 2, 0).gate(Gate.H, 2);
        var plan = plan(circuit.measureAll().build(), Noises.line(3, quiet, 0.05));
        assertThat(FrameCompiler.compile(plan, Checkpoint.none()).orElseThrow().signs()).isZero();
        assertThat(Trajectories.work(plan).orElseThrow().changed()).isZero();
    }

    @Test
    void unitaries_of_one_qubit_with_nothing_between_them_are_one_rotation() {
        var circuit = Circuit.of(1, 1);
        for (int i = 0; i < 7; i++) {
            circuit.gate(Gate.RX, List.of(0.1 * i), 0).gate(Gate.T, 0);
        }
        var plan = plan(circuit.measureAll().build(), Optional.empty());
        var program = FrameCompiler.compile(plan, Checkpoint.none()).orElseThrow();
        assertThat(program.layers()).isEqualTo(2);
    }

    @Test
    void ten_depolarized_pairs_have_the_closed_form() {
        // Two-qubit depolarizing leaves the parity of a Bell pair even with 1 - p + p / 2.
        double p = 0.06;
        var quiet = new QubitNoise(0, Noises.NEVER, Noises.NEVER, 1, 1);
        var couplers = new ArrayList<CouplerNoise>();
        for (int q = 0; q < 20; q += 2) {
            couplers.add(new CouplerNoise(q, q + 1, p));
        }
        var noise = Optional.of(new NoiseModel(new TreeMap<>(Map.of(0, quiet)), couplers));
        var circuit = Circuit.of(20, 20);
        for (int q = 0; q < 20; q += 2) {
            circuit.gate(Gate.H, q).gate(Gate.CX, q, q + 1);
        }
        for (int q = 1; q < 19; q += 2) {
            circuit.gate(Gate.CP, List.of(0.3), q, q + 1); // one circuit, and no parity changes
        }
        long equal = 0;
        var counts = run(circuit.measureAll().build(), noise, 0, 20_000);
        for (var entry : counts.byBitstring().entrySet()) {
            boolean even = true;
            for (int q = 0; q < 20; q += 2) {
                even &= entry.getKey().charAt(q) == entry.getKey().charAt(q + 1);
            }
            equal += even ? entry.getValue() : 0;
        }
        double expected = Math.pow(1 - p / 2, 10);
        // Six standard deviations: a false alarm once in 500 million seeds.
        assertThat(equal / 20_000.0)
                .isCloseTo(expected, within(6 * Math.sqrt(expected * (1 - expected) / 20_000)));
    }

    @Test
    void any_split_gives_the_same_counts_across_batches_too() {
        var circuit = gates(4, 30, 77);
        var noise = Noises.carried(4);
        var whole = run(circuit, noise, 0, 20_000);
        var sum = Counts.none(4);
        long[] sizes = {1, 999, 5000, 10_384, 16, 3600};
        long first = 0;
        for (long size : sizes) {
            sum = sum.plus(run(circuit, noise, first, size));
            first += size;
        }
        assertThat(sum).isEqualTo(whole);
    }

    @Test
    void any_width_of_vectors_gives_the_same_bits() {
        var outputs = SimdWidths.outputs(NoisyDigest.class);
        assertThat(new HashSet<>(outputs.values())).as(outputs.toString()).hasSize(1);
    }

    @Test
    void what_can_not_be_carried_still_runs() {
        var noise = Noises.carried(3);
        var circuit =
                Circuit.of(3, 3)
                        .gate(Gate.H, 0)
                        .gate(Gate.RXX, List.of(0.7), 0, 1)
                        .gate(Gate.CCX, 0, 1, 2)
                        .measureAll()
                        .build();
        assertThat(FrameCompiler.compile(plan(circuit, noise), Checkpoint.none())).isEmpty();
        SamplingTest.assertChiSquared(run(circuit, noise, 0, 20_000), Noises.exact(circuit, noise));
    }
}
