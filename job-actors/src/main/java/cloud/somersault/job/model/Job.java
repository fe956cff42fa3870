package cloud.somersault.job.model;

import cloud.somersault.job.model.JobEvent.Compiled;
import cloud.somersault.job.model.JobEvent.ShardCompleted;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a job stands: one record for each phase. Only {@link #after(JobEvent)} changes it.
 *
 * <p>A shared journal can hold what two writers stored of the same job: two clusters that did not
 * know of each other, or a write that was given up and arrived later. Runs are functions of what is
 * stored, so such writers say the same things: a fact that is told twice changes nothing, and of
 * two ends the first stands. Only where they contradict each other is the journal broken.
 */
public sealed interface Job {

    /**
     * The state that this event leads to.
     *
     * @throws IllegalStateException if it can't follow, or contradicts what is known: the journal
     *     is broken
     */
    Job after(JobEvent event);

    /** The phase in one word, as the doors show it. */
    String phase();

    /** No job of this id was ever accepted. */
    record Unknown() implements Job {
        @Override
        public Job after(JobEvent event) {
            return switch (event) {
                case JobEvent.Submitted submitted -> new Queued(submitted);
                default -> throw cannotFollow(this, event);
            };
        }

        @Override
        public String phase() {
            return "unknown";
        }
    }

    /** Any job that was accepted. */
    sealed interface Known extends Job {
        JobEvent.Submitted submitted();

        default JobSpec spec() {
            return submitted().spec();
        }

        default String id() {
            return submitted().jobId();
        }
    }

    /** Waits for its turn. */
    record Queued(JobEvent.Submitted submitted) implements Known {
        @Override
        public Job after(JobEvent event) {
            return switch (event) {
                case Compiled compiled -> new Running(submitted, compiled, new TreeMap<>());
                case JobEvent.Failed failed -> new Failed(submitted, Optional.empty(), failed);
                case JobEvent.Cancelled cancelled ->
                        new Cancelled(submitted, Optional.empty(), cancelled);
                case JobEvent.Submitted again -> toldTwice(this, again);
                case ShardCompleted _, JobEvent.Completed _ -> throw cannotFollow(this, event);
            };
        }

        @Override
        public String phase() {
            return "submitted";
        }
    }

    /** Compiled; its shards are being run. */
    record Running(
            JobEvent.Submitted submitted,
            Compiled compiled,
            SortedMap<Integer, ShardCompleted> done)
            implements Known {
        public Running {
            done = Collections.unmodifiableSortedMap(new TreeMap<>(done));
        }

        /** Whether these counts are of this job as it was compiled, and not yet there. */
        public boolean misses(JobProtocol.ShardCounted counted) {
            return counted.preparation().equals(Optional.of(compiled.preparation()))
                    && !done.containsKey(counted.shard());
        }

        /** Whether every shard is counted. */
        public boolean allDone() {
            return done.size() == compiled.shards().size();
        }

        @Override
        public Job after(JobEvent event) {
            return switch (event) {
                case ShardCompleted shard when !done.containsKey(shard.shard()) -> {
                    var more = new TreeMap<>(done);
                    more.put(shard.shard(), shard);
                    yield new Running(submitted, compiled, more);
                }
                case ShardCompleted shard -> countedTwice(shard);
                case JobEvent.Completed completed -> new Completed(submitted, compiled, completed);
                case JobEvent.Failed failed -> new Failed(submitted, Optional.of(compiled), failed);
                case JobEvent.Cancelled cancelled ->
                        new Cancelled(submitted, Optional.of(compiled), cancelled);
                case JobEvent.Submitted again -> toldTwice(this, again);
                // Nothing was counted of the other preparation, so nothing is lost with it.
                case Compiled again when done.isEmpty() ->
                        new Running(submitted, again, new TreeMap<>());
                case Compiled _ -> throw cannotFollow(this, event);
            };
        }

        private Running countedTwice(ShardCompleted again) {
            var first = Objects.requireNonNull(done.get(again.shard()));
            if (!again.counts().equals(first.counts())) {
                throw cannotFollow(this, again);
            }
            return this;
        }

        @Override
        public String phase() {
            return "running";
        }
    }

    /** Has its result. */
    record Completed(JobEvent.Submitted submitted, Compiled compiled, JobEvent.Completed completed)
            implements Known {
        @Override
        public Job after(JobEvent event) {
            if (event instanceof JobEvent.Completed again
                    && !again.resultDigest().equals(completed.resultDigest())) {
                throw cannotFollow(this, event);
            }
            return toldTwice(this, event);
        }

        @Override
        public String phase() {
            return "completed";
        }
    }

    /** Ended without a result. */
    record Failed(JobEvent.Submitted submitted, Optional<Compiled> compiled, JobEvent.Failed failed)
            implements Known {
        @Override
        public Job after(JobEvent event) {
            return toldTwice(this, event);
        }

        @Override
        public String phase() {
            return "failed";
        }
    }

    /** Taken back by its user. */
    record Cancelled(
            JobEvent.Submitted submitted, Optional<Compiled> compiled, JobEvent.Cancelled cancelled)
            implements Known {
        @Override
        public Job after(JobEvent event) {
            return toldTwice(this, event);
        }

        @Override
        public String phase() {
            return "cancelled";
        }
    }

    /** When it started to run, if it did. */
    static Optional<Instant> startedAt(Job job) {
        return compiled(job).map(Compiled::at);
    }

    /** What was compiled for it, if it came so far. */
    static Optional<Compiled> compiled(Job job) {
        return switch (job) {
            case Unknown _, Queued _ -> Optional.empty();
            case Running running -> Optional.of(running.compiled());
            case Completed completed -> Optional.of(completed.compiled());
            case Failed failed -> failed.compiled();
            case Cancelled cancelled -> cancelled.compiled();
        };
    }

    /** Another writer's event, after which the job stands as before. */
    private static <J extends Known> J toldTwice(J job, JobEvent event) {
        if (event instanceof JobEvent.Submitted again
                && !again.specDigest().equals(job.submitted().specDigest())) {
            throw cannotFollow(job, event);
        }
        return job;
    }

    private static IllegalStateException cannotFollow(Job job, JobEvent event) {
        return new IllegalStateException(
                "broken journal: " + event.getClass().getSimpleName() + " after " + job.phase());
    }
}
