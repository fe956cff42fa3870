package cloud.somersault.simulators;

import static cloud.somersault.simulators.Noises.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Delay;
import cloud.somersault.circuits.Operation.If;
import cloud.somersault.circuits.Operation.Reset;
import cloud.somersault.simulators.stabilizer.StabilizerEngine;
import cloud.somersault.simulators.stabilizer.StabilizerEngine.Fit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pauli noise on stabilizer states against closed forms, the density matrix and trajectories.
 * Chi-squared bounds and their false alarms are those of {@link SamplingTest#assertChiSquared}.
 */
class NoisyCliffordTest {
    private static final QubitNoise PAULI_ONLY = new QubitNoise(0.03, NEVER, NEVER, 0.96, 0.9);

    private static Counts run(
            EngineName engine, Circuit circuit, Optional<NoiseModel> noise, long first, long n) {
        return Engines.run(
                engine, circuit, noise, new ShotRange(23, 2, first, n), Cancellation.never());
    }

    private static Counts run(Circuit circuit, Optional<NoiseModel> noise, long shots) {
        return run(EngineName.STABILIZER, circuit, noise, 0, shots);
    }

    private static Fit fit(Circuit circuit, Optional<NoiseModel> noise) {
        return StabilizerEngine.fit(Workloads.plans(circuit, noise).getFirst());
    }

    /** Gates that count as pulses or have a coupler: every gate disturbs. */
    private static Circuit.Builder random(int n, int gates, int bits, long seed) {
        var random = new SplitMix(seed);
        var circuit = Circuit.of(n, bits);
        for (int i = 0; i < gates; i++) {
            int q = random.below(n);
            switch (random.below(4)) {
                case 0 -> circuit.gate(Gate.H, q);
                case 1 -> circuit.gate(Gate.SX, q);
                case 2 -> circuit.gate(Gate.RZ, List.of(Math.PI / 2 * random.below(4)), q);
                default -> {
                    int other = q == n - 1 ? q - 1 : q + 1;
                    circuit.gate(random.below(2) == 0 ? Gate.CZ : Gate.CX, q, other);
                }
            }
        }
        return circuit;
    }

    private static Optional<NoiseModel> line(int n) {
        return Noises.line(n, PAULI_ONLY, 0.06);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 6, 8})
    void random_noisy_clifford_circuits_agree_with_the_density_matrix(int n) {
        for (int trial = 0; trial < 4; trial++) {
            var circuit = random(n, 14 * n, n, 10L * n + trial);
            for (int q = 1; q < n; q++) {
                circuit.gate(Gate.CZ, q - 1, q);
            }
            for (int q = 0; q < n; q++) {
                circuit.gate(Gate.SX, q);
            }
            var measured = circuit.measureAll().build();
            assertThat(fit(measured, line(n))).isEqualTo(Fit.EXACT);
            SamplingTest.assertChiSquared(
                    run(measured, line(n), 40_000), Noises.exact(measured, line(n)));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void noise_with_measurements_in_the_middle_agrees_with_trajectories(boolean conditions) {
        int n = 4;
        for (int trial = 0; trial < 4; trial++) {
            var circuit = random(n, 12, n + 3, 500 + trial);
            for (int i = 0; i < 3; i++) {
                random(n, 12, 0, 100L * trial + i).build().operations().forEach(circuit::add);
                circuit.measure(i, n + i).add(new Reset(i + 1));
                if (conditions) {
                    circuit.add(
                            new If(
                                    Condition.bit(n + i),
                                    List.of(
                                            new Apply(Gate.X, List.of(), List.of(i)),
                                            new Apply(Gate.CX, List.of(), List.of(i, i + 1))),
                                    List.of(new Apply(Gate.H, List.of(), List.of(0)))));
                }
            }
            var measured = circuit.measureAll().build();
            for (int q = 0; q < n; q++) {
                circuit.measure(q, q);
            }
            StabilizerTest.assertSameDistribution(
                    run(measured, line(n), 40_000),
                    run(EngineName.TRAJECTORIES, measured, line(n), 0, 40_000));
        }
    }

    @Test
    void a_depolarized_bell_pair_has_the_closed_form() {
        double pulse = 0.03;
        double cz = 0.08;
        var noise = Noises.line(2, new QubitNoise(pulse, NEVER, NEVER, 1, 1), cz);
        var bell =
                Circuit.of(2, 2)
                        .gate(Gate.H, 0)
                        .gate(Gate.H, 1)
                        .gate(Gate.CZ, 0, 1)
                        .gate(Gate.H, 1)
                        .measureAll()
                        .build();
        // As in NoiseTest: two pulses on qubit 1 and the CZ shrink <ZZ>.
        double correlation = (1 - pulse) * (1 - pulse) * (1 - cz);
        double same = (1 + correlation) / 4;
        double different = (1 - correlation) / 4;
        SamplingTest.assertChiSquared(
                run(bell, noise, 400_000),
                Map.of("00", same, "11", same, "01", different, "10", different));
    }

    @Test
    void readings_are_confused_by_the_readout_matrix() {
        var noise = Noises.line(2, new QubitNoise(0, NEVER, NEVER, 0.95, 0.8), 0);
        var circuit = Circuit.of(2, 2).gate(Gate.X, 1).measureAll().build();
        SamplingTest.assertChiSquared(
                run(circuit, noise, 100_000),
                Map.of("00", .95 * .2, "01", .05 * .2, "10", .95 * .8, "11", .05 * .8));
    }

    @Test
    void a_repetition_code_of_a_thousand_qubits_sees_each_flip_at_both_neighbours() {
        int data = 501;
        var circuit = Circuit.of(2 * data - 1, data - 1);
        for (int q = 0; q < data; q++) {
            circuit.gate(Gate.X, q);
        }
        for (int check = 0; check < data - 1; check++) {
            circuit.gate(Gate.CX, check, data + check).gate(Gate.CX, check + 1, data + check);
        }
        for (int check = 0; check < data - 1; check++) {
            circuit.measure(data + check, check);
        }
        double p = 0.02;
        var qubits = new TreeMap<Integer, QubitNoise>();
        for (int q = 0; q < data; q++) {
            qubits.put(q, new QubitNoise(p, NEVER, NEVER, 1, 1));
        }
        var noise = Optional.of(new NoiseModel(qubits, List.of()));
        int shots = 4000;
        var counts = run(circuit.build(), noise, shots);
        double ones = 0;
        double both = 0;
        for (var entry : counts.byBitstring().entrySet()) {
            var bits = entry.getKey();
            for (int check = 0; check < data - 1; check++) {
                ones += bits.charAt(check) == '1' ? entry.getValue() : 0;
                boolean pair =
                        check > 0 && bits.charAt(check) == '1' && bits.charAt(check - 1) == '1';
                both += pair ? entry.getValue() : 0;
            }
        }
        // A data qubit is flipped with f = p/2. A check sees one of two, with s = 2f(1-f); two
        // neighbouring checks both speak if their common qubit alone or both others are flipped.
        double f = p / 2;
        double s = 2 * f * (1 - f);
        double t = f * (1 - f) * (1 - f) + (1 - f) * f * f;
        double checks = (data - 1.0) * shots;
        // Each qubit is in two checks and three pairs: variances at most twice and three times
        // those of independent ones. Seven standard deviations: false alarm below 1e-11.
        assertThat(ones / checks).isCloseTo(s, within(7 * Math.sqrt(2 * s / checks)));
        assertThat(both / checks)
                .isCloseTo(t * (data - 2) / (data - 1), within(7 * Math.sqrt(3 * t / checks)));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 12e-6, 80e-6})
    void a_twirled_wait_moves_either_state_half_way_to_the_other_with_t1(double seconds) {
        var noise = Noises.line(1, new QubitNoise(0, 20e-6, 5e-6, 1, 1), 0);
        for (boolean excited : List.of(false, true)) {
            var circuit = Circuit.of(1, 1).gate(Gate.X, 0);
            if (!excited) {
                circuit.gate(Gate.X, 0);
            }
            var measured = circuit.add(new Delay(seconds, List.of(0))).measureAll().build();
            assertThat(fit(measured, noise)).isEqualTo(Fit.TWIRLED);
            double moved = (1 - Math.exp(-seconds / 20e-6)) / 2;
            SamplingTest.assertChiSquared(
                    run(measured, noise, 100_000),
                    Map.of(excited ? "0" : "1", moved, excited ? "1" : "0", 1 - moved));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 5e-6, 20e-6})
    void a_twirled_superposition_dephases_with_t2_exactly(double seconds) {
        var noise = Noises.line(1, new QubitNoise(0, 20e-6, 5e-6, 1, 1), 0);
        var ramsey =
                Circuit.of(1, 1)
                        .gate(Gate.H, 0)
                        .add(new Delay(seconds, List.of(0)))
                        .gate(Gate.H, 0)
                        .measureAll()
                        .build();
        double zero = 0.5 + 0.5 * Math.exp(-seconds / 5e-6);
        SamplingTest.assertChiSquared(
                run(ramsey, noise, 100_000), Map.of("0", zero, "1", 1 - zero));
    }

    @Test
    void any_split_of_the_shots_gives_the_same_counts() {
        int n = 40;
        var circuit = random(n, 600, n + 1, 3);
        circuit.measure(2, n).add(new Reset(5));
        for (int q = 1; q < n; q++) {
            circuit.gate(Gate.CX, q - 1, q);
        }
        var plain = circuit.measureAll().build();
        var whole = run(plain, line(n), 3000);
        for (var sizes : List.of(List.of(1, 2999), List.of(700, 0, 1300, 1000))) {
            var sum = Counts.none(plain.bits());
            long first = 0;
            for (int size : sizes) {
                sum = sum.plus(run(EngineName.STABILIZER, plain, line(n), first, size));
                first += size;
            }
            assertThat(sum).isEqualTo(whole);
        }
    }
}
