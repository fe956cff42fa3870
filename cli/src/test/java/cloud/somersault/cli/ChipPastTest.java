package cloud.somersault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of a chip's past ask for, and how they say what they are told. */
class ChipPastTest {
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
    void a_moment_and_a_chip_are_asked_for_by_name() {
        cloud.says(
                "GET /v1/chips/lattice-102/calibration?at=2026-03-06T07%3A41%3A31Z",
                200,
                """
                {"chip":"lattice-102","version":7,"measuredAt":"2026-03-06T07:41:31Z","source":"s",
                 "lattice":{"width":1,"height":1},"couplers":[],
                 "qubits":[{"id":0,"row":0,"column":0,"inService":false,"reason":"warm"}]}
                """);
        assertThat(
                        shell.run(
                                "chip",
                                "show",
                                "--chip",
                                "lattice-102",
                                "--at",
                                "2026-03-06T07:41:31Z"))
                .isZero();
        assertThat(shell.out()).contains("lattice-102, calibration version 7").contains("0 of 1");
    }

    @Test
    void a_qubits_history_is_a_line_for_each_change() {
        cloud.says(
                "GET /v1/chips/wukong/qubits/5/history?figure=t1Seconds",
                200,
                """
                {"chip":"wukong","qubit":5,"points":[
                  {"version":1,"at":"2026-03-06T07:41:31Z","inService":true,"figures":{"t1Seconds":1.5e-5}},
                  {"version":4,"at":"2026-03-07T07:41:31Z","inService":false,"reason":"too noisy"}]}
                """);
        assertThat(shell.run("chip", "history", "5", "--figure", "t1Seconds")).isZero();
        assertThat(shell.out().lines())
                .satisfiesExactly(
                        heading -> assertThat(heading).contains("version").contains("t1Seconds"),
                        first -> assertThat(first).contains("15.00 us"),
                        second -> assertThat(second).contains("too noisy"));
    }

    @Test
    void a_comparison_names_each_figure_and_each_part_that_came_or_went() {
        cloud.says(
                "GET /v1/chips/wukong/calibrations/compare?from=1&to=2",
                200,
                """
                {"chip":"wukong","from":{"version":1},"to":{"version":2},"figures":[],
                 "qubits":[{"id":5,"change":"measured","figures":[
                    {"figure":"t1Seconds","from":1e-5,"to":2e-5}]}],
                 "couplers":[{"first":4,"second":5,"change":"taken-out","figures":[],"reason":"lost"}]}
                """);
        assertThat(shell.run("chip", "compare", "1", "2")).isZero();
        assertThat(shell.out())
                .contains("from version 1 to version 2")
                .containsPattern("qubit 5 +measured +t1Seconds +10.0000 us +20.0000 us")
                .containsPattern("coupler 4-5 +taken-out +lost");
    }

    @Test
    void what_was_exported_to_a_file_can_be_imported_from_it() throws IOException {
        var file = folder.resolve("chip.json").toString();
        cloud.says("GET /v1/chips/wukong/calibration?format=pilot-config", 200, "{\"a\": 1}")
                .says(
                        "POST /v1/chips/wukong/calibrations/imports?source=of%20today",
                        201,
                        """
                        {"chip":"wukong","version":3,"measuredAt":"2026-03-06T07:41:31Z",
                         "qubitsInService":63,"couplersInService":54}
                        """);
        assertThat(shell.run("chip", "export", file, "--format", "pilot-config")).isZero();
        assertThat(Files.readString(Path.of(file))).isEqualTo("{\"a\": 1}");
        assertThat(shell.run("chip", "import", file, "--source", "of today")).isZero();
        assertThat(cloud.lastBody()).isEqualTo("{\"a\": 1}");
        assertThat(shell.out()).contains("wukong version 3: 63 qubits");
    }

    @Test
    void what_makes_no_sense_is_said() {
        assertThat(shell.run("chip", "import")).isNotZero();
        assertThat(shell.err()).contains("import which file?");
        assertThat(shell.run("chip", "compare", "1", "2", "3")).isNotZero();
        assertThat(shell.err()).contains("one thing at a time");
        assertThat(shell.run("chip", "weather")).isNotZero();
        assertThat(shell.err()).contains("there is no 'chip weather'");
        assertThat(cloud.asked()).isEmpty();
    }
}
