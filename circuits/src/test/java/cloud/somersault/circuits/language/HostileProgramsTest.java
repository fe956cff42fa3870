package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever a text asks for, it is read or refused soon and in little memory. */
@Timeout(60)
class HostileProgramsTest {
    private static final long SEED = Long.getLong("seed", 17);

    /** {@code -Dmutants=1000000} for the long run. */
    private static final int MUTANTS = Integer.getInteger("mutants", 6_000);

    /** Small enough that a mutant cannot take long by being merely large. */
    private static final ReadLimits SMALL = new ReadLimits(100_000, 100, 100, 5_000, 50);

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

    private static final Map<Language, List<String>> SEEDS =
            Map.of(
                    Language.OPENQASM_3,
                    List.of(
                            """
                            OPENQASM 3.0;
                            include "stdgates.inc";
                            input float theta;
                            const int n = 3;
                            qubit[3] q; bit[3] c; let a = q[0:1] ++ q[2];
                            gate pair(t) x1, x2 { h x1; for int i in [0:2] { rz(t / 2 ** i) x2; } cx x1, x2; }
                            pair(pi / 4) q[0], q[1];
                            ctrl @ inv @ pow(2) @ pair(0.5) q[2], q[0], q[1];
                            negctrl(2) @ pow(1/2) @ x q;
                            for uint i in {0, 2} { U(1e-3, -theta, .5) q[i]; }
                            barrier q; delay[40ns] q[1]; reset q[{0, 2}];
                            c = measure q;
                            if (c == 3 && !c[0] || c[1] != 0) { x q[0]; } else if (c[2]) y q[1]; else { gphase(0.5); }
                            """,
                            "include \"stdgates.inc\"; bit b; @note\nh $3; cx $3, $5; b = measure $5; pragma somersault.qubits 72\n"),
                    Language.OPENQASM_2,
                    List.of(
                            """
                            OPENQASM 2.0;
                            include "qelib1.inc";
                            qreg q[3]; creg c[3];
                            gate own(a,b) x,y { u3(a,b,-pi/2) x; barrier x,y; cx x,y; }
                            opaque magic(a) x;
                            own(sin(0.5)^2,ln(2)) q[0],q[1];
                            ccx q[0],q[1],q[2]; c3x q[0],q[1],q[2],q[0];
                            measure q -> c;
                            if(c==5) u2(0,pi) q[1];
                            reset q;
                            """),
                    Language.ORIGINIR,
                    List.of(
                            """
                            QINIT 4
                            CREG 2
                            QGATE own a,b,(t)
                            RX a,(t*2)
                            CNOT a,b
                            ENDQGATE
                            own q[0],q[1],(PI/4)
                            CONTROL q[2],q[3]
                            DAGGER
                            S q[0]
                            RPhi q[1],(0.1,-1.5e-3) dagger controlled_by (q[0])
                            ENDDAGGER
                            ENDCONTROL
                            MEASURE q[0],c[0]
                            QIF c[0]==1 && !c[1]
                            X q[1]
                            QELSEIF c[1],c[0]
                            RESET q[1]
                            ELSE
                            BARRIER q
                            ENDQIF
                            """));

    private static final String[] PIECES = {
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ";",
        ",",
        ":",
        "@",
        "$9",
        "->",
        "++",
        "**",
        "-",
        "/",
        "0",
        "1e9",
        "99999999999999999999",
        "1e999",
        "\"",
        "/*",
        "//",
        "\n",
        "q",
        "c",
        "gate g a { ",
        "ctrl @ ",
        "inv @ ",
        "pow(-3) @ ",
        "pow(0.5) @ ",
        "for int i in [0:99] ",
        "if (c == 1) ",
        "measure ",
        "DAGGER\n",
        "CONTROL q[0]\n",
        "QIF c[0]\n",
        "\u03c0",
        "\u0000",
        "\ud800",
        "#",
        "0x",
        "1ns",
        "true",
        "let z = ",
        "const int k = ",
        "qubit[2] w;"
    };

    @ParameterizedTest
    @EnumSource
    void no_mutant_of_a_program_throws_hangs_or_passes_a_limit(Language language) {
        var dice = new SplittableRandom(SEED);
        long slowest = 0;
        for (int i = 0; i < MUTANTS / 3; i++) {
            var seeds = SEEDS.get(language);
            var mutant = mutant(seeds.get(dice.nextInt(seeds.size())), dice);
            long began = System.nanoTime();
            assertThatCode(() -> read(mutant, language))
                    .as("seed %s, mutant %s:\n%s", SEED, i, mutant)
                    .doesNotThrowAnyException();
            slowest = Math.max(slowest, System.nanoTime() - began);
        }
        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(5));
    }

    private static void read(String text, Language language) {
        switch (Programs.read(text, language, SMALL, Map.of("theta", 0.5))) {
            case Reading.Accepted(var program) -> {
                assertThat(program.circuit().size()).isLessThanOrEqualTo(SMALL.operationsMax());
                assertThat(program.circuit().qubits()).isLessThanOrEqualTo(SMALL.qubitsMax());
                var written =
                        Programs.write(
                                program.circuit(), Language.OPENQASM_3, QubitNaming.REGISTER);
                assertThat(Texts.circuit(Language.OPENQASM_3, written))
                        .isEqualTo(program.circuit());
            }
            case Reading.Refused(var diagnostics) -> {
                assertThat(diagnostics).hasSizeBetween(1, 20);
                diagnostics.forEach(diagnostic -> {
                    assertThat(diagnostic.code()).matches("[a-z]+(-[a-z0-9]+)*");
                    assertThat(diagnostic.line()).isPositive();
                    assertThat(diagnostic.column()).isPositive();
                    assertThat(diagnostic.pretty()).contains("^");
                });
            }
        }
    }

    private static String mutant(String seed, SplittableRandom dice) {
        var text = new StringBuilder(seed);
        IntStream.range(0, dice.nextInt(1, 6)).forEach(_ -> mutate(text, dice));
        return text.toString();
    }

    private static void mutate(StringBuilder text, SplittableRandom dice) {
        int at = dice.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + dice.nextInt(1, 12));
        switch (dice.nextInt(6)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, PIECES[dice.nextInt(PIECES.length)]);
            case 2 -> text.insert(dice.nextInt(text.length() + 1), text.substring(at, end));
            case 3 -> text.insert(at, String.valueOf((char) dice.nextInt(1, 128)));
            case 4 -> text.insert(at, PIECES[dice.nextInt(PIECES.length)].repeat(dice.nextInt(60)));
            default -> text.setLength(at);
        }
    }
}
