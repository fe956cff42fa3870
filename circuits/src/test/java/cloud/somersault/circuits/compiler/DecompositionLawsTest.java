package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every gate, under any number of controls, is what its native steps multiply to. */
class DecompositionLawsTest {
    /** Some hundred products of unitaries, 1e-16 each, and skipped angles of 1e-10. */
    private static final double ROUNDING = 1e-9;

    private static final List<Double> SPECIAL =
            Stream.of(0, 1, 2, 3, 4, 5, 6, 7, 8, -1, -2, -4, -8)
                    .map(quarters -> quarters * Math.PI / 2)
                    .toList();

    private static Apply random(Gate gate, int from, SplittableRandom dice) {
        var parameters =
                gate.parameters().stream()
                        .map(_ ->
                                dice.nextBoolean()
                                        ? dice.nextDouble(-7, 7)
                                        : SPECIAL.get(dice.nextInt(SPECIAL.size())))
                        .toList();
        var qubits = new ArrayList<>(IntStream.range(from, from + gate.qubits()).boxed().toList());
        if (qubits.size() > 1 && dice.nextBoolean()) {
            java.util.Collections.swap(qubits, 0, qubits.size() - 1);
        }
        return new Apply(gate, parameters, qubits);
    }

    /** The unitary of steps over so many qubits, column by column from the referee. */
    private static Matrix product(List<Operation> steps, int qubits) {
        int size = 1 << qubits;
        var all = IntStream.range(0, qubits).boxed().toList();
        var pairs = new double[2 * size * size];
        for (int column = 0; column < size; column++) {
            var circuit = Circuit.of(qubits, 0);
            for (int q = 0; q < qubits; q++) {
                if ((column >> q & 1) == 1) {
                    circuit.gate(Gate.X, q);
                }
            }
            steps.forEach(circuit::add);
            var state = DenseSimulator.run(circuit.build(), all).getFirst();
            for (int row = 0; row < size; row++) {
                pairs[2 * (row * size + column)] = state.re()[row];
                pairs[2 * (row * size + column) + 1] = state.im()[row];
            }
        }
        return Matrix.of(size, pairs);
    }

    private static void requireNative(List<Operation> steps) {
        assertThat(steps)
                .allSatisfy(
                        step -> assertThat(((Apply) step).gate()).isIn(Gate.U3, Gate.RZ, Gate.CZ));
    }

    private static long czGates(List<Operation> steps) {
        return steps.stream().filter(Wires::isCz).count();
    }

    @ParameterizedTest
    @EnumSource
    void a_gate_is_the_product_of_its_steps(Gate gate) {
        var dice = new SplittableRandom(Long.getLong("seed", 21));
        for (int i = 0; i < 60; i++) {
            var apply = random(gate, 0, dice);
            var steps = GateExpansions.of(apply, List.of());
            requireNative(steps);
            int qubits = Math.max(1, gate.qubits());
            assertThat(product(steps, qubits).distanceUpToPhase(product(List.of(apply), qubits)))
                    .as("%s", apply)
                    .isLessThan(ROUNDING);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_controlled_gate_is_the_product_of_its_steps(Gate gate) {
        var dice = new SplittableRandom(Long.getLong("seed", 22));
        for (int controls = 1; controls <= 4; controls++) {
            for (int i = 0; i < 8; i++) {
                var apply = random(gate, controls, dice);
                var all = IntStream.range(0, controls).boxed().toList();
                var steps = GateExpansions.of(apply, all);
                requireNative(steps);
                int qubits = controls + gate.qubits();
                var wanted = product(List.of(new Operation.Controlled(all, apply)), qubits);
                assertThat(product(steps, qubits).distanceUpToPhase(wanted))
                        .as("%s controls on %s", controls, apply)
                        .isLessThan(ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 7, 8, 9})
    void many_controls_are_the_product_of_their_steps(int controls) {
        var all = IntStream.range(0, controls).boxed().toList();
        for (var gate :
                List.of(
                        new Apply(Gate.X, List.of(), List.of(controls)),
                        new Apply(Gate.U3, List.of(1.1, .3, -2.0), List.of(controls)),
                        new Apply(Gate.GPHASE, List.of(.7), List.of()))) {
            var steps = GateExpansions.of(gate, all);
            int qubits = controls + gate.gate().qubits();
            var dice = new SplittableRandom(controls);
            var start = new ArrayList<Operation>();
            for (int q = 0; q < qubits; q++) {
                start.add(
                        new Apply(
                                Gate.U3,
                                List.of(
                                        dice.nextDouble(2, 3),
                                        dice.nextDouble(6),
                                        dice.nextDouble(6)),
                                List.of(q)));
            }
            var wanted = new ArrayList<>(start);
            wanted.add(new Operation.Controlled(all, gate));
            var found = new ArrayList<>(start);
            found.addAll(steps);
            assertThat(overlap(wanted, found, qubits))
                    .as("%s controls on %s", controls, gate)
                    .isGreaterThan(1 - ROUNDING);
        }
    }

    private static double overlap(List<Operation> first, List<Operation> second, int qubits) {
        var all = IntStream.range(0, qubits).boxed().toList();
        var a = DenseSimulator.run(new Circuit(qubits, List.of(), first), all).getFirst();
        var b = DenseSimulator.run(new Circuit(qubits, List.of(), second), all).getFirst();
        double re = 0;
        double im = 0;
        for (int i = 0; i < a.re().length; i++) {
            re += a.re()[i] * b.re()[i] + a.im()[i] * b.im()[i];
            im += a.re()[i] * b.im()[i] - a.im()[i] * b.re()[i];
        }
        return Math.hypot(re, im);
    }

    @Test
    void two_and_three_qubit_gates_take_the_stated_number_of_cz() {
        var stated =
                Map.ofEntries(
                        Map.entry(Gate.CX, 1),
                        Map.entry(Gate.CY, 1),
                        Map.entry(Gate.CZ, 1),
                        Map.entry(Gate.CH, 1),
                        Map.entry(Gate.CSX, 2),
                        Map.entry(Gate.CSXDG, 2),
                        Map.entry(Gate.CP, 2),
                        Map.entry(Gate.CRX, 2),
                        Map.entry(Gate.CRY, 2),
                        Map.entry(Gate.CRZ, 2),
                        Map.entry(Gate.CU, 2),
                        Map.entry(Gate.SWAP, 3),
                        Map.entry(Gate.ISWAP, 2),
                        Map.entry(Gate.ISWAPDG, 2),
                        Map.entry(Gate.ISWAPTHETA, 2),
                        Map.entry(Gate.RXX, 2),
                        Map.entry(Gate.RYY, 2),
                        Map.entry(Gate.RZZ, 2),
                        Map.entry(Gate.RZX, 2),
                        Map.entry(Gate.CCX, 6),
                        Map.entry(Gate.CCZ, 6),
                        Map.entry(Gate.CSWAP, 8));
        var found = new java.util.TreeMap<Gate, Integer>();
        for (var gate : Gate.values()) {
            if (gate.qubits() > 1) {
                var parameters = gate.parameters().stream().map(_ -> .3).toList();
                var qubits = IntStream.range(0, gate.qubits()).boxed().toList();
                var steps = GateExpansions.of(new Apply(gate, parameters, qubits), List.of());
                found.put(gate, (int) czGates(steps));
            }
        }
        assertThat(found).isEqualTo(new java.util.TreeMap<>(stated));
    }

    @Test
    void more_controls_take_the_stated_number_of_cz() {
        for (int n = 1; n <= 12; n++) {
            var controls = IntStream.range(0, n).boxed().toList();
            var x = new Apply(Gate.X, List.of(), List.of(n));
            var ry = new Apply(Gate.RY, List.of(.4), List.of(n));
            long phase = czGates(GateExpansions.of(x, controls));
            long rotation = czGates(GateExpansions.of(ry, controls));
            if (n == 1) {
                assertThat(phase).isEqualTo(1);
                assertThat(rotation).isEqualTo(2);
            } else if (n <= 6) {
                assertThat(phase).isEqualTo((2L << n) - 2);
                assertThat(rotation).isEqualTo(1L << n);
            } else {
                int sum = 12 * n - 36;
                assertThat(rotation).isEqualTo(2L * sum);
                assertThat(phase).isLessThanOrEqualTo(12L * n * n);
            }
        }
    }

    @Test
    void a_turn_by_two_pi_under_a_control_is_a_sign_and_costs_no_cz() {
        var turn = new Apply(Gate.RX, List.of(2 * Math.PI), List.of(1));
        assertThat(GateExpansions.of(turn, List.of(0)))
                .containsExactly(new Apply(Gate.RZ, List.of(Math.PI), List.of(0)));
    }
}
