package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A text that comes in pieces is read as if it were there at once, and is never there at once. */
class StreamingTest {
    private static final long SEED = Long.getLong("seed", 17);

    /** Gives so many characters at a time, or fewer. */
    private static final class Pieces extends Reader {
        private final String text;
        private final SplittableRandom dice;
        private final int most;
        private int at;

        Pieces(String text, int most, long seed) {
            this.text = text;
            this.most = most;
            this.dice = new SplittableRandom(seed);
        }

        @Override
        public int read(char[] into, int offset, int length) {
            if (at == text.length()) {
                return -1;
            }
            int count = Math.min(Math.min(length, text.length() - at), dice.nextInt(1, most + 1));
            text.getChars(at, at + count, into, offset);
            at += count;
            return count;
        }

        @Override
        public void close() {}
    }

    /** A statement over and over. */
    private static final class Endless extends Reader {
        private final String header;
        private final String statement;
        private final long characters;
        private long given;

        Endless(String header, String statement, long characters) {
            this.header = header;
            this.statement = statement;
            this.characters = characters;
        }

        @Override
        public int read(char[] into, int offset, int length) {
            int count = 0;
            while (count < length && (given < characters || inStatement() != 0)) {
                into[offset + count++] =
                        given < header.length()
                                ? header.charAt((int) given)
                                : statement.charAt(inStatement());
                given++;
            }
            return count == 0 ? -1 : count;
        }

        private int inStatement() {
            return (int) ((given - header.length()) % statement.length());
        }

        @Override
        public void close() {}
    }

    private static final List<String> TEXTS =
            List.of(
                    """
                    OPENQASM 3.1; // 1e
                    include "stdgates.inc";
                    @note of somebody
                    qubit[3] q; bit[3] c; /* a
                    comment */ const float a = 1.5e-3 + 0x1f + .5;
                    gate pair(t) x1, x2 { rz(t) x1; cx x1, x2; }
                    def f(qubit x) -> bit { return measure x; }
                    pair(pi / 4) q[0], q[1]; delay[1.5us] q[2]; ctrl @ inv @ pow(2) @ s q[0], q[1];
                    c[0] = f(q[0]); if (c[0] == 1 && c != "010") { x q; } else { c[1] ^= c[0]; }
                    for int i in [0:2] { rx(i ** 2) q[i]; } pragma the last of it\
                    """,
                    """
                    include "stdgates.inc"; qubit q; bit c;
                    gate wrong(t) a { rx(1 / t) a; }
                    wrong(0) q; hh q; rx(0.5 q; c == 1; /* never closed
                    """);

    @Test
    void pieces_of_any_size_mean_what_the_whole_means() throws IOException {
        for (var text : TEXTS) {
            for (int most : new int[] {1, 2, 3, 7, 50, 100_000}) {
                var whole = Programs.read(text, Language.OPENQASM_3, ReadLimits.DEFAULT, Map.of());
                var pieces =
                        Programs.read(
                                new Pieces(text, most, SEED),
                                Language.OPENQASM_3,
                                ReadLimits.DEFAULT,
                                Map.of());
                assertThat(pieces).as("%s at a time", most).isEqualTo(whole);
            }
        }
    }

    @Test
    void a_mistake_far_into_a_long_text_has_its_line_and_its_column() throws IOException {
        int lines = 300_000;
        var text =
                Texts.header(1, 0)
                        + "gate later(t) a {\n  rx(1 / t) a;\n}\n"
                        + "x q[0];\n".repeat(lines)
                        + "  hh q[0];\nlater(0) q[0];\n"
                        + "y q[0]; ".repeat(30_000)
                        + "z r;\n";
        var whole = Texts.diagnostics(Language.OPENQASM_3, text);
        assertThat(whole).extracting(Diagnostic::line).containsExactly(3, lines + 5, lines + 7);
        var pieces =
                Programs.read(
                        new StringReader(text), Language.OPENQASM_3, ReadLimits.DEFAULT, Map.of());
        assertThat(((Reading.Refused) pieces).diagnostics()).isEqualTo(whole);
    }

    @Test
    void a_text_that_never_ends_is_refused_when_it_has_passed_a_limit() throws IOException {
        var comment = new Endless("x q; /*", " and so on", Long.MAX_VALUE);
        assertThat(code(comment, 1_000_000)).isEqualTo("program-too-long");
        var statements = new Endless(Texts.header(1, 0), "x q;\n", Long.MAX_VALUE);
        assertThat(code(statements, 1_000_000)).isEqualTo("program-too-long");
        var operations = new Endless(Texts.header(1, 0), "x q;\n", Long.MAX_VALUE);
        assertThat(code(operations, Integer.MAX_VALUE)).isEqualTo("too-many-operations");
        var statement = new Endless("rx(0", " ", Long.MAX_VALUE);
        assertThat(code(statement, Integer.MAX_VALUE)).isEqualTo("statement-too-long");
    }

    private static String code(Reader text, int charactersMax) throws IOException {
        var limits = new ReadLimits(charactersMax, 10, 10, 1_000_000, 50);
        return switch (Programs.read(text, Language.OPENQASM_3, limits, Map.of())) {
            case Reading.Accepted _ -> "accepted";
            case Reading.Refused(var diagnostics) -> diagnostics.getFirst().code();
        };
    }

    @Test
    void what_goes_wrong_while_reading_is_told_as_it_is() {
        var broken =
                new Reader() {
                    @Override
                    public int read(char[] into, int offset, int length) throws IOException {
                        throw new IOException("the disk is gone");
                    }

                    @Override
                    public void close() {}
                };
        assertThatThrownBy(() -> code(broken, 100))
                .isInstanceOf(IOException.class)
                .hasMessage("the disk is gone");
    }

    /** The text alone would take 400 MB. */
    @Test
    void two_hundred_megabytes_are_read_in_a_quarter_of_a_gigabyte() throws Exception {
        var command = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var classes = place(Programs.class) + java.io.File.pathSeparator + place(getClass());
        var process =
                new ProcessBuilder(
                                command,
                                "-Xmx256m",
                                "-cp",
                                classes,
                                TwoHundredMegabytes.class.getName())
                        .redirectErrorStream(true)
                        .start();
        var said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).startsWith("14285712 operations");
    }

    private static String place(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    }

    /** Runs in a JVM of its own. */
    static final class TwoHundredMegabytes {
        private TwoHundredMegabytes() {}

        public static void main(String[] arguments) throws IOException {
            var header = "include \"stdgates.inc\"; qubit[2] q;\n";
            var text = new Endless(header, "cx q[0],q[1];\n", 200_000_000);
            var limits = new ReadLimits(Integer.MAX_VALUE, 10, 10, 20_000_000, 50);
            long began = System.nanoTime();
            switch (Programs.read(text, Language.OPENQASM_3, limits, Map.of())) {
                case Reading.Accepted(var program) ->
                        System.out.printf(
                                "%d operations in %.1f s%n",
                                program.circuit().operations().size(),
                                (System.nanoTime() - began) * 1e-9);
                case Reading.Refused(var diagnostics) -> System.out.println(diagnostics);
            }
        }
    }
}
