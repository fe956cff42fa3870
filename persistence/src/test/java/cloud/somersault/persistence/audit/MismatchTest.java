package cloud.somersault.persistence.audit;

import static cloud.somersault.persistence.CloudOnDisk.await;
import static cloud.somersault.persistence.CloudOnDisk.spec;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.ChipRefusal;
import cloud.somersault.chip.ChipRefusedException;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.job.JobWork;
import cloud.somersault.job.model.Digest;
import cloud.somersault.job.prepare.PreparedLately;
import cloud.somersault.job.seal.Contents;
import cloud.somersault.persistence.CloudOnDisk;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.journal.Encoded;
import cloud.somersault.persistence.journal.NewEvent;
import cloud.somersault.persistence.journal.StoredEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which a log can be wrong about a job is found, and said in words. */
class MismatchTest {
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
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LOST = "00ff".repeat(16);

    @TempDir static Path folder;
    private static CloudOnDisk cloud;

    @BeforeAll
    static void run() {
        cloud = new CloudOnDisk(folder, 2);
        await(cloud.jobs.submit("ideal", spec("alice", "ideal", BELL, 100)));
        await(cloud.jobs.submit("chip", spec("alice", "wukong", BELL, 100)));
        cloud.ended("ideal");
        cloud.ended("chip");
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    /** The log, but for what somebody has done to it. */
    private record Tampered(StoredEvents log, Function<StoredEvent, Optional<StoredEvent>> change)
            implements StoredEvents {
        @Override
        public Source<StoredEvent, NotUsed> currentStoredEventsOf(
                String persistenceId, long from, long to) {
            return log.currentStoredEventsOf(persistenceId, from, to)
                    .mapConcat(event -> change.apply(event).stream().toList());
        }

        @Override
        public Source<StoredEvent, NotUsed> storedEventsOf(
                String persistenceId, long from, long to) {
            return log.storedEventsOf(persistenceId, from, to);
        }

        @Override
        public Source<StoredEvent, NotUsed> storedEventsWithTag(String tag, long after) {
            return log.storedEventsWithTag(tag, after);
        }

        @Override
        public Source<StoredEvent, NotUsed> currentStoredEventsWithTag(String tag, long after) {
            return log.currentStoredEventsWithTag(tag, after);
        }

        @Override
        public CompletionStage<Optional<Instant>> writtenAt(long ordering) {
            return log.writtenAt(ordering);
        }

        @Override
        public long lastOrdering() {
            return log.lastOrdering();
        }
    }

    private static Verdict verdict(
            String job, Function<StoredEvent, Optional<StoredEvent>> change, JobWork work) {
        var replay =
                new Replay(
                        cloud.system(),
                        new Tampered(cloud.archive.events(), change),
                        work,
                        cloud.jobs.limits(),
                        Runnable::run);
        return await(replay.verdict(job));
    }

    private static Mismatch mismatch(
            String job, Function<StoredEvent, Optional<StoredEvent>> change) {
        return verdict(job, change, cloud.jobs.work()).mismatch().orElseThrow();
    }

    /** Does something to the JSON of the events of a name. */
    private static Function<StoredEvent, Optional<StoredEvent>> in(
            String name, java.util.function.Consumer<ObjectNode> change) {
        return event -> {
            try {
                var json = (ObjectNode) JSON.readTree(event.json());
                if (!json.path("event").asText().equals(name)) {
                    return Optional.of(event);
                }
                change.accept(json);
                return Optional.of(with(event, JSON.writeValueAsBytes(json)));
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        };
    }

    private static StoredEvent with(StoredEvent stored, byte[] json) {
        var event = stored.event();
        return new StoredEvent(
                stored.ordering(),
                new NewEvent(
                        event.persistenceId(),
                        event.sequenceNr(),
                        event.writtenAt(),
                        event.writerUuid(),
                        event.adapterManifest(),
                        new Encoded(
                                event.payload().serializerId(), event.payload().manifest(), json),
                        event.metadata(),
                        event.tags()),
                stored.chain());
    }

    private static ObjectNode circuit(ObjectNode compiled) {
        return (ObjectNode) compiled.path("circuits").path(0);
    }

    /** One shot of 00 is counted as 01, with a digest that fits. */
    private static void otherCounts(ObjectNode completed) {
        var text = inside(completed.path("counts"));
        var other = "circuit 0 bits 2\n00 1\n01 99\n";
        assertThat(text).isNotEqualTo(other);
        ((ObjectNode) completed.path("counts")).put("text", other);
        completed.put("resultDigest", Digest.sha256(other));
    }

    private static String inside(JsonNode kept) {
        return kept.path("text").asText();
    }

    private static void loses(JsonNode owner, String field) {
        var kept = JSON.createObjectNode();
        kept.put("kept", "beside").put("digest", LOST).put("bytes", 5);
        ((ObjectNode) owner).set(field, kept);
    }

    @Test
    void an_untouched_log_is_equal() {
        for (var job : new String[] {"ideal", "chip"}) {
            var verdict = verdict(job, Optional::of, cloud.jobs.work());
            assertThat(verdict.kind()).isEqualTo(Verdict.Kind.EQUAL);
            assertThat(verdict.mismatch()).isEmpty();
        }
    }

    @Test
    void other_counts_are_told_by_their_first_differing_outcome() {
        var found = mismatch("ideal", in("job-completed", MismatchTest::otherCounts));
        assertThat(found.reason()).isEqualTo(Reason.COUNTS_DIFFER);
        assertThat(found.sentence())
                .startsWith("Counts differ at circuit 0: first differing outcome 00, recorded 1");
    }

    @Test
    void other_counts_of_another_version_of_the_engines_are_its_doing() {
        var version = in("job-compiled", json -> circuit(json).put("engineVersion", "2"));
        var counts = in("job-completed", MismatchTest::otherCounts);
        var found = mismatch("ideal", event -> version.apply(event).flatMap(counts));
        assertThat(found.reason()).isEqualTo(Reason.ENGINE_VERSION);
        assertThat(found.sentence()).startsWith("The engines were version 2 then");
    }

    @Test
    void an_engine_that_is_no_more_is_named() {
        var found =
                mismatch(
                        "ideal", in("job-compiled", json -> circuit(json).put("engine", "abacus")));
        assertThat(found.reason()).isEqualTo(Reason.ENGINE_MISSING);
        assertThat(found.sentence()).contains("abacus");
    }

    @Test
    void counts_that_do_not_have_their_digest_were_changed() {
        var found = mismatch("ideal", in("job-completed", json -> json.put("resultDigest", LOST)));
        assertThat(found.reason()).isEqualTo(Reason.RESULT_CHANGED);
    }

    @Test
    void counts_that_are_not_there_are_said_to_be_erased_or_lost() {
        var found =
                mismatch(
                        "ideal",
                        in(
                                "job-completed",
                                json -> {
                                    loses(json, "counts");
                                    json.put("resultDigest", LOST);
                                }));
        assertThat(found.reason()).isEqualTo(Reason.RESULT_UNREADABLE);
        assertThat(found.sentence()).contains("erased or lost");
    }

    @Test
    void other_options_than_those_that_were_accepted_are_found_by_their_digest() {
        for (var field : new String[] {"shots", "seed", "priority"}) {
            var found =
                    mismatch(
                            "ideal",
                            in(
                                    "job-submitted",
                                    json -> ((ObjectNode) json.path("spec")).put(field, 3)));
            assertThat(found.reason()).as(field).isEqualTo(Reason.OPTIONS_CHANGED);
        }
    }

    @Test
    void a_compiled_program_that_was_changed_is_found_by_its_digest() {
        var found =
                mismatch(
                        "chip",
                        in(
                                "job-compiled",
                                json ->
                                        ((ObjectNode) circuit(json).path("program"))
                                                .put("text", BELL)));
        assertThat(found.reason()).isEqualTo(Reason.PROGRAM_CHANGED);
    }

    @Test
    void a_program_that_is_not_there_is_said_to_be_erased_or_lost() {
        var found = mismatch("chip", in("job-compiled", json -> loses(circuit(json), "program")));
        assertThat(found.reason()).isEqualTo(Reason.PROGRAM_UNREADABLE);
        assertThat(found.sentence()).contains("erased or lost");
    }

    @Test
    void a_log_without_its_end_and_one_with_a_gap_are_truncated() {
        var end =
                mismatch(
                        "chip",
                        event ->
                                new String(event.json(), java.nio.charset.StandardCharsets.UTF_8)
                                                .contains("job-completed")
                                        ? Optional.empty()
                                        : Optional.of(event));
        assertThat(end.reason()).isEqualTo(Reason.LOG_TRUNCATED);
        assertThat(end.sentence()).contains("the job was running");
        var gap =
                mismatch(
                        "chip",
                        event -> event.sequenceNr() == 2 ? Optional.empty() : Optional.of(event));
        assertThat(gap)
                .isEqualTo(
                        new Mismatch(
                                Reason.LOG_TRUNCATED, "Event 2 of the job is not in the log."));
        assertThat(mismatch("chip", _ -> Optional.empty()).reason())
                .isEqualTo(Reason.LOG_TRUNCATED);
    }

    @Test
    void an_event_that_cannot_be_read_breaks_the_log() {
        var found =
                mismatch(
                        "ideal",
                        event ->
                                event.sequenceNr() == 2
                                        ? Optional.of(with(event, new byte[] {'{', '}'}))
                                        : Optional.of(event));
        assertThat(found.reason()).isEqualTo(Reason.LOG_BROKEN);
        assertThat(found.sentence()).startsWith("Event 2 of the job cannot be read");
    }

    @Test
    void a_calibration_that_is_not_what_it_was_is_named() {
        var found =
                mismatch(
                        "chip",
                        in(
                                "job-compiled",
                                json ->
                                        ((ObjectNode) json.path("calibration"))
                                                .put("digest", LOST)));
        assertThat(found.reason()).isEqualTo(Reason.CALIBRATION_CHANGED);
        assertThat(found.sentence()).contains("wukong version 1");
    }

    @Test
    void a_calibration_that_is_not_there_is_named() {
        Executor here = Runnable::run;
        var without =
                new JobWork(
                        new JobWork.Calibrations() {
                            @Override
                            public CompletionStage<ChipNow> now(String chip) {
                                return version(chip, 1)
                                        .thenApply(_ -> {
                                            throw new AssertionError("it is not asked for");
                                        });
                            }

                            @Override
                            public CompletionStage<ChipSnapshot> version(
                                    String chip, long version) {
                                return CompletableFuture.failedStage(
                                        new ChipRefusedException(
                                                new ChipRefusal.UnknownVersion(chip, version, 0)));
                            }
                        },
                        cloud.archive.results(),
                        cloud.jobs.limits(),
                        here,
                        here,
                        Contents.OPEN,
                        new PreparedLately());
        var found = verdict("chip", Optional::of, without).mismatch().orElseThrow();
        assertThat(found.reason()).isEqualTo(Reason.CALIBRATION_MISSING);
        assertThat(found.sentence()).contains("wukong version 1");
    }
}
