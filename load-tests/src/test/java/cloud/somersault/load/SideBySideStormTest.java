package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.client.Cloud;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that share a chip, and a server that is killed with SIGKILL while they are on it. */
class SideBySideStormTest {
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final String TOGETHER = "somersault.job.side-by-side.gather=2s";
    private static final int JOBS = 8;

    private static final String BELL =
            """
            OPENQASM 3.0;
            qubit[2] q;
            bit[2] c;
            U(pi/2, 0, pi) q[0];
            U(pi/2, 0, pi) q[1];
            ctrl @ U(0, 0, pi) q[0], q[1];
            c = measure q;
            """;

    @TempDir private Path folder;

    @Test
    void who_was_on_the_chip_when_the_server_was_killed_ends_once_beside_the_same_neighbours() {
        Map<String, JsonNode> before;
        try (var server = Servers.startWithoutWorkers(folder, TOGETHER)) {
            var ids = submit(server.cloud());
            before = placements(server.cloud(), ids);
            var board = server.cloud().get("/v1/chips/wukong/placements");
            assertThat(board.get("jobs").valueStream().map(job -> job.get("jobId").asText()))
                    .containsExactlyInAnyOrderElementsOf(ids);
            server.kill();
        }
        assertThat(rounds(before)).as("rounds").hasSizeLessThan(JOBS);
        try (var server = Servers.startWith(folder, TOGETHER)) {
            var cloud = server.cloud();
            before.forEach((id, placement) -> {
                assertThat(cloud.await(id, WITHIN, _ -> {}).phase()).isEqualTo("completed");
                assertThat(placement(cloud, id)).isEqualTo(placement);
                assertThat(cloud.replay(id).equal()).isTrue();
            });
        }
    }

    private static List<String> submit(Cloud cloud) {
        var ids = new ArrayList<String>();
        for (int i = 0; i < JOBS; i++) {
            var body = JsonNodeFactory.instance.objectNode();
            body.put("target", "wukong").put("shots", 200).put("program", BELL);
            var tenant = "tenant-" + i % 4;
            ids.add(cloud.submit(body, Optional.empty(), Optional.of(tenant)).id());
        }
        return ids;
    }

    /** Where each of them is, as soon as that is stored. */
    private static Map<String, JsonNode> placements(Cloud cloud, List<String> ids) {
        var placements = new LinkedHashMap<String, JsonNode>();
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        for (var id : ids) {
            while (!cloud.job(id).phase().equals("running")) {
                assertThat(System.nanoTime()).as("not placed in time").isLessThan(end_ns);
                Servers.pause(Duration.ofMillis(50));
            }
            placements.put(id, placement(cloud, id));
        }
        return placements;
    }

    private static JsonNode placement(Cloud cloud, String id) {
        return cloud.get("/v1/jobs/" + id).get("chip").get("placement");
    }

    private static TreeSet<String> rounds(Map<String, JsonNode> placements) {
        var rounds = new TreeSet<String>();
        placements.values().forEach(one -> rounds.add(one.get("round").asText()));
        return rounds;
    }
}
