package cloud.somersault.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.job.model.JobCommand.Cancel;
import cloud.somersault.job.model.JobCommand.Complete;
import cloud.somersault.job.model.JobCommand.CompleteShard;
import cloud.somersault.job.model.JobCommand.Fail;
import cloud.somersault.job.model.JobCommand.Finish;
import cloud.somersault.job.model.JobCommand.Start;
import cloud.somersault.job.model.JobCommand.Submit;
import cloud.somersault.job.model.JobEvent.Shard;
import cloud.somersault.job.model.JobEvent.Slice;
import cloud.somersault.job.model.JobSpec.ProgramText;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

/** The rules of a job's life, told as stories. */
class JobDeciderTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Kept COUNTS = new Kept.Inside("circuit 0 bits 1\n0 5\n1 5\n");
    private static final List<TruncationError> ERRORS = List.of(new TruncationError(0, 0.02));

    /** The digests of {@link #spec} with ten shots, by sha256sum over the text of either form. */
    private static final String BEFORE_IT =
            "35500e7856e25a91c89e8a8bd753b9d51e822eb5d01fff020d8fe97fa7dc108b";

    private static final String SINCE_IT =
            "ffdf63fc2592b6c52614f19da988613ddbe24f20b13555e03c6bd2bdbb3f03ef";

    private static JobSpec spec(long shots) {
        return new JobSpec(
                "bell",
                "alice",
                JobSpec.IDEAL,
                List.of(new ProgramText("openqasm-3", "OPENQASM 3.0;", Map.of())),
                shots,
                7,
                5,
                JobSpec.Options.DEFAULT);
    }

    private static Submit submit() {
        return new Submit("j1", spec(10), NOON);
    }

    private static Start start(int shards) {
        return new Start(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                IntStream.range(0, shards)
                        .mapToObj(i -> new Shard(List.of(new Slice(0, i, 1))))
                        .toList(),
                NOON);
    }

    private static CompleteShard shard(int shard) {
        return new CompleteShard(shard, COUNTS, ERRORS, "node", 0.1, NOON);
    }

    private static Complete complete() {
        return new Complete("digest", COUNTS, ERRORS, 0.1, NOON);
    }

    private static Job after(JobCommand... commands) {
        Job job = new Job.Unknown();
        for (var command : commands) {
            if (JobDecider.decide(job, command) instanceof JobDecision.Happened(var events)) {
                for (var event : events) {
                    job = job.after(event);
                }
            }
        }
        return job;
    }

    private static String refusal(Job job, JobCommand command) {
        return JobDecider.decide(job, command) instanceof JobDecision.Refused(var refusal)
                ? refusal.code()
                : "none";
    }

    @Test
    void a_new_job_is_accepted_and_waits() {
        assertThat(after(submit()).phase()).isEqualTo("submitted");
    }

    @Test
    void the_same_submission_again_changes_nothing() {
        assertThat(JobDecider.decide(after(submit()), submit()))
                .isEqualTo(new JobDecision.Unchanged());
    }

    @Test
    void another_submission_under_the_same_id_is_refused() {
        assertThat(refusal(after(submit()), new Submit("j1", spec(11), NOON)))
                .isEqualTo("idempotency-key-reused");
    }

    /** A named seed implies it since 43c749b; what earlier doors accepted says nothing of it. */
    @Test
    void a_retry_that_now_implies_to_be_alone_on_the_chip_is_known_across_builds() {
        var alone = JobSpec.Options.DEFAULT.withExclusive(Optional.of(true));
        var now = spec(10).withOptions(alone);
        // By the builds before it, and by those between it and this one.
        assertThat(spec(10).digest()).isEqualTo(BEFORE_IT);
        assertThat(now.digest()).isEqualTo(BEFORE_IT);
        for (var digest : List.of(BEFORE_IT, SINCE_IT)) {
            var known = new Job.Queued(new JobEvent.Submitted("j1", spec(10), digest, NOON));
            assertThat(JobDecider.decide(known, new Submit("j1", now, NOON)))
                    .isEqualTo(new JobDecision.Unchanged());
            var beside = spec(10).withOptions(alone.withExclusive(Optional.of(false)));
            assertThat(refusal(known, new Submit("j1", beside, NOON)))
                    .isEqualTo("idempotency-key-reused");
            assertThat(refusal(known, new Submit("j1", spec(11).withOptions(alone), NOON)))
                    .isEqualTo("idempotency-key-reused");
        }
    }

    @Test
    void a_job_of_one_shard_completes_at_once() {
        assertThat(after(submit(), start(1), complete()).phase()).isEqualTo("completed");
    }

    @Test
    void a_small_job_is_compiled_and_completed_in_one_write() {
        var finish = new Finish(start(1), complete());
        assertThat(JobDecider.decide(after(submit()), finish))
                .isInstanceOfSatisfying(
                        JobDecision.Happened.class,
                        happened ->
                                assertThat(happened.events())
                                        .hasExactlyElementsOfTypes(
                                                JobEvent.Compiled.class, JobEvent.Completed.class));
        assertThat(after(submit(), finish)).isEqualTo(after(submit(), start(1), complete()));
    }

    @Test
    void a_small_job_that_was_stored_while_its_counts_came_gets_its_result_too() {
        assertThat(after(submit(), start(1), new Finish(start(1), complete())))
                .isEqualTo(after(submit(), start(1), complete()));
    }

    @Test
    void the_result_of_a_whole_job_that_comes_twice_or_too_late_changes_nothing() {
        var finish = new Finish(start(1), complete());
        var unchanged = new JobDecision.Unchanged();
        assertThat(JobDecider.decide(after(submit(), finish), finish)).isEqualTo(unchanged);
        assertThat(JobDecider.decide(after(submit(), start(3)), finish)).isEqualTo(unchanged);
        assertThat(JobDecider.decide(after(submit(), new Cancel(NOON)), finish))
                .isEqualTo(unchanged);
        assertThat(refusal(after(), finish)).isEqualTo("job-not-found");
    }

    @Test
    void counts_of_another_preparation_are_not_missed() {
        var running = (Job.Running) after(submit(), start(3));
        assertThat(running.misses(counted(1, NOON))).isTrue();
        assertThat(running.misses(counted(1, NOON.plusNanos(1)))).isFalse();
        assertThat(((Job.Running) after(submit(), start(3), shard(1))).misses(counted(1, NOON)))
                .isFalse();
    }

    private static JobProtocol.ShardCounted counted(int shard, Instant preparedAt) {
        return new JobProtocol.ShardCounted(
                shard,
                Optional.of(preparedAt.toString()),
                "",
                List.of(),
                "node",
                0.1,
                TestInbox.<JobProtocol.Received>create().getRef());
    }

    @Test
    void a_job_of_three_shards_completes_only_when_all_are_counted() {
        assertThat(after(submit(), start(3), shard(0), shard(2), complete()).phase())
                .isEqualTo("running");
        assertThat(after(submit(), start(3), shard(0), shard(2), shard(1), complete()).phase())
                .isEqualTo("completed");
    }

    @Test
    void a_shard_counts_once_however_often_it_is_brought() {
        var job = after(submit(), start(2), shard(0));
        assertThat(JobDecider.decide(job, shard(0))).isEqualTo(new JobDecision.Unchanged());
    }

    @Test
    void a_shard_that_the_job_does_not_have_is_ignored() {
        assertThat(JobDecider.decide(after(submit(), start(2)), shard(2)))
                .isEqualTo(new JobDecision.Unchanged());
    }

    @Test
    void a_waiting_or_running_job_can_be_cancelled_and_cancelling_twice_is_harmless() {
        assertThat(after(submit(), new Cancel(NOON)).phase()).isEqualTo("cancelled");
        var job = after(submit(), start(2), shard(0), new Cancel(NOON));
        assertThat(job.phase()).isEqualTo("cancelled");
        assertThat(JobDecider.decide(job, new Cancel(NOON))).isEqualTo(new JobDecision.Unchanged());
    }

    @Test
    void a_cancelled_job_is_never_started_nor_completed() {
        var job = after(submit(), new Cancel(NOON), start(1), complete());
        assertThat(job.phase()).isEqualTo("cancelled");
    }

    @Test
    void an_ended_job_can_not_be_cancelled() {
        assertThat(refusal(after(submit(), start(1), complete()), new Cancel(NOON)))
                .isEqualTo("job-already-ended");
        assertThat(refusal(after(submit(), new Fail("x", "y", NOON)), new Cancel(NOON)))
                .isEqualTo("job-already-ended");
    }

    @Test
    void nothing_can_be_asked_of_a_job_that_does_not_exist() {
        for (var command :
                List.of(
                        start(1),
                        shard(0),
                        complete(),
                        new Fail("x", "y", NOON),
                        new Cancel(NOON))) {
            assertThat(refusal(new Job.Unknown(), command)).isEqualTo("job-not-found");
        }
    }

    @Test
    void an_event_that_can_not_follow_means_a_broken_journal() {
        var counted = new JobEvent.Completed("digest", COUNTS, ERRORS, 0.1, NOON);
        assertThatThrownBy(() -> after(submit()).after(counted))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broken journal");
    }

    /**
     * Law: whatever is asked in whatever order, what is decided can be replayed, and an end is an
     * end.
     */
    @Test
    void any_commands_in_any_order_leave_a_journal_that_replays() {
        var dice = new SplittableRandom(Long.getLong("seed", 4));
        for (int story = 0; story < 2000; story++) {
            Job job = new Job.Unknown();
            var journal = new java.util.ArrayList<JobEvent>();
            for (int step = 0; step < 12; step++) {
                var command =
                        switch (dice.nextInt(7)) {
                            case 0, 1 -> submit();
                            case 2 -> start(1 + dice.nextInt(3));
                            case 3 -> shard(dice.nextInt(4));
                            case 4 -> complete();
                            case 5 -> new Fail("x", "y", NOON);
                            default -> new Cancel(NOON);
                        };
                if (JobDecider.decide(job, command) instanceof JobDecision.Happened(var events)) {
                    for (var event : events) {
                        journal.add(event);
                        job = job.after(event);
                    }
                }
            }
            Job replayed = new Job.Unknown();
            for (var event : journal) {
                replayed = replayed.after(event);
            }
            assertThat(replayed).isEqualTo(job);
            assertThat(journal.stream().filter(JobDeciderTest::ends).count()).isLessThan(2);
        }
    }

    private static boolean ends(JobEvent event) {
        return switch (event) {
            case JobEvent.Completed _, JobEvent.Failed _, JobEvent.Cancelled _ -> true;
            case JobEvent.Submitted _, JobEvent.Compiled _, JobEvent.ShardCompleted _ -> false;
        };
    }
}
