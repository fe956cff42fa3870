package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Answer;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.NoServerException;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A database that is there and does not do what it is asked: a file that another connection has
 * locked, a Cassandra that is stopped in its tracks. Nothing is pretended here.
 */
class BrokenDatabaseTest {
    private static final Duration WITHIN = Duration.ofMinutes(3);
    private static final int JOBS = 12;

    @TempDir private Path folder;

    @Test
    void while_the_file_is_locked_work_is_refused_at_once_and_afterwards_everything_goes_on()
            throws Exception {
        try (var server = Servers.startLight(folder, "somersault.journal.busy-timeout=2s")) {
            var accepted = submitSome(server.cloud());
            try (var lock =
                            DriverManager.getConnection(
                                    "jdbc:sqlite:" + folder.resolve("events.db"));
                    var statement = lock.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 60000");
                statement.execute("BEGIN IMMEDIATE");
                var checks = untilTurnedAway(server);
                // A locked file of SQLite can still be read.
                assertThat(check(checks, "views").path("ready").asBoolean()).isTrue();
                assertThat(check(checks, "results").path("ready").asBoolean()).isTrue();
                statement.execute("ROLLBACK");
            }
            everythingGoesOn(server, accepted);
        }
    }

    @Test
    void while_cassandra_is_stopped_work_is_refused_at_once_and_afterwards_everything_goes_on() {
        assumeTrue(CassandraNode.jdk().isPresent(), "Cassandra 5 needs a JDK 17");
        try (var ring = CassandraRing.start(1, folder, Servers.LIGHT)) {
            assertThat(SharedServers.schema(ring, 1).code()).isZero();
            try (var server =
                    SharedServers.start(
                            ring, folder.resolve("node"), List.of(), List.of(Servers.LIGHT))) {
                var accepted = submitSome(server.cloud());
                ring.node(0).freeze();
                var checks = untilTurnedAway(server);
                await(() -> !check(notReady(server.cloud()), "views").path("ready").asBoolean());
                assertThat(exchange(server.cloud(), "GET", "/v1/jobs", "").problem().code())
                        .isEqualTo("database-unavailable");
                assertThat(check(checks, "cluster").path("ready").asBoolean()).isTrue();
                ring.node(0).thaw();
                everythingGoesOn(server, accepted);
            }
        }
    }

    /** The parts of the server, at a moment at which it turns work away. */
    private static JsonNode untilTurnedAway(ServerProcess server) {
        var cloud = server.cloud();
        await(() -> submit(cloud, 1000).body().contains("database-unavailable"));
        var refused = submit(cloud, 1001);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.problem().detail()).contains("Nothing was stored");
        assertThat(Integer.parseInt(refused.header("Retry-After").orElse(""))).isBetween(1, 30);
        for (var path : new String[] {"/v1/tunings", "/v1/chips/wukong/calibrations/imports"}) {
            assertThat(exchange(cloud, "POST", path, "{}").problem().code())
                    .as(path)
                    .isEqualTo("database-unavailable");
        }
        assertThat(exchange(cloud, "GET", "/health/live", "").accepted()).isTrue();
        var checks = notReady(cloud);
        var journal = check(checks, "journal");
        assertThat(journal.path("ready").asBoolean()).isFalse();
        assertThat(journal.path("breaker").asText()).isEqualTo("open");
        assertThat(journal.path("detail").asText()).startsWith("Gone for ");
        assertThat(exchange(cloud, "GET", "/metrics", "").body())
                .contains("somersault_breaker_open{part=\"journal\"} 1.0");
        return checks;
    }

    private static void everythingGoesOn(ServerProcess server, Set<String> accepted) {
        var cloud = server.cloud();
        await(() -> exchange(cloud, "GET", "/health/ready", "").accepted());
        await(() -> submit(cloud, 2000).accepted());
        accepted.add(submit(cloud, 2000).json().path("id").asText());
        for (var id : accepted) {
            assertThat(cloud.await(id, WITHIN, _ -> {}).phase()).isEqualTo("completed");
        }
    }

    private static Set<String> submitSome(Cloud cloud) {
        var accepted = new LinkedHashSet<String>();
        for (int number = 0; number < JOBS; number++) {
            var answer = submit(cloud, number);
            assertThat(answer.status()).as(answer.body()).isEqualTo(202);
            accepted.add(answer.json().path("id").asText());
        }
        return accepted;
    }

    /** A job of three shards that takes a while, so that some are under way when it happens. */
    private static Answer submit(Cloud cloud, int number) {
        return cloud.exchange(
                "POST",
                "/v1/jobs",
                Map.of("Content-Type", "application/json", "Idempotency-Key", "job-" + number),
                BodyPublishers.ofString(
                        """
                        {"target": "wukong", "shots": 2000, "seed": %d, "options": {"shards": 3},
                         "program": "OPENQASM 3.0; include \\"stdgates.inc\\"; qubit[6] q; bit[6] c; \
                        h q[0]; cx q[0], q[1]; cx q[1], q[2]; cx q[2], q[3]; c = measure q;"}
                        """
                                .formatted(number)));
    }

    private static Answer exchange(Cloud cloud, String method, String path, String body) {
        return cloud.exchange(
                method,
                path,
                body.isEmpty() ? Map.of() : Map.of("Content-Type", "application/json"),
                body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    }

    private static JsonNode notReady(Cloud cloud) {
        var answer = exchange(cloud, "GET", "/health/ready", "");
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        return answer.json().path("checks");
    }

    private static JsonNode check(JsonNode checks, String name) {
        for (var check : checks) {
            if (check.path("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no " + name + " in " + checks);
    }

    private static void await(BooleanSupplier wanted) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (!holds(wanted)) {
            assertThat(System.nanoTime()).as("it takes too long").isLessThan(end_ns);
            Servers.pause(Duration.ofMillis(200));
        }
    }

    private static boolean holds(BooleanSupplier wanted) {
        try {
            return wanted.getAsBoolean();
        } catch (NoServerException notYet) {
            return false;
        }
    }
}
