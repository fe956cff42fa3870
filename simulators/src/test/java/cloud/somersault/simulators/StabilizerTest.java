package cloud.somersault.simulators;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Controlled;
import cloud.somersault.circuits.Operation.If;
import cloud.somersault.circuits.Operation.Reset;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Step;
import cloud.somersault.simulators.stabilizer.StabilizerEngine;
import cloud.somersault.simulators.statevector.StateVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StabilizerTest {
    private static final List<Gate> FIXED =
            List.of(
                    Gate.X,
                    Gate.Y,
                    Gate.Z,
                    Gate.H,
                    Gate.S,
                    Gate.SDG,
                    Gate.SX,
                    Gate.SXDG,
                    Gate.CX,
                    Gate.CY,
                    Gate.CZ,
                    Gate.SWAP,
                    Gate.ISWAP,
                    Gate.ISWAPDG);
    private static final List<Gate> QUARTER_TURNS =
            List.of(Gate.RX, Gate.RY, Gate.RZ, Gate.P, Gate.RXX, Gate.RYY, Gate.RZZ, Gate.RZX);

    private static Counts run(EngineName engine, Circuit circuit, long shots) {
        return Engines.run(
                engine,
                circuit,
                Optional.empty(),
                new ShotRange(11, 0, 0, shots),
                Cancellation.never());
    }

    private static Apply randomClifford(SplitMix random, int n) {
        while (true) {
            var gates = random.below(2) == 0 ? FIXED : QUARTER_TURNS;
            var gate = gates.get(random.below(gates.size()));
            if (gate.qubits() <= n) {
                var parameters =
                        gate.parameters().stream()
                                .map(_ -> (random.below(9) - 4) * Math.PI / 2)
                                .toList();
                return new Apply(gate, parameters, Workloads.random(gate, random, n).qubits());
            }
        }
    }

    private static boolean handled(Operation... operations) {
        var circuit = Circuit.of(4, 4);
        for (int q = 0; q < 4; q++) {
            circuit.gate(Gate.H, q);
        }
        List.of(operations).forEach(circuit::add);
        return Engines.plans(circuit.measureAll().build(), Optional.empty(), Checkpoint.none())
                .stream()
                .allMatch(StabilizerEngine::handles);
    }

    @Test
    void clifford_gates_are_recognised_by_what_they_do() {
        for (var gate : FIXED) {
            assertThat(handled(Workloads.random(gate, new SplitMix(1), 4))).isTrue();
        }
        assertThat(handled(new Apply(Gate.RZ, List.of(Math.PI / 2), List.of(0)))).isTrue();
        assertThat(handled(new Apply(Gate.CP, List.of(Math.PI), List.of(0, 1)))).isTrue();
        assertThat(handled(new Apply(Gate.U3, List.of(Math.PI / 2, 0.0, Math.PI), List.of(0))))
                .isTrue();
        assertThat(
                        handled(
                                new Controlled(
                                        List.of(0, 1),
                                        new Apply(Gate.GPHASE, List.of(Math.PI), List.of()))))
                .isTrue();
        assertThat(handled(new Apply(Gate.T, List.of(), List.of(0)))).isFalse();
        assertThat(handled(new Apply(Gate.CP, List.of(Math.PI / 2), List.of(0, 1)))).isFalse();
        assertThat(handled(new Apply(Gate.CCX, List.of(), List.of(0, 1, 2)))).isFalse();
        assertThat(handled(new Apply(Gate.RZ, List.of(Math.PI / 2 + 1e-9), List.of(0)))).isFalse();
    }

    /** Every outcome has the probability 0 or 2^-k; the state vector says which. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 6})
    void random_clifford_circuits_agree_with_the_state_vector(int n) {
        for (int trial = 0; trial < 8; trial++) {
            var random = new SplitMix(100L * n + trial);
            var circuit = Circuit.of(n, n);
            for (int i = 0; i < 12 * n; i++) {
                circuit.add(randomClifford(random, n));
            }
            var measured = circuit.measureAll().build();
            var state = new StateVector(n);
            for (var step : Lowering.steps(measured, Optional.empty(), Checkpoint.none())) {
                if (step instanceof Step.Unitary unitary) {
                    state.apply(unitary, Checkpoint.none());
                }
            }
            Map<String, Double> expected = new TreeMap<>();
            for (int i = 0; i < 1 << n; i++) {
                if (state.probability(i) > 1e-9) {
                    expected.put(SamplingTest.bits(i, n), state.probability(i));
                }
            }
            SamplingTest.assertChiSquared(run(EngineName.STABILIZER, measured, 4000), expected);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void what_happens_in_the_middle_agrees_with_the_state_vector(boolean conditions) {
        int n = 4;
        for (int trial = 0; trial < 6; trial++) {
            var random = new SplitMix(900 + trial);
            var circuit = Circuit.of(n, n + 3);
            for (int i = 0; i < 40; i++) {
                circuit.add(randomClifford(random, n));
                if (i % 10 == 4) {
                    circuit.measure(random.below(n), n + i / 10 % 3);
                }
                if (i % 10 == 6) {
                    circuit.add(new Reset(random.below(n)));
                }
                if (conditions && i % 10 == 8) {
                    circuit.add(
                            new If(
                                    Condition.bit(n + i / 10 % 3),
                                    List.of(randomClifford(random, n), new Reset(1)),
                                    List.of(randomClifford(random, n))));
                }
            }
            var measured = circuit.measureAll().build();
            assertSameDistribution(
                    run(EngineName.STABILIZER, measured, 40_000),
                    run(EngineName.STATE_VECTOR, measured, 40_000));
        }
    }

    /**
     * Two samples of one distribution: sum of (a - b)^2 / (a + b) is chi-squared; the bound is that
     * of the other tests, a false alarm less than once in 100,000.
     */
    static void assertSameDistribution(Counts one, Counts other) {
        double statistic = 0;
        double rareOne = 0;
        double rareOther = 0;
        int cells = 0;
        for (var key : one.plus(other).byBitstring().keySet()) {
            double a = one.count(key);
            double b = other.count(key);
            if (a + b < 10) {
                rareOne += a;
                rareOther += b;
            } else {
                statistic += (a - b) * (a - b) / (a + b);
                cells++;
            }
        }
        if (rareOne + rareOther > 0) {
            statistic += (rareOne - rareOther) * (rareOne - rareOther) / (rareOne + rareOther);
            cells++;
        }
        assertThat(statistic).isLessThan(cells + 6 * Math.sqrt(2.0 * cells) + 12);
    }

    @Test
    void a_thousand_qubits_in_a_ghz_state_all_agree() {
        var circuit = Circuit.of(1000, 1000).gate(Gate.H, 0);
        for (int q = 1; q < 1000; q++) {
            circuit.gate(Gate.CX, q - 1, q);
        }
        var counts = run(EngineName.STABILIZER, circuit.measureAll().build(), 200);
        assertThat(counts.byBitstring()).containsOnlyKeys("0".repeat(1000), "1".repeat(1000));
    }

    @Test
    void a_graph_state_obeys_its_stabilizers() {
        // A ring of 60: X on a qubit and Z on its neighbours is 1, so the parity of a reading of
        // qubit 0 in X and of its neighbours in Z is even in every shot.
        var circuit = Circuit.of(60, 60);
        for (int q = 0; q < 60; q++) {
            circuit.gate(Gate.H, q);
        }
        for (int q = 0; q < 60; q++) {
            circuit.gate(Gate.CZ, q, (q + 1) % 60);
        }
        circuit.gate(Gate.H, 0);
        var counts = run(EngineName.STABILIZER, circuit.measureAll().build(), 500);
        assertThat(counts.byBitstring().size()).isGreaterThan(490);
        for (var reading : counts.byBitstring().keySet()) {
            int parity = reading.charAt(59) + reading.charAt(58) + reading.charAt(0);
            assertThat(parity % 2).isEqualTo('0' % 2);
        }
    }

    @Test
    void a_repetition_code_finds_the_qubit_that_was_flipped_and_corrects_it() {
        var circuit = Circuit.of(5, 3).gate(Gate.H, 0).gate(Gate.CX, 0, 1).gate(Gate.CX, 0, 2);
        circuit.gate(Gate.X, 1);
        circuit.gate(Gate.CX, 0, 3).gate(Gate.CX, 1, 3).gate(Gate.CX, 1, 4).gate(Gate.CX, 2, 4);
        circuit.measure(3, 0).measure(4, 1);
        for (int flipped = 0; flipped < 3; flipped++) {
            long syndrome = List.of(1L, 3L, 2L).get(flipped);
            circuit.add(
                    new If(
                            new Condition.Compare(
                                    List.of(0, 1), Condition.Comparison.EQUAL, syndrome),
                            List.of(new Apply(Gate.X, List.of(), List.of(flipped))),
                            List.of()));
        }
        circuit.gate(Gate.CX, 0, 2).gate(Gate.CX, 0, 1).gate(Gate.H, 0).measure(0, 2);
        var circuitWithBits = circuit.build();
        for (var engine : List.of(EngineName.STABILIZER, EngineName.STATE_VECTOR)) {
            assertThat(run(engine, circuitWithBits, 100).byBitstring())
                    .containsExactly(Map.entry("011", 100L));
        }
    }

    @Test
    void any_split_of_the_shots_gives_the_same_counts() {
        var random = new SplitMix(77);
        var operations = new ArrayList<Operation>();
        for (int i = 0; i < 200; i++) {
            operations.add(randomClifford(random, 80));
        }
        var plain = Circuit.of(80, 80);
        operations.forEach(plain::add);
        var conditional = Circuit.of(80, 80);
        operations.forEach(conditional::add);
        conditional.measure(3, 0);
        conditional.add(new If(Condition.bit(0), operations.subList(0, 20), List.of()));
        for (var circuit : List.of(plain.measureAll().build(), conditional.measureAll().build())) {
            var whole = run(EngineName.STABILIZER, circuit, 300);
            var sum = Counts.none(80);
            for (int first = 0; first < 300; first += 60) {
                sum =
                        sum.plus(
                                Engines.run(
                                        EngineName.STABILIZER,
                                        circuit,
                                        Optional.empty(),
                                        new ShotRange(11, 0, first, 60),
                                        Cancellation.never()));
            }
            assertThat(sum).isEqualTo(whole);
        }
    }
}
