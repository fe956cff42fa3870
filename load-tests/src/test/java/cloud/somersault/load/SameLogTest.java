package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The same commands to two chips of one seed whose clocks stand still: both event logs are the same
 * bytes, entity by entity, but for what the wall's clock measured. {@code -Dwhole=true} calibrates
 * the whole chip instead of a region. Nor does it matter what else the machine does: it goes on
 * beside other tests.
 */
@Execution(ExecutionMode.CONCURRENT)
class SameLogTest {
    private static final Duration WITHIN = Duration.ofMinutes(8);
    private static final String CHIP = "/v1/chips/wukong";
    private static final String RUNS = CHIP + "/calibration-runs";

    /**
     * Moments, computing times, the port on which a node of the cluster happens to listen, the
     * trace of each request, and what is sealed: its key is drawn. What lies in it has digests
     * outside.
     */
    private static final String OF_THE_WALL =
            "\"at\":\"[^\"]*\"|\"seconds\":[-+.0-9E]+|\"node\":\"[^\"]*\""
                    + "|\"traceId\":\"[^\"]*\""
                    + "|\"box\":\"[^\"]*\"|\"(contentKey|key)\":\"ada/[^\"]*\"";

    /** Keys are drawn, or nobody could trust them; what they sign differs with them. */
    private static final String SIGNED = "Proof|";

    private static final String BELL =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit[2] q;
            bit[2] c;
            h q[0];
            cx q[0], q[1];
            c = measure q;
            """;

    @TempDir private Path one;
    @TempDir private Path other;

    @Test
    void two_runs_from_one_seed_write_the_same_log_but_for_the_times_of_the_wall()
            throws Exception {
        var first = lived(one);
        var second = lived(other);
        assertThat(second.keySet()).isEqualTo(first.keySet());
        assertThat(first.keySet())
                .contains("Chip|wukong", "Calibration|wukong", "Job|calibration-wukong-1-1");
        first.forEach(
                (entity, events) -> assertThat(second.get(entity)).as(entity).isEqualTo(events));
    }

    /** A chip that drifts, is calibrated, drifts on, calibrates itself, with jobs in between. */
    private static SortedMap<String, List<String>> lived(Path folder) {
        try (var server = Servers.start(folder)) {
            job(server, "before");
            advance(server, 72_000);
            job(server, "drifted");
            server.cloud().ask(RUNS, region());
            ended(server);
            job(server, "calibrated");
            advance(server, 36_000);
            server.cloud().ask(RUNS, region().put("scope", "maintain"));
            ended(server);
            job(server, "after");
        }
        return log(folder);
    }

    private static ObjectNode region() {
        var body = Json.object();
        if (!Boolean.getBoolean("whole")) {
            body.putArray("couplers").add("2-8").add("56-62");
            body.putArray("nodes").add("cz-phase").add("cz-error");
        }
        return body;
    }

    private static void advance(ServerProcess server, double seconds) {
        server.cloud().ask(CHIP + "/clock", Json.object().put("advanceSeconds", seconds));
    }

    private static void job(ServerProcess server, String key) {
        var body = Json.object().put("target", "wukong").put("shots", 300).put("seed", 7);
        body.put("name", key).put("program", BELL);
        var job = server.cloud().submit(body, Optional.of(key), Optional.of("ada"));
        assertThat(server.cloud().await(job.id(), WITHIN, _ -> {}).phase()).isEqualTo("completed");
    }

    private static void ended(ServerProcess server) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (server.cloud().get(RUNS).at("/runs/0/phase").asText().equals("running")) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end_ns);
            Servers.pause(Duration.ofMillis(100));
        }
        assertThat(server.cloud().get(RUNS).at("/runs/0/phase").asText()).isEqualTo("finished");
    }

    /**
     * Every entity's events as they are stored. Shards of one job are counted by workers at the
     * same time, and stored as they come: they are put in their order here.
     */
    private static SortedMap<String, List<String>> log(Path folder) {
        var entities = Stored.events(folder);
        entities.keySet().removeIf(entity -> entity.startsWith(SIGNED));
        for (var events : entities.values()) {
            events.replaceAll(event -> event.replaceAll(OF_THE_WALL, "\"of the wall\""));
        }
        entities.values().forEach(SameLogTest::inTheOrderOfShards);
        return entities;
    }

    private static void inTheOrderOfShards(List<String> events) {
        var shards =
                events.stream()
                        .filter(event -> event.contains("\"event\":\"shard-completed\""))
                        .sorted()
                        .iterator();
        events.replaceAll(
                event -> event.contains("\"event\":\"shard-completed\"") ? shards.next() : event);
    }
}
