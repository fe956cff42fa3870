package cloud.somersault.tuning.session;

import cloud.somersault.chip.restart.Restarts;
import cloud.somersault.job.ResultStore;
import cloud.somersault.job.model.Digest;
import cloud.somersault.tuning.quantum.QuantumBatchException;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.session.SessionProtocol.Look;
import cloud.somersault.tuning.session.SessionProtocol.LookReply;
import cloud.somersault.tuning.session.SessionProtocol.Message;
import cloud.somersault.tuning.session.SessionProtocol.Wake;
import cloud.somersault.tuning.session.SessionProtocol.Wish;
import cloud.somersault.tuning.session.SessionProtocol.WishReply;
import cloud.somersault.tuning.session.TuningEvent.Checkpoint;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * The shell around one session: lets its tuner take a step, stores what came of it, and only then
 * begins the next. After a crash it restores the last checkpoint and takes the steps after it once
 * more, comparing their losses with those in the log, before it goes on.
 */
final class SessionActor extends EventSourcedBehavior<Message, TuningEvent, Tuning> {
    private static final Duration IDLE = Duration.ofMinutes(2);

    /** The tuner is open and stands where the log does. */
    private record Ready(Tuner tuner) implements Message {}

    private record Took(TuningEvent.StepTaken taken) implements Message {}

    private record Broke(Throwable cause) implements Message {}

    private record NothingToDo() implements Message {}

    /** What a session needs of its surroundings. */
    record Surroundings(Tuner.Opener opener, ResultStore store, Executor numerics, Clock clock) {}

    private final ActorContext<Message> context;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final Surroundings surroundings;
    private Optional<Tuner> tuner = Optional.empty();

    /** Whether something is under way on the other threads. */
    private boolean busy;

    private volatile boolean stopped;

    private SessionActor(
            ActorContext<Message> context,
            ActorRef<ClusterSharding.ShardCommand> shard,
            String tuningId,
            Surroundings surroundings) {
        super(PersistenceId.of(SessionProtocol.KEY.name(), tuningId), Restarts.of(context));
        this.context = context;
        this.shard = shard;
        this.surroundings = surroundings;
    }

    /** The entity. */
    static Behavior<Message> create(
            String tuningId,
            ActorRef<ClusterSharding.ShardCommand> shard,
            Surroundings surroundings) {
        return Behaviors.setup(context -> {
            context.setReceiveTimeout(IDLE, new NothingToDo());
            return new SessionActor(context, shard, tuningId, surroundings);
        });
    }

    @Override
    public Tuning emptyState() {
        return new Tuning.Unknown();
    }

    @Override
    public EventHandler<Tuning, TuningEvent> eventHandler() {
        return Tuning::after;
    }

    @Override
    public Set<String> tagsFor(TuningEvent event) {
        return event instanceof TuningEvent.Created
                ? Set.of(SessionProtocol.TAG, SessionProtocol.CREATED_TAG)
                : Set.of(SessionProtocol.TAG);
    }

    @Override
    public CommandHandler<Message, TuningEvent, Tuning> commandHandler() {
        return (tuning, message) ->
                switch (message) {
                    case Wish(var command, var replyTo) -> wish(tuning, command.command(), replyTo);
                    case Look(var replyTo) -> {
                        replyTo.tell(new LookReply(view(tuning)));
                        yield Effect().none();
                    }
                    case Wake() -> Effect().none().thenRun(this::advance);
                    case Ready(var opened) -> ready(tuning, opened);
                    case Took(var taken) -> took(tuning, taken);
                    case Broke(var cause) -> broke(tuning, cause);
                    case NothingToDo() -> passivate(tuning);
                    default -> throw new IllegalStateException("unknown message " + message);
                };
    }

    @Override
    public SignalHandler<Tuning> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.class, (_, _) -> context.getSelf().tell(new Wake()))
                .onSignal(PostStop.instance(), _ -> stop())
                .onSignal(PreRestart.instance(), _ -> stop())
                .build();
    }

    private void stop() {
        stopped = true;
        if (!busy) {
            release();
        }
    }

    private Effect<TuningEvent, Tuning> wish(
            Tuning tuning, TuningCommand command, ActorRef<WishReply> replyTo) {
        return switch (TuningDecider.decide(tuning, command)) {
            case TuningDecision.Happened(var events) ->
                    Effect()
                            .persist(events)
                            .thenRun((Tuning after) -> {
                                replyTo.tell(new WishReply(view(after), Optional.empty()));
                                advance(after);
                            });
            case TuningDecision.Unchanged() -> {
                replyTo.tell(new WishReply(view(tuning), Optional.empty()));
                yield Effect().none();
            }
            case TuningDecision.Refused(var refusal) -> {
                replyTo.tell(new WishReply(Optional.empty(), Optional.of(refusal)));
                yield Effect().none();
            }
        };
    }

    private static Optional<TuningView> view(Tuning tuning) {
        return tuning instanceof Tuning.Known known
                ? Optional.of(TuningView.of(known))
                : Optional.empty();
    }

    /** Begins what is due next, unless something is under way. */
    private void advance(Tuning tuning) {
        if (busy) {
            return;
        }
        switch (tuning) {
            case Tuning.Running running when tuner.isEmpty() -> begin(open(running));
            case Tuning.Running running -> begin(step(running, tuner.get()));
            case Tuning.Unknown _, Tuning.Paused _, Tuning.Completed _, Tuning.Cancelled _ ->
                    release();
        }
    }

    private void begin(CompletionStage<? extends Message> stage) {
        busy = true;
        context.pipeToSelf(
                stage, (message, failure) -> failure == null ? message : new Broke(failure));
    }

    private CompletionStage<Message> open(Tuning.Running running) {
        var created = running.created();
        var progress = running.progress();
        CompletionStage<Optional<byte[]>> kept =
                progress.checkpoints().isEmpty()
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : load(surroundings.store(), progress.checkpoints().getLast())
                                .thenApply(Optional::of);
        return kept.thenApplyAsync(
                checkpoint -> {
                    var opened = surroundings.opener().open(created.tuningId(), created.spec());
                    try {
                        checkpoint.ifPresent(opened::restore);
                        again(opened, progress);
                    } catch (RuntimeException | Error failed) {
                        opened.close();
                        throw failed;
                    }
                    return new Ready(opened);
                },
                surroundings.numerics());
    }

    /** The bytes of a checkpoint, whose digest is compared. */
    static CompletionStage<byte[]> load(ResultStore store, Checkpoint checkpoint) {
        return store.get(checkpoint.digest())
                .thenApply(found -> {
                    var bytes =
                            found.orElseThrow(() ->
                                    new IllegalStateException(
                                            "checkpoint " + checkpoint.digest() + " is lost"));
                    if (!Digest.sha256(bytes).equals(checkpoint.digest())) {
                        throw new IllegalStateException(
                                "checkpoint " + checkpoint.digest() + " is damaged");
                    }
                    return bytes;
                });
    }

    /** Takes the steps after the checkpoint once more; they must be the same ones. */
    private static void again(Tuner tuner, Tuning.Progress progress) {
        long first = progress.step() - progress.sinceCheckpoint().size() + 1;
        for (int k = 0; k < progress.sinceCheckpoint().size(); k++) {
            double loss = tuner.step(first + k).loss();
            double recorded = progress.sinceCheckpoint().get(k);
            if (Double.compare(loss, recorded) != 0) {
                throw new DivergedException(first + k, recorded, loss);
            }
        }
    }

    /** A step that was taken again came out otherwise: something outside has changed. */
    private static final class DivergedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        DivergedException(long step, double recorded, double loss) {
            super(
                    "Step %d, taken again after a restart, has the loss %s and had %s: the model, the data, the chip or this program have changed since. Fork the session from a checkpoint to go on with them as they are."
                            .formatted(step, loss, recorded));
        }
    }

    private Effect<TuningEvent, Tuning> ready(Tuning tuning, Tuner opened) {
        busy = false;
        tuner = Optional.of(opened);
        var open = new TuningCommand.Open(opened.facts(), surroundings.clock().instant());
        return happen(tuning, open);
    }

    private CompletionStage<Message> step(Tuning.Running running, Tuner with) {
        long number = running.progress().step() + 1;
        var training = running.created().spec().training();
        boolean last = number >= training.steps();
        boolean keep = last || number % training.checkpointEvery() == 0;
        boolean validate =
                last || training.validateEvery() > 0 && number % training.validateEvery() == 0;
        return CompletableFuture.supplyAsync(
                        () -> {
                            long begun = System.nanoTime();
                            var step = with.step(number);
                            double seconds = (System.nanoTime() - begun) / 1e9;
                            var measured =
                                    validate ? with.validationLoss() : Optional.<Double>empty();
                            return new Taken(
                                    number,
                                    step,
                                    seconds,
                                    measured,
                                    keep ? Optional.of(with.checkpoint()) : Optional.empty());
                        },
                        surroundings.numerics())
                .thenCompose(this::keep);
    }

    private record Taken(
            long number,
            Tuner.Step step,
            double seconds,
            Optional<Double> validationLoss,
            Optional<byte[]> checkpoint) {}

    private CompletionStage<Message> keep(Taken taken) {
        if (taken.checkpoint().isEmpty()) {
            return CompletableFuture.completedFuture(took(taken, Optional.empty()));
        }
        var bytes = taken.checkpoint().get();
        var digest = Digest.sha256(bytes);
        return surroundings
                .store()
                .put(digest, bytes)
                .thenApply(_ ->
                        took(
                                taken,
                                Optional.of(new Checkpoint(taken.number(), digest, bytes.length))));
    }

    private Took took(Taken taken, Optional<Checkpoint> checkpoint) {
        var step = taken.step();
        return new Took(
                new TuningEvent.StepTaken(
                        taken.number(),
                        step.loss(),
                        step.gradientNorm(),
                        step.learningRate(),
                        step.circuits(),
                        step.jobs(),
                        step.quantumSpread(),
                        taken.seconds(),
                        taken.validationLoss(),
                        checkpoint,
                        surroundings.clock().instant()));
    }

    private Effect<TuningEvent, Tuning> took(Tuning tuning, TuningEvent.StepTaken taken) {
        busy = false;
        return happen(tuning, new TuningCommand.TakeStep(taken));
    }

    private Effect<TuningEvent, Tuning> broke(Tuning tuning, Throwable thrown) {
        busy = false;
        release();
        var cause =
                thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        var now = surroundings.clock().instant();
        return happen(
                tuning,
                switch (cause) {
                    case TuningException known ->
                            new TuningCommand.Pause(known.code().id(), message(known), now);
                    case QuantumBatchException failed ->
                            new TuningCommand.Pause("quantum-batch-failed", message(failed), now);
                    case DivergedException diverged ->
                            new TuningCommand.Pause("diverged", message(diverged), now);
                    case OutOfMemoryError none ->
                            new TuningCommand.Pause(
                                    "memory",
                                    "The step needs more memory than the server has: "
                                            + message(none),
                                    now);
                    default -> {
                        context.getLog().error("a step failed", cause);
                        yield new TuningCommand.Pause("step-failed", cause.toString(), now);
                    }
                });
    }

    private static String message(Throwable cause) {
        return Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
    }

    /** Stores what the decider says, if anything, and goes on with the state after it. */
    private Effect<TuningEvent, Tuning> happen(Tuning tuning, TuningCommand command) {
        return switch (TuningDecider.decide(tuning, command)) {
            case TuningDecision.Happened(var events) ->
                    Effect().persist(events).thenRun(this::advance);
            case TuningDecision.Unchanged(), TuningDecision.Refused(_) ->
                    Effect().none().thenRun(this::advance);
        };
    }

    private void release() {
        tuner.ifPresent(Tuner::close);
        tuner = Optional.empty();
    }

    private Effect<TuningEvent, Tuning> passivate(Tuning tuning) {
        if (!(tuning instanceof Tuning.Running) && !busy) {
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
        return Effect().none();
    }
}
