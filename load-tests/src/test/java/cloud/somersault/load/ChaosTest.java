package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A minute and a half of what {@code ./somersault bench chaos} does for half an hour. */
class ChaosTest {
    @TempDir private Path out;

    @Test
    void nothing_acknowledged_is_lost_and_nothing_runs_twice_whatever_breaks() throws Exception {
        assumeTrue(ChaosWorld.possible(), "SKIPPED: no user namespaces with a network here");

        int code =
                Chaos.outside(
                        new String[] {
                            "--minutes", "1.5", "--seed", System.getProperty("seed", "7"),
                            "--rate", "3", "--out", out.toString()
                        });

        assertThat(code).as("the run's own verdict; what it found is above").isZero();
        assertThat(Findings.read(out.resolve("chaos.json")).allReached()).isTrue();
    }
}
