package cloud.somersault.job;

import cloud.somersault.job.meter.JobMeters;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobEvent;
import java.time.Duration;
import java.util.List;

/** Tells of one job what is worth counting, once each, when it is durable. */
final class Measured {
    private final JobMeters meters;

    Measured(JobMeters meters) {
        this.meters = meters;
    }

    void recovered(double seconds) {
        meters.recovered(seconds);
    }

    /** This is stored now, and this is how the job stands. */
    void happened(Job after, List<JobEvent> events) {
        if (!(after instanceof Job.Known known)) {
            return;
        }
        var target = known.spec().target();
        for (var event : events) {
            switch (event) {
                case JobEvent.Submitted _ -> meters.accepted(target);
                case JobEvent.Completed _, JobEvent.Failed _, JobEvent.Cancelled _ ->
                        ended(known, event);
                case JobEvent.Compiled _, JobEvent.ShardCompleted _ -> {}
            }
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
