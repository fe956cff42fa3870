package cloud.somersault.job;

import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.SchedulerMessage;
import cloud.somersault.job.queue.SchedulerProtocol;
import cloud.somersault.job.run.CancelSignal;
import cloud.somersault.job.run.WholeJob;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.pubsub.Topic;

/** What one job tells the scheduler, and what of it is only there to help the scheduler guess. */
final class AtScheduler {
    /** A small job of no more text than this is sent along when it asks for its turn. */
    private static final int SENT_CHARACTERS_MAX = 4 * 1024;

    private final String jobId;
    private final ActorRef<SchedulerMessage> scheduler;
    private final ActorRef<Topic.Command<CancelSignal>> cancelSignals;

    /** What the door expected it to cost; 0 after a restart. */
    private double expectedSeconds;

    /** A worker has found that it is too large to be run whole. */
    private boolean notWhole;

    AtScheduler(
            String jobId,
            ActorRef<SchedulerMessage> scheduler,
            ActorRef<Topic.Command<CancelSignal>> cancelSignals) {
        this.jobId = jobId;
        this.scheduler = scheduler;
        this.cancelSignals = cancelSignals;
    }

    void expect(double seconds) {
        expectedSeconds = seconds;
    }

    void isNotWhole() {
        notWhole = true;
    }

    /** It wants its turn. */
    void enqueue(Job.Known job) {
        var spec = job.spec();
        boolean sent =
                job instanceof Job.Queued && WholeJob.characters(spec) <= SENT_CHARACTERS_MAX;
        scheduler.tell(
                new SchedulerProtocol.Enqueue(
                        jobId,
                        spec.tenant(),
                        spec.priority(),
                        Optional.of(expectedSeconds),
                        sent ? whole(job) : Optional.empty(),
                        job.submitted().traceId()));
    }

    /** The job as one that is run whole, if it is one. */
    Optional<WholeJob> whole(Job.Known job) {
        return notWhole
                ? Optional.empty()
                : WholeJob.of(jobId, job.spec(), job.submitted().traceId(), expectedSeconds);
    }

    /** It is ready to be run whole. */
    void offer(WholeJob whole) {
        ready(new SchedulerProtocol.Ready(jobId, List.of(), Optional.of(whole)));
    }

    void ready(SchedulerProtocol.Ready ready) {
        scheduler.tell(ready);
    }

    void shardDone(int shard, double seconds) {
        scheduler.tell(new SchedulerProtocol.ShardDone(jobId, shard, seconds));
    }

    /**
     * It needs nothing more.
     *
     * @param seconds what its only shard took; empty when it was cut, or came to nothing
     */
    void ended(Optional<Double> seconds) {
        scheduler.tell(new SchedulerProtocol.Ended(jobId, seconds));
    }

    /** Whatever runs for it should stop. */
    void stopWorkers() {
        cancelSignals.tell(Topic.publish(new CancelSignal(jobId)));
    }
}
