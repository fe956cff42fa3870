package cloud.somersault.simulators.statevector.fused;

import static cloud.somersault.simulators.statevector.fused.FusedDigest.digest;
import static cloud.somersault.simulators.statevector.fused.FusedDigest.run;
import static cloud.somersault.simulators.statevector.fused.FusedDigest.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.simulators.DenseReference;
import cloud.somersault.simulators.SimdWidths;
import cloud.somersault.simulators.Workloads;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.statevector.StateVector;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FusedStateTest {
    private static final int ALL = 30;
    private static final long SEED = Long.getLong("seed", 41);

    /** A few roundings of 1e-16 for each of some hundred steps, on amplitudes below one. */
    private static final double ROUNDING = 1e-13;

    /** The check values are printed with six decimals. */
    private static final double SIX_DECIMALS = 0.5e-6 + 1e-12;

    /** Largest error of an amplitude after so many steps: at most 16 roundings each of 2^-24. */
    private static double singleRounding(int steps) {
        return steps * 16 * 0x1p-24;
    }

    private static double distance(FusedState state, StateVector other) {
        double most = 0;
        for (int i = 0; i < other.size(); i++) {
            most = Math.max(most, Math.hypot(state.re(i) - other.re(i), state.im(i) - other.im(i)));
        }
        return most;
    }

    private static StateVector reference(int qubits, List<Step.Unitary> steps) {
        var state = new StateVector(qubits);
        steps.forEach(step -> state.apply(step, Checkpoint.none()));
        return state;
    }

    @ParameterizedTest
    @CsvSource({"1, 200", "2, 1000", "3, 1000", "4, 600", "5, 100"})
    void random_circuits_of_all_gates_agree_with_dense_matrices(int n, int circuits) {
        for (int i = 0; i < circuits; i++) {
            long seed = SEED + 10_000L * n + i;
            var circuit = Workloads.randomCircuit(seed, n, 25);
            var state = run(n, steps(Workloads.steps(circuit)), Precision.DOUBLE, ALL, 1);
            var expected = DenseReference.amplitudes(circuit);
            for (int k = 0; k < expected.length; k++) {
                assertThat(state.re(k))
                        .as("seed %s", seed)
                        .isCloseTo(expected[k][0], within(ROUNDING));
                assertThat(state.im(k))
                        .as("seed %s", seed)
                        .isCloseTo(expected[k][1], within(ROUNDING));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 10", "11, 10", "12, 10", "13, 11"})
    void many_small_blocks_agree_with_gates_one_by_one(int n, int blockBits) {
        for (int i = 0; i < 25; i++) {
            long seed = SEED + 1000L * n + i;
            var steps = steps(Workloads.steps(Workloads.randomCircuit(seed, n, 120)));
            var state = run(n, steps, Precision.DOUBLE, blockBits, 1);
            assertThat(distance(state, reference(n, steps)))
                    .as("seed %s", seed)
                    .isLessThan(ROUNDING);
        }
    }

    @ParameterizedTest
    @CsvSource({"2, 30", "3, 30", "5, 30", "9, 30", "10, 10", "12, 10", "13, 11"})
    void random_matrices_on_pairs_agree_with_gates_one_by_one(int n, int blockBits) {
        for (int i = 0; i < 25; i++) {
            long seed = SEED + 1000L * n + i;
            var steps = steps(Workloads.pairs(seed, n, 100));
            var expected = reference(n, steps);
            assertThat(distance(run(n, steps, Precision.DOUBLE, blockBits, 1), expected))
                    .as("seed %s", seed)
                    .isLessThan(ROUNDING);
            assertThat(distance(run(n, steps, Precision.SINGLE, blockBits, 1), expected))
                    .as("seed %s", seed)
                    .isLessThan(singleRounding(steps.size()));
        }
    }

    @Test
    void single_precision_is_as_near_as_its_rounding_allows() {
        for (int i = 0; i < 20; i++) {
            var steps = steps(Workloads.steps(Workloads.randomCircuit(SEED + i, 12, 150)));
            var state = run(12, steps, Precision.SINGLE, 10, 1);
            assertThat(distance(state, reference(12, steps)))
                    .isLessThan(singleRounding(steps.size()));
        }
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void any_number_of_threads_gives_the_same_bits(Precision precision) {
        var digests = new HashSet<Long>();
        for (int threads = 1; threads <= 8; threads++) {
            long random = digest(run(12, FusedDigest.w1(), precision, 9, threads));
            digests.add(31 * random + digest(run(12, FusedDigest.pairs(), precision, 10, threads)));
        }
        assertThat(digests).hasSize(1);
    }

    @Test
    void any_width_of_vectors_gives_the_same_bits() {
        var outputs = SimdWidths.outputs(FusedDigest.class);
        assertThat(new HashSet<>(outputs.values())).as(outputs.toString()).hasSize(1);
    }

    /** W1 of the performance page; other simulators give the same amplitude. */
    @ParameterizedTest
    @CsvSource({
        "20, DOUBLE, -0.000488, 0.000209",
        "22, DOUBLE, -0.000467, 0.000169",
        "24, DOUBLE, -0.000105, 0.000114",
        "20, SINGLE, -0.000488, 0.000209",
        "26, SINGLE, -0.000011, -0.000132"
    })
    void the_random_circuit_w1_has_the_amplitude_that_other_simulators_find(
            int n, Precision precision, double re, double im) {
        var state = run(n, steps(Workloads.steps(Workloads.w1(n, 0).build())), precision, ALL, 2);
        assertThat(state.re(5)).isCloseTo(re, within(SIX_DECIMALS));
        assertThat(state.im(5)).isCloseTo(im, within(SIX_DECIMALS));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void the_quantum_volume_circuit_w3_has_the_amplitude_that_other_simulators_find(
            Precision precision) {
        var state = run(20, steps(Workloads.w3()), precision, ALL, 1);
        assertThat(state.re(5)).isCloseTo(0.001014, within(SIX_DECIMALS));
        assertThat(state.im(5)).isCloseTo(0.000128, within(SIX_DECIMALS));
    }

    /** |x> becomes the sum of e^{2 pi i x k / N} |k> / sqrt(N). */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1234, 8191})
    void the_fourier_transform_of_a_basis_state_is_a_plane_wave(int x) {
        int n = 13;
        var circuit = Circuit.of(n, 0);
        for (int q = 0; q < n; q++) {
            if ((x >> q & 1) != 0) {
                circuit.gate(Gate.X, q);
            }
        }
        for (int i = n - 1; i >= 0; i--) {
            circuit.gate(Gate.H, i);
            for (int j = i - 1; j >= 0; j--) {
                circuit.gate(Gate.CP, List.of(Math.scalb(Math.PI, j - i)), j, i);
            }
        }
        for (int i = 0; i < n / 2; i++) {
            circuit.gate(Gate.SWAP, i, n - 1 - i);
        }
        var state = run(n, steps(Workloads.steps(circuit.build())), Precision.DOUBLE, 10, 1);
        double size = Math.sqrt(1 << n);
        for (int k = 0; k < 1 << n; k++) {
            double angle = 2 * Math.PI * ((long) x * k % (1 << n)) / (1 << n);
            assertThat(state.re(k)).isCloseTo(Math.cos(angle) / size, within(ROUNDING));
            assertThat(state.im(k)).isCloseTo(Math.sin(angle) / size, within(ROUNDING));
        }
    }

    /** An amplitude of single precision must neither overflow nor vanish on the way. */
    @Test
    void a_thousand_layers_keep_the_norm() {
        var circuit = Circuit.of(10, 0);
        for (int layer = 0; layer < 1000; layer++) {
            for (int q = 0; q < 10; q++) {
                circuit.gate(layer % 3 == 0 ? Gate.H : Gate.SX, q);
                circuit.gate(Gate.CX, q, (q + 1 + layer % 9) % 10);
            }
        }
        var steps = steps(Workloads.steps(circuit.build()));
        var state = run(10, steps, Precision.SINGLE, ALL, 1);
        double norm = 0;
        for (int k = 0; k < 1 << 10; k++) {
            norm += state.re(k) * state.re(k) + state.im(k) * state.im(k);
        }
        assertThat(norm).isCloseTo(1, within(singleRounding(steps.size())));
    }

    /** More phases than a sweep looks ahead, and more links than a pass has tables for. */
    @Test
    void thousands_of_phases_in_a_row_agree_with_gates_one_by_one() {
        var circuit = Circuit.of(12, 0);
        for (int q = 0; q < 12; q++) {
            circuit.gate(Gate.H, q).gate(Gate.CX, q, (q + 5) % 12);
        }
        for (int i = 0; i < 3000; i++) {
            circuit.gate(Gate.CP, List.of(0.1 * i), i % 12, (i + 1 + i % 11) % 12);
        }
        for (int q = 0; q < 12; q++) {
            circuit.gate(Gate.H, q);
        }
        var steps = steps(Workloads.steps(circuit.build()));
        var state = run(12, steps, Precision.DOUBLE, 10, 1);
        assertThat(distance(state, reference(12, steps))).isLessThan(ROUNDING);
    }
}
