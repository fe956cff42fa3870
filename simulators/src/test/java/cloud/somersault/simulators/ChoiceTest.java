package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Delay;
import cloud.somersault.circuits.Operation.Reset;
import cloud.somersault.simulators.EngineChoice.Chosen;
import cloud.somersault.simulators.EngineChoice.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final EngineLimits LIMITS = new EngineLimits(8L << 30, 600);

    private static Circuit.Builder ladder(int n, Gate gate, int layers) {
        var circuit = Circuit.of(n, n);
        for (int layer = 0; layer < layers; layer++) {
            for (int q = 0; q < n; q++) {
                circuit.gate(Gate.H, q).gate(gate, q);
            }
            for (int q = 1; q < n; q++) {
                circuit.gate(Gate.CZ, q - 1, q);
            }
        }
        return circuit;
    }

    private static EngineChoice choose(
            Circuit.Builder circuit, Optional<NoiseModel> noise, long shots) {
        return Engines.choose(circuit.measureAll().build(), noise, shots, LIMITS);
    }

    private static Chosen chosen(Circuit.Builder circuit, Optional<NoiseModel> noise, long shots) {
        return (Chosen) choose(circuit, noise, shots);
    }

    private static Refused refused(
            Circuit.Builder circuit, Optional<NoiseModel> noise, long shots) {
        return (Refused) choose(circuit, noise, shots);
    }

    private static Optional<NoiseModel> noise(int n) {
        return Noises.line(n, new QubitNoise(0.004, 20e-6, 5e-6, 0.95, 0.9), 0.04);
    }

    @Test
    void ideal_circuits_run_on_a_state_vector() {
        var choice = chosen(ladder(26, Gate.T, 20), Optional.empty(), 1000);
        assertThat(choice.engine()).isEqualTo(EngineName.STATE_VECTOR);
        assertThat(choice.cost().memoryBytes()).isBetween(1L << 30, (1L << 30) + (1L << 25));
        assertThat(chosen(ladder(28, Gate.T, 20), Optional.empty(), 1).engine())
                .isEqualTo(EngineName.STATE_VECTOR);
        assertThat(chosen(ladder(5, Gate.S, 1), Optional.empty(), 1).engine())
                .isEqualTo(EngineName.STATE_VECTOR);
    }

    @Test
    void large_clifford_circuits_run_on_a_tableau() {
        var choice = chosen(ladder(72, Gate.S, 20), Optional.empty(), 100_000);
        assertThat(choice.engine()).isEqualTo(EngineName.STABILIZER);
        assertThat(choice.reason()).contains("Clifford");
    }

    @Test
    void forty_dense_qubits_are_refused_with_figures_and_a_way_out() {
        var refused = refused(ladder(40, Gate.T, 20), Optional.empty(), 1000);
        assertThat(refused.code()).isEqualTo("too-many-qubits-for-engine");
        assertThat(refused.message()).contains("40 qubits").contains("16 TiB").contains("8 GiB");
        assertThat(refused.message()).contains("bonds of 2^20; the limit is 256");
        assertThat(refused.hint()).contains("29 qubits").contains("Clifford");
        var smaller =
                (Refused)
                        Engines.choose(
                                ladder(27, Gate.T, 12).measureAll().build(),
                                Optional.empty(),
                                1,
                                new EngineLimits(1L << 30, 600));
        assertThat(smaller.message()).contains("2 GiB").contains("1 GiB (26 qubits)");
        assertThat(refused(ladder(300, Gate.T, 20), Optional.empty(), 1).message())
                .contains("2^304 bytes");
    }

    @Test
    void forty_qubits_that_do_not_meet_are_not_refused() {
        var circuit = Circuit.of(40, 40);
        for (int q = 0; q < 40; q++) {
            circuit.gate(Gate.T, q).gate(Gate.H, q);
        }
        assertThat(choose(circuit, Optional.empty(), 1000)).isInstanceOf(Chosen.class);
    }

    @Test
    void what_takes_too_long_is_refused_before_it_starts() {
        var refused = refused(ladder(28, Gate.T, 200), Optional.empty(), 1000);
        assertThat(refused.code()).isEqualTo("takes-too-long");
        assertThat(refused.message()).contains("limit is 10 min");
        var shots = refused(ladder(18, Gate.T, 20), noise(18), 1_000_000);
        assertThat(shots.code()).isEqualTo("takes-too-long");
        assertThat(shots.hint()).matches("At most \\d+ shots.*");
    }

    @Test
    void many_copies_of_a_large_state_are_refused() {
        var circuit = ladder(27, Gate.T, 20);
        for (int q = 0; q < 20; q++) {
            circuit.add(new Reset(q)).gate(Gate.CX, q, q + 1);
        }
        var refused =
                (Refused)
                        Engines.choose(
                                circuit.measureAll().build(),
                                Optional.empty(),
                                1000,
                                new EngineLimits(8L << 30, 1e9));
        assertThat(refused.code()).isEqualTo("not-enough-memory");
    }

    @Test
    void noisy_circuits_choose_between_exact_and_sampled_by_cost() {
        assertThat(chosen(ladder(4, Gate.T, 5), noise(4), 1000).engine())
                .isEqualTo(EngineName.DENSITY_MATRIX);
        assertThat(chosen(ladder(10, Gate.T, 5), noise(10), 1).engine())
                .isEqualTo(EngineName.TRAJECTORIES);
        assertThat(chosen(ladder(12, Gate.T, 5), noise(12), 1000).engine())
                .isEqualTo(EngineName.TRAJECTORIES);
        var middle = ladder(3, Gate.T, 1).add(new Reset(0)).gate(Gate.H, 0);
        assertThat(chosen(middle, noise(3), 1000).engine()).isEqualTo(EngineName.TRAJECTORIES);
    }

    @Test
    void more_noisy_qubits_than_a_state_holds_are_refused_with_a_way_out() {
        var refused = refused(ladder(29, Gate.T, 20), noise(29), 100);
        assertThat(refused.code()).isEqualTo("too-many-qubits-for-engine");
        assertThat(refused.message()).contains("29").contains("28").contains("bonds of 2^");
        assertThat(refused.hint()).contains("Clifford");
    }

    @Test
    void clifford_circuits_with_pauli_errors_run_exactly_on_a_tableau() {
        var choice = chosen(ladder(72, Gate.S, 12), noise(72), 10_000);
        assertThat(choice.engine()).isEqualTo(EngineName.STABILIZER);
        assertThat(choice.reason()).contains("Pauli errors");
        assertThat(choice.approximation()).isEmpty();
    }

    @Test
    void relaxation_is_twirled_only_where_no_exact_engine_holds_the_circuit_and_that_is_said() {
        var large = chosen(waiting(60), noise(60), 1000);
        assertThat(large.engine()).isEqualTo(EngineName.STABILIZER);
        assertThat(large.reason()).contains("60 linked noisy qubits");
        assertThat(large.approximation().orElseThrow()).contains("Pauli twirl");
        var small = chosen(waiting(16), noise(16), 1000);
        assertThat(small.engine()).isEqualTo(EngineName.TRAJECTORIES);
        assertThat(small.approximation()).isEmpty();
    }

    /** Clifford gates, far too entangled for a chain, and waits between them. */
    private static Circuit.Builder waiting(int n) {
        var circuit = ladder(n, Gate.S, 12);
        for (int q = 0; q < n; q++) {
            circuit.add(new Delay(40e-9, List.of(q)));
        }
        return circuit;
    }

    @Test
    void an_engine_is_forced_or_refused_with_what_would_do() {
        var circuit = ladder(6, Gate.T, 3).measureAll().build();
        for (var engine : EngineName.values()) {
            var choice = Engines.require(engine, circuit, Optional.empty(), 100, LIMITS);
            if (engine == EngineName.STABILIZER) {
                assertThat(((Refused) choice).code()).isEqualTo("engine-not-suitable");
                assertThat(((Refused) choice).hint()).contains("state-vector");
            } else {
                assertThat(((Chosen) choice).engine()).isEqualTo(engine);
                assertThat(((Chosen) choice).approximation()).isEmpty();
            }
        }
        var dense = ladder(40, Gate.T, 20).measureAll().build();
        var cut =
                Engines.require(
                        EngineName.MATRIX_PRODUCT_STATE,
                        dense,
                        Optional.empty(),
                        1,
                        new EngineLimits(8L << 30, 1e9));
        assertThat(((Chosen) cut).approximation().orElseThrow()).contains("Bonds are cut at 256");
    }

    @Test
    void all_qubits_of_a_chip_may_be_prepared_and_read_at_once() {
        var circuit = Circuit.of(72, 72);
        for (int q = 0; q < 72; q++) {
            circuit.gate(Gate.X, q);
        }
        assertThat(chosen(circuit, noise(72), 10_000).engine())
                .isEqualTo(EngineName.DENSITY_MATRIX);
        var counts =
                Engines.run(
                        EngineName.DENSITY_MATRIX,
                        circuit.build(),
                        noise(72),
                        new ShotRange(1, 0, 0, 1000),
                        Cancellation.never());
        long ones =
                counts.byBitstring().entrySet().stream()
                        .mapToLong(entry ->
                                entry.getValue()
                                        * entry.getKey().chars().filter(c -> c == '1').count())
                        .sum();
        // P(1) = F1 (1 - p/2) + (1 - F0) p/2; five standard deviations of 72,000 readings.
        double p = 0.9 * 0.998 + 0.05 * 0.002;
        assertThat(Math.abs(ones / 72_000.0 - p)).isLessThan(5 * Math.sqrt(p * (1 - p) / 72_000));
    }

    @Test
    void large_circuits_of_little_entanglement_run_as_matrix_product_states() {
        var ideal = chosen(ladder(72, Gate.T, 8), Optional.empty(), 1000);
        assertThat(ideal.engine()).isEqualTo(EngineName.MATRIX_PRODUCT_STATE);
        assertThat(ideal.reason()).contains("72 linked qubits").contains("bonds of 256");
        assertThat(ideal.cost().memoryBytes()).isLessThan(1L << 29);
        var noisy = chosen(ladder(72, Gate.T, 3), noise(72), 100);
        assertThat(noisy.engine()).isEqualTo(EngineName.MATRIX_PRODUCT_STATE);
        assertThat(noisy.cost().secondsPerShot())
                .isGreaterThan(ideal.cost().secondsPerShot() / 100);
        assertThat(chosen(ladder(300, Gate.T, 1), Optional.empty(), 1).engine())
                .isEqualTo(EngineName.MATRIX_PRODUCT_STATE);
    }

    @Test
    void engines_are_found_by_their_names() {
        assertThat(Arrays.stream(EngineName.values()).map(EngineName::id))
                .isEqualTo(
                        List.of(
                                "state-vector",
                                "density-matrix",
                                "trajectories",
                                "stabilizer",
                                "matrix-product-state"));
        for (var engine : EngineName.values()) {
            assertThat(EngineName.byId(engine.id())).contains(engine);
        }
        assertThat(EngineName.byId("abacus")).isEmpty();
    }
}
