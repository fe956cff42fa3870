package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged requests over all doors, drawn by a seed: {@code -Dseed=N} draws others, {@code
 * -Dmutations=N} more. {@code ./somersault bench fuzz} is the same with 100,000.
 */
class FuzzedDoorsTest {
    private static final int REQUESTS = Integer.getInteger("mutations", 3000);
    private static final long SEED = Long.getLong("seed", 72);

    @TempDir private Path folder;

    @Test
    void no_damaged_request_makes_the_server_fail_hang_tell_its_insides_or_keep_anything()
            throws Exception {
        var run = new FuzzRun(folder, REQUESTS, 0, SEED, "320m");

        var result = run.run();

        assertThat(result.findings().faults()).as(run.text(result)).isEmpty();
        assertThat(result.neverCut()).as(run.text(result)).isEmpty();
        assertThat(result.complaints()).isEmpty();
        assertThat(result.nothingLeft()).as(run.text(result)).isTrue();
    }
}
