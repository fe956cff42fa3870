package cloud.somersault.http.key;

import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** The messages between a key's entity and the doors. */
public final class KeyProtocol {

    /** How the cluster finds a key. */
    public static final EntityTypeKey<Message> KEY = EntityTypeKey.create(Message.class, "Key");

    /** All events of all keys carry this tag. */
    public static final String TAG = "key";

    private KeyProtocol() {}

    /** What a key's entity understands. */
    public interface Message extends KeyMessage {}

    /** Let there be this key. */
    public record Create(KeyEvent.Created created, ActorRef<Shown> replyTo) implements Message {}

    /** It is to open nothing any more. The answer comes when no door remembers otherwise. */
    public record Revoke(String reason, String by, Instant at, ActorRef<Shown> replyTo)
            implements Message {}

    /**
     * How does it stand?
     *
     * @param holder remembers the answer for at most {@code somersault.http.keys.remembered}, and
     *     is told when it is no longer true
     */
    public record Look(Optional<ActorRef<Forget>> holder, ActorRef<Seen> replyTo)
            implements Message {}

    /** What a door has to know to compare. */
    public record Seen(Optional<ApiKey> key, Optional<String> secretSha256) implements KeyMessage {}

    /** How it stands now, if there is such a key. */
    public record Shown(Optional<ApiKey> key) implements KeyMessage {}

    /** What a door remembers of this key is no longer true. */
    public record Forget(String keyId, ActorRef<Forgotten> replyTo) implements KeyMessage {}

    /** This door has forgotten it. */
    public record Forgotten(ActorRef<Forget> holder) implements KeyMessage {}

    /** A door has forgotten. */
    record Confirmed(ActorRef<Forget> holder) implements Message {}

    /** Whoever has not answered by now has forgotten by itself. */
    record RememberedNoLonger() implements Message {}

    /** Nobody has asked for a while. */
    record Quiet() implements Message {}
}
