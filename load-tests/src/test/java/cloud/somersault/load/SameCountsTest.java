package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.cli.examples.Example;
import cloud.somersault.cli.examples.Examples;
import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Cloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * How the work is cut up and where it runs must not show in the counts, nor what else the machine
 * does: it goes on beside other tests.
 */
@Execution(ExecutionMode.CONCURRENT)
class SameCountsTest {
    private static final List<Integer> SHARDS = List.of(1, 2, 7);
    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final List<String> NAMES =
            List.of("ghz-8-chip", "qaoa-ring", "teleportation", "ghz-72");
    private static final Map<String, Example> EXAMPLES =
            Examples.read(Path.of(System.getProperty("somersault.root", ".."), "examples")).stream()
                    .collect(Collectors.toMap(Example::name, Function.identity()));

    @TempDir private static Path reference;
    @TempDir private Path folder;
    @TempDir private Path otherFolder;
    private static Map<String, SortedMap<String, Long>> wanted;

    /** One worker, one shard, one node. */
    @BeforeAll
    static void count() {
        try (var server =
                Servers.startWith(
                        reference,
                        "somersault.job.workers=1",
                        "somersault.job.numerics-dispatcher.thread-pool-executor.fixed-pool-size=1")) {
            wanted = new LinkedHashMap<>();
            NAMES.forEach(name -> wanted.put(name, run(server.cloud(), name, 1).counts()));
        }
    }

    @AfterAll
    static void forget() {
        wanted = Map.of();
    }

    @Test
    void one_two_and_seven_shards_on_two_workers_give_the_same_counts() {
        try (var server = Servers.startWith(folder, "somersault.job.workers=2")) {
            allGiveTheSameCounts(server.cloud());
        }
    }

    @Test
    void one_two_and_seven_shards_on_two_nodes_give_the_same_counts() {
        try (var server = Servers.start(folder);
                var _ = Servers.join(otherFolder, server)) {
            awaitBothNodes(server);
            var nodes = allGiveTheSameCounts(server.cloud());
            assertThat(nodes).as("nodes that took shards").hasSize(2);
        }
    }

    /** The nodes that took part, where the log says so. */
    private static Set<String> allGiveTheSameCounts(Cloud cloud) {
        var nodes = new TreeSet<String>();
        for (var name : NAMES) {
            for (int shards : SHARDS) {
                var run = run(cloud, name, shards);
                assertThat(run.counts())
                        .as("%s in %d shards", name, shards)
                        .isEqualTo(wanted.get(name));
                nodes.addAll(run.nodes());
            }
        }
        return nodes;
    }

    private static void awaitBothNodes(ServerProcess server) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (run(server.cloud(), "teleportation", 7).nodes().size() < 2) {
            assertThat(System.nanoTime()).as("the second node never worked").isLessThan(end_ns);
            Servers.pause(Duration.ofMillis(200));
        }
    }

    private record Run(SortedMap<String, Long> counts, List<String> nodes) {}

    private static Run run(Cloud cloud, String name, int shards) {
        var body = EXAMPLES.get(name).job();
        body.putObject("options").put("shards", shards);
        var accepted = cloud.submit(body, Optional.empty(), Optional.empty());
        var job = cloud.await(accepted.id(), WITHIN, _ -> {});
        assertThat(job.phase()).as("%s", job).isEqualTo("completed");
        assertThat(job.shards()).as("shards of %s", name).isEqualTo(shards);
        var nodes = new ArrayList<String>();
        for (var event : cloud.get("/v1/jobs/" + job.id() + "/log").path("events")) {
            if (event.path("event").asText().equals("shard-completed")) {
                nodes.add(event.path("data").path("node").asText());
            }
        }
        return new Run(
                cloud.result(job.id()).results().getFirst().counts(),
                nodes.stream().distinct().toList());
    }
}
