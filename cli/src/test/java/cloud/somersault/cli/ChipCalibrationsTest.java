package cloud.somersault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the commands that calibrate a chip ask for, and how they say what they are told. */
class ChipCalibrationsTest {
    private static final String RUNNING =
            """
            {"number":2,"scope":"full","by":"request","phase":"running","targets":12,
             "begunSeconds":0,"virtualSeconds":0,"experiments":3,"measurements":5,
             "chipSeconds":4.25,"requestedAt":"2026-11-21T10:00:00Z"}
            """;
    private static final String FINISHED =
            RUNNING.replace("running", "finished").replace("\"by\"", "\"version\":4,\"by\"");

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
    void a_region_is_calibrated_and_waited_for() {
        cloud.says("POST /v1/chips/wukong/calibration-runs", 202, RUNNING)
                .says("GET /v1/chips/wukong/calibration-runs", 200, runs(RUNNING))
                .says("GET /v1/chips/wukong/calibration-runs", 200, runs(FINISHED));
        assertThat(shell.run("chip", "calibrate", "5", "2-8", "--nodes", "cz-phase, cz-error"))
                .isEqualTo(ExitCode.OK);
        assertThat(cloud.bodies().getFirst())
                .isEqualTo(
                        "{\"qubits\":[5],\"couplers\":[\"2-8\"],"
                                + "\"nodes\":[\"cz-phase\",\"cz-error\"]}");
        assertThat(shell.out())
                .contains("calibration 2 of wukong: finished, version 4; 3 experiments")
                .contains("4.3 s of chip time");
    }

    @Test
    void a_calibration_may_only_be_begun() {
        cloud.says("POST /v1/chips/moon/calibration-runs", 202, RUNNING);
        assertThat(
                        shell.run(
                                "chip",
                                "calibrate",
                                "--chip",
                                "moon",
                                "--scope=maintain",
                                "--no-wait"))
                .isEqualTo(ExitCode.OK);
        assertThat(cloud.lastBody()).isEqualTo("{\"scope\":\"maintain\"}");
        assertThat(shell.out()).contains("running, 12 places to bring in order");
    }

    @Test
    void a_calibration_that_fails_is_no_success() {
        cloud.says("POST /v1/chips/wukong/calibration-runs", 202, RUNNING)
                .says(
                        "GET /v1/chips/wukong/calibration-runs",
                        200,
                        runs(
                                RUNNING.replace("running", "failed")
                                        .replace("\"by\"", "\"reason\":\"no room\",\"by\"")));
        assertThat(shell.run("chip", "calibrate")).isEqualTo(ExitCode.REFUSED);
        assertThat(shell.out()).contains("failed, no new version");
        assertThat(shell.err()).contains("no room");
    }

    @Test
    void calibrations_and_their_experiments_are_tables() {
        cloud.says("GET /v1/chips/wukong/calibration-runs", 200, runs(FINISHED))
                .says(
                        "GET /v1/chips/wukong/calibration-runs/2",
                        200,
                        """
                        {"run":%s,"events":[
                          {"sequence":3,"event":"experiments-measured","data":{"experiment":1,
                           "node":"readout","kind":"full","circuits":2,"shots":2000,"reports":[
                             {"part":[5],"finding":{"outcome":"found","figures":{}}},
                             {"part":[7],"finding":{"outcome":"unclear","why":"dark"}}]}},
                          {"sequence":4,"event":"part-taken-out","data":{"part":[2,8],
                           "reason":"CZ error above 12 %%"}},
                          {"sequence":5,"event":"part-returned","data":{"part":[7]}}]}
                        """
                                .formatted(FINISHED));
        assertThat(shell.run("chip", "runs")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).containsPattern("2 +finished +request +full +3 +4.3 s +4");
        assertThat(shell.run("chip", "runs", "2")).isEqualTo(ExitCode.OK);
        assertThat(shell.out())
                .containsPattern("1 +readout +full +2 +1 +2 +2000")
                .contains("coupler 2-8 is out of service: CZ error above 12 %")
                .contains("qubit 7 is back in service");
    }

    @Test
    void a_calibration_is_given_up_by_its_number() {
        cloud.says(
                "POST /v1/chips/wukong/calibration-runs/2/cancel",
                200,
                RUNNING.replace("running", "cancelled"));
        assertThat(shell.run("chip", "cancel", "2")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("calibration 2 of wukong: cancelled");
    }

    @Test
    void a_chip_is_told_to_calibrate_itself() {
        cloud.says(
                        "GET /v1/chips/wukong/automatic-calibration",
                        200,
                        "{\"chip\":\"wukong\",\"enabled\":false}")
                .says(
                        "POST /v1/chips/wukong/automatic-calibration",
                        200,
                        "{\"chip\":\"wukong\",\"enabled\":true}");
        assertThat(shell.run("chip", "automatic")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("on request only");
        assertThat(shell.run("chip", "automatic", "on")).isEqualTo(ExitCode.OK);
        assertThat(cloud.lastBody()).isEqualTo("{\"enabled\":true}");
        assertThat(shell.out()).contains("wukong calibrates itself");
    }

    @Test
    void metrics_say_what_the_chips_time_went_into() {
        cloud.says(
                "GET /v1/chips/wukong/metrics",
                200,
                """
                {"chip":"wukong","version":4,"versionAgeSeconds":7200,"virtualSeconds":90000,
                 "clockRate":1,"qubits":{"inService":62,"all":72},
                 "couplers":{"inService":53,"all":126},
                 "out":[{"part":[2,8],"reason":"CZ error above 12 %"}],
                 "ages":[{"node":"readout","parts":62,"oldestSeconds":7300,"newestSeconds":30},
                         {"node":"cz-error","parts":0}],
                 "heldQubits":[5,7],"calibrationRuns":3,"automatic":true,"jobs":17,
                 "chipSeconds":{"jobs":3.5,"requested":280.0,"automatic":20.5}}
                """);
        assertThat(shell.run("chip", "metrics")).isEqualTo(ExitCode.OK);
        assertThat(shell.out())
                .contains("version 4, measured 2.0 h ago")
                .contains("62 of 72 in service")
                .contains("coupler 2-8 is out of service")
                .contains("chip time 3.5 s for 17 jobs, 300.5 s for 3 calibrations (20.5 s of it")
                .contains("experiments run on qubits 5 7")
                .containsPattern("readout +62 +2.0 h +30 s")
                .containsPattern("cz-error +0 +- +-");
    }

    @Test
    void a_clock_is_read_and_moved() {
        var clock =
                """
                {"chip":"wukong","virtualSeconds":86400,"rate":0,
                 "virtualTime":"2026-03-07T07:41:31Z"}
                """;
        cloud.says("GET /v1/chips/wukong/clock", 200, clock)
                .says("POST /v1/chips/wukong/clock", 200, clock.replace("0,", "60,"));
        assertThat(shell.run("chip", "clock")).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("1.0 days after").contains("stands still");
        assertThat(shell.run("chip", "clock", "--advance", "3600", "--rate=60"))
                .isEqualTo(ExitCode.OK);
        assertThat(cloud.lastBody()).isEqualTo("{\"advanceSeconds\":3600.0,\"rate\":60.0}");
    }

    @Test
    void what_makes_no_sense_is_said() {
        for (var words :
                List.of(
                        List.of("chip", "cancel"),
                        List.of("chip", "cancel", "soon"),
                        List.of("chip", "automatic", "maybe"),
                        List.of("chip", "calibrate", "all"),
                        List.of("chip", "clock", "--rate", "fast"))) {
            assertThat(shell.run(words.toArray(String[]::new)))
                    .as("%s", words)
                    .isEqualTo(ExitCode.USAGE);
            assertThat(shell.err()).contains("help");
        }
        assertThat(cloud.asked()).isEmpty();
    }

    private static String runs(String run) {
        return "{\"chip\":\"wukong\",\"runs\":[" + run + "]}";
    }
}
