package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.ExitCode;
import cloud.somersault.cli.Main;
import cloud.somersault.cli.server.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line against the real server: what a user types and sees. */
class CommandLineRunTest {
    private static final Path EXAMPLES =
            Path.of(System.getProperty("somersault.root", ".."), "examples");

    @TempDir private static Path folder;
    private static ServerProcess server;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        server = OneServer.get();
    }

    @Test
    void an_expectation_value_comes_with_its_error() throws Exception {
        var file = folder.resolve("pair.qasm");
        Files.writeString(
                file,
                "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[2] q;\nh q[0];\ncx q[0], q[1];\n");

        assertThat(
                        run(
                                "run",
                                file.toString(),
                                "--target=ideal",
                                "--observe=Z0 Z1",
                                "--observe",
                                "Y0 Y1"))
                .isEqualTo(ExitCode.OK);

        assertThat(out())
                .containsPattern("Z0 Z1 +\\+1\\.00000 ± 0\\.00000")
                .containsPattern("Y0 Y1 +-1\\.00000 ± 0\\.00000");
    }

    @Test
    void a_program_for_the_chip_runs_and_is_found_again() {
        assertThat(run("run", example("bell.originir"), "--seed", "7")).isEqualTo(ExitCode.OK);
        assertThat(out())
                .contains("██")
                .contains("physical 56, 62")
                .contains("100 ns of pulses")
                .contains("calibration version 1")
                .contains("seed 7");
        var id = after("job     ");

        assertThat(run("jobs", "show", id)).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("completed");
        assertThat(run("jobs", "log", id)).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("job-submitted").contains("job-completed");
        assertThat(run("jobs", "events", id)).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("job-completed");
        assertThat(run("jobs", "program", id)).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("CNOT q[56],q[62]").contains("run on the chip").contains("cz ");
        assertThat(run("audit", "replay", id)).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("1 of 1 jobs gave the same result again");
    }

    @Test
    void the_past_of_a_job_and_of_the_queue_is_shown_at_any_moment() {
        run("run", example("bell.originir"), "--seed", "9");
        var id = after("job     ");

        assertThat(run("audit", "show", "job", id, "--at", "sequence:1")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("submitted, after its event 1 (job-submitted)");
        var place = out().lines().findFirst().orElseThrow().replaceAll(".*place (\\d+) .*", "$1");
        assertThat(run("audit", "queue", "--at", "event:" + place)).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("1 waiting").contains(id);
        assertThat(run("audit", "diff", "queue", "--from", "event:" + place))
                .isEqualTo(ExitCode.OK);
        assertThat(out()).contains("left").contains(id);
        assertThat(run("audit", "diff", "job", id, "--from", "sequence:1")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("/job/phase").contains("submitted").contains("completed");
        assertThat(run("audit", "diff", "chip", "wukong", "--from", "event:" + place))
                .isEqualTo(ExitCode.OK);
        assertThat(out()).contains("Nothing is different.");
        assertThat(run("audit", "show", "qubit", "wukong-q56")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("in-service").contains("figures.t1Seconds");
        assertThat(run("audit", "queue", "--at", "yesterday")).isEqualTo(ExitCode.REFUSED);

        assertThat(run("audit", "replay", "--from-event", place, "--max", "1", "--follow"))
                .isEqualTo(ExitCode.OK);
        assertThat(out()).contains("finished: 1 jobs run again, 1 equal, 0 different");
        assertThat(run("audit", "what-if", "--noise", "2", "--max", "1", "--follow"))
                .isEqualTo(ExitCode.OK);
        assertThat(out()).contains("mean of 1").contains("DISTANCE");
        assertThat(run("audit", "replays")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("noiseScale");
    }

    @Test
    void the_same_seed_gives_the_same_digest_again() {
        run("run", example("grover.qasm"), "--target=ideal", "--seed=5");
        var first = after("digest  ");
        run("run", example("grover.qasm"), "--target=ideal", "--seed=5", "--shards=3");

        assertThat(after("digest  ")).isEqualTo(first);
    }

    @Test
    void a_broken_program_is_shown_with_a_caret_under_the_mistake() {
        assertThat(run("run", example("broken.qasm"))).isEqualTo(ExitCode.REFUSED);

        assertThat(err().lines().toList())
                .satisfies(
                        lines -> assertThat(lines.get(0)).contains("broken.qasm:11:1: error: "),
                        lines -> assertThat(lines.get(1)).isEqualTo("   11 | cxx q[0], q[1];"),
                        lines -> assertThat(lines.get(2)).isEqualTo("      | ^"));
    }

    @Test
    void a_dead_qubit_is_named() {
        assertThat(run("run", example("dead-qubit.originir"))).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("18").contains("[qubit-out-of-service]");
    }

    @Test
    void inputs_reach_the_program() {
        assertThat(
                        run(
                                "run",
                                example("vqe-h2.qasm"),
                                "--target=ideal",
                                "--input",
                                "theta=3.141592653589793",
                                "--input",
                                "basis=0"))
                .isEqualTo(ExitCode.OK);
        assertThat(out()).contains("10  ██").contains("1.0000  1000");
    }

    @Test
    void a_missing_input_is_a_refusal() {
        assertThat(run("run", example("vqe-h2.qasm"), "--target=ideal"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("theta");
    }

    @Test
    void the_chip_is_shown_as_calibrated() {
        assertThat(run("chip")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("63 of 72 in service").contains("54 of 126 in service");
        assertThat(run("chip", "map")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("56").contains("·");
        assertThat(run("chip", "qubit", "56")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("t1Seconds").contains("16.27 us");
        assertThat(run("chip", "coupler", "62-56")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains("0.9885");
    }

    @Test
    void an_unknown_job_is_a_refusal() {
        assertThat(run("jobs", "show", "nobody")).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("[job-not-found]");
    }

    private static String example(String file) {
        return EXAMPLES.resolve(file).toString();
    }

    /** The word behind this text in the output. */
    private String after(String text) {
        var line = out().lines().filter(known -> known.startsWith(text)).findFirst().orElseThrow();
        return line.substring(text.length()).split(" ", 2)[0];
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
