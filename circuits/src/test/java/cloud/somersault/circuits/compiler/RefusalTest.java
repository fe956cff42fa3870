package cloud.somersault.circuits.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.compiler.Compilation.Refused;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can't run is refused by a stable code, with what to do next. */
class RefusalTest {
    private static Refused refused(Circuit circuit, Layout layout, int level) {
        var options = new CompilerOptions(layout, level, 7);
        var compilation = Compiler.compile(circuit, Devices.wukong(), options);
        assertThat(compilation).isInstanceOf(Refused.class);
        var refused = (Refused) compilation;
        assertThat(refused.hint()).isNotBlank();
        return refused;
    }

    @Test
    void more_qubits_than_work() {
        var circuit = Circuit.of(64, 0);
        IntStream.range(0, 64).forEach(q -> circuit.gate(Gate.H, q));
        var refused = refused(circuit.build(), Layout.AUTO, 1);
        assertThat(refused.code()).isEqualTo("too-many-qubits");
        assertThat(refused.message()).contains("64").contains("63");
    }

    @Test
    void a_qubit_that_the_chip_has_not() {
        var refused = refused(Circuit.of(80, 0).gate(Gate.H, 72).build(), Layout.PHYSICAL, 0);
        assertThat(refused.code()).isEqualTo("too-many-qubits");
        assertThat(refused.message()).contains("72");
    }

    @Test
    void a_loop_that_only_measured_values_end() {
        var body = List.<Operation>of(new Operation.Measure(1, 0));
        var loop = new Operation.While(Condition.bit(0), body, 10);
        for (var layout : Layout.values()) {
            var inside = new Operation.If(Condition.bit(0), List.of(loop), List.of());
            var refused = refused(Circuit.of(72, 1).add(inside).build(), layout, 0);
            assertThat(refused.code()).isEqualTo("unbounded-loop-on-chip");
            assertThat(refused.hint()).contains("for loop with constant bounds");
        }
    }

    @Test
    void a_qubit_out_of_service() {
        var refused = refused(Circuit.of(72, 0).gate(Gate.H, 18).build(), Layout.PHYSICAL, 0);
        assertThat(refused.code()).isEqualTo("qubit-out-of-service");
        assertThat(refused.message()).contains("18");
    }

    @Test
    void a_qubit_out_of_service_that_only_a_barrier_names_does_no_harm() {
        var all = IntStream.range(0, 72).boxed().toList();
        var circuit = Circuit.of(72, 0).gate(Gate.H, 1).add(new Operation.Barrier(all)).build();
        assertThat(
                        Compiler.compile(
                                circuit,
                                Devices.wukong(),
                                new CompilerOptions(Layout.PHYSICAL, 0, 7)))
                .isInstanceOf(Compilation.Compiled.class);
    }

    @Test
    void a_coupler_out_of_service_is_named_with_the_neighbours_that_work() {
        var refused = refused(Circuit.of(72, 0).gate(Gate.CX, 1, 2).build(), Layout.PHYSICAL, 0);
        assertThat(refused.code()).isEqualTo("coupler-out-of-service");
        assertThat(refused.message()).contains("1 and 2").contains("out of service");
        assertThat(refused.hint()).contains("qubit 1: 7;").contains("qubit 2: 3 8.");
    }

    @Test
    void qubits_without_a_coupler() {
        var refused = refused(Circuit.of(72, 0).gate(Gate.CX, 1, 70).build(), Layout.PHYSICAL, 1);
        assertThat(refused.code()).isEqualTo("coupler-out-of-service");
        assertThat(refused.message()).contains("no coupler");
    }

    @Test
    void a_part_larger_than_any_region() {
        var circuit = Circuit.of(28, 0);
        IntStream.range(1, 28).forEach(q -> circuit.gate(Gate.CX, q - 1, q));
        var refused = refused(circuit.build(), Layout.AUTO, 1);
        assertThat(refused.code()).isEqualTo("no-region-large-enough");
        assertThat(refused.message()).contains("28").contains("27, 18");
    }

    @Test
    void a_program_deeper_than_the_chip_takes() {
        var circuit = Circuit.of(72, 0);
        IntStream.range(0, 501).forEach(_ -> circuit.gate(Gate.X, 1));
        var refused = refused(circuit.build(), Layout.PHYSICAL, 0);
        assertThat(refused.code()).isEqualTo("too-many-layers");
        assertThat(refused.message()).contains("500");
        assertThat(
                        Compiler.compile(
                                circuit.build(),
                                Devices.wukong(),
                                new CompilerOptions(Layout.PHYSICAL, 1, 7)))
                .isInstanceOf(Compilation.Compiled.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void a_million_toffolis_are_refused_before_they_fill_the_memory(int level) {
        var toffoli = new Apply(Gate.CCX, List.of(), List.of(0, 1, 2));
        var operations = java.util.Collections.<Operation>nCopies(1_000_000, toffoli);
        var circuit = new Circuit(3, List.of(), operations);
        assertThat(refused(circuit, Layout.AUTO, level).code()).isEqualTo("too-many-layers");
    }

    @Test
    void twenty_six_controls_are_refused_in_bounded_work() {
        var controls = IntStream.range(0, 26).boxed().toList();
        var gate = new Apply(Gate.X, List.of(), List.of(26));
        var circuit = Circuit.of(27, 0).add(new Operation.Controlled(controls, gate)).build();
        assertThat(refused(circuit, Layout.AUTO, 1).code()).isEqualTo("too-many-layers");
    }
}
