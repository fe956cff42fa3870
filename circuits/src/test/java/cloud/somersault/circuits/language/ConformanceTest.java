package cloud.somersault.circuits.language;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Circuit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The conformance set: programs that say what they mean. Every file under {@code conformance} holds
 * some about one construct, in the language that its folder names. A program begins with a line
 * {@code === name}; what is behind {@code --- means} is the same circuit in plain OpenQASM 3, what
 * is behind {@code --- refused} are the diagnostics: line, column, code, message.
 */
class ConformanceTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "conformance");

    private static final String MEANS = "--- means";
    private static final String REFUSED = "--- refused";

    /** The inputs that programs may declare. */
    private static final Map<String, Double> INPUTS = Map.of("theta", 0.5, "count", 3.0);

    private record Program(
            Language language,
            String file,
            String name,
            String text,
            boolean right,
            String outcome) {
        @Override
        public String toString() {
            return file + ": " + name;
        }
    }

    static Stream<Program> programs() throws IOException {
        var programs = new ArrayList<Program>();
        try (var files = Files.walk(FOLDER)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                read(file, programs);
            }
        }
        return programs.stream();
    }

    private static void read(Path file, List<Program> programs) throws IOException {
        var language =
                switch (file.getParent().getFileName().toString()) {
                    case "openqasm2" -> Language.OPENQASM_2;
                    case "openqasm3" -> Language.OPENQASM_3;
                    case "originir" -> Language.ORIGINIR;
                    default -> throw new AssertionError("no language: " + file);
                };
        for (var part : ("\n" + Files.readString(file)).split("\n=== ")) {
            if (part.isBlank()) {
                continue;
            }
            int end = part.indexOf('\n');
            var rest = part.substring(end + 1);
            boolean right = rest.contains(MEANS + "\n");
            var mark = right ? MEANS : REFUSED;
            int at = rest.indexOf(mark + "\n");
            assertThat(at).as("%s: %s says nothing", file, part).isNotNegative();
            var outcome = rest.substring(at + mark.length() + 1).strip();
            programs.add(
                    new Program(
                            language,
                            FOLDER.relativize(file).toString(),
                            part.substring(0, end),
                            rest.substring(0, at),
                            right,
                            outcome));
        }
    }

    @ParameterizedTest
    @MethodSource("programs")
    void a_program_means_or_is_refused_as_it_says(Program program) {
        var reading = Programs.read(program.text(), program.language(), ReadLimits.DEFAULT, INPUTS);
        switch (reading) {
            case Reading.Accepted(var accepted) -> {
                var written =
                        Programs.write(
                                accepted.circuit(), Language.OPENQASM_3, QubitNaming.REGISTER);
                assertThat(program.right()).as("accepted as\n%s", written).isTrue();
                assertThat(accepted.circuit()).as(written).isEqualTo(plain(program.outcome()));
                assertThat(Texts.circuit(Language.OPENQASM_3, written))
                        .isEqualTo(accepted.circuit());
            }
            case Reading.Refused(var diagnostics) -> {
                var said =
                        String.join("\n", diagnostics.stream().map(ConformanceTest::said).toList());
                assertThat(said).isEqualTo(program.right() ? "" : program.outcome());
            }
        }
    }

    private static String said(Diagnostic diagnostic) {
        return "%d:%d %s: %s"
                .formatted(
                        diagnostic.line(),
                        diagnostic.column(),
                        diagnostic.code(),
                        diagnostic.message());
    }

    private static Circuit plain(String statements) {
        return Texts.circuit(
                Language.OPENQASM_3, "OPENQASM 3.0;\ninclude \"stdgates.inc\";\n" + statements);
    }

    @Test
    void every_language_has_right_and_wrong_programs_and_there_are_at_least_150()
            throws IOException {
        var all = programs().toList();
        assertThat(all).hasSizeGreaterThanOrEqualTo(150);
        assertThat(all.stream().map(Program::toString)).doesNotHaveDuplicates();
        for (var language : Language.values()) {
            for (boolean right : new boolean[] {true, false}) {
                assertThat(all)
                        .filteredOn(p -> p.language() == language && p.right() == right)
                        .hasSizeGreaterThan(10);
            }
        }
        assertThat(all.stream().map(Program::file).distinct())
                .allSatisfy(file -> {
                    assertThat(all).anyMatch(p -> p.file().equals(file) && p.right());
                    assertThat(all).anyMatch(p -> p.file().equals(file) && !p.right());
                });
    }
}
