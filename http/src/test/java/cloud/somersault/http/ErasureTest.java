package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.json.Json;
import cloud.somersault.persistence.evidence.EvidenceCheck;
import cloud.somersault.persistence.evidence.EvidenceFile;
import cloud.somersault.persistence.journal.DataFolderHeldException;
import cloud.somersault.persistence.journal.Encoded;
import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.journal.NewEvent;
import cloud.somersault.persistence.journal.SqliteResultStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tenant's jobs brought and got is erased, and the log stays what it was. */
class ErasureTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Names in programs, so that their texts are found wherever they lie. */
    private static final String ALICES = "secretofalice";

    private static final String BOBS = "secretofbob";
    private static final String[] ALICE = {"Somersault-Tenant", "alice"};
    private static final String[] BOB = {"Somersault-Tenant", "bob"};

    /** More of them than fit into an event. */
    private static final int MANY_QUBITS = 12;

    @TempDir private Path folder;

    /** All qubits in superposition, so that a seed gives its own counts. */
    private static String program(String name, int qubits) {
        return ("OPENQASM 3.0;\\ninclude \\\"stdgates.inc\\\";\\n// written by %1$s\\n"
                        + "qubit[%2$d] %1$s;\\nbit[%2$d] c;\\nh %1$s;\\nc = measure %1$s;\\n")
                .formatted(name, qubits);
    }

    private static String job(String target, String name, int qubits) {
        return "{\"name\":\"job\",\"target\":\"%s\",\"shots\":1000,\"seed\":7,\"program\":\"%s\"}"
                .formatted(target, program(name, qubits));
    }

    private static String run(TestServer server, String body, String... tenant) {
        var accepted = server.post("/v1/jobs", body, tenant);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        var id = accepted.json().get("id").asText();
        assertThat(server.get("/v1/jobs/" + id + "/events").text())
                .contains("event: job-completed");
        return id;
    }

    private static void isErased(TestServer server, String id) {
        for (var what : List.of("result", "program")) {
            var answer = server.get("/v1/jobs/" + id + "/" + what);
            assertThat(answer.status()).as(answer.text()).isEqualTo(410);
            assertThat(answer.code()).isEqualTo("content-erased");
        }
    }

    private static long erase(TestServer server, String tenant, String body) {
        var done = server.post("/v1/tenants/" + tenant + "/erasures", body);
        assertThat(done.status()).as(done.text()).isEqualTo(200);
        assertThat(done.json().has("doneAt")).isTrue();
        return done.json().get("keys").asLong();
    }

    @Test
    void erased_is_one_tenants_content_and_nothing_else_and_the_log_verifies() throws Exception {
        var alices = new ArrayList<String>();
        String bobs;
        String later;
        String views;
        String result;
        try (var server = TestServer.start(folder)) {
            alices.add(run(server, job("ideal", ALICES, 2), ALICE));
            alices.add(run(server, job("wukong", ALICES, 2), ALICE));
            alices.add(run(server, job("ideal", ALICES, MANY_QUBITS), ALICE));
            bobs = run(server, job("ideal", BOBS, MANY_QUBITS), BOB);
            assertThat(server.post("/v1/audit/checkpoints", "").status()).isEqualTo(200);
            views = server.get("/v1/jobs").text();
            result = server.get("/v1/jobs/" + bobs + "/result").text();
            for (var id : alices) {
                assertThat(server.get("/v1/jobs/" + id + "/result").status()).isEqualTo(200);
                assertThat(server.get("/v1/jobs/" + id + "/log").text()).contains(ALICES);
            }

            assertThat(erase(server, "alice", "{\"before\":\"2026-01-01\"}")).isZero();
            assertThat(erase(server, "alice", "{}")).isEqualTo(1);
            assertThat(erase(server, "alice", "{}")).isZero();
            assertThat(server.get("/v1/tenants/alice/erasures").json().get("erasures")).hasSize(3);
            assertThat(server.get("/v1/tenants/bob/erasures").json().get("erasures")).isEmpty();

            assertThat(server.get("/v1/jobs").text()).isEqualTo(views);
            assertThat(server.get("/v1/jobs/" + bobs + "/result").text()).isEqualTo(result);
            assertThat(server.post("/v1/jobs/" + bobs + "/replays", "").json().get("equal"))
                    .isEqualTo(Json.readOwn("true"));
            for (var id : alices) {
                isErased(server, id);
                assertThat(server.get("/v1/jobs/" + id).json().get("resultDigest").asText())
                        .hasSize(64);
                var log = server.get("/v1/jobs/" + id + "/log").text();
                assertThat(log).contains("\"erased\":true").doesNotContain(ALICES, "box");
                var replay = server.post("/v1/jobs/" + id + "/replays", "");
                assertThat(replay.code()).isEqualTo("not-replayable");
                assertThat(replay.text()).contains("erased");
            }
            var evidence = evidence(alices.getLast());
            assertThat(EvidenceCheck.check(evidence, Optional.empty()).findings()).isEmpty();
            later = run(server, job("ideal", ALICES + "again", 2), ALICE);
            assertThat(server.get("/v1/jobs/" + later + "/program").text()).contains(ALICES);
            assertThat(erase(server, "alice", "{}")).isEqualTo(1);
            isErased(server, later);
        }
        verifies();
        nothingIsLeftOf(ALICES);
        nothingIsLeftOf(BOBS); // sealed, though its key is there
        try (var server = TestServer.start(folder)) {
            alices.forEach(id -> isErased(server, id));
            assertThat(server.get("/v1/jobs?tenant=alice").json().get("jobs")).hasSize(4);
            assertThat(server.get("/v1/jobs/" + bobs + "/result").text()).isEqualTo(result);
            assertThat(EvidenceCheck.check(evidence(bobs), Optional.empty()).findings()).isEmpty();
        }
    }

    private EvidenceFile evidence(String id) throws Exception {
        var url = Json.readOwn(Files.readString(folder.resolve("server.json"))).get("url").asText();
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create(url + "/v1/jobs/" + id + "/evidence"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return EvidenceFile.read(answer.body());
        }
    }

    private void verifies() throws Exception {
        var said = new ArrayList<String>();
        int code = AuditChore.run(List.of("verify", "--data", folder.toString()), said::add);
        assertThat(code).as(said.toString()).isZero();
    }

    /** In no file as it is, in no event and in nothing beside them, unpacked. */
    private void nothingIsLeftOf(String text) throws IOException, SQLException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(has(Files.readAllBytes(file), text)).as(file.toString()).isFalse();
            }
        }
        try (var log = logOfTheStopped()) {
            var store = new SqliteResultStore(log);
            var digests =
                    log.read(session -> {
                        var all = new ArrayList<String>();
                        try (var rows =
                                session.prepared("SELECT digest FROM results").executeQuery()) {
                            while (rows.next()) {
                                all.add(rows.getString(1));
                            }
                        }
                        return all;
                    });
            assertThat(digests).isNotEmpty();
            for (var digest : digests) {
                var content = store.get(digest).toCompletableFuture().join().orElseThrow();
                assertThat(has(content, text)).as(digest).isFalse();
                assertThat(has(content, "circuit 0 bits")).as(digest).isFalse();
            }
            for (var event : log.after(0, 100_000)) {
                var json = new String(event.json(), StandardCharsets.UTF_8);
                assertThat(json).as(event.persistenceId()).doesNotContain(text);
            }
        }
    }

    /** Its server gives the folder back a moment after it has ended. */
    private EventLog logOfTheStopped() {
        long end_ns = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return EventLog.open(folder, EventLogSettings.DEFAULT);
            } catch (DataFolderHeldException held) {
                assertThat(System.nanoTime()).as("patience").isLessThan(end_ns);
                LockSupport.parkNanos(50_000_000);
            }
        }
    }

    private static boolean has(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }

    @Test
    void an_erasure_that_a_crash_has_cut_short_is_finished_at_the_next_start() throws Exception {
        String id;
        try (var server = TestServer.start(folder)) {
            id = run(server, job("ideal", ALICES, 2), ALICE);
        }
        // What the log has when the process is killed before it has destroyed a key.
        try (var log = logOfTheStopped()) {
            var asked =
                    """
                    {"event":"erasure-asked","id":"cut-short","tenant":"alice","by":"no key","at":"%s"}
                    """
                            .formatted(Instant.now())
                            .strip();
            var event =
                    new NewEvent(
                            "Retention|contents",
                            1,
                            Instant.now(),
                            "a-writer-of-before",
                            "",
                            new Encoded(727251, "", asked.getBytes(StandardCharsets.UTF_8)),
                            Optional.empty(),
                            List.of("retention"));
            log.append(List.of(event)).toCompletableFuture().join();
        }
        try (var server = TestServer.start(folder)) {
            long end_ns = System.nanoTime() + PATIENCE.toNanos();
            while (!server.get("/v1/tenants/alice/erasures").text().contains("doneAt")) {
                assertThat(System.nanoTime()).as("patience").isLessThan(end_ns);
                LockSupport.parkNanos(100_000_000);
            }
            assertThat(server.get("/v1/tenants/alice/erasures").json().at("/erasures/0/keys"))
                    .isEqualTo(Json.readOwn("1"));
            isErased(server, id);
        }
        verifies();
    }

    @Test
    void keys_that_come_back_with_a_backup_are_destroyed_again() throws Exception {
        var keys = folder.resolve("content-keys").resolve("keys");
        var backup = folder.resolve("backup-of-keys");
        String id;
        try (var server = TestServer.start(folder)) {
            id = run(server, job("ideal", ALICES, 2), ALICE);
            Files.copy(keys, backup);
            assertThat(erase(server, "alice", "{}")).isEqualTo(1);
        }
        Files.copy(backup, keys, StandardCopyOption.REPLACE_EXISTING);
        try (var server = TestServer.start(folder)) {
            long end_ns = System.nanoTime() + PATIENCE.toNanos();
            while (server.get("/v1/jobs/" + id + "/result").status() != 410) {
                assertThat(System.nanoTime()).as("patience").isLessThan(end_ns);
                LockSupport.parkNanos(100_000_000);
            }
            isErased(server, id);
        }
    }

    @Test
    void a_job_that_was_erased_before_its_turn_fails_and_says_why() throws Exception {
        String id;
        var nobodyWorks =
                Map.of(
                        "somersault.job.quick-workers", "0",
                        "somersault.job.long-workers", "0");
        try (var server = TestServer.start(nobodyWorks, folder)) {
            id = server.post("/v1/jobs", job("ideal", ALICES, 2), ALICE).json().get("id").asText();
            assertThat(erase(server, "alice", "{}")).isEqualTo(1);
        }
        try (var server = TestServer.start(folder)) {
            assertThat(server.get("/v1/jobs/" + id + "/events").text())
                    .contains("event: job-failed");
            assertThat(server.get("/v1/jobs/" + id).json().at("/failure/code").asText())
                    .isEqualTo("content-erased");
        }
    }

    @Test
    void a_cloud_that_seals_nothing_says_that_it_cannot_erase_what_it_keeps() throws Exception {
        try (var server = TestServer.start(Map.of("somersault.retention.seal", "off"), folder)) {
            var id = run(server, job("ideal", ALICES, 2), ALICE);
            assertThat(server.get("/v1/jobs/" + id + "/result").status()).isEqualTo(200);
            var answer = server.post("/v1/tenants/alice/erasures", "{}");
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.code()).isEqualTo("content-not-sealed");
        }
    }

    @Test
    void a_moment_to_come_and_what_is_no_moment_are_refused() throws Exception {
        try (var server = TestServer.start(folder)) {
            for (var before : List.of("2999-01-01", "yesterday", "2026-13-01")) {
                var answer =
                        server.post(
                                "/v1/tenants/alice/erasures", "{\"before\":\"" + before + "\"}");
                assertThat(answer.status()).as(before).isEqualTo(422);
            }
            var first = server.post("/v1/tenants/alice/erasures", "{}", "Idempotency-Key", "one");
            var again = server.post("/v1/tenants/alice/erasures", "{}", "Idempotency-Key", "one");
            assertThat(again.text()).isEqualTo(first.text());
        }
    }
}
