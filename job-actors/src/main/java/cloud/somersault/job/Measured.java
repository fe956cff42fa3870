package cloud.somersault.job;

import cloud.somersault.job.meter.JobMeters;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.trace.JobMark;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of one job what is worth counting or a line in the log, once each, when it is durable. */
final class Measured {
    private static final Logger LOG = LoggerFactory.getLogger(Measured.class);

    private final String jobId;
    private final JobMeters meters;
    private final LongSupplier nanos;

    Measured(String jobId, JobMeters meters, LongSupplier nanos) {
        this.nanos = nanos;
        this.jobId = jobId;
        this.meters = meters;
    }

    void recovered(double seconds) {
        meters.recovered(seconds);
    }

    /** Something has to be tried again. */
    void trouble(Job job, String what, Throwable cause) {
        JobMark.of(jobId, job).say(() -> LOG.warn("job {}: {}", jobId, what, cause));
    }

    /** These go to the journal now; the answer is to be told when they are there. */
    Consumer<Job> stored(List<JobEvent> events) {
        long begun = nanos.getAsLong();
        return after -> {
            meters.written(events.size(), (nanos.getAsLong() - begun) / 1e9);
            happened(after, events);
        };
    }

    private void happened(Job after, List<JobEvent> events) {
        if (!(after instanceof Job.Known known)) {
            return;
        }
        var target = known.spec().target();
        if (LOG.isDebugEnabled()) {
            JobMark.of(jobId, known).say(() -> events.forEach(Measured::say));
        }
        for (var event : events) {
            switch (event) {
                case JobEvent.Submitted _ -> meters.accepted(target);
                case JobEvent.Completed _, JobEvent.Failed _, JobEvent.Cancelled _ ->
                        ended(known, event);
                case JobEvent.Compiled _, JobEvent.ShardCompleted _ -> {}
            }
        }
    }

    private static void say(JobEvent event) {
        switch (event) {
            case JobEvent.Submitted _ -> LOG.debug("the job is stored");
            case JobEvent.Compiled compiled ->
                    LOG.debug(
                            "{} circuits compiled, {} shards",
                            compiled.circuits().size(),
                            compiled.shards().size());
            case JobEvent.ShardCompleted(int shard, _, _, var node, double seconds, _) ->
                    LOG.debug("shard {} came from {}, {} s", shard, node, seconds);
            case JobEvent.Completed completed ->
                    LOG.debug("the job has completed, {} s of work", completed.seconds());
            case JobEvent.Failed failed -> LOG.debug("the job has failed: {}", failed.code());
            case JobEvent.Cancelled _ -> LOG.debug("the job was cancelled");
        }
    }

    private void ended(Job.Known job, JobEvent event) {
        var target = job.spec().target();
        var took = Duration.between(job.submitted().at(), event.at());
        meters.ended(target, job.phase(), Math.max(0, took.toNanos() / 1e9));
        if (event instanceof JobEvent.Completed) {
            Job.compiled(job)
                    .flatMap(JobEvent.Compiled::use)
                    .ifPresent(use -> meters.chipUsed(target, use.chipSeconds()));
        }
    }
}
