package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark of replays with few jobs. */
class ReplayRangeTest {
    private static final int JOBS = 150;

    @TempDir Path data;

    @Test
    void mixed_jobs_submitted_over_http_all_replay_to_their_digests() {
        try (var server = Servers.startLight(data)) {
            var found = ReplayBenchmark.measure(server, JOBS, Long.getLong("seed", 7));
            assertThat(found.report().path("findings")).isEmpty();
            assertThat(found.allEqual()).as(found.report().toString()).isTrue();
        }
    }
}
