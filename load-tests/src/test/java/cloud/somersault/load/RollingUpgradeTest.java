package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.client.Answer;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nodes that compute are replaced one after the other by ones of the next version while jobs run
 * through: each is told to stop with SIGTERM and returns what it had.
 */
class RollingUpgradeTest {
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final String OLD = "pekko.cluster.app-version=0.1.0";
    private static final String NEXT = "pekko.cluster.app-version=0.2.0";
    private static final int JOBS = 30;
    private static final Pattern SHARDS =
            Pattern.compile("(?m)^somersault_shard_seconds_count\\{[^}]*} ([0-9.]+)$");

    @TempDir private Path folder;

    @Test
    void workers_of_the_next_version_take_over_and_no_job_is_lost_or_counted_otherwise()
            throws Exception {
        try (var server = Servers.startWithoutWorkers(folder, OLD);
                var old = Servers.join(workers("old"), server, OLD)) {
            var cloud = server.cloud();
            aNodeWithoutADoorSaysHowItIs(old.url());
            var jobs = new ArrayList<String>();
            submit(cloud, jobs);
            await(() -> shards(old.url()) > 5);
            try (var next = Servers.join(workers("next"), server, NEXT)) {
                next.url();
                assertThat(old.stop()).as("its exit code after SIGTERM").isIn(0, 143);
                submit(cloud, jobs);
                assertAllCompleted(cloud, jobs);
                assertThat(shards(next.url())).isPositive();
            }
            // And the last one goes before another has come: what is accepted then waits.
            submit(cloud, jobs);
            try (var last = Servers.join(workers("last"), server, NEXT)) {
                last.url();
                assertAllCompleted(cloud, jobs);
            }
            for (var id : List.of(jobs.getFirst(), jobs.get(JOBS), jobs.getLast())) {
                assertThat(cloud.replay(id).equal()).as("%s run again", id).isTrue();
            }
        }
    }

    private static void aNodeWithoutADoorSaysHowItIs(URI url) {
        try (var node = new Cloud(url)) {
            assertThat(url.getHost()).isEqualTo("127.0.0.1");
            assertThat(get(node, "/health/live").status()).isEqualTo(200);
            await(() -> get(node, "/health/ready").status() == 200);
            assertThat(get(node, "/health/ready").json().path("checks"))
                    .extracting(check -> check.path("name").asText())
                    .containsExactly("cluster", "draining");
            assertThat(get(node, "/metrics").body()).contains("jvm_memory_used_bytes");
            assertThat(get(node, "/v1/jobs").problem().code()).isEqualTo("not-found");
        }
    }

    private static double shards(URI url) {
        try (var node = new Cloud(url)) {
            return SHARDS.matcher(get(node, "/metrics").body())
                    .results()
                    .mapToDouble(found -> Double.parseDouble(found.group(1)))
                    .sum();
        }
    }

    private static Answer get(Cloud cloud, String path) {
        return cloud.exchange("GET", path, Map.of(), BodyPublishers.noBody());
    }

    private static void submit(Cloud cloud, List<String> jobs) {
        for (int i = 0; i < JOBS; i++) {
            var key = "job-" + jobs.size();
            jobs.add(cloud.submit(job(jobs.size()), Optional.of(key), Optional.empty()).id());
        }
    }

    private static ObjectNode job(int seed) {
        var job = Json.object().put("target", "wukong").put("shots", 3000).put("seed", seed);
        job.putObject("options").put("shards", 3);
        return job.put(
                "program",
                """
                OPENQASM 3.0; include "stdgates.inc"; qubit[7] q; bit[7] c;
                h q[0]; for int i in [0:5] { cx q[i], q[i + 1]; } c = measure q;
                """);
    }

    private static void assertAllCompleted(Cloud cloud, List<String> jobs) {
        for (var id : jobs) {
            assertThat(cloud.await(id, WITHIN, _ -> {}).phase()).isEqualTo("completed");
        }
    }

    private Path workers(String name) throws Exception {
        return Files.createDirectory(folder.resolve(name));
    }

    private static void await(BooleanSupplier wanted) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it takes too long").isLessThan(end_ns);
            Servers.pause(Duration.ofMillis(100));
        }
    }
}
