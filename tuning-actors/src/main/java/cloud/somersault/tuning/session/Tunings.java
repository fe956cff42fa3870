package cloud.somersault.tuning.session;

import cloud.somersault.job.JobSettings;
import cloud.somersault.job.ResultStore;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.session.SessionProtocol.LookReply;
import cloud.somersault.tuning.session.SessionProtocol.UserCommand;
import cloud.somersault.tuning.session.SessionProtocol.WishReply;
import cloud.somersault.tuning.session.TuningEvent.Checkpoint;
import cloud.somersault.tuning.session.TuningEvent.Origin;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.jspecify.annotations.Nullable;

/**
 * The face of the sessions for doors and tests: starts their entities where this node keeps, and
 * offers plain asynchronous calls.
 */
public final class Tunings {
    private final ClusterSharding sharding;
    private final Tuner.Opener opener;
    private final ResultStore store;
    private final Executor numerics;
    private final Clock clock;
    private final Duration askTimeout;

    /** What came of a wish. */
    public sealed interface Outcome {

        /** How the session stands now; durable. */
        record Done(TuningView tuning) implements Outcome {}

        /** Nothing was stored. */
        record Refused(TuningRefusal refusal) implements Outcome {}
    }

    private Tunings(ActorSystem<?> system, Tuner.Opener opener, ResultStore store, Clock clock) {
        this.sharding = ClusterSharding.get(system);
        this.opener = opener;
        this.store = store;
        this.clock = clock;
        this.numerics =
                system.dispatchers()
                        .lookup(DispatcherSelector.fromConfig("somersault.tuning.dispatcher"));
        this.askTimeout = system.settings().config().getDuration("somersault.tuning.ask-timeout");
    }

    /**
     * Starts this node's part.
     *
     * @param opener of models and data
     * @param store for checkpoints
     */
    public static Tunings start(
            ActorSystem<?> system, Tuner.Opener opener, ResultStore store, Clock clock) {
        var tunings = new Tunings(system, opener, store, clock);
        var surroundings = new SessionActor.Surroundings(opener, store, tunings.numerics, clock);
        tunings.sharding.init(
                Entity.of(
                                SessionProtocol.KEY,
                                entity ->
                                        SessionActor.create(
                                                entity.getEntityId(),
                                                entity.getShard(),
                                                surroundings))
                        .withRole(JobSettings.KEEPER_ROLE)
                        .withSettings(
                                // A session runs for hours without anybody asking for it.
                                ClusterShardingSettings.create(system)
                                        .withNoPassivationStrategy()));
        return tunings;
    }

    /** Lets sessions go on that were interrupted with the node before. */
    public void wake(List<String> tuningIds) {
        tuningIds.forEach(id -> entity(id).tell(new SessionProtocol.Wake()));
    }

    /**
     * Opens what a session needs, and accepts it if that can be done: when this completes with
     * Done, it is durable.
     *
     * @param tuningId chosen by the door; the same id and specification again is a harmless retry
     */
    public CompletionStage<Outcome> create(String tuningId, TuningSpec spec) {
        return create(tuningId, spec, Optional.empty());
    }

    private CompletionStage<Outcome> create(
            String tuningId, TuningSpec spec, Optional<Origin> origin) {
        return CompletableFuture.supplyAsync(() -> refusal(tuningId, spec), numerics)
                .thenCompose(refusal ->
                        refusal.map(Tunings::refused)
                                .orElseGet(() -> createChecked(tuningId, spec, origin)));
    }

    private Optional<TuningRefusal> refusal(String tuningId, TuningSpec spec) {
        try (var _ = opener.open(tuningId, spec)) {
            return Optional.empty();
        } catch (TuningException wrong) {
            return Optional.of(cannotBegin(wrong.getMessage()));
        } catch (IllegalArgumentException wrong) {
            return Optional.of(cannotBegin(wrong.getMessage()));
        }
    }

    private static TuningRefusal cannotBegin(@Nullable String message) {
        return new TuningRefusal(
                "tuning-refused",
                message == null ? "The session can't begin." : message,
                "Mend the model's folder, the data or the sizes, and ask again.");
    }

    private CompletionStage<Outcome> createChecked(
            String tuningId, TuningSpec spec, Optional<Origin> origin) {
        var create = new TuningCommand.Create(tuningId, spec, origin, clock.instant());
        return wish(
                tuningId,
                new UserCommand(
                        Optional.of(create), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    /**
     * A new session that goes on from a checkpoint of another.
     *
     * @param step of the checkpoint; absent: the last
     * @param change what is different from here on
     */
    public CompletionStage<Outcome> fork(
            String tuningId,
            Optional<Long> step,
            String forkId,
            Function<TuningSpec, TuningSpec> change) {
        return find(tuningId)
                .thenCompose(found -> {
                    if (found.isEmpty()) {
                        return refused(notFound());
                    }
                    var checkpoints = found.get().checkpoints();
                    var checkpoint = at(checkpoints, step);
                    if (checkpoint.isEmpty()) {
                        return refused(noCheckpoint(checkpoints));
                    }
                    return create(
                            forkId,
                            change.apply(found.get().spec()),
                            Optional.of(new Origin(tuningId, checkpoint.get())));
                });
    }

    private static CompletionStage<Outcome> refused(TuningRefusal refusal) {
        return CompletableFuture.completedFuture(new Outcome.Refused(refusal));
    }

    private static TuningRefusal notFound() {
        return new TuningRefusal(
                "tuning-not-found",
                "There is no session of this id.",
                "List the sessions with GET /v1/tunings.");
    }

    private static TuningRefusal noCheckpoint(List<Checkpoint> checkpoints) {
        return new TuningRefusal(
                "no-checkpoint",
                checkpoints.isEmpty()
                        ? "The session has no checkpoint yet."
                        : "There are checkpoints after the steps "
                                + checkpoints.stream().map(Checkpoint::step).toList()
                                + " only.",
                "Take one of them, or wait for the next.");
    }

    /** Takes no more steps after the one under way. */
    public CompletionStage<Outcome> pause(String tuningId) {
        var pause = new TuningCommand.Pause("asked", "A user asked for it.", clock.instant());
        return wish(
                tuningId,
                new UserCommand(
                        Optional.empty(), Optional.of(pause), Optional.empty(), Optional.empty()));
    }

    /** Goes on. */
    public CompletionStage<Outcome> resume(String tuningId) {
        return wish(
                tuningId,
                new UserCommand(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new TuningCommand.Resume(clock.instant())),
                        Optional.empty()));
    }

    /** Takes a session back. */
    public CompletionStage<Outcome> cancel(String tuningId) {
        return wish(
                tuningId,
                new UserCommand(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(new TuningCommand.Cancel(clock.instant()))));
    }

    private CompletionStage<Outcome> wish(String tuningId, UserCommand command) {
        return entity(tuningId)
                .<WishReply>ask(replyTo -> new SessionProtocol.Wish(command, replyTo), askTimeout)
                .thenApply(reply ->
                        reply.refusal()
                                .<Outcome>map(Outcome.Refused::new)
                                .orElseGet(() -> new Outcome.Done(reply.tuning().orElseThrow())));
    }

    /** How a session stands. */
    public CompletionStage<Optional<TuningView>> find(String tuningId) {
        return entity(tuningId)
                .<LookReply>ask(SessionProtocol.Look::new, askTimeout)
                .thenApply(LookReply::tuning);
    }

    /**
     * Opens the model as tuned up to a checkpoint, does something with it, and closes it.
     *
     * @param step of the checkpoint; 0: before any step; absent: the last checkpoint
     * @return empty when there is no session or no such checkpoint
     */
    public <T> CompletionStage<Optional<T>> withTuned(
            String tuningId, Optional<Long> step, Function<Tuner, T> action) {
        return find(tuningId)
                .thenCompose(found -> {
                    if (found.isEmpty()) {
                        return CompletableFuture.completedFuture(Optional.empty());
                    }
                    var tuning = found.get();
                    return checkpoint(tuning, step)
                            .thenApplyAsync(
                                    checkpoint ->
                                            checkpoint.map(bytes -> with(tuning, bytes, action)),
                                    numerics);
                });
    }

    /** Its bytes, none of them before any step; empty when there is no such checkpoint. */
    private CompletionStage<Optional<byte[]>> checkpoint(TuningView tuning, Optional<Long> step) {
        if (step.isPresent() && step.get() == 0) {
            return CompletableFuture.completedFuture(Optional.of(new byte[0]));
        }
        return at(tuning.checkpoints(), step)
                .map(one -> SessionActor.load(store, one).thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private <T> T with(TuningView tuning, byte[] checkpoint, Function<Tuner, T> action) {
        try (var tuner = opener.open(tuning.id(), tuning.spec())) {
            if (checkpoint.length > 0) {
                tuner.restore(checkpoint);
            }
            return action.apply(tuner);
        }
    }

    private static Optional<Checkpoint> at(List<Checkpoint> checkpoints, Optional<Long> step) {
        return checkpoints.stream()
                .filter(one -> step.map(s -> s == one.step()).orElse(true))
                .reduce((_, later) -> later);
    }

    private EntityRef<SessionProtocol.Message> entity(String tuningId) {
        return sharding.entityRefFor(SessionProtocol.KEY, tuningId);
    }
}
