package cloud.somersault.job.model;

import cloud.somersault.job.model.JobEvent.Compiled;
import cloud.somersault.job.model.JobEvent.ShardCompleted;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a job stands: one record for each phase. Only {@link #after(JobEvent)} changes it. */
public sealed interface Job {

    /** The state that this event leads to; an event that can't follow means a broken journal. */
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
                case JobEvent.Submitted _, ShardCompleted _, JobEvent.Completed _ ->
                        throw cannotFollow(this, event);
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
                case ShardCompleted shard -> {
                    var more = new TreeMap<>(done);
                    if (more.put(shard.shard(), shard) != null) {
                        throw cannotFollow(this, event);
                    }
                    yield new Running(submitted, compiled, more);
                }
                case JobEvent.Completed completed -> new Completed(submitted, compiled, completed);
                case JobEvent.Failed failed -> new Failed(submitted, Optional.of(compiled), failed);
                case JobEvent.Cancelled cancelled ->
                        new Cancelled(submitted, Optional.of(compiled), cancelled);
                case JobEvent.Submitted _, Compiled _ -> throw cannotFollow(this, event);
            };
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
            throw cannotFollow(this, event);
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
            throw cannotFollow(this, event);
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
            throw cannotFollow(this, event);
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

    private static IllegalStateException cannotFollow(Job job, JobEvent event) {
        return new IllegalStateException(
                "broken journal: " + event.getClass().getSimpleName() + " after " + job.phase());
    }
}
