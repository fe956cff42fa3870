package cloud.somersault.job;

import cloud.somersault.job.model.Digest;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobCommand;
import cloud.somersault.job.model.JobProtocol.Message;
import cloud.somersault.job.model.JobProtocol.Received;
import cloud.somersault.job.model.JobProtocol.ShardCounted;
import cloud.somersault.job.model.JobProtocol.WholeCounted;
import cloud.somersault.job.model.TruncationError;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;

/** Has counts kept, and says what a job is to do with them then. */
record KeptCounts(JobWork work, Clock clock) {

    /** The counts of one shard of several lie where they belong. */
    record ShardKept(JobCommand.CompleteShard command, ActorRef<Received> replyTo)
            implements Message {}

    /** The result of the whole job does. */
    record ResultKept(JobCommand command, Optional<ActorRef<Received>> replyTo)
            implements Message {}

    CompletionStage<ShardKept> shard(Job.Known job, ShardCounted counted) {
        return work.keep(job.submitted().under(), counted.counts())
                .thenApply(kept ->
                        new ShardKept(
                                new JobCommand.CompleteShard(
                                        counted.shard(),
                                        kept,
                                        counted.truncationErrors(),
                                        counted.node(),
                                        counted.seconds(),
                                        clock.instant()),
                                counted.replyTo()));
    }

    /** The only shard of a job of which is stored what was compiled. */
    CompletionStage<ResultKept> onlyShard(Job.Known job, ShardCounted counted) {
        return complete(job, counted.counts(), counted.truncationErrors(), counted.seconds())
                .thenApply(complete -> new ResultKept(complete, Optional.of(counted.replyTo())));
    }

    /** The only shard of a job of which nothing is stored yet. */
    CompletionStage<ResultKept> onlyShard(
            Job.Known job, JobCommand.Start start, ShardCounted counted) {
        return complete(job, counted.counts(), counted.truncationErrors(), counted.seconds())
                .thenApply(complete ->
                        new ResultKept(
                                new JobCommand.Finish(start, complete),
                                Optional.of(counted.replyTo())));
    }

    /** A job that was run whole. */
    CompletionStage<ResultKept> whole(Job.Known job, WholeCounted counted) {
        var submittedAt = job.submitted().at();
        var begun = clock.instant().minusNanos((long) (counted.seconds() * 1e9));
        var start =
                new JobCommand.Start(
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        counted.circuits(),
                        counted.shards(),
                        begun.isBefore(submittedAt) ? submittedAt : begun);
        return complete(job, counted.counts(), counted.truncationErrors(), counted.seconds())
                .thenApply(complete ->
                        new ResultKept(
                                new JobCommand.Finish(start, complete),
                                Optional.of(counted.replyTo())));
    }

    /** All shards of a job that was cut. */
    CompletionStage<ResultKept> ofAllShards(Job.Running job) {
        return work.assemble(job)
                .thenApply(result ->
                        new ResultKept(
                                new JobCommand.Complete(
                                        result.digest(),
                                        result.counts(),
                                        result.truncationErrors(),
                                        result.seconds(),
                                        clock.instant()),
                                Optional.empty()));
    }

    private CompletionStage<JobCommand.Complete> complete(
            Job.Known job, String counts, List<TruncationError> errors, double seconds) {
        return work.keep(job.submitted().under(), counts)
                .thenApply(kept ->
                        new JobCommand.Complete(
                                Digest.sha256(counts), kept, errors, seconds, clock.instant()));
    }
}
