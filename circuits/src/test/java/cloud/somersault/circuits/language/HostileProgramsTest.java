package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever a text asks for, it is read or refused soon and in little memory. */
@Timeout(60)
class HostileProgramsTest {
    private static String code(String text) {
        return Texts.diagnostics(Language.OPENQASM_3, text).getFirst().code();
    }

    private static String doubling(String innermost, String call) {
        var text = new StringBuilder(Texts.header(2, 0)).append("gate g0 a { ");
        text.append(innermost).append(" }\n");
        for (int i = 1; i <= 60; i++) {
            text.append("gate g%d a { g%d a; inv @ g%d a; }\n".formatted(i, i - 1, i - 1));
        }
        return text + call;
    }

    @Test
    void gates_that_double_sixty_times_are_refused() {
        assertThat(code(doubling("x a;", "g60 q[0];"))).isEqualTo("too-many-operations");
        assertThat(code(doubling("", "g60 q[0];"))).isEqualTo("too-much-work");
        assertThat(code(doubling("x a;", "ctrl @ g60 q[0], q[1];")))
                .isEqualTo("too-many-operations");
    }

    @Test
    void a_loop_of_ten_million_is_refused() {
        assertThat(code(Texts.header(1, 0) + "for int i in [1:10000000] { x q; }"))
                .isEqualTo("too-many-iterations");
        assertThat(code(Texts.header(1, 0) + "for int i in [1:999999] for int j in [1:999999] { }"))
                .isEqualTo("too-much-work");
        assertThat(code(Texts.header(1, 0) + "pow(10000000) @ x q[0];"))
                .isEqualTo("too-many-operations");
    }

    @Test
    void nesting_has_an_end() {
        int many = 100_000;
        var header = Texts.header(1, 1);
        for (var text :
                List.of(
                        "rx(" + "(".repeat(many),
                        "rx(" + "-".repeat(many),
                        "rx(" + "sin(".repeat(many),
                        "x q[" + "q[".repeat(many),
                        "if (c == 1) { ".repeat(many),
                        "if (c == 1) x q; " + "else if (c == 1) x q; ".repeat(many),
                        "for int i in [0:1] ".repeat(many))) {
            assertThat(code(header + text)).isEqualTo("nesting-too-deep");
        }
        assertThat(code(header + "rx(1" + "+1".repeat(many) + ") q;"))
                .isEqualTo("formula-too-long");
        assertThat(code(header + "ctrl @ ".repeat(many) + "x q;")).isEqualTo("too-many-modifiers");
        assertThat(
                        Texts.diagnostics(Language.ORIGINIR, "QINIT 1\n" + "DAGGER\n".repeat(many))
                                .getFirst()
                                .code())
                .isEqualTo("nesting-too-deep");
    }

    @Test
    void a_long_condition_can_be_written_and_read_again() {
        int many = 198;
        for (var condition :
                List.of(
                        "c[0]" + " && c[0]".repeat(many),
                        "c[0] == 1" + " || c != 1".repeat(many),
                        "!".repeat(many) + "c[0]",
                        "!(".repeat(many / 2) + "c == 1" + ")".repeat(many / 2),
                        "c[0] && (".repeat(many) + "c[0]" + ")".repeat(many))) {
            var text = Texts.header(1, 2) + "if (" + condition + ") x q;";
            var circuit = Texts.circuit(Language.OPENQASM_3, text);
            var written = Programs.write(circuit, Language.OPENQASM_3, QubitNaming.PHYSICAL);
            assertThat(Texts.circuit(Language.OPENQASM_3, written)).isEqualTo(circuit);
        }
        assertThat(code(Texts.header(1, 1) + "if (c[0]" + " && c[0]".repeat(many + 1) + ") x q;"))
                .isEqualTo("formula-too-long");
    }

    @Test
    void a_barrier_after_every_gate_of_the_chip_is_no_hostility() {
        var all = String.join(", ", IntStream.range(0, 72).mapToObj(i -> "$" + i).toList());
        var text = "include \"stdgates.inc\";\n" + ("x $0;\nbarrier " + all + ";\n").repeat(20_000);
        assertThat(Texts.circuit(Language.OPENQASM_3, text).size()).isEqualTo(40_000);
    }

    @Test
    void subroutines_that_double_sixty_times_are_refused() {
        var text = new StringBuilder(Texts.header(1, 0)).append("def f0(qubit a) { x a; }\n");
        for (int i = 1; i <= 60; i++) {
            text.append("def f%d(qubit a) { f%d(a); f%d(a); }\n".formatted(i, i - 1, i - 1));
        }
        assertThat(code(text + "f60(q[0]);")).isEqualTo("too-many-operations");
    }

    @Test
    void an_array_of_a_billion_is_refused() {
        assertThat(code("array[int, 1000000000] a;")).isEqualTo("too-many-operands");
        assertThat(code("array[int, 100000, 100000] a;")).isEqualTo("too-many-operands");
    }

    @Test
    void conditions_that_double_are_refused() {
        var text = Texts.header(8, 8) + "c = measure q; uint[8] n;\n";
        assertThat(code(text + "n = uint[8](c)" + " * uint[8](c)".repeat(20) + ";"))
                .isEqualTo("condition-too-complex");
        assertThat(code(text + "bool b = c[0]" + " == (c[1]".repeat(150) + ")".repeat(150) + ";"))
                .isEqualTo("condition-too-complex");
    }

    @Test
    void a_chain_of_gates_has_an_end() {
        var text = new StringBuilder(Texts.header(1, 0)).append("gate g0 a { x a; }\n");
        for (int i = 1; i < 5_000; i++) {
            text.append("gate g%d a { g%d a; }\n".formatted(i, i - 1));
        }
        assertThat(code(text + "g4999 q;")).isEqualTo("nesting-too-deep");
    }

    @Test
    void sizes_have_limits() {
        assertThat(code("qubit[1000000000] q;")).isEqualTo("too-many-qubits");
        assertThat(code("bit[1000000000] q;")).isEqualTo("too-many-bits");
        assertThat(code("x $1000000000;".replace("x", "U(0,0,0)"))).isEqualTo("too-many-qubits");
        assertThat(code("x".repeat(20_000_000))).isEqualTo("program-too-long");
        assertThat(code(Texts.header(10_000, 0) + "barrier q[0:9998];\n".repeat(100_000)))
                .isEqualTo("too-much-work");
    }

    @Test
    void a_million_operations_are_read_and_one_more_is_not() {
        var million = Texts.header(2, 0) + "cx q[0],q[1];\n".repeat(1_000_000);
        assertThat(Texts.circuit(Language.OPENQASM_3, million).operations()).hasSize(1_000_000);
        assertThat(code(million + "h q[0];")).isEqualTo("too-many-operations");
    }
}
