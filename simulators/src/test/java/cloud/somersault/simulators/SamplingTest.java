package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation.Controlled;
import cloud.somersault.circuits.Operation.If;
import cloud.somersault.circuits.Operation.Measure;
import cloud.somersault.circuits.Operation.Reset;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.statevector.StateVector;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public class SamplingTest {
    private static Counts sample(Circuit circuit, long shots) {
        return Engines.run(
                EngineName.STATE_VECTOR,
                circuit,
                Optional.empty(),
                new ShotRange(7, 0, 0, shots),
                Cancellation.never());
    }

    @Test
    void a_bell_pair_reads_00_or_11_half_the_time() {
        var bell = Circuit.of(2, 2).gate(Gate.H, 0).gate(Gate.CX, 0, 1).measureAll().build();
        var counts = sample(bell, 100_000);
        assertThat(counts.byBitstring()).containsOnlyKeys("00", "11");
        // Five standard deviations of a fair coin: a false alarm once in 1.7 million seeds.
        assertThat(Math.abs(counts.frequency("11") - 0.5)).isLessThan(5 * 0.5 / Math.sqrt(1e5));
    }

    @Test
    void counts_follow_the_amplitudes() {
        int n = 6;
        var random = new SplitMix(31);
        var circuit = Circuit.of(n, n);
        for (int i = 0; i < 60; i++) {
            circuit.add(Workloads.randomGate(random, n));
        }
        circuit.measureAll();
        long shots = 200_000;
        var counts = sample(circuit.build(), shots);
        var gates = circuit.build();
        var state = new StateVector(n);
        for (var step : Lowering.steps(gates, Optional.empty(), Checkpoint.none())) {
            if (step instanceof Step.Unitary unitary) {
                state.apply(unitary, Checkpoint.none());
            }
        }
        Map<String, Double> expected = new HashMap<>();
        for (int i = 0; i < 1 << n; i++) {
            expected.put(bits(i, n), state.probability(i));
        }
        assertChiSquared(counts, expected);
    }

    @Test
    void bits_that_nobody_measures_read_0_and_the_last_of_two_measurements_stays() {
        var circuit =
                Circuit.of(3, 4).gate(Gate.X, 0).measure(0, 3).measure(1, 3).measure(0, 1).build();
        assertThat(sample(circuit, 10).byBitstring()).containsExactly(Map.entry("0010", 10L));
        var other = Circuit.of(3, 4).gate(Gate.X, 0).measure(1, 3).measure(0, 3).build();
        assertThat(sample(other, 10).byBitstring()).containsExactly(Map.entry("1000", 10L));
    }

    @Test
    void a_circuit_without_bits_still_counts_its_shots() {
        assertThat(sample(Circuit.of(2, 0).gate(Gate.H, 0).build(), 9).count("")).isEqualTo(9);
        assertThat(sample(Circuit.of(0, 3).build(), 9).count("000")).isEqualTo(9);
        assertThat(sample(Circuit.of(0, 3).build(), 0).shots()).isZero();
    }

    @Test
    void only_what_can_be_seen_is_simulated() {
        var circuit = Circuit.of(72, 72);
        circuit.gate(Gate.H, 70).gate(Gate.CX, 70, 3).gate(Gate.CX, 3, 50);
        for (int q = 0; q < 72; q++) {
            circuit.measure(q, q);
        }
        var counts = sample(circuit.build(), 1000);
        assertThat(counts.byBitstring()).hasSize(2);
        assertThat(counts.byBitstring().lastKey().chars().filter(c -> c == '1').count())
                .isEqualTo(3);
    }

    @Test
    void qubits_that_never_meet_are_independent() {
        var circuit = Circuit.of(60, 2);
        for (int q = 0; q < 60; q++) {
            circuit.gate(Gate.H, q);
        }
        circuit.measure(5, 0).measure(40, 1);
        var counts = sample(circuit.build(), 100_000);
        assertChiSquared(counts, Map.of("00", 0.25, "01", 0.25, "10", 0.25, "11", 0.25));
    }

    @Test
    void teleportation_moves_any_state_with_conditions() {
        var circuit =
                Circuit.of(3, 3)
                        .gate(Gate.U3, List.of(1.1, 0.4, -0.3), 0)
                        .gate(Gate.H, 1)
                        .gate(Gate.CX, 1, 2)
                        .gate(Gate.CX, 0, 1)
                        .gate(Gate.H, 0)
                        .measure(0, 0)
                        .measure(1, 1)
                        .add(new If(Condition.bit(1), List.of(x(2)), List.of()))
                        .add(new If(Condition.bit(0), List.of(z(2)), List.of()))
                        .gate(Gate.U3, List.of(-1.1, 0.3, -0.4), 2)
                        .measure(2, 2)
                        .build();
        var counts = sample(circuit, 20_000);
        assertThat(counts.byBitstring()).containsOnlyKeys("000", "001", "010", "011");
        assertChiSquared(counts, Map.of("000", .25, "001", .25, "010", .25, "011", .25));
    }

    @Test
    void the_other_branch_is_taken_when_the_condition_fails() {
        var circuit =
                Circuit.of(2, 2)
                        .gate(Gate.H, 0)
                        .measure(0, 0)
                        .add(new If(Condition.bit(0), List.of(), List.of(x(1))))
                        .measure(1, 1)
                        .build();
        var counts = sample(circuit, 1000);
        assertThat(counts.byBitstring()).containsOnlyKeys("01", "10");
    }

    @Test
    void a_measurement_in_the_middle_collapses_the_state() {
        var circuit =
                Circuit.of(1, 3)
                        .gate(Gate.H, 0)
                        .measure(0, 0)
                        .measure(0, 1)
                        .gate(Gate.H, 0)
                        .measure(0, 2)
                        .build();
        assertChiSquared(
                sample(circuit, 40_000), Map.of("000", .25, "011", .25, "100", .25, "111", .25));
    }

    @Test
    void reset_gives_zero_and_leaves_the_partner_of_a_bell_pair_mixed() {
        var circuit =
                Circuit.of(2, 2)
                        .gate(Gate.H, 0)
                        .gate(Gate.CX, 0, 1)
                        .add(new Reset(0))
                        .gate(Gate.H, 1)
                        .gate(Gate.X, 0)
                        .measureAll()
                        .build();
        assertChiSquared(sample(circuit, 40_000), Map.of("01", .5, "11", .5));
    }

    @Test
    void an_entangled_pair_measured_twice_in_the_middle_agrees_with_itself() {
        // A projection that is still pending on one qubit must not be forgotten by the next.
        var circuit =
                Circuit.of(2, 4)
                        .gate(Gate.H, 0)
                        .gate(Gate.CX, 0, 1)
                        .measure(0, 0)
                        .measure(1, 1)
                        .gate(Gate.X, 0)
                        .gate(Gate.X, 1)
                        .measure(0, 2)
                        .measure(1, 3)
                        .build();
        assertChiSquared(sample(circuit, 10_000), Map.of("1100", .5, "0011", .5));
    }

    @Test
    void any_split_of_the_shots_gives_the_same_counts() {
        var random = new SplitMix(33);
        var ends = Circuit.of(5, 5);
        var middle = Circuit.of(5, 6);
        for (int i = 0; i < 40; i++) {
            ends.add(Workloads.randomGate(random, 5));
            middle.add(Workloads.randomGate(random, 5));
            if (i % 8 == 3) {
                middle.add(new Measure(random.below(5), 5));
                middle.add(new If(Condition.bit(5), List.of(x(0)), List.of(z(1))));
                middle.add(new Reset(random.below(5)));
            }
        }
        for (var circuit : List.of(ends.measureAll().build(), withMeasures(middle))) {
            var whole = sample(circuit, 1000);
            for (var sizes : List.of(List.of(1, 999), List.of(500, 0, 37, 463), List.of(1000))) {
                var sum = Counts.none(circuit.bits());
                long first = 0;
                for (int size : sizes) {
                    sum =
                            sum.plus(
                                    Engines.run(
                                            EngineName.STATE_VECTOR,
                                            circuit,
                                            Optional.empty(),
                                            new ShotRange(7, 0, first, size),
                                            Cancellation.never()));
                    first += size;
                }
                assertThat(sum).isEqualTo(whole);
            }
        }
    }

    @Test
    void a_controlled_global_phase_is_seen() {
        var phase =
                new cloud.somersault.circuits.Operation.Apply(
                        Gate.GPHASE, List.of(Math.PI), List.of());
        var circuit =
                Circuit.of(1, 1)
                        .gate(Gate.H, 0)
                        .add(new Controlled(List.of(0), phase))
                        .gate(Gate.H, 0)
                        .measureAll()
                        .build();
        assertThat(sample(circuit, 100).count("1")).isEqualTo(100);
    }

    private static Circuit withMeasures(Circuit.Builder circuit) {
        for (int q = 0; q < 5; q++) {
            circuit.measure(q, q);
        }
        return circuit.build();
    }

    private static cloud.somersault.circuits.Operation x(int qubit) {
        return new cloud.somersault.circuits.Operation.Apply(Gate.X, List.of(), List.of(qubit));
    }

    private static cloud.somersault.circuits.Operation z(int qubit) {
        return new cloud.somersault.circuits.Operation.Apply(Gate.Z, List.of(), List.of(qubit));
    }

    static String bits(int index, int n) {
        var text = new StringBuilder();
        for (int q = n - 1; q >= 0; q--) {
            text.append(index >> q & 1);
        }
        return text.toString();
    }

    /**
     * Pearson's statistic of the counts stays below its mean plus six standard deviations, k + 6
     * sqrt(2k) + 12 for k degrees of freedom: a false alarm less than once in 100,000 seeds for any
     * k. Outcomes expected fewer than five times are put together; impossible ones must not occur.
     */
    public static void assertChiSquared(Counts counts, Map<String, Double> expected) {
        double shots = counts.shots();
        double statistic = 0;
        double rareExpected = 0;
        double rareSeen = 0;
        int cells = 0;
        for (var entry : expected.entrySet()) {
            double mean = entry.getValue() * shots;
            double seen = counts.count(entry.getKey());
            if (mean < 5) {
                rareExpected += mean;
                rareSeen += seen;
            } else {
                statistic += (seen - mean) * (seen - mean) / mean;
                cells++;
            }
        }
        assertThat(expected.keySet()).containsAll(counts.byBitstring().keySet());
        if (rareExpected > 5) {
            statistic += (rareSeen - rareExpected) * (rareSeen - rareExpected) / rareExpected;
            cells++;
        } else {
            // Poisson with a mean of at most five: more than 20 once in ten million.
            assertThat(rareSeen).isLessThanOrEqualTo(20);
        }
        int freedom = Math.max(1, cells - 1);
        assertThat(statistic).isLessThan(freedom + 6 * Math.sqrt(2.0 * freedom) + 12);
    }
}
