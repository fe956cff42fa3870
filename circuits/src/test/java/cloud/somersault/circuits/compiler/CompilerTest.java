package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.compiler.Compilation.Compiled;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler promises, one program at a time. */
class CompilerTest {
    private static final Device WUKONG = Devices.wukong();

    private static Compiled compiled(Circuit circuit, Device device, Layout layout, int level) {
        var compilation = Compiler.compile(circuit, device, new CompilerOptions(layout, level, 7));
        assertThat(compilation).isInstanceOf(Compiled.class);
        var compiled = (Compiled) compilation;
        LawfulProgram.check(compiled, device);
        return compiled;
    }

    private static Circuit ghz(int qubits) {
        var circuit = Circuit.of(qubits, qubits).gate(Gate.H, 0);
        for (int q = 1; q < qubits; q++) {
            circuit.gate(Gate.CX, q - 1, q);
        }
        return circuit.measureAll().build();
    }

    private static List<Operation> pulses(Compiled compiled) {
        return compiled.circuit().operations().stream()
                .filter(step -> step instanceof Apply apply && apply.gate() == Gate.U3)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_bell_pair_takes_100_ns_and_one_cz(int level) {
        var bell = compiled(ghz(2), WUKONG, Layout.AUTO, level);
        assertThat(bell.durationSeconds()).isEqualTo(100e-9);
        assertThat(bell.czGates()).isEqualTo(1);
        assertThat(bell.pulses()).isEqualTo(3);
        assertThat(bell.layers()).isEqualTo(3);
    }

    @Test
    void idle_time_is_written_out_until_the_common_readout() {
        var circuit = Circuit.of(72, 2).gate(Gate.H, 56).gate(Gate.CX, 56, 62);
        var program = circuit.measure(56, 0).measure(62, 1).build();
        var bell = compiled(program, WUKONG, Layout.PHYSICAL, 0);
        assertThat(bell.circuit().operations())
                .containsExactly(
                        h(56),
                        h(62),
                        new Apply(Gate.CZ, List.of(), List.of(56, 62)),
                        h(62),
                        new Operation.Delay(30e-9, List.of(56)),
                        new Operation.Measure(56, 0),
                        new Operation.Measure(62, 1));
    }

    private static Apply h(int qubit) {
        return new Apply(Gate.U3, List.of(Math.PI / 2, 0.0, Math.PI), List.of(qubit));
    }

    @Test
    void the_estimate_is_the_product_of_what_every_step_leaves() {
        var program =
                Circuit.of(72, 2)
                        .gate(Gate.H, 56)
                        .gate(Gate.CX, 56, 62)
                        .measure(56, 0)
                        .measure(62, 1)
                        .build();
        var a = WUKONG.qubits().get(56);
        var b = WUKONG.qubits().get(62);
        double cz =
                WUKONG.couplers().stream()
                        .filter(c -> c.first() == 56 && c.second() == 62)
                        .findFirst()
                        .orElseThrow()
                        .czError();
        double t2 = Math.min(a.t2Seconds(), 2 * a.t1Seconds());
        double idle = Math.exp(-30e-9 * (1 / (6 * a.t1Seconds()) + 1 / (3 * t2)));
        double expected =
                (1 - a.gateError())
                        * Math.pow(1 - b.gateError(), 2)
                        * (1 - cz)
                        * (1 - a.readoutError())
                        * (1 - b.readoutError())
                        * idle;
        assertThat(compiled(program, WUKONG, Layout.PHYSICAL, 0).estimatedSuccess())
                .isCloseTo(expected, offset(1e-12));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 8, 10})
    void a_ghz_line_finds_a_path_of_working_couplers_and_needs_no_swap(int qubits) {
        for (int level = 0; level <= 1; level++) {
            var compiled = compiled(ghz(qubits), WUKONG, Layout.AUTO, level);
            assertThat(compiled.czGates()).isEqualTo(qubits - 1);
            assertThat(compiled.finalLayout()).isEqualTo(compiled.initialLayout());
        }
    }

    @Test
    void the_best_of_all_pairs_is_chosen_for_a_bell_pair() {
        double best = 0;
        for (var coupler : WUKONG.couplers()) {
            if (coupler.inService()) {
                for (int swap = 0; swap < 2; swap++) {
                    int a = swap == 0 ? coupler.first() : coupler.second();
                    int b = swap == 0 ? coupler.second() : coupler.first();
                    var program =
                            Circuit.of(72, 2)
                                    .gate(Gate.H, a)
                                    .gate(Gate.CX, a, b)
                                    .measure(a, 0)
                                    .measure(b, 1)
                                    .build();
                    best =
                            Math.max(
                                    best,
                                    compiled(program, WUKONG, Layout.PHYSICAL, 1)
                                            .estimatedSuccess());
                }
            }
        }
        assertThat(compiled(ghz(2), WUKONG, Layout.AUTO, 1).estimatedSuccess())
                .isCloseTo(best, offset(1e-12));
    }

    @Test
    void parts_that_do_not_touch_may_sit_in_different_regions() {
        var circuit = Circuit.of(40, 40);
        for (int first = 0; first < 40; first += 20) {
            circuit.gate(Gate.H, first);
            for (int q = first + 1; q < first + (first == 0 ? 20 : 15); q++) {
                circuit.gate(Gate.CX, q - 1, q);
            }
        }
        var compiled = compiled(circuit.measureAll().build(), WUKONG, Layout.AUTO, 1);
        assertThat(compiled.initialLayout()).doesNotHaveDuplicates().doesNotContain(-1);
    }

    @Test
    void one_qubit_programs_may_use_every_working_qubit() {
        var circuit = Circuit.of(63, 63);
        IntStream.range(0, 63).forEach(q -> circuit.gate(Gate.H, q));
        var compiled = compiled(circuit.measureAll().build(), WUKONG, Layout.AUTO, 1);
        assertThat(compiled.initialLayout()).doesNotHaveDuplicates().hasSize(63);
        assertThat(compiled.durationSeconds()).isEqualTo(30e-9);
    }

    @Test
    void untouched_qubits_have_no_place() {
        var program = Circuit.of(4, 1).gate(Gate.H, 2).measure(2, 0).build();
        var compiled = compiled(program, WUKONG, Layout.AUTO, 1);
        assertThat(compiled.initialLayout().subList(0, 2)).containsExactly(-1, -1);
        assertThat(compiled.initialLayout().get(2)).isNotNegative();
        assertThat(compiled.initialLayout().get(3)).isEqualTo(-1);
    }

    @Test
    void level_0_merges_and_cancels_nothing() {
        var circuit = Circuit.of(72, 0);
        for (int i = 0; i < 4; i++) {
            circuit.gate(Gate.X, 56).gate(Gate.CZ, 56, 62).gate(Gate.CZ, 56, 62);
        }
        var compiled = compiled(circuit.build(), WUKONG, Layout.PHYSICAL, 0);
        assertThat(compiled.pulses()).isEqualTo(4);
        assertThat(compiled.czGates()).isEqualTo(8);
    }

    @Test
    void level_1_makes_one_pulse_of_a_run_and_none_of_phases() {
        var program =
                Circuit.of(72, 1)
                        .gate(Gate.H, 56)
                        .gate(Gate.T, 56)
                        .gate(Gate.RX, List.of(.3), 56)
                        .gate(Gate.S, 56)
                        .measure(56, 0)
                        .build();
        var compiled = compiled(program, WUKONG, Layout.PHYSICAL, 1);
        assertThat(compiled.circuit().operations()).hasSize(2);
        assertThat(compiled.pulses()).isEqualTo(1);
    }

    @Test
    void level_1_carries_phases_through_cz_and_lets_them_vanish_before_the_readout() {
        var program =
                Circuit.of(72, 2)
                        .gate(Gate.H, 56)
                        .gate(Gate.H, 62)
                        .gate(Gate.T, 56)
                        .gate(Gate.CZ, 56, 62)
                        .gate(Gate.S, 56)
                        .gate(Gate.CZ, 56, 62)
                        .gate(Gate.RZ, List.of(.2), 62)
                        .measure(56, 0)
                        .measure(62, 1)
                        .build();
        var compiled = compiled(program, WUKONG, Layout.PHYSICAL, 1);
        assertThat(compiled.czGates()).isZero();
        assertThat(compiled.circuit().operations())
                .containsExactlyInAnyOrder(
                        pulses(compiled).get(0),
                        pulses(compiled).get(1),
                        new Operation.Measure(56, 0),
                        new Operation.Measure(62, 1));
    }

    @Test
    void nothing_merges_or_cancels_across_a_barrier_or_a_delay() {
        for (var wall :
                List.of(
                        new Operation.Barrier(List.of(56, 62)),
                        new Operation.Delay(50e-9, List.of(56)))) {
            var program =
                    Circuit.of(72, 0)
                            .gate(Gate.X, 56)
                            .gate(Gate.CZ, 56, 62)
                            .add(wall)
                            .gate(Gate.CZ, 56, 62)
                            .gate(Gate.X, 56)
                            .build();
            var compiled = compiled(program, WUKONG, Layout.PHYSICAL, 1);
            assertThat(compiled.czGates()).isEqualTo(2);
            assertThat(compiled.pulses()).isEqualTo(2);
            assertThat(compiled.circuit().operations()).contains(wall);
        }
    }

    @Test
    void a_written_swap_is_a_change_of_layout_at_level_1_and_three_cz_at_level_0() {
        var program =
                Circuit.of(2, 2)
                        .gate(Gate.X, 0)
                        .gate(Gate.CX, 0, 1)
                        .gate(Gate.SWAP, 0, 1)
                        .measureAll()
                        .build();
        var free = compiled(program, WUKONG, Layout.AUTO, 1);
        assertThat(free.czGates()).isEqualTo(1);
        assertThat(free.finalLayout()).isEqualTo(free.initialLayout().reversed());
        assertThat(compiled(program, WUKONG, Layout.AUTO, 0).czGates()).isEqualTo(4);
    }

    @Test
    void a_qubit_waits_for_a_measurement_in_the_middle_only_if_it_depends_on_it() {
        var program =
                Circuit.of(72, 3)
                        .gate(Gate.H, 56)
                        .gate(Gate.H, 62)
                        .gate(Gate.H, 1)
                        .measure(56, 0)
                        .add(
                                new Operation.If(
                                        Condition.bit(0),
                                        List.of(new Apply(Gate.X, List.of(), List.of(62))),
                                        List.of()))
                        .measure(62, 1)
                        .build();
        var compiled = compiled(program, WUKONG, Layout.PHYSICAL, 0);
        assertThat(compiled.durationSeconds()).isEqualTo(1060e-9);
        assertThat(compiled.circuit().operations())
                .contains(new Operation.Delay(1000e-9, List.of(62)))
                .noneMatch(step ->
                        step instanceof Operation.Delay delay && delay.qubits().contains(1));
        var branch =
                compiled.circuit().operations().stream()
                        .filter(Operation.If.class::isInstance)
                        .map(Operation.If.class::cast)
                        .findFirst()
                        .orElseThrow();
        assertThat(branch.otherwise()).containsExactly(new Operation.Delay(30e-9, List.of(62)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void classical_work_takes_no_time_and_keeps_its_place(int level) {
        var parity = new Condition.Xor(Condition.bit(0), Condition.bit(1));
        var program =
                Circuit.of(72, 3)
                        .gate(Gate.SX, 56)
                        .gate(Gate.SX, 62)
                        .measure(56, 0)
                        .measure(62, 1)
                        .add(new Operation.Assign(2, parity))
                        .add(
                                new Operation.If(
                                        Condition.bit(2),
                                        List.of(new Apply(Gate.X, List.of(), List.of(62))),
                                        List.of()))
                        .measure(62, 1)
                        .build();
        for (var layout : Layout.values()) {
            var compiled = compiled(program, WUKONG, layout, level);
            assertThat(compiled.durationSeconds()).isEqualTo(1060e-9);
            assertThat(compiled.circuit().operations())
                    .filteredOn(
                            step -> !(step instanceof Operation.Delay) && !(step instanceof Apply))
                    .hasSize(5)
                    .element(2)
                    .isEqualTo(new Operation.Assign(2, parity));
        }
    }

    @Test
    void an_empty_program_is_compiled_to_nothing() {
        var compiled = compiled(Circuit.of(3, 0).build(), WUKONG, Layout.AUTO, 1);
        assertThat(compiled.circuit().operations()).isEmpty();
        assertThat(compiled.durationSeconds()).isZero();
        assertThat(compiled.estimatedSuccess()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void deeply_nested_branches_are_compiled_in_short_time(int level) {
        List<Operation> inner = List.of(new Apply(Gate.CX, List.of(), List.of(0, 2)));
        for (int depth = 0; depth < 200; depth++) {
            inner = List.of(new Operation.If(Condition.bit(0), inner, inner.subList(0, 0)));
        }
        var circuit = Circuit.of(3, 1).gate(Gate.H, 0).gate(Gate.CX, 0, 1).gate(Gate.CX, 1, 2);
        inner.forEach(circuit::add);
        var compiled = compiled(circuit.build(), Devices.line(3), Layout.AUTO, level);
        assertThat(compiled.initialLayout()).doesNotContain(-1);
    }
}
