package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Five minutes of what {@code ./somersault bench chaos} does for half an hour. Most of them are
 * waiting, so the other tests go on beside it (see junit-platform.properties).
 */
@Execution(ExecutionMode.CONCURRENT)
class ChaosTest {
    @TempDir private Path out;

    @Test
    void nothing_acknowledged_is_lost_and_nothing_runs_twice_whatever_breaks() throws Exception {
        assumeTrue(ChaosWorld.possible(), "SKIPPED: no user namespaces with a network here");
        var said = out.resolve("said.txt");

        int code =
                Chaos.outside(
                        new String[] {
                            "--minutes", "5", "--seed", System.getProperty("seed", "7"),
                            "--rate", "3", "--out", out.toString()
                        },
                        Redirect.to(said.toFile()));

        assertThat(code).as("its verdict; it said %s", Files.readString(said)).isZero();
        assertThat(Findings.read(out.resolve("chaos.json")).allReached()).isTrue();
    }
}
