package cloud.somersault.tuning.session;

import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** The messages between a session's actor and the doors. */
public final class SessionProtocol {

    /** How the cluster finds a session. */
    public static final EntityTypeKey<Message> KEY = EntityTypeKey.create(Message.class, "Tuning");

    /** All events of all sessions carry this tag. */
    public static final String TAG = "tuning";

    /** The first event of every session carries this tag, too. */
    public static final String CREATED_TAG = "tuning-created";

    private SessionProtocol() {}

    /** What a session's actor understands from elsewhere. */
    public interface Message extends TuningMessage {}

    /** A command of a user. */
    public record Wish(UserCommand command, ActorRef<WishReply> replyTo) implements Message {}

    /** The commands that users may give; one is there. Travels between nodes. */
    public record UserCommand(
            Optional<TuningCommand.Create> create,
            Optional<TuningCommand.Pause> pause,
            Optional<TuningCommand.Resume> resume,
            Optional<TuningCommand.Cancel> cancel) {
        TuningCommand command() {
            return create.<TuningCommand>map(one -> one)
                    .or(() -> pause)
                    .or(() -> resume)
                    .or(() -> cancel)
                    .orElseThrow();
        }
    }

    /** The session after the wish, or why not. */
    public record WishReply(Optional<TuningView> tuning, Optional<TuningRefusal> refusal)
            implements TuningMessage {}

    /** How does it stand? */
    public record Look(ActorRef<LookReply> replyTo) implements Message {}

    /** The session, if there is one. */
    public record LookReply(Optional<TuningView> tuning) implements TuningMessage {}

    /** The node has started anew: go on if you have not ended. */
    public record Wake() implements Message {}
}
