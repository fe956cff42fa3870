package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Programs with letters, words and lines knocked out, doubled and put in: each is read or refused,
 * in less than two seconds; what is read can be written and read again. For the long run in 512 MB:
 *
 * <pre>
 * mvn -pl circuits test -Dtest=MutantsTest -Dmutants=1000000 -Dseed=1 -Dsurefire.memory=-Xmx512m
 * </pre>
 */
class MutantsTest {
    private static final long SEED = Long.getLong("seed", 17);

    private static final int MUTANTS = Integer.getInteger("mutants", 20_000);

    /** Small enough that a mutant cannot take long by being merely large. */
    private static final ReadLimits SMALL = new ReadLimits(100_000, 100, 100, 5_000, 50);

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
                            """
                            OPENQASM 3.1; include "stdgates.inc"; qubit[3] q; bit[3] c; uint[2] n = 0;
                            const array[float, 2, 2] m = {{0.1, 0.2}, {0.3, 0.4}}; array[int[8], 3] a = {1, 2, 3};
                            def f(qubit x, float y, mutable array[int[8], #dim = 1] z) -> bit { rx(y) x; z[0] += 1; return measure x; }
                            c[0] = f(q[1], m[1, 0], a); a[0:1] = a[1:2]; const complex w = 1 + 2im;
                            switch (n) { case 0, 1 { x q; } default { end; } }
                            while (c[0] && n < 3) { h q[0]; c[0] = measure q[0]; n += 1; bit b; b = c[0] ^ c[1]; }
                            int i = 0; while (i < 3) { i += 1; if (i == 2) continue; for bit d in c { if (d) break; } }
                            c = ~c & "101" | c << 1; bool t = c == 3; { box { x q[0]; nop q[1]; } } output uint[2] o; o = uint[2](c[0:1]) + 1;
                            defcal y $0 { play(f, { } ); } extern g(int) -> int; if (c[0] != c[1] || t) z q[a[0]];
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
                            QWHILE c[0]==1 && !c[1]
                            c[0]=c[1]==0
                            ENDQWHILE
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
        "qubit[2] w;",
        "while (c[0]) ",
        "while (true) ",
        "switch (c) { case 1 { ",
        "def h1(qubit a) -> bit { ",
        "return measure a; }",
        "array[int, 9] v = ",
        "{1, 2}",
        "c[0] = ",
        "n += ",
        " ^ ",
        "uint[4](c)",
        "break;",
        "end;",
        "box ",
        "QWHILE c[0]\n"
    };

    @ParameterizedTest
    @EnumSource
    void no_mutant_of_a_program_throws_hangs_or_passes_a_limit(Language language) {
        var dice = new SplittableRandom(SEED);
        var seeds = SEEDS.get(language);
        var clock = ManagementFactory.getThreadMXBean();
        long slowest = 0;
        for (int i = 0; i < MUTANTS / 3; i++) {
            var mutant = mutant(seeds.get(dice.nextInt(seeds.size())), dice);
            long began = clock.getCurrentThreadCpuTime();
            assertThatCode(() -> read(mutant, language))
                    .as("seed %s, mutant %s:\n%s", SEED, i, mutant)
                    .doesNotThrowAnyException();
            slowest = Math.max(slowest, clock.getCurrentThreadCpuTime() - began);
        }
        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
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
