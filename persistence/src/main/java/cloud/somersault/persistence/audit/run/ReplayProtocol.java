package cloud.somersault.persistence.audit.run;

import cloud.somersault.persistence.archive.Archive;
import cloud.somersault.persistence.audit.WhatIf;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** The messages between a replay's actor and the doors. */
public final class ReplayProtocol {
    /** How the cluster finds a replay. */
    public static final EntityTypeKey<Message> KEY = EntityTypeKey.create(Message.class, "Replay");

    /** All events of all replays carry this tag. */
    public static final String TAG = "replay";

    /** The first event of every replay carries this tag, too. */
    public static final String REQUESTED_TAG = Archive.REPLAY_REQUESTED_TAG;

    private ReplayProtocol() {}

    /** What a replay's actor understands from elsewhere. */
    public interface Message extends ReplayMessage {}

    /** Begin. Twice is harmless. */
    public record Request(
            Selection selection, Optional<WhatIf> whatIf, Instant at, ActorRef<LookReply> replyTo)
            implements Message {}

    /** Stop. Twice is harmless. */
    public record Cancel(Instant at, ActorRef<LookReply> replyTo) implements Message {}

    /** How does it stand? */
    public record Look(ActorRef<LookReply> replyTo) implements Message {}

    /** The replay, if there is one. */
    public record LookReply(Optional<ReplayView> replay) implements ReplayMessage {}

    /** The node has started anew: go on if you have not ended. */
    public record Wake() implements Message {}
}
