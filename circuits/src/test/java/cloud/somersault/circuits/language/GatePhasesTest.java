package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Gate;
import cloud.somersault.circuits.Matrix;
import cloud.somersault.circuits.Operation.Apply;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Global phases, which a control makes visible. The right sides are the definitions of OpenQASM 3's
 * standard library in terms of U and gphase, or matrices of the registry multiplied here.
 */
class GatePhasesTest {
    private static final double ROUNDING = 1e-12;

    private static Matrix unitary(int qubits, String statements) {
        return Unitary.of(qubits, Texts.operations(qubits, 0, statements));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    x           | U(pi, 0, pi) a; gphase(-pi/2);
                    y           | U(pi, pi/2, pi/2) a; gphase(-pi/2);
                    z           | U(0, 0, pi) a;
                    h           | U(pi/2, 0, pi) a; gphase(-pi/4);
                    s           | pow(1/2) @ z a;
                    sdg         | inv @ pow(1/2) @ z a;
                    t           | pow(1/2) @ s a;
                    sx          | pow(1/2) @ x a;
                    rx(0.7)     | U(0.7, -pi/2, pi/2) a; gphase(-0.35);
                    ry(0.7)     | U(0.7, 0, 0) a; gphase(-0.35);
                    rz(0.7)     | gphase(-0.35); U(0, 0, 0.7) a;
                    p(0.7)      | U(0, 0, 0.7) a;
                    u1(0.7)     | U(0, 0, 0.7) a;
                    u2(0.7,0.2) | gphase(-(0.9 + pi/2)/2); U(pi/2, 0.7, 0.2) a;
                    u3(1,2,3)   | gphase(-(1 + 2 + 3)/2); U(1, 2, 3) a;
                    """)
    void a_standard_gate_under_control_has_the_phase_of_its_definition(
            String gate, String definition) {
        var own = unitary(2, "gate own a { " + definition + " } ctrl @ own q[0], q[1];");
        var standard = unitary(2, "ctrl @ " + gate + " q[0], q[1];");
        assertThat(own.distance(standard)).isLessThan(ROUNDING);
    }

    @Test
    void u_has_the_phase_that_makes_it_periodic() {
        var once = unitary(2, "ctrl @ U(0.3, 0.4, 0.5) q[0], q[1];");
        var turned = unitary(2, "ctrl @ U(0.3 + 2*pi, 0.4, 0.5) q[0], q[1];");
        assertThat(once.distance(turned)).isLessThan(ROUNDING);
    }

    @Test
    void cu_is_a_phase_and_a_controlled_u() {
        var cu = unitary(2, "cu(1.1, 0.2, 0.3, 0.4) q[0], q[1];");
        var parts = unitary(2, "p(0.4 - 1.1/2) q[0]; ctrl @ U(1.1, 0.2, 0.3) q[0], q[1];");
        assertThat(cu.distance(parts)).isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "h",
                "x",
                "y",
                "z",
                "s",
                "tdg",
                "sx",
                "rx(0.3)",
                "ry(2.5)",
                "p(1.2)",
                "U(1,2,3)",
                "cx",
                "cz",
                "ch",
                "cp(0.7)",
                "crx(0.7)",
                "cu(1,2,3,4)",
                "swap",
                "iswap",
                "rxx(0.4)",
                "rzx(0.4)",
                "ccx",
                "cswap"
            })
    void half_a_power_done_twice_is_the_gate(String gate) {
        int qubits =
                Texts.operations(4, 0, gate + " " + some(gate) + ";").getFirst().qubits().size();
        String on = on(0, qubits);
        String controlled = on(0, qubits + 1);
        var half =
                "gate half "
                        + letters(qubits)
                        + " { pow(0.5) @ "
                        + gate
                        + " "
                        + letters(qubits)
                        + "; }";
        var twice = unitary(4, half + " ctrl @ pow(2) @ half " + controlled + ";");
        var once = unitary(4, "ctrl @ " + gate + " " + controlled + ";");
        assertThat(twice.distance(once)).isLessThan(ROUNDING);
        assertThat(
                        unitary(4, "ctrl @ inv @ " + gate + " " + on(0, qubits + 1) + ";")
                                .times(once)
                                .distance(Matrix.identity(16)))
                .as(on)
                .isLessThan(ROUNDING);
    }

    private static String some(String gate) {
        for (int qubits = 1; qubits <= 3; qubits++) {
            var text = Texts.header(4, 0) + gate + " " + on(0, qubits) + ";";
            if (Programs.read(text, Language.OPENQASM_3, ReadLimits.DEFAULT, java.util.Map.of())
                    instanceof Reading.Accepted) {
                return on(0, qubits);
            }
        }
        throw new AssertionError(gate);
    }

    private static String on(int from, int count) {
        return String.join(
                ", ", IntStream.range(from, from + count).mapToObj(i -> "q[" + i + "]").toList());
    }

    private static String letters(int count) {
        return String.join(", ", List.of("a", "b", "c").subList(0, count));
    }

    @Test
    void a_controlled_own_gate_is_the_control_of_its_matrix() {
        var own =
                """
                gate own(t) a, b { h a; gphase(t); U(t, 0.2, 0.3) b; inv @ cx a, b; negctrl @ ry(t) b, a; }
                """;
        var plain = unitaryWithPhase(own + "ctrl @ own(0.7) q[2], q[0], q[1];", 3);
        var matrix =
                product(
                        2,
                        new Apply(Gate.H, List.of(), List.of(0)),
                        new Apply(Gate.GPHASE, List.of(0.7 + 0.35), List.of()),
                        new Apply(Gate.U3, List.of(0.7, 0.2, 0.3), List.of(1)),
                        new Apply(Gate.CX, List.of(), List.of(0, 1)),
                        new Apply(Gate.X, List.of(), List.of(1)),
                        new Apply(Gate.CRY, List.of(0.7), List.of(1, 0)),
                        new Apply(Gate.X, List.of(), List.of(1)));
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                boolean on = row >= 4 && column >= 4;
                double re = on ? matrix.re(row - 4, column - 4) : row == column ? 1 : 0;
                double im = on ? matrix.im(row - 4, column - 4) : 0;
                assertThat(plain.re(row, column))
                        .isCloseTo(re, org.assertj.core.data.Offset.offset(ROUNDING));
                assertThat(plain.im(row, column))
                        .isCloseTo(im, org.assertj.core.data.Offset.offset(ROUNDING));
            }
        }
    }

    private static Matrix unitaryWithPhase(String statements, int qubits) {
        return unitary(qubits, statements);
    }

    private static Matrix product(int qubits, Apply... steps) {
        return Unitary.of(qubits, List.of(steps));
    }

    @ParameterizedTest
    @ValueSource(strings = {"u", "rphi", "iswap", "iswaptheta", "rxx", "ryy", "rzz", "rzx"})
    void what_the_writers_define_is_the_registry_s_gate(String name) {
        var gate = name.equals("u") ? Gate.U3 : Gate.byId(name).orElseThrow();
        var definition = StandardDefinitions.of(name).orElseThrow().replaceFirst(name, "own");
        var parameters =
                gate.parameters().isEmpty()
                        ? ""
                        : "("
                                + String.join(
                                        ", ",
                                        List.of("0.3", "0.5", "0.7")
                                                .subList(0, gate.parameters().size()))
                                + ")";
        var on = on(0, gate.qubits() + 1);
        var own = unitary(3, definition + " ctrl @ own" + parameters + " " + on + ";");
        var known = unitary(3, "ctrl @ " + name + parameters + " " + on + ";");
        assertThat(own.distance(known)).isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csxdg", "ccz", "iswapdg"})
    void what_the_openqasm_2_writer_defines_is_the_registry_s_gate(String name) {
        var gate = Gate.byId(name).orElseThrow();
        var definition = StandardDefinitions.of(name).orElseThrow().replaceFirst(name, "own");
        var on = on(0, gate.qubits());
        var header = "OPENQASM 2.0; include \"qelib1.inc\"; qreg q[3]; ";
        var own = Texts.circuit(Language.OPENQASM_2, header + definition + " own " + on + ";");
        var known = Texts.circuit(Language.OPENQASM_2, header + name + " " + on + ";");
        assertThat(Unitary.of(own).distance(Unitary.of(known))).isLessThan(ROUNDING);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    RPhi q[1],(0.3,0.5)      | rz(-0.5) q[1]; rx(0.3) q[1]; rz(0.5) q[1];
                    RPhi90 q[1],(0.5)        | rz(-0.5) q[1]; rx(pi/2) q[1]; rz(0.5) q[1];
                    U2 q[1],(0.3,0.5)        | inv @ U(-pi/2, -0.5, -0.3) q[1];
                    U4 q[1],(0.1,0.2,0.3,0.4)| rz(0.4) q[1]; ry(0.3) q[1]; rz(0.2) q[1];
                    SQISWAP q[0],q[1]        | rxx(pi/4) q[0], q[1]; ryy(pi/4) q[0], q[1];
                    ISWAPTHETA q[0],q[1],(0.3)| rxx(0.3) q[0], q[1]; ryy(0.3) q[0], q[1];
                    ISWAP q[0],q[1]          | rxx(-pi/2) q[0], q[1]; ryy(-pi/2) q[0], q[1];
                    XY q[0],q[1],(0.6)       | rxx(0.3) q[0], q[1]; ryy(0.3) q[0], q[1];
                    MS q[0],q[1]             | rxx(pi/2) q[0], q[1];
                    X1 q[0]                  | rx(pi/2) q[0];
                    CR q[0],q[1],(0.3)       | cp(0.3) q[0], q[1];
                    CU q[0],q[1],(0.1,0.2,0.3,0.4) | ctrl @ gphase(0.1) q[0]; crz(0.4) q[0],q[1]; cry(0.3) q[0],q[1]; crz(0.2) q[0],q[1];
                    """)
    void origins_gates_are_what_origins_simulator_does(String originIr, String openQasm3) {
        var circuit = Texts.circuit(Language.ORIGINIR, "QINIT 2\nCREG 1\n" + originIr + "\n");
        assertThat(Unitary.of(circuit).distanceUpToPhase(unitary(2, openQasm3)))
                .isLessThan(ROUNDING);
    }

    @Test
    void u4_under_control_keeps_its_phase() {
        var text = "QINIT 2\nCREG 1\nCONTROL q[0]\nU4 q[1],(0.1,0.2,0.3,0.4)\nENDCONTROL\n";
        var circuit = Texts.circuit(Language.ORIGINIR, text);
        var expected =
                unitary(
                        2,
                        "p(0.1) q[0]; crz(0.4) q[0],q[1]; cry(0.3) q[0],q[1]; crz(0.2) q[0],q[1];");
        assertThat(Unitary.of(circuit).distance(expected)).isLessThan(ROUNDING);
    }
}
