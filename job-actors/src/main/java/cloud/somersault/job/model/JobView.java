package cloud.somersault.job.model;

import java.time.Instant;
import java.util.Optional;

/**
 * A job as its user sees it, small enough to ask for often.
 *
 * @param phase submitted, running, completed, failed or cancelled
 * @param shards how many pieces; 0 until it runs
 * @param chip what it has of its chip, once it is compiled; absent in lists
 */
public record JobView(
        String id,
        String name,
        String tenant,
        String target,
        String phase,
        long shots,
        long seed,
        int programs,
        int priority,
        Instant submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> endedAt,
        int shards,
        int shardsCompleted,
        Optional<Long> calibrationVersion,
        Optional<String> resultDigest,
        Optional<Failure> failure,
        Optional<ChipShare> chip)
        implements JobMessage {

    /** As lists have it. */
    public JobView(
            String id,
            String name,
            String tenant,
            String target,
            String phase,
            long shots,
            long seed,
            int programs,
            int priority,
            Instant submittedAt,
            Optional<Instant> startedAt,
            Optional<Instant> endedAt,
            int shards,
            int shardsCompleted,
            Optional<Long> calibrationVersion,
            Optional<String> resultDigest,
            Optional<Failure> failure) {
        this(
                id,
                name,
                tenant,
                target,
                phase,
                shots,
                seed,
                programs,
                priority,
                submittedAt,
                startedAt,
                endedAt,
                shards,
                shardsCompleted,
                calibrationVersion,
                resultDigest,
                failure,
                Optional.empty());
    }

    /** Why there is no result. */
    public record Failure(String code, String message) {}

    /** Of a job, if it was accepted. */
    public static Optional<JobView> ofKnown(Job job) {
        return job instanceof Job.Known known ? Optional.of(of(known)) : Optional.empty();
    }

    /** Of a job that was accepted. */
    public static JobView of(Job.Known job) {
        var compiled = Job.compiled(job);
        int shards = compiled.map(one -> one.shards().size()).orElse(0);
        var spec = job.spec();
        return new JobView(
                job.id(),
                spec.name(),
                spec.tenant(),
                spec.target(),
                job.phase(),
                spec.shots(),
                spec.seed(),
                spec.programs().size(),
                spec.priority(),
                job.submitted().at(),
                Job.startedAt(job),
                endedAt(job),
                shards,
                switch (job) {
                    case Job.Running running -> running.done().size();
                    case Job.Completed _ -> shards;
                    case Job.Queued _, Job.Failed _, Job.Cancelled _ -> 0;
                },
                compiled.flatMap(JobEvent.Compiled::calibration)
                        .map(JobEvent.CalibrationUsed::version),
                job instanceof Job.Completed completed
                        ? Optional.of(completed.completed().resultDigest())
                        : Optional.empty(),
                job instanceof Job.Failed(_, _, var failed)
                        ? Optional.of(new Failure(failed.code(), failed.message()))
                        : Optional.empty(),
                compiled.flatMap(ChipShare::of));
    }

    private static Optional<Instant> endedAt(Job.Known job) {
        return switch (job) {
            case Job.Queued _, Job.Running _ -> Optional.empty();
            case Job.Completed completed -> Optional.of(completed.completed().at());
            case Job.Failed failed -> Optional.of(failed.failed().at());
            case Job.Cancelled cancelled -> Optional.of(cancelled.cancelled().at());
        };
    }
}
