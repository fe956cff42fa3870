package cloud.somersault.job;

import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobCommand;
import cloud.somersault.job.model.JobDecider;
import cloud.somersault.job.model.JobDecision;
import cloud.somersault.job.model.JobProtocol.ShardCounted;
import cloud.somersault.job.run.WholeJob;
import java.time.Duration;
import java.util.Optional;

/**
 * A small job that is prepared and out with a worker. What was compiled is stored together with the
 * result, in one trip to the disk; if the node is lost before, nothing has happened, and the job is
 * prepared anew.
 *
 * @param running the job as it will be once this is stored
 */
record Unstored(JobCommand.Start start, Job.Running running) {
    /** After so long without a result it is stored by itself. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    /** If the job is small enough. */
    static Optional<Unstored> of(Job job, JobCommand.Start start) {
        return JobDecider.decide(job, start) instanceof JobDecision.Happened(var events)
                        && job.after(events.getFirst()) instanceof Job.Running running
                        && running.compiled().shards().size() == 1
                        && WholeJob.isQuick(JobWork.seconds(running.compiled()))
                ? Optional.of(new Unstored(start, running))
                : Optional.empty();
    }

    /** Whether counts are of this preparation, and not of one before it. */
    boolean prepared(ShardCounted counted) {
        return counted.preparation().equals(Optional.of(running.compiled().preparation()));
    }
}
