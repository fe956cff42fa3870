package cloud.somersault.circuits.qpy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.ReadLimits;
import cloud.somersault.circuits.language.Reading;
import cloud.somersault.circuits.qpy.QpyProgram.Named;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Qiskit's writer wrote, against the same circuits written by hand in OpenQASM 3. */
class QpyTest {
    private static final int MUTATIONS = Integer.getInteger("mutations", 4000);
    private static final long SEED = Long.getLong("seed", 72);
    private static final String HEAD = "OPENQASM 3.0; include \"stdgates.inc\"; ";

    /** So that no mutant takes long. */
    private static final ReadLimits SMALL = new ReadLimits(200_000, 200, 200, 5_000, 100);

    private static byte[] file(String name) {
        try (var stream = QpyTest.class.getResourceAsStream("/qpy/" + name + ".qpy")) {
            return java.util.Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private static QpyProgram read(String name) {
        return Qpy.read(file(name), ReadLimits.DEFAULT);
    }

    private static Circuit circuit(String text, Map<String, Double> inputs) {
        return switch (Programs.read(text, Language.OPENQASM_3, ReadLimits.DEFAULT, inputs)) {
            case Reading.Accepted(var program) -> program.circuit();
            case Reading.Refused(var diagnostics) ->
                    throw new AssertionError(diagnostics.getFirst().pretty() + "\n" + text);
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 12, 13, 14, 15, 16})
    void a_bell_circuit_is_the_same_in_every_version(int version) {
        var program = read("bell-" + version);
        assertThat(program.registers()).containsExactly(new Named("meas", "meas"));
        assertThat(program.parameters()).isEmpty();
        assertThat(circuit(program.text(), Map.of()))
                .isEqualTo(
                        circuit(
                                HEAD
                                        + "qubit[2] q; bit[2] meas; h q[0]; cx q[0], q[1];"
                                        + " barrier q; meas = measure q;",
                                Map.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 16})
    void parameters_come_in_the_order_of_the_client_and_formulas_are_calculated(int version) {
        var program = read("turned-" + version);
        assertThat(program.parameters())
                .extracting(Named::name)
                .containsExactly("a phase", "w[2]", "w[10]", "θ");
        var values = Map.of("a phase", 0.3, "w[2]", 0.7, "w[10]", -1.25, "θ", 0.5);
        var inputs = new HashMap<String, Double>();
        program.parameters().forEach(one -> inputs.put(one.inText(), values.get(one.name())));
        assertThat(circuit(program.text(), inputs))
                .isEqualTo(
                        circuit(
                                HEAD
                                        + "qubit[2] q; bit[2] c; rx(0.5) q[0];"
                                        + " rz(3.5 - (2 * 0.5 + 0.3)) q[0]; ry(0.7) q[1];"
                                        + " rx(sin(-1.25) + 2 * 0.5) q[1];"
                                        + " rzz(-0.5 * (2 * 0.5)) q[0], q[1]; c = measure q;",
                                Map.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 16})
    void what_a_circuit_defines_itself_is_written_out(int version) {
        assertThat(circuit(read("own-" + version).text(), Map.of()))
                .isEqualTo(
                        circuit(
                                HEAD
                                        + """
                                        qubit[3] q; bit[3] c;
                                        ry(0.75) q[0]; cx q[0], q[2];
                                        x q[0]; cx q[0], q[1]; x q[0];
                                        x q[0]; ccx q[0], q[1], q[2]; x q[0];
                                        x q[1]; ccx q[1], q[0], q[2]; x q[1];
                                        ctrl @ negctrl @ inv @ pow(2) @ sx q[2], q[0], q[1];
                                        rz(0.3) q[0]; rxx(0.2) q[0], q[1]; ryy(0.2) q[0], q[1];
                                        rz(-0.3) q[0];
                                        y q[0]; x q[2];
                                        c = measure q;
                                        """,
                                Map.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 16})
    void branches_loops_and_switches_are_those_of_the_circuit(int version) {
        var program = read("flowing-" + version);
        assertThat(program.registers()).extracting(Named::name).containsExactly("c", "measure");
        assertThat(circuit(program.text(), Map.of()).operations())
                .isEqualTo(
                        circuit(
                                        HEAD
                                                + """
                                                qubit[3] q; bit[2] c; bit[1] d;
                                                h q[0]; c[0] = measure q[0];
                                                if (c[0] == 1) { x q[1]; }
                                                else { sx q[1]; sx q[1]; h q[1]; h q[1]; x q[1]; }
                                                c[1] = measure q[1];
                                                rx(pi/4) q[2]; rx(pi/4) q[2]; rx(pi/4) q[2]; rx(pi/4) q[2];
                                                rz(0) q[2]; rz(1) q[2]; rz(2) q[2];
                                                if (c == 2 || c[0]) { z q[2]; }
                                                switch (c) { case 1, 3 { x q[2]; } default { y q[2]; } }
                                                d[0] = measure q[2];
                                                """,
                                        Map.of())
                                .operations());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    QISKIT    | PISKIT    | QPY begins with the letters QISKIT
                    HGate     | QGate     | Instruction 0 (QGate): there is no such gate here
                    """)
    void what_can_not_be_read_is_named(String from, String to, String sentence) {
        var bytes =
                new String(file("bell-13"), StandardCharsets.ISO_8859_1)
                        .replace(from, to)
                        .getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> Qpy.read(bytes, ReadLimits.DEFAULT))
                .isInstanceOf(QpyException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining("(at byte ");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 18, 255})
    void other_versions_are_refused_by_number(int version) {
        var bytes = file("bell-13");
        bytes[6] = (byte) version;
        assertThatThrownBy(() -> Qpy.read(bytes, ReadLimits.DEFAULT))
                .hasMessageContaining("version " + version)
                .hasMessageContaining("10 to 17");
    }

    @Test
    void a_circuit_is_refused_that_is_larger_than_a_program_may_be() {
        var wide = new QpyBytes(300).gate("XGate", 1).bytes();
        assertThatThrownBy(() -> Qpy.read(wide, SMALL)).hasMessageContaining("300 qubits");
        var long_ = new QpyBytes(1);
        for (int i = 0; i < 6_000; i++) {
            long_.gate("XGate", 1);
        }
        assertThatThrownBy(() -> Qpy.read(long_.bytes(), SMALL))
                .hasMessageContaining("more than 5000 operations");
    }

    @Test
    void a_gate_without_its_angle_and_one_that_is_not_there_are_refused() {
        assertThatThrownBy(() ->
                        Qpy.read(new QpyBytes(1).gate("RXGate", 1).bytes(), ReadLimits.DEFAULT))
                .hasMessageContaining("Instruction 0 (RXGate): it has 1 angles");
        assertThatThrownBy(() ->
                        Qpy.read(
                                new QpyBytes(2).gate("XGate", 1).gate("UnitaryGate", 2).bytes(),
                                ReadLimits.DEFAULT))
                .hasMessageContaining("Instruction 1 (UnitaryGate)")
                .hasMessageContaining("transpile");
    }

    @Test
    void damaged_bytes_give_a_program_or_a_refusal_and_nothing_else() {
        var dice = new SplittableRandom(SEED);
        var seeds = new String[] {"bell-10", "bell-16", "turned-13", "own-13", "flowing-16"};
        int read = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            var bytes = damaged(file(seeds[dice.nextInt(seeds.length)]), dice);
            try {
                var program = Qpy.read(bytes, SMALL);
                Programs.read(program.text(), Language.OPENQASM_3, SMALL, Map.of());
                read++;
            } catch (QpyException refused) {
                assertThat(refused.offset()).isBetween(0, bytes.length);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError other) {
                throw new AssertionError("mutation " + i + " of seed " + SEED, other);
            }
        }
        assertThat(read).isBetween(1, MUTATIONS - 1);
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom dice) {
        var damaged = bytes.clone();
        for (int times = 1 + dice.nextInt(4); times > 0; times--) {
            int at = dice.nextInt(damaged.length);
            switch (dice.nextInt(4)) {
                case 0 -> damaged[at] = (byte) dice.nextInt(256);
                case 1 -> damaged[at] ^= (byte) (1 << dice.nextInt(8));
                case 2 -> damaged[at] = (byte) (dice.nextBoolean() ? 0xff : 0);
                default -> damaged = java.util.Arrays.copyOf(damaged, Math.max(1, at));
            }
        }
        return damaged;
    }
}
