package cloud.somersault.job.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.job.model.JobEvent.Cancelled;
import cloud.somersault.job.model.JobEvent.Compiled;
import cloud.somersault.job.model.JobEvent.Completed;
import cloud.somersault.job.model.JobEvent.Failed;
import cloud.somersault.job.model.JobEvent.Shard;
import cloud.somersault.job.model.JobEvent.ShardCompleted;
import cloud.somersault.job.model.JobEvent.Slice;
import cloud.somersault.job.model.JobEvent.Submitted;
import cloud.somersault.job.model.JobSpec.ProgramText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A shared journal holds what two writers stored of one job, each of whom thought it was alone. */
class TwoWritersTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final int SHARDS = 3;
    private static final JobSpec SPEC =
            new JobSpec(
                    "bell",
                    "alice",
                    JobSpec.IDEAL,
                    List.of(new ProgramText("openqasm-3", "OPENQASM 3.0;", Map.of())),
                    30,
                    7,
                    5,
                    JobSpec.Options.DEFAULT);
    private static final Submitted SUBMITTED = new Submitted("j1", SPEC, SPEC.digest(), NOON);

    private static Compiled compiled(long at) {
        var shards =
                IntStream.range(0, SHARDS)
                        .mapToObj(i -> new Shard(List.of(new Slice(0, 10 * i, 10))))
                        .toList();
        return new Compiled(
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of(),
                shards,
                NOON.plusSeconds(at));
    }

    private static ShardCompleted shard(int shard, String counts, long at) {
        return new ShardCompleted(
                shard, new Kept.Inside(counts), List.of(), "n" + at, 0.1, NOON.plusSeconds(at));
    }

    private static ShardCompleted shard(int shard, long at) {
        return shard(shard, "circuit 0 bits 1\n0 " + shard + "\n", at);
    }

    private static Completed completed(String digest, long at) {
        return new Completed(digest, new Kept.Inside("all"), List.of(), 0.1, NOON.plusSeconds(at));
    }

    private static Job fold(List<? extends JobEvent> events) {
        Job job = new Job.Unknown();
        for (var event : events) {
            job = job.after(event);
        }
        return job;
    }

    /**
     * The journal of a job of two clusters on one Cassandra, as recovery read it: the replay filter
     * had left out the older writer's 5 and 6, and a third writer had stored the end once more.
     */
    @Test
    void an_end_that_was_stored_twice_with_the_same_counts_is_one_end() {
        var told = new ArrayList<JobEvent>();
        told.add(SUBMITTED);
        told.add(compiled(3));
        IntStream.range(0, SHARDS).forEach(i -> told.add(shard(i, 5 + i)));
        told.add(completed("d", 29));
        var once = fold(told);
        told.add(completed("d", 53));
        assertThat(fold(told)).isEqualTo(once);
    }

    @Test
    void two_ends_with_different_counts_are_a_broken_journal() {
        var job = fold(List.of(SUBMITTED, compiled(1), completed("d", 2)));
        assertThatThrownBy(() -> job.after(completed("e", 3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broken journal");
    }

    @Test
    void a_shard_that_was_stored_twice_is_counted_once_and_may_not_contradict_itself() {
        var job = fold(List.of(SUBMITTED, compiled(1), shard(2, 2)));
        assertThat(job.after(shard(2, 9))).isEqualTo(job);
        assertThatThrownBy(() -> job.after(shard(2, "circuit 0 bits 1\n1 2\n", 9)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("broken journal");
    }

    @Test
    void another_request_under_the_same_id_is_a_broken_journal() {
        var other = new Submitted("j1", SPEC, "another", NOON);
        for (var told :
                List.of(
                        List.of(SUBMITTED),
                        List.of(SUBMITTED, compiled(1)),
                        List.of(SUBMITTED, new Cancelled(NOON)))) {
            assertThat(fold(told).after(SUBMITTED)).isEqualTo(fold(told));
            assertThatThrownBy(() -> fold(told).after(other))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("broken journal");
        }
    }

    @Test
    void of_two_ends_the_first_stands() {
        var cancelled = fold(List.of(SUBMITTED, compiled(1), new Cancelled(NOON)));
        assertThat(cancelled.after(shard(0, 2)).after(completed("d", 3))).isEqualTo(cancelled);
        var failed = fold(List.of(SUBMITTED, new Failed("x", "y", NOON)));
        assertThat(failed.after(compiled(1)).after(new Cancelled(NOON))).isEqualTo(failed);
    }

    /**
     * Law: wherever a second writer began, in whatever order its workers came, and however the rows
     * of both lie in the table (by number, then by time), the job is read and ended with the counts
     * that both have.
     */
    @Test
    void whatever_two_writers_of_one_job_stored_is_read_as_one_job() {
        var dice = new SplittableRandom(Long.getLong("seed", 11));
        for (int story = 0; story < 2000; story++) {
            var one = history(dice, List.of(SUBMITTED), 0);
            var other = history(dice, one.subList(0, 1 + dice.nextInt(one.size() - 1)), 100);
            var rows = new ArrayList<JobEvent>();
            for (int number = 0; number < Math.max(one.size(), other.size()); number++) {
                if (number < one.size()) {
                    rows.add(one.get(number));
                }
                if (number < other.size() && !rows.contains(other.get(number))) {
                    rows.add(other.get(number));
                }
            }
            var job = fold(rows);
            assertThat(job).as("%s", rows).isInstanceOf(Job.Completed.class);
            assertThat(((Job.Completed) job).completed().resultDigest()).isEqualTo("d");
            assertThat(fold(other).phase()).isEqualTo("completed");
        }
    }

    /** How a writer goes on that knows these events. */
    private static List<JobEvent> history(
            SplittableRandom dice, List<? extends JobEvent> known, long from) {
        var events = new ArrayList<JobEvent>(known);
        long at = from + events.size();
        for (var job = fold(events); !(job instanceof Job.Completed); job = fold(events)) {
            at++;
            if (job instanceof Job.Queued) {
                events.add(compiled(at));
            } else if (job instanceof Job.Running running && !running.allDone()) {
                int shard = dice.nextInt(SHARDS);
                if (!running.done().containsKey(shard)) {
                    events.add(shard(shard, at));
                }
            } else {
                events.add(completed("d", at));
            }
        }
        return events;
    }
}
