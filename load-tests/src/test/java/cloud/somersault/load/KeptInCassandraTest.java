package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.somersault.cli.server.ServerProcess;
import cloud.somersault.client.Cloud;
import cloud.somersault.client.JobView;
import cloud.somersault.client.Json;
import cloud.somersault.client.RefusedException;
import cloud.somersault.load.MixedJobs.MixedJob;
import cloud.somersault.persistence.evidence.EvidenceCheck;
import cloud.somersault.persistence.evidence.EvidenceFile;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * One server on one Cassandra: the same answers as on a data folder, and all of them still there
 * when the server was killed. It waits for processes most of the time, so it goes on beside others.
 */
@Execution(ExecutionMode.CONCURRENT)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KeptInCassandraTest {
    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final List<MixedJob> JOBS = MixedJobs.draw(40, 23);

    @TempDir private static Path folder;
    private static CassandraRing ring;
    private static ServerProcess server;
    private static Map<String, JobView> accepted;

    @BeforeAll
    static void start() {
        assumeTrue(CassandraNode.jdk().isPresent(), "Cassandra 5 needs a JDK 17");
        ring = CassandraRing.start(1, folder, Servers.LIGHT);
    }

    /** Checkpoints are made when they are asked for. */
    private static ServerProcess start(CassandraRing ring) {
        return SharedServers.start(
                ring,
                folder.resolve("node"),
                List.of(),
                List.of(Servers.LIGHT, "-Dsomersault.proof.checkpoint-interval=1h"));
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (ring != null) {
            ring.close();
        }
    }

    @Test
    @Order(1)
    void without_tables_a_server_does_not_start_and_says_how_to_make_them() {
        var ended =
                SharedServers.run(
                        List.of(),
                        List.of(
                                "--data",
                                folder.resolve("none").toString(),
                                "--port",
                                "0",
                                "--cassandra",
                                ring.contactPoints()));

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.said()).contains("no tables").contains("./somersault schema");
    }

    @Test
    @Order(2)
    void the_tables_are_made_in_one_step_that_may_be_repeated() {
        assertThat(SharedServers.schema(ring, 1, "--print").said())
                .contains("'datacenter1': 1")
                .contains("CREATE TABLE IF NOT EXISTS somersault.messages")
                .contains("CREATE TABLE IF NOT EXISTS somersault.jobs_by_tenant_and_day");

        assertThat(SharedServers.schema(ring, 1)).extracting("code").isEqualTo(0);
        assertThat(SharedServers.schema(ring, 1)).extracting("code").isEqualTo(0);
    }

    @Test
    @Order(3)
    void mixed_jobs_have_the_counts_that_they_have_on_a_data_folder() {
        server = start(ring);
        accepted = submit(server.cloud(), JOBS);
        var shared = digests(server.cloud(), accepted);
        try (var alone = Servers.startLight(folder.resolve("alone"))) {
            assertThat(shared).isEqualTo(digests(alone.cloud(), submit(alone.cloud(), JOBS)));
        }
    }

    @Test
    @Order(4)
    void the_list_knows_all_jobs_newest_first_by_tenant_and_by_phase() {
        var cloud = server.cloud();
        var ids = accepted.values().stream().map(JobView::id).toList();
        await(() -> cloud.allJobs(Optional.of("completed")).size() == JOBS.size());

        var all = cloud.allJobs(Optional.empty());
        assertThat(all).extracting(JobView::id).containsExactlyElementsOf(ids.reversed());
        assertThat(pages(cloud, 7)).isEqualTo(ids.reversed());
        for (var tenant : List.of("ada", "grace", "emmy", "lise", "nobody")) {
            assertThat(cloud.jobs(Map.of("tenant", tenant, "limit", "100")).jobs())
                    .extracting(JobView::id)
                    .containsExactlyElementsOf(
                            JOBS.reversed().stream()
                                    .filter(job -> job.tenant().equals(tenant))
                                    .map(job -> accepted.get(job.key()).id())
                                    .toList());
        }
        assertThat(cloud.allJobs(Optional.of("running"))).isEmpty();
        for (var listed : all) {
            assertThat(listed)
                    .as("as listed, and as it says itself; lists leave out who was beside it")
                    .usingRecursiveComparison()
                    .ignoringFields("beside")
                    .isEqualTo(cloud.job(listed.id()));
        }
    }

    @Test
    @Order(4)
    void the_queue_of_any_moment_is_what_the_events_of_the_jobs_say() {
        var cloud = server.cloud();
        // Four moments of the run, each the place of an event of a job.
        for (int number = 0; number < JOBS.size(); number += 10) {
            var id = accepted.get(JOBS.get(number).key()).id();
            var place =
                    cloud.get("/v1/audit/entities/job/" + id + "?at=sequence:1")
                            .at("/standing/place")
                            .asLong();
            var expected = new TreeMap<String, String>();
            for (var job : accepted.values()) {
                try {
                    var then =
                            cloud.get("/v1/audit/entities/job/" + job.id() + "?at=event:" + place);
                    var phase = then.at("/standing/phase").asText();
                    if (phase.equals("submitted") || phase.equals("running")) {
                        expected.put(job.id(), phase);
                    }
                } catch (RefusedException notYet) {
                    assertThat(notYet.problem().code()).isEqualTo("nothing-yet");
                }
            }
            assertThat(expected).containsKey(id);
            await(() -> queue(cloud, place).equals(expected));
        }
    }

    private static Map<String, String> queue(Cloud cloud, long place) {
        var found = new TreeMap<String, String>();
        var queue = cloud.get("/v1/audit/queue?at=event:" + place);
        queue.path("waiting").forEach(one -> found.put(one.at("/job/id").asText(), "submitted"));
        queue.path("running").forEach(one -> found.put(one.at("/job/id").asText(), "running"));
        return found;
    }

    @Test
    @Order(4)
    void all_jobs_are_run_again_and_are_equal() {
        var cloud = server.cloud();
        var path =
                "/v1/audit/replays/"
                        + cloud.ask("/v1/audit/replays", Json.object()).path("id").asText();
        await(() -> cloud.get(path).has("endedAt"));
        assertThat(cloud.get(path).path("equal").asInt()).isEqualTo(JOBS.size());
        await(() -> cloud.get("/v1/audit/replays").at("/replays/0").has("endedAt"));
    }

    @Test
    @Order(5)
    void what_happens_to_jobs_is_streamed_and_the_stream_resumes() {
        var cloud = server.cloud();
        var first = new ArrayList<String>();
        var ids = new ArrayList<String>();
        cloud.events(
                "/v1/events?after=0",
                Optional.empty(),
                event -> {
                    first.add(event.data());
                    ids.add(event.id());
                    return first.size() < 20;
                });
        var resumed = new ArrayList<String>();
        cloud.events(
                "/v1/events",
                Optional.of(ids.get(9)),
                event -> {
                    resumed.add(event.data());
                    return resumed.size() < 10;
                });

        assertThat(resumed).isEqualTo(first.subList(10, 20));
    }

    @Test
    @Order(6)
    void the_past_of_the_chip_is_a_query() {
        var cloud = server.cloud();
        var version = cloud.get("/v1/chips/wukong/calibrations").path("calibrations").get(0);
        var now = cloud.get("/v1/chips/wukong/calibration?at=" + Instant.now());

        assertThat(version.path("version").asLong()).isEqualTo(1);
        assertThat(now.path("version").asLong()).isEqualTo(1);
        assertThat(cloud.get("/v1/chips/wukong/qubits/3/history").path("points")).hasSize(1);
    }

    @Test
    @Order(7)
    void after_a_kill_results_are_still_there_and_what_was_under_way_ends() {
        var before = digests(server.cloud(), accepted);
        var late = submit(server.cloud(), MixedJobs.draw(60, 29).subList(40, 60));
        server.kill();
        server = start(ring);

        assertThat(digests(server.cloud(), accepted)).isEqualTo(before);
        digests(server.cloud(), late);
        for (var job : late.values()) {
            assertThat(Endings.of(server.cloud(), job.id())).hasSize(1);
        }
    }

    @Test
    @Order(8)
    void any_job_runs_again_from_the_log_with_the_same_counts() {
        for (var job : accepted.values().stream().limit(8).toList()) {
            assertThat(server.cloud().replay(job.id()).equal()).as("%s", job).isTrue();
        }
    }

    @Test
    @Order(9)
    void a_large_program_and_a_large_result_are_kept_whole() {
        var cloud = server.cloud();
        var job = job("wide", wide(18, 1500));
        var id = cloud.submit(job, Optional.empty(), Optional.empty()).id();
        assertThat(cloud.await(id, WITHIN, _ -> {}).phase()).isEqualTo("completed");

        assertThat(
                        cloud.result(id).results().getFirst().counts().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .isEqualTo(20_000);
        assertThat(cloud.get("/v1/jobs/" + id + "/program").path("source").asText())
                .isEqualTo(job.path("program").asText());
    }

    @Test
    @Order(10)
    void the_journal_proves_itself_and_a_job_its_evidence() throws Exception {
        var cloud = server.cloud();
        var job = accepted.get(JOBS.getFirst().key());
        var file = folder.resolve("evidence.zip");
        // A checkpoint covers what was there a quarter of a minute ago.
        await(() -> downloaded(cloud, job, file));
        cloud.ask("/v1/audit/checkpoints");
        submit(cloud, MixedJobs.draw(62, 31).subList(60, 62));
        cloud.ask("/v1/audit/checkpoints");

        var evidence =
                EvidenceCheck.check(EvidenceFile.read(Files.readAllBytes(file)), Optional.empty());
        assertThat(evidence.findings()).isEmpty();
        var verified = SharedProof.verify(cloud);
        assertThat(verified.path("findings")).isEmpty();
        assertThat(verified.path("sound").asBoolean()).isTrue();
        assertThat(verified.path("checkpoints").asInt()).isPositive();
        var said = SharedProof.verifyAlone(ring, folder.resolve("node"));
        assertThat(said.said()).contains("every one as it was written and signed");
        assertThat(said.code()).isZero();
    }

    private static boolean downloaded(Cloud cloud, JobView job, Path to) {
        try {
            cloud.download("/v1/jobs/" + job.id() + "/evidence", to);
            return true;
        } catch (RefusedException notCovered) {
            return false;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    @Order(11)
    void whatever_is_done_to_the_journal_is_found_and_where() {
        var ids = accepted.values().stream().map(job -> "Job|" + job.id()).toList();
        try (var tampering = new Tampering(ring)) {
            int many = tampering.events(ids.get(4));
            tampering.alter(ids.get(0), 2);
            tampering.drop(ids.get(1), 2);
            tampering.exchange(ids.get(2), 1, 2);
            tampering.append(ids.get(3), false);
            tampering.drop(ids.get(4), many);
            tampering.remove(ids.get(5));
            tampering.append(ids.get(6), true);
            tampering.invent("Job|invented", ids.get(7));

            assertThat(SharedProof.findings(SharedProof.verify(server.cloud())))
                    .containsExactlyInAnyOrder(
                            "event-altered %s 1".formatted(ids.get(0)),
                            "events-missing %s 2".formatted(ids.get(1)),
                            "out-of-order %s 2".formatted(ids.get(2)),
                            "event-inserted %s %d"
                                    .formatted(ids.get(3), tampering.events(ids.get(3))),
                            "tail-truncated %s %d".formatted(ids.get(4), many),
                            "entity-removed %s 1".formatted(ids.get(5)),
                            "event-inserted %s %d"
                                    .formatted(ids.get(6), tampering.events(ids.get(6)) - 1),
                            "event-inserted Job|invented 1");
            var said = SharedProof.verifyAlone(ring, folder.resolve("node"));
            assertThat(said.said()).contains("not what was written and signed");
            assertThat(said.code()).isEqualTo(1);
        }
    }

    @Test
    @Order(12)
    void a_checkpoint_that_is_changed_or_gone_is_found() {
        try (var tampering = new Tampering(ring)) {
            // The first event introduces the key, the second is the first checkpoint.
            tampering.rewrite("Proof|log", 2, "\\nnumber 1\\n", "\\nnumber 7\\n");
            assertThat(SharedProof.findings(SharedProof.verify(server.cloud())))
                    .anyMatch(one -> one.startsWith("checkpoint-altered"));
            tampering.remove("Proof|log");
            assertThat(SharedProof.findings(SharedProof.verify(server.cloud())))
                    .as("what the witness beside the server still knows")
                    .anyMatch(one -> one.startsWith("witness-unknown"));
        }
    }

    private static ObjectNode job(String name, String program) {
        var job = Json.object();
        job.put("name", name);
        job.put("target", "ideal");
        job.put("shots", 20_000);
        job.put("seed", 5);
        job.put("program", program);
        return job;
    }

    /** All qubits in superposition, and many rotations. */
    private static String wide(int qubits, int rotations) {
        var text = new StringBuilder("OPENQASM 2.0;\ninclude \"qelib1.inc\";\n");
        text.append("qreg q[%d];\ncreg c[%d];\nh q;\n".formatted(qubits, qubits));
        for (int i = 0; i < rotations; i++) {
            text.append("rz(%s) q[%d];\n".formatted(i / 1000.0, i % qubits));
        }
        return text + "measure q -> c;\n";
    }

    static Map<String, JobView> submit(Cloud cloud, List<MixedJob> jobs) {
        var accepted = new LinkedHashMap<String, JobView>();
        for (var job : jobs) {
            accepted.put(
                    job.key(),
                    cloud.submit(job.body(), Optional.of(job.key()), Optional.of(job.tenant())));
        }
        return accepted;
    }

    static Map<String, String> digests(Cloud cloud, Map<String, JobView> accepted) {
        var digests = new TreeMap<String, String>();
        accepted.forEach((key, job) -> {
            var ended = cloud.await(job.id(), WITHIN, _ -> {});
            assertThat(ended.phase()).as("%s: %s", key, ended).isEqualTo("completed");
            var result = cloud.result(job.id());
            assertThat(ended.resultDigest()).contains(result.digest());
            digests.put(key, result.digest());
        });
        return digests;
    }

    private static List<String> pages(Cloud cloud, int limit) {
        var ids = new ArrayList<String>();
        var query = new TreeMap<>(Map.of("limit", Integer.toString(limit)));
        while (true) {
            var page = cloud.jobs(query);
            page.jobs().forEach(job -> ids.add(job.id()));
            if (page.next().isEmpty()) {
                return ids;
            }
            query.put("cursor", page.next().get());
        }
    }

    private static void await(BooleanSupplier wanted) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (!wanted.getAsBoolean()) {
            assertThat(System.nanoTime()).as("it takes too long").isLessThan(end_ns);
            Servers.pause(Duration.ofMillis(200));
        }
    }
}
