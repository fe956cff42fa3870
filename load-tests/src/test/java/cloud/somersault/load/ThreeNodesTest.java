package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.somersault.client.JobView;
import cloud.somersault.client.NoServerException;
import cloud.somersault.client.RefusedException;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise of the house in a cluster: losing a node of either kind costs no job and no count.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThreeNodesTest {
    private static final int JOBS = Integer.getInteger("jobs", 40);
    private static final long SEED = Long.getLong("seed", 17);
    private static final Duration WITHIN = Duration.ofMinutes(5);

    @TempDir private static Path folder;
    private static ThreeNodes nodes;
    private static Map<String, String> undisturbed;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(CassandraNode.jdk().isPresent(), "Cassandra 5 needs a JDK 17");
        // Before the others are there: seven processes beside each other would only wait.
        undisturbed = ClusterStorm.undisturbed(folder.resolve("alone"), JOBS, SEED);
        nodes = ThreeNodes.start(folder, ThreeNodes.Size.SMALL);
    }

    @AfterAll
    static void stop() {
        if (nodes != null) {
            nodes.close();
        }
    }

    @Test
    @Order(1)
    void a_server_that_is_told_to_stop_hands_its_jobs_over() {
        var jobs = MixedJobs.draw(20, SEED + 1);
        var accepted = KeptInCassandraTest.submit(nodes.cloud(0), jobs);
        nodes.server(2).close(); // SIGTERM, in the middle of the work

        var digests = KeptInCassandraTest.digests(nodes.cloud(1), accepted);

        nodes.startServer(2);
        assertThat(KeptInCassandraTest.digests(nodes.cloud(2), accepted)).isEqualTo(digests);
        for (var job : accepted.values()) {
            assertThat(Endings.of(nodes.cloud(2), job.id())).hasSize(1);
        }
    }

    @Test
    @Order(2)
    void mixed_jobs_end_once_each_with_the_counts_of_one_server_although_nodes_are_killed()
            throws Exception {
        var report = new ClusterStorm(nodes, JOBS, SEED, _ -> {}).run();

        assertThat(new HashSet<>(report.accepted().values()))
                .as("a job for each key, and none twice")
                .hasSize(JOBS);
        assertThat(report.disturbed()).isEqualTo(undisturbed);
        assertThat(report.endings().values())
                .as("endings of each job")
                .allSatisfy(endings -> assertThat(endings).hasSize(1));
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (!listed().containsAll(report.accepted().values())) {
            assertThat(System.nanoTime()).as("the list never knew all jobs").isLessThan(end_ns);
            Servers.pause(Duration.ofMillis(500));
        }
    }

    @Test
    @Order(3)
    void when_the_keeper_that_signs_is_killed_another_goes_on_in_one_chain_of_checkpoints() {
        await("each has a key that was vouched for", () -> keys().size() >= 3);
        await("the keeper that signs is known", () -> signing().isPresent());
        int killed = signing().orElseThrow();
        var before = nodes.cloud(killed).ask("/v1/audit/checkpoints");
        nodes.server(killed).kill();
        int other = nodes.others(killed).getFirst();

        await(
                "somebody else signs",
                () ->
                        nodes.cloud(other).ask("/v1/audit/checkpoints").path("number").asLong()
                                > before.path("number").asLong());
        for (int node : nodes.others(killed)) {
            assertThat(nodes.cloud(node).get("/v1/audit/checkpoint").path("key").asText())
                    .isNotEqualTo(before.path("key").asText());
        }
        var verified = SharedProof.verify(nodes.cloud(other));
        assertThat(verified.path("findings")).isEmpty();
        assertThat(verified.path("sound").asBoolean()).isTrue();
    }

    private static JsonNode keys() {
        return nodes.cloud(0).get("/v1/audit/keys").path("keys");
    }

    /** The node in whose folder is the private half of the key of the last checkpoint. */
    private static Optional<Integer> signing() {
        var key = nodes.cloud(0).ask("/v1/audit/checkpoints").path("key").asText();
        return IntStream.range(0, 3)
                .boxed()
                .filter(node ->
                        Files.exists(
                                folder.resolve(
                                        "node-%d/keys/checkpoint-%s.pem".formatted(node + 1, key))))
                .findFirst();
    }

    private static void await(String what, BooleanSupplier wanted) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (!holds(wanted)) {
            assertThat(System.nanoTime()).as("it takes too long until " + what).isLessThan(end_ns);
            Servers.pause(Duration.ofMillis(500));
        }
    }

    private static boolean holds(BooleanSupplier wanted) {
        try {
            return wanted.getAsBoolean();
        } catch (NoServerException | RefusedException notYet) {
            return false;
        }
    }

    private static HashSet<String> listed() {
        var ids = new HashSet<String>();
        nodes.cloud(1).allJobs(Optional.empty()).stream().map(JobView::id).forEach(ids::add);
        return ids;
    }
}
