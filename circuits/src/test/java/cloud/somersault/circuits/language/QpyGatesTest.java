package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.qpy.Qpy;
import cloud.somersault.circuits.qpy.QpyBytes;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gates of Qiskit's library whose words here are more than a name: the matrices of its docs. */
class QpyGatesTest {
    private static final double ROUNDING = 1e-12;

    private static Matrix unitary(QpyBytes circuit) {
        var program = Qpy.read(circuit.bytes(), ReadLimits.DEFAULT);
        return Unitary.of(Texts.circuit(Language.OPENQASM_3, program.text(), Map.of()));
    }

    private static Matrix unitary(int qubits, String statements) {
        return Unitary.of(qubits, Texts.operations(qubits, 0, statements));
    }

    @Test
    void xx_plus_yy_turns_between_the_states_with_one_excitation() {
        double theta = 0.7;
        double beta = 0.4;
        double c = Math.cos(theta / 2);
        double s = Math.sin(theta / 2);
        // -i s e^{-i beta} above the diagonal, -i s e^{i beta} below.
        var expected =
                Matrix.of(
                        4,
                        1,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        c,
                        0,
                        -s * Math.sin(beta),
                        -s * Math.cos(beta),
                        0,
                        0,
                        0,
                        0,
                        s * Math.sin(beta),
                        -s * Math.cos(beta),
                        c,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        1,
                        0);
        assertThat(unitary(new QpyBytes(2).gate("XXPlusYYGate", 2, theta, beta)).distance(expected))
                .isLessThan(ROUNDING);
    }

    @Test
    void xx_minus_yy_turns_between_the_states_with_none_and_two() {
        double theta = 0.7;
        double beta = 0.4;
        double c = Math.cos(theta / 2);
        double s = Math.sin(theta / 2);
        var expected =
                Matrix.of(
                        4,
                        c,
                        0,
                        0,
                        0,
                        0,
                        0,
                        -s * Math.sin(beta),
                        -s * Math.cos(beta),
                        0,
                        0,
                        1,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        1,
                        0,
                        0,
                        0,
                        s * Math.sin(beta),
                        -s * Math.cos(beta),
                        0,
                        0,
                        0,
                        0,
                        c,
                        0);
        assertThat(
                        unitary(new QpyBytes(2).gate("XXMinusYYGate", 2, theta, beta))
                                .distance(expected))
                .isLessThan(ROUNDING);
    }

    @Test
    void a_control_that_asks_for_zero_is_turned_before_and_after() {
        // State 2 of three controls: only the second asks for one.
        assertThat(
                        unitary(new QpyBytes(4).gate("MCPhaseGate", 4, 3, 2, 0.6))
                                .distance(
                                        unitary(
                                                4,
                                                "negctrl @ ctrl @ negctrl @ p(0.6) q[0], q[1], q[2],"
                                                        + " q[3];")))
                .isLessThan(ROUNDING);
    }

    @Test
    void many_controls_leave_their_ancillas_alone() {
        assertThat(
                        unitary(new QpyBytes(5).gate("MCXVChain", 5, 3, 7))
                                .distance(unitary(5, "ctrl(3) @ x q[0], q[1], q[2], q[3];")))
                .isLessThan(ROUNDING);
    }

    @Test
    void u_and_its_relatives_have_the_angles_in_the_order_of_the_client() {
        assertThat(
                        unitary(new QpyBytes(1).gate("UGate", 1, 0.3, 0.5, 0.7))
                                .distance(unitary(1, "p(0.7) q[0]; ry(0.3) q[0]; p(0.5) q[0];")))
                .isLessThan(ROUNDING);
        assertThat(
                        unitary(new QpyBytes(2).gate("CUGate", 2, 1, 1, 0.3, 0.5, 0.7, 0.2))
                                .distance(
                                        unitary(
                                                2,
                                                "p(0.2) q[0]; ctrl @ p(0.7) q[0], q[1]; ctrl @"
                                                        + " ry(0.3) q[0], q[1]; ctrl @ p(0.5) q[0],"
                                                        + " q[1];")))
                .isLessThan(ROUNDING);
    }
}
