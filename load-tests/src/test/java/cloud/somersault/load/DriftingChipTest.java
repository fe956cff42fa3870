package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.client.Cloud;
import cloud.somersault.client.JobView;
import cloud.somersault.load.MixedJobs.MixedJob;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server that is killed while its chip is no longer what it was published to be. */
@Execution(ExecutionMode.CONCURRENT)
class DriftingChipTest {
    private static final int JOBS = 40;
    private static final long SEED = Long.getLong("seed", 29);
    private static final double TWO_DAYS_SECONDS = 172_800;
    private static final Duration WITHIN = Duration.ofMinutes(3);

    @TempDir private Path calm;
    @TempDir private Path killed;

    @Test
    void after_a_kill_the_chip_is_what_it_was_and_every_job_counts_what_it_would_have_counted() {
        var jobs = MixedJobs.draw(JOBS, SEED);
        List<String> published;
        List<String> drifted;
        try (var server = Servers.start(calm)) {
            published = digests(server.cloud(), submit(server.cloud(), jobs, "published-"));
            advance(server.cloud(), TWO_DAYS_SECONDS);
            drifted = digests(server.cloud(), submit(server.cloud(), jobs, "drifted-"));
        }
        assertThat(drifted).as("two days make a difference").isNotEqualTo(published);

        List<String> ids;
        try (var server = Servers.start(killed)) {
            advance(server.cloud(), TWO_DAYS_SECONDS);
            ids = submit(server.cloud(), jobs, "killed-");
            server.kill();
        }
        try (var server = Servers.start(killed)) {
            var cloud = server.cloud();
            assertThat(clock(cloud).path("virtualSeconds").asDouble()).isEqualTo(TWO_DAYS_SECONDS);
            assertThat(digests(cloud, ids)).isEqualTo(drifted);
            advance(cloud, 100 * TWO_DAYS_SECONDS);
            for (var id : onChip(cloud, ids)) {
                assertThat(cloud.replay(id).equal()).as(id).isTrue();
                assertThat(
                                cloud.get("/v1/jobs/" + id + "/truth")
                                        .at("/truth/virtualSeconds")
                                        .asDouble())
                        .isEqualTo(TWO_DAYS_SECONDS);
            }
        }
    }

    private static List<String> submit(Cloud cloud, List<MixedJob> jobs, String prefix) {
        var ids = new ArrayList<String>();
        for (var job : jobs) {
            // What the key determines where the body says nothing must not differ.
            var body = job.body().deepCopy().put("seed", SEED + ids.size());
            ids.add(
                    cloud.submit(body, Optional.of(prefix + job.key()), Optional.of(job.tenant()))
                            .id());
        }
        return ids;
    }

    private static List<String> digests(Cloud cloud, List<String> ids) {
        return ids.stream()
                .map(id -> cloud.await(id, WITHIN, _ -> {}))
                .map(JobView::resultDigest)
                .map(Optional::orElseThrow)
                .toList();
    }

    private static List<String> onChip(Cloud cloud, List<String> ids) {
        return ids.stream().filter(id -> cloud.job(id).target().equals("wukong")).toList();
    }

    private static JsonNode clock(Cloud cloud) {
        return cloud.get("/v1/chips/wukong/clock");
    }

    private static void advance(Cloud cloud, double seconds) {
        var answer =
                cloud.exchange(
                        "POST",
                        "/v1/chips/wukong/clock",
                        Map.of("Content-Type", "application/json"),
                        BodyPublishers.ofString("{\"advanceSeconds\": " + seconds + "}"));
        assertThat(answer.accepted()).isTrue();
    }
}
