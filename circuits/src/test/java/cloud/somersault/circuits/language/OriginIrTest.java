package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import cloud.somersault.circuits.Operation.Controlled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the constructs of OriginIR mean. */
class OriginIrTest {
    private static Circuit circuit(String statements) {
        return Texts.circuit(Language.ORIGINIR, "QINIT 4\nCREG 2\n" + statements);
    }

    private static List<Operation> operations(String statements) {
        return circuit(statements).operations();
    }

    private static Apply apply(Gate gate, Integer... on) {
        return new Apply(gate, List.of(), List.of(on));
    }

    private static Apply turn(Gate gate, double angle, Integer... on) {
        return new Apply(gate, List.of(angle), List.of(on));
    }

    @Test
    void a_bell_program_for_the_chip_is_read_as_it_stands() {
        var text =
                "QINIT 72\nCREG 2\nH q[56]\nCNOT q[56],q[62]\nMEASURE q[56],c[0]\nMEASURE q[62],c[1]";
        assertThat(Texts.circuit(Language.ORIGINIR, text))
                .isEqualTo(
                        Circuit.of(72, 2)
                                .gate(Gate.H, 56)
                                .gate(Gate.CX, 56, 62)
                                .measure(56, 0)
                                .measure(62, 1)
                                .build());
    }

    @Test
    void lines_may_end_as_on_windows_and_have_comments_of_both_kinds() {
        assertThat(operations("\r\n# a note\r\nH q[0] // another\r\n\r\n  X   q [ 1 ]  \r\n"))
                .containsExactly(apply(Gate.H, 0), apply(Gate.X, 1));
    }

    @Test
    void whole_registers_are_expanded() {
        assertThat(circuit("H q\n").size()).isEqualTo(4);
        assertThat(
                        Texts.circuit(
                                        Language.ORIGINIR,
                                        "QINIT 2\nCREG 2\nRX q,(0.1)\nMEASURE q,c\nBARRIER q\n")
                                .operations())
                .containsExactly(
                        turn(Gate.RX, 0.1, 0),
                        turn(Gate.RX, 0.1, 1),
                        new Operation.Measure(0, 0),
                        new Operation.Measure(1, 1),
                        new Operation.Barrier(List.of(0, 1)));
    }

    @Test
    void parameters_are_calculated() {
        assertThat(
                        operations(
                                "RX q[0],(0.5*PI+1)\nRY q[0],(-1.5e-3)\nRZ q[0],(PI/2)\nU1 q[0],(1e-07)\n"))
                .containsExactly(
                        turn(Gate.RX, 0.5 * Math.PI + 1, 0),
                        turn(Gate.RY, -1.5e-3, 0),
                        turn(Gate.RZ, Math.PI / 2, 0),
                        turn(Gate.P, 1e-7, 0));
    }

    @Test
    void dagger_blocks_are_run_backwards_and_nest() {
        assertThat(
                        operations(
                                "DAGGER\nH q[0]\nDAGGER\nS q[0]\nT q[0]\nENDDAGGER\nRX q[1],(0.5)\nENDDAGGER\n"))
                .containsExactly(
                        turn(Gate.RX, -0.5, 1),
                        apply(Gate.S, 0),
                        apply(Gate.T, 0),
                        apply(Gate.H, 0));
    }

    @Test
    void control_blocks_control_all_that_is_in_them_and_nest() {
        var text =
                "CONTROL q[0]\nX q[2]\nCONTROL q[1]\nX q[2]\nCZ q[2],q[3]\nENDCONTROL\nENDCONTROL q[0]\n";
        assertThat(operations(text))
                .containsExactly(
                        apply(Gate.CX, 0, 2),
                        apply(Gate.CCX, 0, 1, 2),
                        new Controlled(List.of(0, 1, 2), apply(Gate.Z, 3)));
    }

    @Test
    void suffixes_invert_and_control_one_gate() {
        assertThat(operations("S q[0] dagger\nRX q[3],(0.5) dagger controlled_by (q[0], q[1])\n"))
                .containsExactly(
                        apply(Gate.SDG, 0), new Controlled(List.of(0, 1), turn(Gate.RX, -0.5, 3)));
    }

    @Test
    void own_gates_are_expanded() {
        var text = "QGATE pair a,b,(t)\nRX a,(t*2)\nCNOT a,b\nENDQGATE\npair q[2],q[1],(0.25)\n";
        assertThat(operations(text)).containsExactly(turn(Gate.RX, 0.5, 2), apply(Gate.CX, 2, 1));
    }

    @Test
    void conditions_of_both_dialects_choose_between_branches() {
        var text =
                """
                QIF c[0]==1 && !(c[1]==0)
                X q[0]
                ELSE
                Y q[0]
                ENDQIF
                QIF c[0],c[1]
                X q[1]
                QELSEIF c[0]
                Y q[1]
                QELSE
                Z q[1]
                QENDIF
                """;
        var both =
                new Condition.And(
                        Condition.bit(0),
                        new Condition.Not(
                                new Condition.Compare(List.of(1), Condition.Comparison.EQUAL, 0)));
        assertThat(operations(text))
                .containsExactly(
                        new Operation.If(
                                both, List.of(apply(Gate.X, 0)), List.of(apply(Gate.Y, 0))),
                        new Operation.If(
                                new Condition.And(Condition.bit(0), Condition.bit(1)),
                                List.of(apply(Gate.X, 1)),
                                List.of(
                                        new Operation.If(
                                                Condition.bit(0),
                                                List.of(apply(Gate.Y, 1)),
                                                List.of(apply(Gate.Z, 1))))));
    }

    @Test
    void languages_are_told_apart() {
        assertThat(Language.detect("// a\n/* b */ OPENQASM 2.0;")).isEqualTo(Language.OPENQASM_2);
        assertThat(Language.detect("OPENQASM 3;")).isEqualTo(Language.OPENQASM_3);
        assertThat(Language.detect("include \"qelib1.inc\";")).isEqualTo(Language.OPENQASM_2);
        assertThat(Language.detect("qreg q[1];")).isEqualTo(Language.OPENQASM_2);
        assertThat(Language.detect("qubit q;")).isEqualTo(Language.OPENQASM_3);
        assertThat(Language.detect("# a\r\nQINIT 3\r\n")).isEqualTo(Language.ORIGINIR);
        assertThat(Language.detect("h $0;")).isEqualTo(Language.OPENQASM_3);
        assertThat(Language.detect("/*")).isEqualTo(Language.OPENQASM_3);
        for (var language : Language.values()) {
            assertThat(Language.byId(language.id())).contains(language);
        }
    }
}
