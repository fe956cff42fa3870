package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Delay;
import cloud.somersault.circuits.Operation.If;
import cloud.somersault.circuits.Operation.Measure;
import cloud.somersault.circuits.Operation.Reset;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.statevector.StateVector;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the chain reads: sampling, measurements on the way, noise, shards, the reported error. */
class MpsRunTest {
    private static RunReport run(
            Circuit circuit, Optional<NoiseModel> noise, long first, long shots) {
        return Engines.runReported(
                EngineName.MATRIX_PRODUCT_STATE,
                circuit,
                noise,
                new ShotRange(7, 0, first, shots),
                Cancellation.never());
    }

    private static RunReport run(Circuit circuit, long shots) {
        return run(circuit, Optional.empty(), 0, shots);
    }

    private static Map<String, Double> exact(Circuit circuit, int n) {
        var state = new StateVector(n);
        for (var step : Lowering.steps(circuit, Optional.empty(), Checkpoint.none())) {
            if (step instanceof Step.Unitary unitary) {
                state.apply(unitary, Checkpoint.none());
            }
        }
        Map<String, Double> expected = new HashMap<>();
        for (int i = 0; i < 1 << n; i++) {
            expected.put(SamplingTest.bits(i, n), state.probability(i));
        }
        return expected;
    }

    private static Apply gate(Gate gate, int... qubits) {
        return new Apply(gate, List.of(), Arrays.stream(qubits).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32})
    void counts_follow_the_amplitudes(long seed) {
        int n = 6;
        var random = new SplitMix(seed);
        var circuit = Circuit.of(n, n);
        for (int i = 0; i < 60; i++) {
            circuit.add(Workloads.randomGate(random, n));
        }
        var whole = circuit.measureAll().build();
        var report = run(whole, 200_000);
        SamplingTest.assertChiSquared(report.counts(), exact(whole, n));
        assertThat(report.truncationError()).hasValueCloseTo(0.0, within(1e-13));
    }

    @Test
    void a_few_qubits_of_a_large_circuit_are_read() {
        var circuit = Circuit.of(100, 3).gate(Gate.RY, List.of(1.2), 0);
        for (int q = 0; q < 99; q++) {
            circuit.gate(Gate.CX, q, q + 1);
        }
        circuit.measure(99, 0).measure(50, 2).measure(0, 1);
        double one = Math.pow(Math.sin(0.6), 2);
        var counts = run(circuit.build(), 100_000).counts();
        SamplingTest.assertChiSquared(counts, Map.of("000", 1 - one, "111", one));
    }

    @Test
    void what_cannot_be_is_never_read() {
        var circuit = Circuit.of(72, 72).gate(Gate.H, 0);
        for (int q = 0; q < 71; q++) {
            circuit.gate(Gate.CX, q, q + 1);
        }
        var counts = run(circuit.measureAll().build(), 100_000).counts();
        assertThat(counts.byBitstring()).hasSize(2);
        // Five standard deviations of a fair coin: a false alarm once in 1.7 million seeds.
        assertThat(Math.abs(counts.frequency("1".repeat(72)) - 0.5))
                .isLessThan(5 * 0.5 / Math.sqrt(1e5));
    }

    @Test
    void measurements_resets_and_conditions_on_the_way_agree_with_the_state_vector() {
        var random = new SplitMix(5);
        for (int repetition = 0; repetition < 6; repetition++) {
            int n = 5;
            var circuit = Circuit.of(n, n + 1);
            for (int i = 0; i < 30; i++) {
                circuit.add(Workloads.randomGate(random, n));
                if (i % 7 == 3) {
                    circuit.add(new Measure(random.below(n), n));
                    circuit.add(
                            new If(
                                    Condition.bit(n),
                                    List.of(gate(Gate.X, 0), gate(Gate.CX, 1, 4)),
                                    List.of(gate(Gate.H, 1))));
                    circuit.add(new Reset(random.below(n)));
                }
            }
            for (int q = 0; q < n; q++) {
                circuit.measure(q, q);
            }
            var whole = circuit.build();
            long shots = 100_000;
            var others =
                    Engines.run(
                            EngineName.STATE_VECTOR,
                            whole,
                            Optional.empty(),
                            new ShotRange(8, 0, 0, shots),
                            Cancellation.never());
            assertSameDistribution(run(whole, shots).counts().byBitstring(), others.byBitstring());
        }
    }

    /** Two samples of equal size from one distribution: chi squared as in SamplingTest. */
    private static void assertSameDistribution(Map<String, Long> a, Map<String, Long> b) {
        var keys = new TreeSet<>(a.keySet());
        keys.addAll(b.keySet());
        double statistic = 0;
        int cells = 0;
        for (var key : keys) {
            double x = a.getOrDefault(key, 0L);
            double y = b.getOrDefault(key, 0L);
            if (x + y >= 10) {
                statistic += (x - y) * (x - y) / (x + y);
                cells++;
            }
        }
        assertThat(cells).isPositive();
        assertThat(statistic).isLessThan(cells + 6 * Math.sqrt(2.0 * cells) + 12);
    }

    @Test
    void noise_agrees_with_the_density_matrix() {
        for (long seed = 1; seed <= 2; seed++) {
            var circuit = Noises.random(5, 8, seed).measureAll().build();
            var noise = Noises.strong(5);
            SamplingTest.assertChiSquared(
                    run(circuit, noise, 0, 20_000).counts(), Noises.exact(circuit, noise));
        }
    }

    @Test
    void all_kinds_of_noise_agree_with_the_density_matrix() {
        var circuit = Noises.random(4, 5, 2).measureAll().build();
        var noise = Noises.everything(4);
        SamplingTest.assertChiSquared(
                run(circuit, noise, 0, 20_000).counts(), Noises.exact(circuit, noise));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 12e-6, 80e-6})
    void one_of_an_entangled_pair_decays_with_t1(double seconds) {
        var noise = Noises.line(2, new QubitNoise(0, 20e-6, 5e-6, 1, 1), 0);
        var circuit =
                Circuit.of(2, 2)
                        .gate(Gate.H, 0)
                        .gate(Gate.CX, 0, 1)
                        .add(new Delay(seconds, List.of(1)))
                        .measureAll()
                        .build();
        double stays = Math.exp(-seconds / 20e-6) / 2;
        SamplingTest.assertChiSquared(
                run(circuit, noise, 0, 40_000).counts(),
                Map.of("00", 0.5, "11", stays, "01", 0.5 - stays));
    }

    @Test
    void any_split_of_the_shots_gives_the_same_counts_and_the_same_error() {
        var random = new SplitMix(33);
        var middle = Circuit.of(6, 7);
        for (int i = 0; i < 40; i++) {
            middle.add(Workloads.randomGate(random, 6));
            if (i % 8 == 3) {
                middle.add(new Measure(random.below(6), 6));
                middle.add(new If(Condition.bit(6), List.of(gate(Gate.X, 0)), List.of()));
                middle.add(new Reset(random.below(6)));
            }
        }
        for (int q = 0; q < 6; q++) {
            middle.measure(q, q);
        }
        var noisy = Noises.random(6, 6, 3).measureAll().build();
        assertSplit(middle.build(), Optional.empty());
        assertSplit(noisy, Noises.strong(6));
    }

    private static void assertSplit(Circuit circuit, Optional<NoiseModel> noise) {
        var whole = run(circuit, noise, 0, 600);
        for (var sizes : List.of(List.of(1, 599), List.of(300, 0, 37, 263))) {
            var sum = new RunReport(Counts.none(circuit.bits()), OptionalDouble.empty());
            long first = 0;
            for (int size : sizes) {
                sum = sum.plus(run(circuit, noise, first, size));
                first += size;
            }
            assertThat(sum).isEqualTo(whole);
        }
    }

    @Test
    void a_truncated_run_says_what_it_lost() {
        var random = new SplitMix(2);
        int n = 18;
        var circuit = Circuit.of(n, n);
        for (int layer = 0; layer < 30; layer++) {
            for (int q = 0; q < n; q++) {
                circuit.gate(Gate.U3, Workloads.u3(random), q);
            }
            for (int q = layer % 2; q + 1 < n; q += 2) {
                circuit.gate(Gate.CX, q, q + 1);
            }
        }
        // Eighteen qubits fill bonds of 512, twice what there is.
        var report = run(circuit.measureAll().build(), 10);
        assertThat(report.truncationError().orElseThrow()).isBetween(0.01, 0.9);
        assertThat(report.counts().shots()).isEqualTo(10);
    }

    @Test
    void exact_engines_report_no_error() {
        var bell = Circuit.of(2, 2).gate(Gate.H, 0).gate(Gate.CX, 0, 1).measureAll().build();
        var report =
                Engines.runReported(
                        EngineName.STATE_VECTOR,
                        bell,
                        Optional.empty(),
                        new ShotRange(1, 0, 0, 10),
                        Cancellation.never());
        assertThat(report.truncationError()).isEmpty();
        assertThat(run(bell, 10).truncationError()).hasValue(0);
    }

    @Test
    void parts_that_never_meet_are_chains_of_their_own() {
        var circuit = Circuit.of(200, 200);
        for (int q = 0; q < 200; q += 2) {
            circuit.gate(Gate.H, q).gate(Gate.CX, q, q + 1);
        }
        var counts = run(circuit.measureAll().build(), 1000).counts();
        var pairs = new TreeMap<String, Long>();
        counts.byBitstring()
                .forEach((bits, count) -> {
                    for (int i = 0; i < 200; i += 2) {
                        pairs.merge(bits.substring(i, i + 2), count, Long::sum);
                    }
                });
        assertThat(pairs).containsOnlyKeys("00", "11");
    }
}
