package cloud.somersault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
    private static final String COMPLETED =
            """
            {"id":"j1","name":"","tenant":"default","target":"wukong","phase":"completed",
             "shots":1000,"seed":17,"programs":1,"priority":5,
             "submittedAt":"2026-03-09T05:33:52Z","endedAt":"2026-03-09T05:33:53.250Z",
             "progress":{"shards":1,"shardsCompleted":1},"calibrationVersion":3,
             "resultDigest":"abc123"}\
            """;
    private static final String SUBMITTED = COMPLETED.replace("completed", "submitted");
    private static final String RESULT =
            """
            {"jobId":"j1","digest":"abc123","calibrationVersion":3,"results":[
              {"circuit":0,"shots":1000,"bits":2,"counts":{"00":480,"01":90,"10":60,"11":370},
               "registers":[{"name":"c","offset":0,"size":2}],"engine":"density-matrix",
               "engineVersion":"1","initialLayout":[56,62],"finalLayout":[56,62],
               "durationSeconds":1e-7,"truncationError":0.0023,"digest":"def456"}]}\
            """;

    @TempDir private Path folder;
    private FakeCloud cloud;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void open() throws IOException {
        cloud = new FakeCloud();
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void a_completed_run_draws_its_counts_and_says_where_they_come_from() throws IOException {
        cloud.says("POST /v1/jobs", 202, SUBMITTED)
                .says("GET /v1/jobs/j1", 200, SUBMITTED)
                .says("GET /v1/jobs/j1", 200, COMPLETED)
                .says("GET /v1/jobs/j1/result", 200, RESULT);

        int code = run("run", program("H q[0]"), "--shots", "1000", "--seed=17");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("00  ██")
                .contains("0.4800   480")
                .contains("density-matrix 1")
                .contains("2.3e-03: the state's fidelity is about 0.997700")
                .contains("q0 on 56, q1 on 62; 100 ns of pulses")
                .contains("seed 17")
                .contains("1.25 s")
                .contains("calibration version 3")
                .contains("abc123");
    }

    @Test
    void options_of_run_become_fields_of_the_job() throws IOException {
        cloud.says("POST /v1/jobs", 202, SUBMITTED);

        run(
                "run",
                program("text"),
                "--target=ideal",
                "--shots=7",
                "--seed=3",
                "--layout=physical",
                "--optimization=0",
                "--input",
                "theta=-0.5",
                "--input=phi=2",
                "--no-wait");

        assertThat(cloud.lastBody())
                .isEqualTo(
                        "{\"target\":\"ideal\",\"shots\":7,\"seed\":3,\"program\":\"text\","
                                + "\"inputs\":{\"theta\":-0.5,\"phi\":2.0},"
                                + "\"options\":{\"layout\":\"physical\",\"optimization\":0}}");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("j1" + System.lineSeparator());
    }

    @Test
    void run_says_where_on_the_chip_and_on_which_engine() throws IOException {
        cloud.says("POST /v1/jobs", 202, SUBMITTED);

        run(
                "run",
                program("text"),
                "--region=50,56,62",
                "--exclude=40",
                "--decoupling",
                "--engine=trajectories",
                "--no-wait");

        assertThat(cloud.lastBody())
                .endsWith(
                        "\"options\":{\"decoupling\":true,\"allowedQubits\":[50,56,62],"
                                + "\"occupiedQubits\":[40],\"engine\":\"trajectories\"}}");
    }

    @Test
    void a_broken_program_is_shown_like_a_compiler_shows_it() throws IOException {
        cloud.says(
                "POST /v1/jobs",
                422,
                """
                {"status":422,"code":"program-refused","title":"The program has errors",
                 "detail":"1 error","diagnostics":[{"program":0,"code":"unknown-gate","line":3,
                 "column":4,"message":"there is no gate cxx","sourceLine":"\\t  cxx q[0], q[1];",
                 "hint":"did you mean cx?"}]}\
                """);
        var file = program("text");

        int code = run("run", file);

        assertThat(code).isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        %s:3:4: error: there is no gate cxx [unknown-gate]
                            3 | \t  cxx q[0], q[1];
                              | \t  ^
                              = hint: did you mean cx?
                        1 error; nothing was submitted.
                        """
                                .formatted(file));
    }

    @Test
    void a_job_that_fails_exits_with_1_and_says_why() throws IOException {
        cloud.says("POST /v1/jobs", 202, SUBMITTED)
                .says(
                        "GET /v1/jobs/j1",
                        200,
                        COMPLETED
                                .replace("completed", "failed")
                                .replace(
                                        "\"resultDigest\":\"abc123\"",
                                        "\"failure\":{\"code\":\"time-limit\",\"message\":\"too slow\"}"));

        assertThat(run("run", program("text"))).isEqualTo(ExitCode.REFUSED);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("failed: job j1: too slow");
    }

    @Test
    void without_a_server_it_exits_with_3_and_says_what_to_do() throws IOException {
        int free;
        try (var socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        int code =
                Main.run(
                        List.of("jobs", "--url", "http://127.0.0.1:" + free),
                        Map.of(),
                        print(out),
                        print(err));

        assertThat(code).isEqualTo(ExitCode.NO_SERVER);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("./somersault serve");
    }

    @Test
    void wrong_usage_exits_with_2_and_points_at_the_help() throws IOException {
        for (var arguments :
                List.of(
                        List.of("fly"),
                        List.of("run"),
                        List.of("run", "no-such-file.qasm"),
                        List.of("run", program("x"), "--shots", "many"),
                        List.of("run", program("x"), "--shots", "0"),
                        List.of("run", program("x"), "--colour"),
                        List.of("run", program("x"), "--input", "theta"),
                        List.of("jobs", "eat"),
                        List.of("jobs", "show"),
                        List.of("audit"),
                        List.of("audit", "replay"),
                        List.of("chip", "qubit"),
                        List.of("demo", "--loud"))) {
            err.reset();
            assertThat(run(arguments.toArray(String[]::new)))
                    .as("%s", arguments)
                    .isEqualTo(ExitCode.USAGE);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("help");
        }
    }

    @Test
    void every_command_explains_itself() {
        for (var command : List.of("run", "jobs", "chip", "audit", "demo")) {
            out.reset();
            assertThat(run(command, "--help")).isEqualTo(ExitCode.OK);
            assertThat(out.toString(StandardCharsets.UTF_8))
                    .startsWith("Usage: ./somersault " + command);
        }
    }

    @Test
    void an_audit_of_all_jobs_starts_with_the_oldest_and_exits_with_1_on_a_difference() {
        cloud.says(
                        "GET /v1/jobs?limit=100&phase=completed",
                        200,
                        "{\"jobs\":[%s],\"next\":\"n\"}".formatted(COMPLETED.replace("j1", "j2")))
                .says(
                        "GET /v1/jobs?cursor=n&limit=100&phase=completed",
                        200,
                        "{\"jobs\":[%s]}".formatted(COMPLETED))
                .says("POST /v1/jobs/j1/replays", 200, replay("j1", true))
                .says("POST /v1/jobs/j2/replays", 200, replay("j2", false));

        int code = run("audit", "replay", "--all");

        assertThat(code).isEqualTo(ExitCode.REFUSED);
        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
                .satisfies(
                        lines -> assertThat(lines.get(1)).startsWith("j1").contains("equal"),
                        lines -> assertThat(lines.get(2)).startsWith("j2").contains("DIFFERENT"),
                        lines ->
                                assertThat(lines.getLast())
                                        .isEqualTo(
                                                "1 of 2 jobs did not give the same result again"));
    }

    @Test
    void an_audit_without_differences_exits_with_0() {
        cloud.says("GET /v1/jobs/j1", 200, COMPLETED)
                .says("POST /v1/jobs/j1/replays", 200, replay("j1", true));

        assertThat(run("audit", "replay", "j1")).isEqualTo(ExitCode.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("1 of 1 jobs gave the same result again");
    }

    @Test
    void the_map_leaves_dead_parts_out() {
        cloud.says(
                "GET /v1/chips/wukong/calibration",
                200,
                """
                {"chip":"wukong","version":1,"lattice":{"width":2,"height":2},
                 "qubits":[{"id":0,"row":0,"column":0,"inService":true,"figures":{}},
                           {"id":1,"row":0,"column":1,"inService":true,"figures":{}},
                           {"id":2,"row":1,"column":0,"inService":true,"figures":{}},
                           {"id":3,"row":1,"column":1,"inService":false,"reason":"none"}],
                 "couplers":[
                   {"first":0,"second":1,"inService":true,"figures":{"czFidelity":0.98}},
                   {"first":0,"second":2,"inService":true,"figures":{"czFidelity":0.95}},
                   {"first":1,"second":3,"inService":false,"reason":"none"}]}\
                """);

        assertThat(run("chip", "map")).isEqualTo(ExitCode.OK);
        assertThat(out.toString(StandardCharsets.UTF_8).lines().limit(3))
                .containsExactly("   0 ═══ 1", "   │", "   2     ·");
    }

    @Test
    void a_list_of_jobs_is_a_table() {
        cloud.says("GET /v1/jobs?limit=20", 200, "{\"jobs\":[%s]}".formatted(COMPLETED));

        assertThat(run("jobs")).isEqualTo(ExitCode.OK);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("JOB  PHASE      TARGET")
                .contains("j1   completed  wukong");
    }

    private static String replay(String id, boolean equal) {
        return """
        {"jobId":"%s","equal":%s,"recordedDigest":"aaaa","replayedDigest":"%s","circuits":1,
         "shots":1000,"seconds":0.25,"explanation":"what differs"}\
        """
                .formatted(id, equal, equal ? "aaaa" : "bbbb");
    }

    private String program(String text) throws IOException {
        return Files.writeString(folder.resolve("program.qasm"), text).toString();
    }

    private int run(String... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        if (arguments.length > 0 && !arguments[0].equals("demo")) {
            all.add("--url=" + cloud.url());
        }
        return Main.run(all, Map.of(), print(out), print(err));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
