package cloud.somersault.http.key;

import cloud.somersault.chip.restart.Restarts;
import cloud.somersault.http.key.KeyProtocol.Confirmed;
import cloud.somersault.http.key.KeyProtocol.Create;
import cloud.somersault.http.key.KeyProtocol.Forget;
import cloud.somersault.http.key.KeyProtocol.Forgotten;
import cloud.somersault.http.key.KeyProtocol.Look;
import cloud.somersault.http.key.KeyProtocol.Message;
import cloud.somersault.http.key.KeyProtocol.Quiet;
import cloud.somersault.http.key.KeyProtocol.RememberedNoLonger;
import cloud.somersault.http.key.KeyProtocol.Revoke;
import cloud.somersault.http.key.KeyProtocol.Seen;
import cloud.somersault.http.key.KeyProtocol.Shown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * The shell around one key. It knows which doors remember it, and a revocation is answered when
 * each of them has forgotten; one that doesn't answer (its node is gone, or the entity has moved
 * and knows of it no longer) forgets by itself within {@code remembered}, and for that the answer
 * waits.
 */
final class KeyActor extends EventSourcedBehavior<Message, KeyEvent, KeyState> {
    private static final Duration IDLE = Duration.ofMinutes(2);

    private final ActorContext<Message> context;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final String id;
    private final Duration remembered;
    private final ActorRef<Forgotten> confirmations;
    private final Set<ActorRef<Forget>> holders = new HashSet<>();
    private final List<ActorRef<Shown>> waiting = new ArrayList<>();
    private final long bornNanos = System.nanoTime();

    /** The key is as old as this very actor, so nobody can have asked another. */
    private boolean createdHere;

    private KeyActor(
            ActorContext<Message> context,
            ActorRef<ClusterSharding.ShardCommand> shard,
            String id,
            Duration remembered) {
        super(PersistenceId.of(KeyProtocol.KEY.name(), id), Restarts.of(context));
        this.context = context;
        this.shard = shard;
        this.id = id;
        this.remembered = remembered;
        this.confirmations =
                context.messageAdapter(Forgotten.class, done -> new Confirmed(done.holder()));
    }

    /**
     * The entity.
     *
     * @param remembered how long a door may go on with what it was told
     */
    static Behavior<Message> create(
            String id, ActorRef<ClusterSharding.ShardCommand> shard, Duration remembered) {
        return Behaviors.setup(context -> {
            context.setReceiveTimeout(IDLE, new Quiet());
            return new KeyActor(context, shard, id, remembered);
        });
    }

    @Override
    public KeyState emptyState() {
        return new KeyState.Unknown();
    }

    @Override
    public EventHandler<KeyState, KeyEvent> eventHandler() {
        return KeyState::after;
    }

    @Override
    public Set<String> tagsFor(KeyEvent event) {
        return Set.of(KeyProtocol.TAG);
    }

    @Override
    public CommandHandler<Message, KeyEvent, KeyState> commandHandler() {
        return (state, message) ->
                switch (message) {
                    case Create(var created, var replyTo) -> create(state, created, replyTo);
                    case Revoke revoke -> revoke(state, revoke);
                    case Look(var holder, var replyTo) -> {
                        replyTo.tell(seen(state));
                        boolean exists = !(state instanceof KeyState.Unknown);
                        holder.filter(_ -> exists).ifPresent(holders::add);
                        yield exists ? Effect().none() : passivate();
                    }
                    case Confirmed(var holder) -> {
                        holders.remove(holder);
                        yield holders.isEmpty() && knowsAllHolders()
                                ? answer(state)
                                : Effect().none();
                    }
                    case RememberedNoLonger() -> answer(state);
                    case Quiet() -> passivate();
                    default -> throw new IllegalStateException("unknown message " + message);
                };
    }

    private Effect<KeyEvent, KeyState> create(
            KeyState state, KeyEvent.Created created, ActorRef<Shown> replyTo) {
        if (!(state instanceof KeyState.Unknown)) {
            return Effect().none().thenRun(() -> replyTo.tell(new Shown(Optional.empty())));
        }
        createdHere = true;
        return Effect().persist(created).thenRun(after -> replyTo.tell(new Shown(shown(after))));
    }

    private Effect<KeyEvent, KeyState> revoke(KeyState state, Revoke revoke) {
        return switch (state) {
            case KeyState.Unknown() ->
                    Effect()
                            .none()
                            .thenRun(() -> revoke.replyTo().tell(new Shown(Optional.empty())));
            case KeyState.Revoked(var key) ->
                    Effect()
                            .none()
                            .thenRun(() -> revoke.replyTo().tell(new Shown(Optional.of(key))));
            case KeyState.Active _ ->
                    Effect()
                            .persist(
                                    new KeyEvent.Revoked(
                                            id, revoke.reason(), revoke.by(), revoke.at()))
                            .thenRun(after -> tellHolders(after, revoke.replyTo()));
        };
    }

    private void tellHolders(KeyState after, ActorRef<Shown> replyTo) {
        waiting.add(replyTo);
        holders.forEach(holder -> holder.tell(new Forget(id, confirmations)));
        if (holders.isEmpty() && knowsAllHolders()) {
            reply(after);
        } else {
            context.scheduleOnce(remembered, context.getSelf(), new RememberedNoLonger());
        }
    }

    /** Whether every door that may still remember the key has asked this very actor. */
    private boolean knowsAllHolders() {
        return createdHere || System.nanoTime() - bornNanos > remembered.toNanos();
    }

    private Effect<KeyEvent, KeyState> answer(KeyState state) {
        reply(state);
        return Effect().none();
    }

    private void reply(KeyState state) {
        waiting.forEach(one -> one.tell(new Shown(shown(state))));
        waiting.clear();
        holders.clear();
    }

    private Effect<KeyEvent, KeyState> passivate() {
        return Effect()
                .none()
                .thenRun(() -> shard.tell(new ClusterSharding.Passivate<>(context.getSelf())));
    }

    private static Optional<ApiKey> shown(KeyState state) {
        return switch (state) {
            case KeyState.Unknown() -> Optional.empty();
            case KeyState.Active(var key, _) -> Optional.of(key);
            case KeyState.Revoked(var key) -> Optional.of(key);
        };
    }

    private static Seen seen(KeyState state) {
        return new Seen(
                shown(state),
                state instanceof KeyState.Active(_, var hash)
                        ? Optional.of(hash)
                        : Optional.empty());
    }
}
