package cloud.somersault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What booking a share of the machine asks for, and how it says what it is told. */
class SessionsCommandTest {
    private static final String SESSION =
            """
            {"id":"s-1","tenant":"alice","phase":"open","share":0.25,
             "from":"2026-12-01T08:00:00Z","until":"2026-12-01T09:00:00Z",
             "workSecondsMax":600,"workSeconds":12.34,"expectedSeconds":1,"jobs":7,
             "unsettledJobs":2}
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
    void booking_prints_the_id_alone_so_that_a_script_can_use_it() {
        cloud.says("POST /v1/sessions", 201, SESSION);
        assertThat(
                        shell.run(
                                "sessions",
                                "open",
                                "--share",
                                "0.25",
                                "--lasts",
                                "3600",
                                "--work",
                                "600",
                                "--from",
                                "2026-12-01T08:00:00Z"))
                .isZero();
        assertThat(shell.out().strip()).isEqualTo("s-1");
        assertThat(cloud.lastBody())
                .contains("\"share\":0.25")
                .contains("\"lastsSeconds\":3600")
                .contains("\"workSecondsMax\":600")
                .contains("\"from\":\"2026-12-01T08:00:00Z\"");
    }

    @Test
    void what_is_missing_is_named_and_nothing_is_asked() {
        assertThat(shell.run("sessions", "open", "--share", "0.25", "--lasts", "60")).isEqualTo(2);
        assertThat(shell.err()).contains("--work");
        assertThat(shell.run("sessions", "open", "--share", "much")).isEqualTo(2);
        assertThat(shell.err()).contains("0.25, not much");
        assertThat(shell.run("sessions", "close")).isEqualTo(2);
        assertThat(cloud.asked()).isEmpty();
    }

    @Test
    void a_session_tells_how_much_of_it_is_used() {
        cloud.says("GET /v1/sessions/s-1", 200, SESSION);
        assertThat(shell.run("sessions", "show", "s-1")).isZero();
        assertThat(shell.out())
                .contains("s-1 of alice: open")
                .contains("12.3 of 600.0 s")
                .contains("jobs 7, of which 2 have not ended");
        cloud.says("GET /v1/sessions", 200, "{\"sessions\":[" + SESSION + "]}");
        assertThat(shell.run("sessions", "list")).isZero();
        assertThat(shell.out()).contains("2026-12-01T09:00:00Z");
    }

    @Test
    void closing_drains_what_waits_or_refuses_it() {
        cloud.says("POST /v1/sessions/s-1/close", 200, SESSION);
        assertThat(shell.run("sessions", "close", "s-1")).isZero();
        assertThat(cloud.lastBody()).contains("\"drain\"");
        assertThat(shell.run("sessions", "close", "s-1", "--refuse")).isZero();
        assertThat(cloud.lastBody()).contains("\"refuse\"");
    }

    @Test
    void a_job_names_the_session_that_it_belongs_to() throws IOException {
        cloud.says("POST /v1/jobs", 202, "{\"id\":\"j\",\"phase\":\"submitted\"}");
        var file = Files.writeString(folder.resolve("bell.qasm"), "OPENQASM 3.0;\n");
        assertThat(shell.run("run", file.toString(), "--session", "s-1", "--no-wait")).isZero();
        assertThat(cloud.lastBody()).contains("\"session\":\"s-1\"");
    }
}
