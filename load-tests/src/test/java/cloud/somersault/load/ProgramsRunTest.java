package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.ExitCode;
import cloud.somersault.cli.Main;
import cloud.somersault.cli.examples.Example;
import cloud.somersault.cli.examples.Examples;
import cloud.somersault.cli.examples.Expectation;
import cloud.somersault.cli.examples.Verdict;
import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Json;
import cloud.somersault.client.RefusedException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs converted, drawn, compiled and run by the command line and the real server. */
class ProgramsRunTest {
    private static final Path ROOT = Path.of(System.getProperty("somersault.root", ".."));
    private static final List<Example> EXAMPLES = Examples.read(ROOT.resolve("examples"));
    private static final Path BENCHMARKS = ROOT.resolve("circuits/src/test/resources/benchmarks");
    private static final List<String> LANGUAGES = List.of("openqasm-2", "openqasm-3", "originir");
    private static final Duration WITHIN = Duration.ofSeconds(120);

    /** Circuits larger than these are run with {@code -Dsomersault.all=true}. */
    private static final int SMALL_BYTES_MAX = 3_000;

    /** Why no engine can hold a circuit. */
    private static final Set<String> TOO_LARGE =
            Set.of("too-many-qubits-for-engine", "not-enough-memory", "takes-too-long");

    @TempDir private static Path folder;
    private static ServerProcess server;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        server = OneServer.get();
    }

    static Stream<String> idealExamples() {
        return EXAMPLES.stream()
                .filter(example -> !(example.expectation() instanceof Expectation.Refusal))
                .filter(example -> example.target().equals("ideal"))
                .map(Example::name);
    }

    @ParameterizedTest
    @MethodSource("idealExamples")
    void an_example_keeps_its_distribution_through_every_language_that_can_say_it(String name) {
        var example = example(name);
        for (var language : LANGUAGES) {
            try {
                var there = server.cloud().convert(conversion(example).put("to", language));
                assertAgrees(example, there);
                var back = Json.object().put("program", there).put("to", "openqasm-3");
                assertAgrees(example, server.cloud().convert(back));
            } catch (RefusedException refused) {
                assertThat(refused.problem().code()).isEqualTo("not-expressible");
                assertThat(language).isNotEqualTo("openqasm-3");
            }
        }
    }

    /** Its if inside of an else has no words in OpenQASM 2. */
    @Test
    void all_examples_but_one_can_be_said_in_all_three_languages() {
        var cannot = new ArrayList<String>();
        for (var name : idealExamples().toList()) {
            for (var language : LANGUAGES) {
                try {
                    server.cloud().convert(conversion(example(name)).put("to", language));
                } catch (RefusedException refused) {
                    cannot.add(name + " " + language);
                }
            }
        }
        assertThat(cannot).containsExactly("bit-flip-code openqasm-2");
    }

    @Test
    void a_bell_pair_is_drawn() {
        assertThat(run("draw", file("bell-openqasm3.qasm"), "--width=60")).isEqualTo(ExitCode.OK);
        assertThat(out())
                .isEqualTo(
                        """
                              ┌───┐   ┌───┐
                         q0: ─┤ H ├─●─┤ M ├──────
                              └───┘ │ └─╥─┘┌───┐
                         q1: ───────⊕───╫──┤ M ├─
                                        ║  └─╥─┘
                        c/2: ═══════════╩════╩═══
                                        0    1
                        """);
    }

    @Test
    void every_example_that_is_right_can_be_drawn_both_ways() {
        for (var example : EXAMPLES) {
            if (example.expectation() instanceof Expectation.Refusal) {
                continue;
            }
            var words = new ArrayList<>(List.of("draw", file(example.file())));
            example.inputs().forEach((input, value) -> words.add("--input=" + input + "=" + value));
            assertThat(run(words.toArray(String[]::new))).as(err()).isEqualTo(ExitCode.OK);
            assertThat(out().lines()).allMatch(line -> line.length() <= 80);
            words.add("--svg=-");
            assertThat(run(words.toArray(String[]::new))).as(err()).isEqualTo(ExitCode.OK);
            assertThat(out()).startsWith("<svg ").endsWith("</svg>\n");
        }
    }

    @Test
    void a_broken_program_is_shown_with_a_caret_whatever_was_wanted_of_it() {
        for (var command : List.of("draw", "compile", "convert --to=originir")) {
            var words = new ArrayList<>(List.of(command.split(" ")));
            words.add(file("broken.qasm"));
            assertThat(run(words.toArray(String[]::new))).isEqualTo(ExitCode.REFUSED);
            assertThat(err())
                    .contains("broken.qasm:11:1: error: ")
                    .contains("1 error; nothing was");
        }
    }

    @Test
    void a_bell_pair_compiles_to_one_cz_and_100_ns_on_the_qubits_that_it_names() {
        assertThat(run("compile", file("bell.originir"))).isEqualTo(ExitCode.OK);
        assertThat(out())
                .contains("layout physical, optimization 0")
                .contains("physical 56, 62")
                .contains("100 ns in 3 layers")
                .contains("1 CZ, 3 pulses")
                .contains("cz $56, $62;");
    }

    @Test
    void the_compiler_explains_what_it_did_at_every_level() {
        double successBefore = 0;
        for (int level = 0; level <= 4; level++) {
            int code =
                    run(
                            "compile",
                            file("ghz-8-chip.qasm"),
                            "--layout=auto",
                            "--explain",
                            "--optimization=" + level);

            assertThat(code).as(err()).isEqualTo(ExitCode.OK);
            assertThat(out())
                    .contains("optimization " + level)
                    .containsPattern("PASS +OPERATIONS +CZ +PULSES")
                    .containsPattern("decompose +[0-9]+ +7 ")
                    .containsPattern("schedule: |map-[a-z-]+: ");
            // Seven CNOT in a row on a line of qubits take seven CZ; from level 2 on one more is
            // taken where better qubits make up for it.
            assertThat(out()).containsPattern(level < 2 ? " 7 CZ" : " [78] CZ");
            if (level >= 1) {
                double success = success();
                assertThat(success).isGreaterThanOrEqualTo(successBefore);
                successBefore = success;
            }
        }
    }

    private double success() {
        var said = Pattern.compile("success ([0-9.]+)").matcher(out());
        assertThat(said.find()).as(out()).isTrue();
        return Double.parseDouble(said.group(1));
    }

    @Test
    void what_was_compiled_can_be_run() throws IOException {
        var compiled = folder.resolve("compiled.qasm");
        run("compile", file("ghz-8-chip.qasm"), "--output=" + compiled);
        assertThat(Files.readString(compiled)).contains("cz $");

        assertThat(run("run", compiled.toString(), "--shots=2000"))
                .as(err())
                .isEqualTo(ExitCode.OK);
        assertThat(out()).contains("00000000").contains("11111111");
    }

    /**
     * The benchmark circuits measure nothing, so that run measures every qubit. What began in |0>
     * and was only multiplied (gf2) or only met Toffoli gates (tof) is still there.
     */
    @ParameterizedTest
    @MethodSource("benchmarks")
    void a_benchmark_circuit_runs(String name) {
        int code =
                run(
                        "run",
                        BENCHMARKS.resolve(name).toString(),
                        "--target=ideal",
                        "--shots=100",
                        "--seed=7",
                        "--json");

        if (code == ExitCode.REFUSED) {
            assertThat(TOO_LARGE).as(err()).anyMatch(err()::contains);
            return;
        }
        assertThat(code).as(err()).isEqualTo(ExitCode.OK);
        var counts = Json.read(out()).orElseThrow().at("/results/0/counts");
        assertThat(counts.valueStream().mapToLong(JsonNode::asLong).sum()).isEqualTo(100);
        if (name.matches("feynman/(gf2|tof|barenco_tof).*")) {
            assertThat(counts.propertyStream().map(Map.Entry::getKey))
                    .allMatch(bits -> bits.matches("0+"));
        }
    }

    static Stream<String> benchmarks() throws IOException {
        try (var files = Files.walk(BENCHMARKS)) {
            return files
                    .filter(file -> file.toString().endsWith(".qasm"))
                    .filter(file -> Boolean.getBoolean("somersault.all") || isSmall(file))
                    .map(file -> BENCHMARKS.relativize(file).toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static boolean isSmall(Path file) {
        try {
            return Files.size(file) <= SMALL_BYTES_MAX;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static ObjectNode conversion(Example example) {
        return example.job().retain("program", "inputs");
    }

    private static void assertAgrees(Example example, String program) {
        var job = example.job().without(List.of("inputs"));
        var accepted =
                server.cloud()
                        .submit(
                                ((ObjectNode) job).put("program", program),
                                Optional.empty(),
                                Optional.empty());
        var ended = server.cloud().await(accepted.id(), WITHIN, _ -> {});
        assertThat(ended.phase()).as("%s", ended).isEqualTo("completed");
        var result = server.cloud().result(ended.id()).results().getFirst();
        var verdict =
                switch (example.expectation()) {
                    case Expectation.Distribution distribution -> distribution.judge(result);
                    case Expectation.AtLeast atLeast -> atLeast.judge(result);
                    case Expectation.Refusal _ -> Verdict.missing("it should have been refused");
                };
        assertThat(verdict.agrees()).as(verdict.words() + " of\n" + program).isTrue();
    }

    private static Example example(String name) {
        return EXAMPLES.stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String file(String name) {
        return ROOT.resolve("examples").resolve(name).toString();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        var all = new ArrayList<>(List.of(words));
        all.add("--url=" + server.url());
        return Main.run(
                all,
                Map.of(),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
