package cloud.somersault.persistence.retention;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/** The messages between the doors and the one who has contents erased. */
final class RetentionProtocol {
    private RetentionProtocol() {}

    /** What may travel between nodes. */
    interface RetentionMessage {}

    /** What it understands. */
    interface Message extends RetentionMessage {}

    /**
     * Erase.
     *
     * @param id of the erasure: the same again is answered with the one that there is
     */
    record Erase(
            String id,
            String tenant,
            Optional<Instant> before,
            String by,
            ActorRef<Erasure> replyTo)
            implements Message {}

    /** Which erasures were there of a tenant? */
    record Which(String tenant, ActorRef<These> replyTo) implements Message {}

    /** These, oldest first. */
    record These(List<Erasure> erasures) implements RetentionMessage {
        These {
            erasures = List.copyOf(erasures);
        }
    }
}
