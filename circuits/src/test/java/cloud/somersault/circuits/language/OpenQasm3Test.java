package cloud.somersault.circuits.language;

import static cloud.somersault.circuits.language.Texts.circuit;
import static cloud.somersault.circuits.language.Texts.operations;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.ClassicalRegister;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Condition.Compare;
import cloud.somersault.circuits.Condition.Comparison;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Controlled;
import cloud.somersault.circuits.Operation.Measure;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the constructs of OpenQASM 3 mean. */
class OpenQasm3Test {
    private static Apply apply(Gate gate, Integer... on) {
        return new Apply(gate, List.of(), List.of(on));
    }

    private static Apply turn(Gate gate, double parameter, Integer... on) {
        return new Apply(gate, List.of(parameter), List.of(on));
    }

    @Test
    void a_bell_program_is_what_it_looks_like() {
        var text =
                """
                OPENQASM 3.0;
                include "stdgates.inc";
                qubit[2] q;
                bit[2] c;
                h q[0];
                cx q[0], q[1];
                c = measure q;
                """;
        assertThat(circuit(Language.OPENQASM_3, text))
                .isEqualTo(
                        Circuit.of(2, 2).gate(Gate.H, 0).gate(Gate.CX, 0, 1).measureAll().build());
    }

    @Test
    void registers_lie_side_by_side_in_the_order_of_their_declaration() {
        var text = "qubit a; qreg b[2]; qubit[3] d; bit x; creg y[2]; bit[3] z;";
        var circuit = circuit(Language.OPENQASM_3, text);
        assertThat(circuit.qubits()).isEqualTo(6);
        assertThat(circuit.registers())
                .containsExactly(
                        new ClassicalRegister("x", 0, 1),
                        new ClassicalRegister("y", 1, 2),
                        new ClassicalRegister("z", 3, 3));
    }

    @Test
    void both_ways_to_measure_mean_the_same() {
        assertThat(operations(2, 2, "measure q -> c; c[1] = measure q[0];"))
                .containsExactly(new Measure(0, 0), new Measure(1, 1), new Measure(0, 1));
        assertThat(operations(2, 0, "bit[2] r = measure q;"))
                .containsExactly(new Measure(0, 0), new Measure(1, 1));
    }

    @Test
    void a_gate_on_registers_is_applied_to_each_of_their_elements() {
        assertThat(operations(4, 0, "cx q[0:1], q[2:3]; cx q[0], q[1:2];"))
                .containsExactly(
                        apply(Gate.CX, 0, 2),
                        apply(Gate.CX, 1, 3),
                        apply(Gate.CX, 0, 1),
                        apply(Gate.CX, 0, 2));
    }

    @Test
    void indices_ranges_and_sets_pick_elements() {
        assertThat(operations(6, 0, "x q[-1]; y q[1:2:5]; z q[{4, 0}]; h q[4:-1:3]; s q[:1];"))
                .containsExactly(
                        apply(Gate.X, 5),
                        apply(Gate.Y, 1),
                        apply(Gate.Y, 3),
                        apply(Gate.Y, 5),
                        apply(Gate.Z, 4),
                        apply(Gate.Z, 0),
                        apply(Gate.H, 4),
                        apply(Gate.H, 3),
                        apply(Gate.S, 0),
                        apply(Gate.S, 1));
    }

    @Test
    void an_alias_joins_parts_of_registers() {
        assertThat(operations(4, 0, "qubit r; let a = q[2:3] ++ r; let b = a[1:2]; x b[1]; y b;"))
                .containsExactly(apply(Gate.X, 4), apply(Gate.Y, 3), apply(Gate.Y, 4));
    }

    @Test
    void constants_are_folded() {
        var text =
                """
                const int[32] n = 2 ** 3 - 5;
                const float half = 1 / 2.0;
                const angle a = pi / n;
                const bool yes = n > 2 && !(n == 4);
                uint[4] k = 3;
                k += 2;
                rx(half) q[n - 3];
                rx(a * 2) q[int(true)];
                rx(sin(pi/2) + sqrt(4.0) - 7 % 4) q[k / 2];
                if (yes) { x q[0]; } else { y q[0]; }
                """;
        assertThat(operations(3, 0, text))
                .containsExactly(
                        turn(Gate.RX, 0.5, 0),
                        turn(Gate.RX, Math.PI / 3 * 2, 1),
                        turn(Gate.RX, 0.0, 2),
                        apply(Gate.X, 0));
    }

    @Test
    void a_whole_quotient_is_an_integer_for_integers_and_a_fraction_for_angles() {
        assertThat(operations(4, 0, "const int i = 7 / 2; x q[i]; rx(1/2) q[0]; rz(i/2) q[0];"))
                .containsExactly(apply(Gate.X, 3), turn(Gate.RX, 0.5, 0), turn(Gate.RZ, 1.5, 0));
    }

    @Test
    void inputs_take_their_values_from_the_submission() {
        var text =
                "include \"stdgates.inc\"; input float theta; input int n; qubit[3] q;"
                        + " rx(2 * theta) q[n];";
        assertThat(circuit(Language.OPENQASM_3, text, Map.of("theta", 0.25, "n", 2.0)).operations())
                .containsExactly(turn(Gate.RX, 0.5, 2));
    }

    @Test
    void own_gates_are_expanded() {
        var text =
                """
                gate pair(t) a, b { h a; rz(t / 2) b; cx a, b; }
                gate twice(t) a, b { pair(t) a, b; pair(-t) b, a; }
                twice(0.5) q[2], q[0];
                """;
        assertThat(operations(3, 0, text))
                .containsExactly(
                        apply(Gate.H, 2),
                        turn(Gate.RZ, 0.25, 0),
                        apply(Gate.CX, 2, 0),
                        apply(Gate.H, 0),
                        turn(Gate.RZ, -0.25, 2),
                        apply(Gate.CX, 0, 2));
    }

    @Test
    void a_gate_may_have_a_loop_in_it() {
        var text =
                "gate g(t) a, b { for int i in [1:2] { rx(i * t) a; cx a, b; } } g(0.5) q[0], q[1];";
        assertThat(operations(2, 0, text))
                .containsExactly(
                        turn(Gate.RX, 0.5, 0),
                        apply(Gate.CX, 0, 1),
                        turn(Gate.RX, 1.0, 0),
                        apply(Gate.CX, 0, 1));
    }

    @Test
    void controls_become_gates_of_the_registry_where_it_has_them() {
        var text =
                """
                ctrl @ x q[0], q[1];
                ctrl(2) @ x q[0], q[1], q[2];
                ctrl @ ctrl @ ctrl @ x q[0], q[1], q[2], q[3];
                ctrl @ rz(0.5) q[3], q[0];
                ctrl @ gphase(0.5) q[1];
                ctrl @ cz q[0], q[1], q[2];
                """;
        assertThat(operations(4, 0, text))
                .containsExactly(
                        apply(Gate.CX, 0, 1),
                        apply(Gate.CCX, 0, 1, 2),
                        new Controlled(List.of(0, 1, 2), apply(Gate.X, 3)),
                        turn(Gate.CRZ, 0.5, 3, 0),
                        turn(Gate.P, 0.5, 1),
                        apply(Gate.CCZ, 0, 1, 2));
    }

    @Test
    void a_negative_control_is_turned_around_before_and_after() {
        assertThat(operations(3, 0, "negctrl @ ctrl @ x q[0], q[1], q[2];"))
                .containsExactly(apply(Gate.X, 0), apply(Gate.CCX, 0, 1, 2), apply(Gate.X, 0));
    }

    @Test
    void inverses_and_powers_are_taken() {
        var text =
                """
                inv @ s q[0];
                pow(2) @ t q[0];
                pow(-2) @ rx(0.5) q[0];
                pow(1/2) @ x q[0];
                pow(0) @ h q[0];
                inv @ pow(1/2) @ z q[0];
                """;
        assertThat(operations(1, 0, text))
                .containsExactly(
                        apply(Gate.SDG, 0),
                        apply(Gate.T, 0),
                        apply(Gate.T, 0),
                        turn(Gate.RX, -0.5, 0),
                        turn(Gate.RX, -0.5, 0),
                        apply(Gate.SX, 0),
                        apply(Gate.SDG, 0));
    }

    @Test
    void loops_over_ranges_and_sets_are_expanded() {
        var text =
                """
                for uint i in [0:2:4] { x q[i]; }
                for int i in {3, 1} y q[i];
                for float t in {0.5, pi} { rx(t) q[0]; }
                for int i in [2:-1:1] for int j in [0:i-1] { cx q[j], q[i]; }
                """;
        assertThat(operations(5, 0, text))
                .containsExactly(
                        apply(Gate.X, 0),
                        apply(Gate.X, 2),
                        apply(Gate.X, 4),
                        apply(Gate.Y, 3),
                        apply(Gate.Y, 1),
                        turn(Gate.RX, 0.5, 0),
                        turn(Gate.RX, Math.PI, 0),
                        apply(Gate.CX, 0, 2),
                        apply(Gate.CX, 1, 2),
                        apply(Gate.CX, 0, 1));
    }

    @Test
    void conditions_ask_for_measured_bits() {
        var text =
                """
                if (c[0]) { x q[0]; } else if (c == 2) { y q[0]; } else { z q[0]; }
                if (!(c[0:1] <= 2) || 1 != c[1]) reset q[0];
                if (c == "11" && true) x q[0];
                if (c < -1) x q[0];
                """;
        var operations = operations(1, 2, text);
        var first = new Compare(List.of(0), Comparison.EQUAL, 1);
        var second = new Compare(List.of(0, 1), Comparison.EQUAL, 2);
        assertThat(operations)
                .containsExactly(
                        new Operation.If(
                                first,
                                List.of(apply(Gate.X, 0)),
                                List.of(
                                        new Operation.If(
                                                second,
                                                List.of(apply(Gate.Y, 0)),
                                                List.of(apply(Gate.Z, 0))))),
                        new Operation.If(
                                new Condition.Or(
                                        new Condition.Not(
                                                new Compare(
                                                        List.of(0, 1),
                                                        Comparison.LESS_OR_EQUAL,
                                                        2)),
                                        new Compare(List.of(1), Comparison.NOT_EQUAL, 1)),
                                List.of(new Operation.Reset(0)),
                                List.of()),
                        new Operation.If(
                                new Compare(List.of(0, 1), Comparison.EQUAL, 3),
                                List.of(apply(Gate.X, 0)),
                                List.of()));
    }

    @Test
    void barriers_delays_and_resets_are_kept() {
        var text = "barrier; barrier q[1], q[0]; delay[2 * 20ns] q[0]; delay[1.5us] q; reset q;";
        assertThat(operations(2, 0, text))
                .containsExactly(
                        new Operation.Barrier(List.of(0, 1)),
                        new Operation.Barrier(List.of(1, 0)),
                        new Operation.Delay(40e-9, List.of(0)),
                        new Operation.Delay(1.5e-6, List.of(0, 1)),
                        new Operation.Reset(0),
                        new Operation.Reset(1));
    }

    @Test
    void physical_qubits_are_the_chips() {
        var text = "include \"stdgates.inc\"; bit c; h $3; cx $3, $5; c = measure $5;";
        var reading = Programs.read(text, Language.OPENQASM_3, ReadLimits.DEFAULT, Map.of());
        var program = ((Reading.Accepted) reading).program();
        assertThat(program.physicalQubits()).isTrue();
        assertThat(program.circuit().qubits()).isEqualTo(6);
        assertThat(program.circuit().operations())
                .containsExactly(apply(Gate.H, 3), apply(Gate.CX, 3, 5), new Measure(5, 0));
    }

    @Test
    void annotations_pragmas_and_comments_are_passed_over() {
        var text =
                """
                pragma some tool's business { (
                #pragma another
                @reversible
                @keep 3 "of
                x q[0]; // done
                /* not
                   this */ y q[0];
                """;
        assertThat(operations(1, 0, text)).containsExactly(apply(Gate.X, 0), apply(Gate.Y, 0));
    }

    @Test
    void unicode_names_and_the_field_s_constants_are_known() {
        assertThat(
                        operations(
                                1,
                                0,
                                "const float \u03b8 = \u03c0 / 2; rx(\u03b8) q[0]; rz(tau) q[0];"))
                .containsExactly(turn(Gate.RX, Math.PI / 2, 0), turn(Gate.RZ, 2 * Math.PI, 0));
    }

    @Test
    void numbers_may_be_written_in_all_the_language_s_ways() {
        assertThat(operations(16, 0, "x q[0xf]; x q[0b1_01]; x q[0o7]; rx(1_0.5e-1) q[0];"))
                .containsExactly(
                        apply(Gate.X, 15),
                        apply(Gate.X, 5),
                        apply(Gate.X, 7),
                        turn(Gate.RX, 1.05, 0));
    }

    @Test
    void a_program_may_define_what_the_standard_library_lacks() {
        var text = "gate rzz(t) a, b { cx a, b; p(t) b; cx a, b; } rzz(0.5) q[0], q[1];";
        assertThat(operations(2, 0, text))
                .containsExactly(apply(Gate.CX, 0, 1), turn(Gate.P, 0.5, 1), apply(Gate.CX, 0, 1));
    }
}
