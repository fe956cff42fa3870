package cloud.somersault.job.queue;

import cloud.somersault.job.model.JobMessage;
import cloud.somersault.job.model.SchedulerMessage;
import cloud.somersault.job.run.ShardWork;
import cloud.somersault.job.run.WholeJob;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** The messages that the {@link SchedulerActor} understands from doors and jobs. */
public final class SchedulerProtocol {

    private SchedulerProtocol() {}

    /** May this tenant submit one more job? */
    public record MayEnter(String tenant, ActorRef<Entrance> replyTo) implements SchedulerMessage {}

    /**
     * Whether it may.
     *
     * @param retryAfterSeconds absent: yes. Otherwise when there may be room again
     * @param limit what keeps it out, if it is kept out
     * @param room how many more jobs the limits leave to it
     * @param roomOfAll and how many to all tenants together
     */
    public record Entrance(
            Optional<Integer> retryAfterSeconds,
            Optional<QueueLimit> limit,
            Optional<Integer> room,
            Optional<Integer> roomOfAll)
            implements JobMessage {}

    /**
     * A job wants its turn. Asking twice is harmless.
     *
     * @param expectedSeconds what it is expected to cost, if anybody knows
     * @param work the job itself, where it is small enough to come along
     * @param traceId of the request that brought it, if one did
     */
    public record Enqueue(
            String jobId,
            String tenant,
            int priority,
            Optional<Double> expectedSeconds,
            Optional<WholeJob> work,
            Optional<String> traceId)
            implements SchedulerMessage {}

    /**
     * A started job's shards that are still to be run, with their estimated seconds.
     *
     * @param whole the job itself instead, where it is run whole
     */
    public record Ready(String jobId, List<CostedShard> shards, Optional<WholeJob> whole)
            implements SchedulerMessage {
        /** Of a job that is prepared. */
        public Ready(String jobId, List<CostedShard> shards) {
            this(jobId, shards, Optional.empty());
        }
    }

    /** One of them. */
    public record CostedShard(ShardWork work, double seconds) {}

    /** One shard of several is counted. */
    public record ShardDone(String jobId, int shard, double seconds) implements SchedulerMessage {}

    /**
     * The job needs nothing more.
     *
     * @param seconds what its only shard took; absent when it was cut, or came to nothing
     */
    public record Ended(String jobId, Optional<Double> seconds) implements SchedulerMessage {}

    /** Where does a job stand? */
    public record Where(String jobId, ActorRef<Place> replyTo) implements SchedulerMessage {}

    /**
     * Its place, if it waits; and the number of waiting jobs.
     *
     * @param startsInSeconds when its turn is expected to come, if it waits
     */
    public record Place(Optional<Integer> position, int depth, Optional<Double> startsInSeconds)
            implements JobMessage {}

    /** What is booked by sessions, all of it; besides what is configured. */
    public record Booked(List<QueueRules.Reservation> reservations) implements SchedulerMessage {}

    /** How much is there? */
    public record HowMuch(ActorRef<Load> replyTo) implements SchedulerMessage {}

    /**
     * What waits and what runs.
     *
     * @param tenants by name
     * @param shardsOut with the workers
     * @param threads of all nodes that have lately asked for work
     */
    public record Load(Map<String, FairQueue.TenantLoad> tenants, int shardsOut, int threads)
            implements JobMessage {}
}
