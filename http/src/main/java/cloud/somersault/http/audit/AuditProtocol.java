package cloud.somersault.http.audit;

import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** The messages between the doors and the entity that keeps a day of the audit log. */
public final class AuditProtocol {

    /** How the cluster finds a day. */
    public static final EntityTypeKey<Message> KEY = EntityTypeKey.create(Message.class, "Audit");

    /** All events of the audit log carry this tag. */
    public static final String TAG = "audit";

    private AuditProtocol() {}

    /** What a day understands. */
    public interface Message extends AuditMessage {}

    /**
     * Keep this.
     *
     * @param times how often it happened again; absent: it is one act of its own
     * @param since when the counting began
     * @param replyTo is told when it is durable
     */
    public record Keep(
            AuditAct act, Optional<Long> times, Instant since, Instant at, ActorRef<Kept> replyTo)
            implements Message {
        AuditEvent event() {
            return times.<AuditEvent>map(count -> new AuditEvent.Repeated(act, count, since, at))
                    .orElseGet(() -> new AuditEvent.Recorded(act, at));
        }
    }

    /** It is durable. */
    public record Kept() implements AuditMessage {}

    /** Nobody has had anything to say for a while. */
    record Quiet() implements Message {}
}
