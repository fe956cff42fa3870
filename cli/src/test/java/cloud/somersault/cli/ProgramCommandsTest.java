package cloud.somersault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** convert, draw and compile: what they ask for and what they print. */
class ProgramCommandsTest {
    private static final String COMPILED =
            """
            {"language":"openqasm-3","compiled":"OPENQASM 3.0;\\ncz $56, $62;\\n","layout":"auto",
             "optimization":2,"seed":5,"calibrationVersion":3,"initialLayout":[56,-1,62],
             "finalLayout":[62,-1,56],"durationSeconds":1.3e-7,"layers":4,"pulses":3,"czGates":1,
             "estimatedSuccess":0.87654}\
            """;

    @TempDir private Path folder;
    private FakeCloud cloud;
    private Shell shell;

    @BeforeEach
    void open() throws IOException {
        cloud = new FakeCloud();
        shell = new Shell(cloud);
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void convert_prints_the_program_and_nothing_else() throws IOException {
        cloud.says("POST /v1/conversions", 200, "{\"language\":\"originir\",\"text\":\"QINIT 1\"}");

        int code = shell.run("convert", program("x q;"), "--to=originir", "--input", "a=1");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).isEqualTo("QINIT 1");
        assertThat(cloud.lastBody())
                .isEqualTo("{\"program\":\"x q;\",\"inputs\":{\"a\":1.0},\"to\":\"originir\"}");
    }

    @Test
    void convert_writes_into_a_file() throws IOException {
        cloud.says("POST /v1/conversions", 200, "{\"language\":\"originir\",\"text\":\"QINIT 1\"}");
        var output = folder.resolve("out.originir");

        shell.run("convert", program("x q;"), "--to", "originir", "--output", output.toString());

        assertThat(output).hasContent("QINIT 1");
        assertThat(shell.out()).isEmpty();
    }

    @Test
    void convert_needs_to_know_to_what() throws IOException {
        assertThat(shell.run("convert", program("x q;"))).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("to which language?");
    }

    @Test
    void a_refusal_says_that_nothing_was_converted() throws IOException {
        cloud.says(
                "POST /v1/conversions",
                422,
                """
                {"status":422,"code":"program-refused","title":"The program has errors",
                 "detail":"1 error","diagnostics":[{"program":0,"code":"unknown-gate","line":1,
                 "column":1,"message":"there is no gate y2","sourceLine":"y2 q;"}]}\
                """);

        assertThat(shell.run("convert", program("y2 q;"), "--to", "originir"))
                .isEqualTo(ExitCode.REFUSED);
        assertThat(shell.err())
                .contains(":1:1: error: there is no gate y2")
                .contains("nothing was converted");
    }

    @Test
    void draw_fills_the_terminal() throws IOException {
        cloud.says("POST /v1/drawings", 200, "q0: ─┤ X ├─\n");

        assertThat(shell.run("draw", program("x q;"))).isEqualTo(ExitCode.OK);

        assertThat(shell.out()).isEqualTo("q0: ─┤ X ├─\n");
        assertThat(cloud.lastBody())
                .isEqualTo(
                        "{\"program\":\"x q;\",\"format\":\"text\",\"width\":80,"
                                + "\"characters\":\"unicode\"}");
    }

    @Test
    void draw_writes_an_svg_into_a_file() throws IOException {
        cloud.says("POST /v1/drawings", 200, "<svg/>");
        var output = folder.resolve("circuit.svg");

        assertThat(shell.run("draw", program("x q;"), "--svg", output.toString()))
                .isEqualTo(ExitCode.OK);

        assertThat(output).hasContent("<svg/>");
        assertThat(cloud.lastBody()).isEqualTo("{\"program\":\"x q;\",\"format\":\"svg\"}");
        assertThat(shell.run("draw", program("x q;"), "--svg", output.toString(), "--width=80"))
                .isEqualTo(ExitCode.USAGE);
    }

    @Test
    void compile_prints_figures_and_program() throws IOException {
        cloud.says("POST /v1/compilations", 200, COMPILED);

        int code =
                shell.run(
                        "compile",
                        program("x q;"),
                        "--optimization=2",
                        "--seed=5",
                        "--layout=auto");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(shell.out())
                .isEqualTo(
                        """
                        chip    wukong, calibration version 3
                        how     layout auto, optimization 2, seed 5
                        qubits  q0 on 56, q2 on 62
                        at end  q0 on 62, q2 on 56
                        time    130 ns in 4 layers
                        gates   1 CZ, 3 pulses
                        success 0.8765 by the calibration

                        OPENQASM 3.0;
                        cz $56, $62;
                        """);
        assertThat(cloud.lastBody())
                .isEqualTo(
                        "{\"program\":\"x q;\",\"target\":\"wukong\",\"seed\":5,"
                                + "\"options\":{\"layout\":\"auto\",\"optimization\":2}}");
    }

    @Test
    void compile_explains_itself_pass_by_pass() throws IOException {
        var written =
                "{\"operations\":9,\"czGates\":12,\"pulses\":3,\"depth\":8,"
                        + "\"durationSeconds\":3.1e-7}";
        var simplified = written.replace("12", "1").replace("3.1e-7", "1.3e-7");
        cloud.says(
                "POST /v1/compilations",
                200,
                COMPILED.replace(
                        "\"czGates\":1,",
                        "\"czGates\":1,\"passes\":[{\"pass\":\"simplify\",\"explanation\":\"Less.\","
                                + "\"before\":%s,\"after\":%s,\"milliseconds\":0.256}],"
                                        .formatted(written, simplified)));

        shell.run("compile", program("x q;"), "--explain", "--decoupling", "--region=4,5");

        assertThat(shell.out())
                .contains(
                        """

                        PASS          OPERATIONS  CZ  PULSES  DEPTH   NS    MS
                        (as written)           9  12       3      8  310     -
                        simplify               9   1       3      8  130  0.26

                        simplify: Less.

                        OPENQASM 3.0;
                        """);
        assertThat(cloud.lastBody())
                .contains(
                        "\"options\":{\"decoupling\":true,\"allowedQubits\":[4,5]},\"explain\":true");
        assertThat(shell.run("compile", program("x q;"), "--exclude=a")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void compile_prints_only_the_program_when_that_is_wanted() throws IOException {
        cloud.says("POST /v1/compilations", 200, COMPILED);

        shell.run("compile", program("x q;"), "--output=-");

        assertThat(shell.out()).isEqualTo("OPENQASM 3.0;\ncz $56, $62;\n");
    }

    @Test
    void run_measures_everything_in_a_program_that_measures_nothing() throws IOException {
        cloud.says(
                        "POST /v1/jobs",
                        422,
                        "{\"status\":422,\"code\":\"nothing-measured\",\"detail\":\"Nothing.\"}")
                .says("POST /v1/jobs", 202, "{\"id\":\"j1\",\"phase\":\"submitted\"}")
                .says(
                        "POST /v1/conversions",
                        200,
                        "{\"language\":\"openqasm-3\",\"text\":\"measuring\"}");

        int code =
                shell.run(
                        "run",
                        program("x q;"),
                        "--target=ideal",
                        "--language=openqasm-2",
                        "--input=a=1",
                        "--no-wait");

        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(shell.err()).contains("every qubit is measured at its end");
        assertThat(cloud.bodies().get(1))
                .isEqualTo(
                        "{\"to\":\"openqasm-3\",\"measureAll\":true,\"program\":\"x q;\","
                                + "\"language\":\"openqasm-2\",\"inputs\":{\"a\":1.0}}");
        assertThat(cloud.lastBody())
                .isEqualTo("{\"target\":\"ideal\",\"shots\":1000,\"program\":\"measuring\"}");
    }

    @Test
    void one_file_at_a_time() throws IOException {
        for (var command : List.of("convert", "draw", "compile")) {
            assertThat(shell.run(command)).isEqualTo(ExitCode.USAGE);
            assertThat(shell.run(command, program("x"), program("x"))).isEqualTo(ExitCode.USAGE);
            assertThat(shell.run(command, "--help")).isEqualTo(ExitCode.OK);
            assertThat(shell.out()).contains("Usage: ./somersault " + command + " FILE");
        }
    }

    private String program(String text) throws IOException {
        return Files.writeString(folder.resolve("program.qasm"), text).toString();
    }
}
