package cloud.somersault.job.queue;

import cloud.somersault.job.model.JobMessage;
import cloud.somersault.job.run.ShardWork;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** The messages that the {@link SchedulerActor} understands from elsewhere. */
public final class SchedulerProtocol {

    private SchedulerProtocol() {}

    /** To the scheduler. */
    public interface Message extends JobMessage {}

    /** May this tenant submit one more job? */
    public record MayEnter(String tenant, ActorRef<Entrance> replyTo) implements Message {}

    /** Absent: yes. Otherwise when to try again. */
    public record Entrance(Optional<Integer> retryAfterSeconds) implements JobMessage {}

    /** A job wants its turn. Asking twice is harmless. */
    public record Enqueue(String jobId, String tenant, int priority) implements Message {}

    /** A started job's shards that are still to be run, with their estimated seconds. */
    public record Ready(String jobId, List<CostedShard> shards) implements Message {}

    /** One of them. */
    public record CostedShard(ShardWork work, double seconds) {}

    /** The job needs nothing more. */
    public record Ended(String jobId) implements Message {}

    /** Where does a job stand? */
    public record Where(String jobId, ActorRef<Place> replyTo) implements Message {}

    /** Its place, if it waits; and the number of waiting jobs. */
    public record Place(Optional<Integer> position, int depth) implements JobMessage {}
}
