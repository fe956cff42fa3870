package cloud.somersault.job.model;

import static cloud.somersault.job.model.JobDecision.happened;
import static cloud.somersault.job.model.JobDecision.refused;

import java.util.List;
import java.util.Optional;

/** The rules of a job's life. Pure: state and command in, decision out. */
public final class JobDecider {

    private JobDecider() {}

    /** What a command does to a job. */
    public static JobDecision decide(Job job, JobCommand command) {
        return switch (command) {
            case JobCommand.Submit submit -> submit(job, submit);
            case JobCommand.Start start -> start(job, start);
            case JobCommand.CompleteShard shard -> completeShard(job, shard);
            case JobCommand.Complete complete -> complete(job, complete);
            case JobCommand.Finish finish -> finish(job, finish);
            case JobCommand.Fail fail -> fail(job, fail);
            case JobCommand.Cancel cancel -> cancel(job, cancel);
        };
    }

    private static JobDecision submit(Job job, JobCommand.Submit submit) {
        return switch (job) {
            case Job.Unknown _ ->
                    happened(
                            new JobEvent.Submitted(
                                    submit.jobId(),
                                    submit.spec(),
                                    submit.spec().digest(),
                                    submit.at(),
                                    submit.traceId(),
                                    submit.contentKey(),
                                    Optional.empty()));
            case Job.Known known when submit.spec().hasDigest(known.submitted().specDigest()) ->
                    new JobDecision.Unchanged();
            case Job.Known _ ->
                    refused(
                            "idempotency-key-reused",
                            "This Idempotency-Key came before with another request.",
                            "Use a new key for a new job; repeat a request unchanged to retry it.");
        };
    }

    private static JobDecision start(Job job, JobCommand.Start start) {
        return switch (job) {
            case Job.Queued _ -> happened(compiled(start));
            case Job.Unknown _ -> notFound();
            case Job.Known _ -> new JobDecision.Unchanged();
        };
    }

    private static JobDecision completeShard(Job job, JobCommand.CompleteShard shard) {
        return switch (job) {
            case Job.Running running
                    when shard.shard() < running.compiled().shards().size()
                            && !running.done().containsKey(shard.shard()) ->
                    happened(
                            new JobEvent.ShardCompleted(
                                    shard.shard(),
                                    shard.counts(),
                                    shard.truncationErrors(),
                                    shard.node(),
                                    shard.seconds(),
                                    shard.at()));
            case Job.Unknown _ -> notFound();
            case Job.Known _ -> new JobDecision.Unchanged();
        };
    }

    private static JobDecision complete(Job job, JobCommand.Complete complete) {
        return switch (job) {
            case Job.Running running
                    when running.compiled().shards().size() == 1 || running.allDone() ->
                    happened(completed(complete));
            case Job.Unknown _ -> notFound();
            case Job.Known _ -> new JobDecision.Unchanged();
        };
    }

    /** What is missing of it; a job that has been prepared otherwise meanwhile stays at that. */
    private static JobDecision finish(Job job, JobCommand.Finish finish) {
        return switch (job) {
            case Job.Queued _ when finish.start().shards().size() == 1 ->
                    new JobDecision.Happened(
                            List.of(compiled(finish.start()), completed(finish.complete())));
            case Job.Running running
                    when running.compiled().equals(compiled(finish.start()))
                            && running.compiled().shards().size() == 1 ->
                    happened(completed(finish.complete()));
            case Job.Unknown _ -> notFound();
            case Job.Known _ -> new JobDecision.Unchanged();
        };
    }

    private static JobEvent compiled(JobCommand.Start start) {
        return new JobEvent.Compiled(
                start.calibration(),
                start.truth(),
                start.heldQubits(),
                start.use(),
                start.placement(),
                start.circuits(),
                start.shards(),
                start.at());
    }

    private static JobEvent completed(JobCommand.Complete complete) {
        return new JobEvent.Completed(
                complete.resultDigest(),
                complete.counts(),
                complete.truncationErrors(),
                complete.seconds(),
                complete.at());
    }

    private static JobDecision fail(Job job, JobCommand.Fail fail) {
        return switch (job) {
            case Job.Queued _, Job.Running _ ->
                    happened(new JobEvent.Failed(fail.code(), fail.message(), fail.at()));
            case Job.Unknown _ -> notFound();
            case Job.Completed _, Job.Failed _, Job.Cancelled _ -> new JobDecision.Unchanged();
        };
    }

    private static JobDecision cancel(Job job, JobCommand.Cancel cancel) {
        return switch (job) {
            case Job.Queued _, Job.Running _ -> happened(new JobEvent.Cancelled(cancel.at()));
            case Job.Cancelled _ -> new JobDecision.Unchanged();
            case Job.Completed _, Job.Failed _ ->
                    refused(
                            "job-already-ended",
                            "The job has " + job.phase() + " and can't be cancelled.",
                            "Read its result, or submit it again.");
            case Job.Unknown _ -> notFound();
        };
    }

    private static JobDecision notFound() {
        return refused(
                "job-not-found", "There is no job of this id.", "List the jobs with GET /v1/jobs.");
    }
}
