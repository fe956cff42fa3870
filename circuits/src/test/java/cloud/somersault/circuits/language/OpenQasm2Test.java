package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Condition.Compare;
import cloud.somersault.circuits.Condition.Comparison;
import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation;
import cloud.somersault.circuits.Operation.Apply;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the constructs of OpenQASM 2 mean. */
class OpenQasm2Test {
    private static final double ROUNDING = 1e-12;

    private static Circuit circuit(int qubits, String statements) {
        return Texts.circuit(
                Language.OPENQASM_2,
                "OPENQASM 2.0;\ninclude \"qelib1.inc\";\nqreg q[" + qubits + "];\n" + statements);
    }

    @Test
    void a_repetition_code_is_read_with_its_own_gate_and_conditions() {
        var text =
                """
                qreg a[2];
                creg syn[2];
                gate syndrome d1,d2,d3,a1,a2
                {
                  cx d1,a1; cx d2,a1; // first parity
                  barrier a1,a2;
                  cx d2,a2; cx d3,a2;
                }
                syndrome q[0],q[1],q[2],a[0],a[1];
                measure a -> syn;
                if(syn==1) x q[0];
                """;
        var operations = circuit(3, text).operations();
        assertThat(operations).hasSize(8);
        assertThat(operations.get(2)).isEqualTo(new Operation.Barrier(List.of(3, 4)));
        assertThat(operations.getLast())
                .isEqualTo(
                        new Operation.If(
                                new Compare(List.of(0, 1), Comparison.EQUAL, 1),
                                List.of(new Apply(Gate.X, List.of(), List.of(0))),
                                List.of()));
    }

    @Test
    void parameters_are_real_numbers() {
        var text = "rx(1/2) q[0]; rx(-pi/2^2) q[0]; rx(sqrt(4)*ln(exp(1))+cos(0)-sin(0)) q[0];";
        assertThat(circuit(1, text).operations().stream().map(o -> ((Apply) o).parameters()))
                .containsExactly(List.of(0.5), List.of(-Math.PI / 4), List.of(3.0));
    }

    @Test
    void gates_built_into_the_language_need_no_library() {
        var text = "qreg q[2]; U(0.1,0.2,0.3) q[0]; CX q[0],q[1];";
        assertThat(Texts.circuit(Language.OPENQASM_2, text).operations())
                .containsExactly(
                        new Apply(Gate.U3, List.of(0.1, 0.2, 0.3), List.of(0)),
                        new Apply(Gate.CX, List.of(), List.of(0, 1)));
    }

    @Test
    void an_opaque_gate_may_be_declared() {
        assertThat(circuit(1, "opaque magic(a,b) x,y,z; x q[0];").operations()).hasSize(1);
    }

    @Test
    void a_program_may_define_gates_that_only_newer_libraries_have() {
        assertThat(circuit(2, "gate swap a,b { cx a,b; cx b,a; cx a,b; } swap q[0],q[1];").size())
                .isEqualTo(3);
    }

    /** The definitions of qelib1.inc, as its versions have them, against the names. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    cu1(0.7) q[0],q[1];  | u1(0.35) q[0]; cx q[0],q[1]; u1(-0.35) q[1]; cx q[0],q[1]; u1(0.35) q[1];
                    cu3(1.1,0.2,0.3) q[0],q[1]; | u1(0.25) q[0]; u1(0.05) q[1]; cx q[0],q[1]; u3(-0.55,0,-0.25) q[1]; cx q[0],q[1]; u3(0.55,0.2,0) q[1];
                    crz(0.7) q[0],q[1];  | u1(0.35) q[1]; cx q[0],q[1]; u1(-0.35) q[1]; cx q[0],q[1];
                    rzz(0.7) q[0],q[1];  | cx q[0],q[1]; u1(0.7) q[1]; cx q[0],q[1];
                    rxx(0.7) q[0],q[1];  | u3(pi/2,0.7,0) q[0]; h q[1]; cx q[0],q[1]; u1(-0.7) q[1]; cx q[0],q[1]; h q[1]; u2(-pi,pi-0.7) q[0];
                    ch q[0],q[1];        | h q[1]; sdg q[1]; cx q[0],q[1]; h q[1]; t q[1]; cx q[0],q[1]; t q[1]; h q[1]; s q[1]; x q[1]; s q[0];
                    csx q[0],q[1];       | h q[1]; cu1(pi/2) q[0],q[1]; h q[1];
                    cswap q[0],q[1],q[2];| cx q[2],q[1]; ccx q[0],q[1],q[2]; cx q[2],q[1];
                    sx q[0];             | sdg q[0]; h q[0]; sdg q[0];
                    u(1.1,0.2,0.3) q[0]; | u3(1.1,0.2,0.3) q[0];
                    rccx q[0],q[1],q[2]; | u2(0,pi) q[2]; u1(pi/4) q[2]; cx q[1],q[2]; u1(-pi/4) q[2]; cx q[0],q[2]; u1(pi/4) q[2]; cx q[1],q[2]; u1(-pi/4) q[2]; u2(0,pi) q[2];
                    u0(1) q[0];          | id q[0];
                    dcx q[0],q[1];       | cx q[0],q[1]; cx q[1],q[0];
                    cs q[0],q[1];        | cu1(pi/2) q[0],q[1];
                    """)
    void a_library_gate_is_its_definition(String gate, String definition) {
        Matrix known = Unitary.of(circuit(3, gate));
        Matrix defined = Unitary.of(circuit(3, definition));
        assertThat(known.distanceUpToPhase(defined)).isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({"c3x, 4", "c4x, 5", "rc3x, 4"})
    void many_controls_flip_the_target_where_all_are_one(String gate, int qubits) {
        var on =
                String.join(
                        ",",
                        java.util.stream.IntStream.range(0, qubits)
                                .mapToObj(i -> "q[" + i + "]")
                                .toList());
        var matrix = Unitary.of(circuit(qubits, gate + " " + on + ";"));
        int all = (1 << qubits - 1) - 1;
        for (int column = 0; column < 1 << qubits; column++) {
            int row = (column & all) == all ? column ^ 1 << qubits - 1 : column;
            assertThat(Math.hypot(matrix.re(row, column), matrix.im(row, column)))
                    .isCloseTo(1, org.assertj.core.data.Offset.offset(ROUNDING));
        }
    }
}
