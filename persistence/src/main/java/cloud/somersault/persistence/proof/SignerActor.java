package cloud.somersault.persistence.proof;

import cloud.somersault.chip.restart.Restarts;
import cloud.somersault.job.ResultStore;
import cloud.somersault.job.model.Digest;
import cloud.somersault.persistence.proof.ProofProtocol.Look;
import cloud.somersault.persistence.proof.ProofProtocol.Message;
import cloud.somersault.persistence.proof.ProofProtocol.Note;
import cloud.somersault.persistence.proof.ProofProtocol.Rotate;
import cloud.somersault.persistence.proof.ProofProtocol.Sign;
import cloud.somersault.persistence.proof.ProofProtocol.Stand;
import cloud.somersault.persistence.proof.ProofProtocol.Vouch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;

/**
 * The one in the cluster who signs: at intervals, and when asked to. A checkpoint is made when its
 * leaves are kept; a key is used when its introduction is stored. One window is read at a time.
 */
final class SignerActor extends EventSourcedBehavior<Message, ProofEvent, ProofState> {
    /** The entity whose events are the proof itself. */
    static final PersistenceId ID = PersistenceId.of("Proof", "log");

    private static final int SNAPSHOT_EVENTS = 500;
    private static final int SNAPSHOTS_KEPT = 2;
    private static final Duration BACKOFF_LEAST = Duration.ofSeconds(1);

    private final ActorContext<Message> context;
    private final Surroundings around;
    private final List<ActorRef<Stand>> waiting = new ArrayList<>();
    private boolean busy;

    /**
     * What it works with.
     *
     * @param coverage what is new in the log
     * @param store where leaves are kept
     * @param keys the private halves on this node
     * @param witness where every checkpoint is written down outside of the log as well
     * @param interval between two checkpoints when nobody asks
     */
    record Surroundings(
            Coverage coverage,
            ResultStore store,
            KeyFolder keys,
            Witness witness,
            Duration interval,
            InstantSource clock) {}

    private record Tick() implements Message {}

    private record Read(Coverage.Window window) implements Message {}

    private record Kept(Coverage.Window window, String leavesDigest, long leavesBytes)
            implements Message {}

    private record Broken(Throwable cause) implements Message {}

    static Behavior<Message> create(Surroundings around) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new SignerActor(context, timers, around)));
    }

    private SignerActor(
            ActorContext<Message> context, TimerScheduler<Message> timers, Surroundings around) {
        super(ID, Restarts.of(context, BACKOFF_LEAST));
        this.context = context;
        this.around = around;
        timers.startTimerWithFixedDelay(new Tick(), around.interval());
    }

    @Override
    public ProofState emptyState() {
        return ProofState.NONE;
    }

    @Override
    public EventHandler<ProofState, ProofEvent> eventHandler() {
        return ProofState::after;
    }

    @Override
    public Set<String> tagsFor(ProofEvent event) {
        return Set.of("proof");
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        return RetentionCriteria.snapshotEvery(SNAPSHOT_EVENTS, SNAPSHOTS_KEPT);
    }

    @Override
    public CommandHandler<Message, ProofEvent, ProofState> commandHandler() {
        return (state, message) ->
                switch (message) {
                    case Tick() -> begin(state);
                    case Sign(var replyTo) -> {
                        waiting.add(replyTo);
                        yield begin(state);
                    }
                    case Look(var replyTo) -> {
                        replyTo.tell(Stand.of(state));
                        yield Effect().none();
                    }
                    case Rotate(var replyTo) ->
                            introduce(state, around.keys().make(), false, () -> tellStand(replyTo));
                    case Vouch wish -> vouch(state, wish);
                    case Note(var event, var replyTo) ->
                            Effect()
                                    .persist(ProofJson.read(event))
                                    .thenRun((ProofState after) -> replyTo.tell(Stand.of(after)));
                    case Read(var window) -> read(state, window);
                    case Kept(var window, var digest, var bytes) ->
                            sign(state, window, digest, bytes);
                    case Broken(var cause) -> broken(cause);
                    default -> throw new IllegalStateException("unknown message " + message);
                };
    }

    private void tellStand(ActorRef<Stand> replyTo) {
        context.getSelf().tell(new Look(replyTo));
    }

    private Effect<ProofEvent, ProofState> begin(ProofState state) {
        if (!busy) {
            busy = true;
            pipe(around.coverage().after(state.through()).thenApply(Read::new));
        }
        return Effect().none();
    }

    private void pipe(CompletionStage<? extends Message> stage) {
        context.pipeToSelf(
                stage, (message, failure) -> failure == null ? message : new Broken(failure));
    }

    private Effect<ProofEvent, ProofState> read(ProofState state, Coverage.Window window) {
        if (nothingNew(window)) {
            busy = false;
            answer(state);
            return Effect().none();
        }
        if (mine(state).isEmpty()) {
            return introduce(
                    state,
                    around.keys().make(),
                    false,
                    () -> context.getSelf().tell(new Read(window)));
        }
        var document = window.leaves().document();
        var digest = Digest.sha256(document);
        pipe(
                around.store()
                        .put(digest, document)
                        .thenApply(_ -> new Kept(window, digest, document.length)));
        return Effect().none();
    }

    /** A checkpoint is an event itself; alone it is no reason for another one. */
    private boolean nothingNew(Coverage.Window window) {
        boolean onlyItself =
                window.leaves().all().stream()
                        .allMatch(leaf -> leaf.persistenceId().equals(ID.id()));
        return window.leaves().all().isEmpty() || (onlyItself && waiting.isEmpty());
    }

    /** The newest of the known keys whose private half is on this node. */
    private Optional<PublicKeyText> mine(ProofState state) {
        return state.newest(around.keys()::has);
    }

    /** Another keeper's key is good for nothing unless one of this node's own stands for it. */
    private Effect<ProofEvent, ProofState> vouch(ProofState state, Vouch wish) {
        var key = wish.publicKey().map(PublicKeyText::new);
        if (mine(state).isEmpty()) {
            return introduce(
                    state, around.keys().make(), false, () -> context.getSelf().tell(wish));
        }
        if (key.isEmpty() || state.newest(key.get().id()::equals).isPresent()) {
            wish.replyTo().tell(Stand.of(state));
            return Effect().none();
        }
        return introduce(state, key.get(), true, () -> tellStand(wish.replyTo()));
    }

    private Effect<ProofEvent, ProofState> introduce(
            ProofState state, PublicKeyText key, boolean standby, Runnable then) {
        var by = mine(state).map(PublicKeyText::id).orElseGet(key::id);
        var at = around.clock().instant();
        var notice = new KeyNotice(key, at, by).text();
        var signature = around.keys().sign(by, notice).orElseThrow();
        return Effect()
                .persist(new ProofEvent.KeyIntroduced(notice, signature, standby, at))
                .thenRun(then::run);
    }

    private Effect<ProofEvent, ProofState> sign(
            ProofState state, Coverage.Window window, String leavesDigest, long leavesBytes) {
        var at = around.clock().instant();
        var key = mine(state).orElseThrow().id();
        var checkpoint = state.next(window, window.leaves().root(), at, key);
        var signature = around.keys().sign(key, checkpoint.text()).orElseThrow();
        return Effect()
                .persist(
                        new ProofEvent.CheckpointSigned(
                                checkpoint.text(), signature, leavesDigest, leavesBytes, at))
                .thenRun((ProofState after) -> {
                    around.witness().add(new SignedCheckpoint(checkpoint, signature));
                    busy = false;
                    if (window.more()) {
                        begin(after);
                    } else {
                        answer(after);
                    }
                });
    }

    private void answer(ProofState state) {
        waiting.forEach(one -> one.tell(Stand.of(state)));
        waiting.clear();
    }

    /** It is tried again at the next tick; who asks now gets no answer. */
    private Effect<ProofEvent, ProofState> broken(Throwable cause) {
        context.getLog().warn("no checkpoint could be made", cause);
        busy = false;
        waiting.clear();
        return Effect().none();
    }
}
