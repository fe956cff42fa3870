package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.ExitCode;
import cloud.somersault.cli.Main;
import cloud.somersault.cli.server.ServerProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chip's life from the command line, against the real server. */
class ChipCommandsRunTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir private Path data;
    @TempDir private Path files;

    @Test
    void a_chip_ages_is_calibrated_compared_with_before_exported_and_imported_again() {
        try (var server = Servers.start(data)) {
            assertThat(run(server, "chip", "clock", "--advance", "72000")).isEqualTo(ExitCode.OK);
            assertThat(said()).contains("20.0 h after its first figures").contains("stands still");

            assertThat(run(server, "chip", "calibrate", "2-8", "--nodes", "cz-phase"))
                    .isEqualTo(ExitCode.OK);
            assertThat(said()).contains("calibration 1 of wukong: finished, version 2");
            run(server, "chip", "runs");
            assertThat(said()).containsPattern("1 +finished +request +full");
            run(server, "chip", "runs", "1");
            assertThat(said()).containsPattern("readout +full").containsPattern("cz-phase +full");

            assertThat(run(server, "chip", "compare", "1", "2")).isEqualTo(ExitCode.OK);
            assertThat(said()).containsPattern("qubit 2 +measured +readOneGivenOne");
            run(server, "chip", "history", "2", "--figure", "readOneGivenOne");
            assertThat(said().lines().count()).as("a heading and two versions").isEqualTo(3);
            run(server, "chip", "history");
            assertThat(said()).contains("by experiments on its twin");

            var file = files.resolve("today.json").toString();
            assertThat(run(server, "chip", "export", file)).isEqualTo(ExitCode.OK);
            assertThat(run(server, "chip", "import", file, "--source", "yesterday"))
                    .isEqualTo(ExitCode.OK);
            assertThat(said()).contains("wukong version 3");

            assertThat(run(server, "chip", "automatic", "on")).isEqualTo(ExitCode.OK);
            assertThat(said()).contains("calibrates itself");
            run(server, "chip", "automatic", "off");
            assertThat(said()).contains("on request only");
            assertThat(run(server, "chip", "metrics")).isEqualTo(ExitCode.OK);
            assertThat(said()).contains("calibration version 3").contains("chip time");
            assertThat(run(server, "chip", "calibrate", "0")).isEqualTo(ExitCode.REFUSED);
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private int run(ServerProcess server, String... words) {
        out.reset();
        var all = new ArrayList<>(List.of(words));
        all.add("--url=" + server.url());
        var printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Main.run(all, Map.of(), printed, printed);
    }
}
