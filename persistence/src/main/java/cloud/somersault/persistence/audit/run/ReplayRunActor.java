package cloud.somersault.persistence.audit.run;

import cloud.somersault.chip.restart.Restarts;
import cloud.somersault.persistence.audit.run.ReplayEvent.Advanced;
import cloud.somersault.persistence.audit.run.ReplayEvent.Requested;
import cloud.somersault.persistence.audit.run.ReplayProtocol.Cancel;
import cloud.somersault.persistence.audit.run.ReplayProtocol.Look;
import cloud.somersault.persistence.audit.run.ReplayProtocol.LookReply;
import cloud.somersault.persistence.audit.run.ReplayProtocol.Message;
import cloud.somersault.persistence.audit.run.ReplayProtocol.Request;
import cloud.somersault.persistence.audit.run.ReplayProtocol.Wake;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * The shell around one replay of many jobs: stores each batch before the stream goes on, so that
 * after any stop it goes on with the first job of which nothing is stored.
 */
final class ReplayRunActor extends EventSourcedBehavior<Message, ReplayEvent, ReplayRun> {
    private static final Duration IDLE = Duration.ofMinutes(2);
    private static final Duration STORED_WITHIN = Duration.ofMinutes(1);
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(2);

    /** A batch is there; the stream waits until it is stored. */
    private record Batch(List<Tally> tallies, ActorRef<Done> replyTo) implements Message {}

    /** The stream has ended, by itself or because of something. */
    private record StreamEnded(Optional<Throwable> failure) implements Message {}

    private record NothingToDo() implements Message {}

    private final ActorContext<Message> context;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final String id;
    private final ReplayStream jobs;
    private final Clock clock;
    private Optional<UniqueKillSwitch> stream = Optional.empty();

    private ReplayRunActor(
            ActorContext<Message> context,
            ActorRef<ClusterSharding.ShardCommand> shard,
            String id,
            ReplayStream jobs,
            Clock clock) {
        super(PersistenceId.of(ReplayProtocol.KEY.name(), id), Restarts.of(context));
        this.context = context;
        this.shard = shard;
        this.id = id;
        this.jobs = jobs;
        this.clock = clock;
    }

    /** The entity. */
    static Behavior<Message> create(
            String id,
            ActorRef<ClusterSharding.ShardCommand> shard,
            ReplayStream jobs,
            Clock clock) {
        return Behaviors.setup(context -> {
            context.setReceiveTimeout(IDLE, new NothingToDo());
            return new ReplayRunActor(context, shard, id, jobs, clock);
        });
    }

    @Override
    public ReplayRun emptyState() {
        return new ReplayRun.Unknown();
    }

    @Override
    public EventHandler<ReplayRun, ReplayEvent> eventHandler() {
        return ReplayRun::after;
    }

    @Override
    public Set<String> tagsFor(ReplayEvent event) {
        return event instanceof Requested
                ? Set.of(ReplayProtocol.TAG, ReplayProtocol.REQUESTED_TAG)
                : Set.of(ReplayProtocol.TAG);
    }

    @Override
    public SignalHandler<ReplayRun> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.class, (_, _) -> context.getSelf().tell(new Wake()))
                .onSignal(PostStop.instance(), _ -> stop())
                .onSignal(PreRestart.instance(), _ -> stop())
                .build();
    }

    @Override
    public CommandHandler<Message, ReplayEvent, ReplayRun> commandHandler() {
        return (run, message) ->
                switch (message) {
                    case Request request -> request(run, request);
                    case Look(var replyTo) ->
                            Effect()
                                    .none()
                                    .thenRun(() -> replyTo.tell(new LookReply(ReplayView.of(run))));
                    case Cancel cancel -> cancel(run, cancel);
                    case Wake() -> Effect().none().thenRun(this::goOn);
                    case Batch batch -> store(run, batch);
                    case StreamEnded(var failure) -> ended(run, failure);
                    case NothingToDo() -> passivate(run);
                    default -> throw new IllegalStateException("unknown message " + message);
                };
    }

    private Effect<ReplayEvent, ReplayRun> request(ReplayRun run, Request request) {
        if (run instanceof ReplayRun.Known) {
            return Effect()
                    .none()
                    .thenRun(() -> request.replyTo().tell(new LookReply(ReplayView.of(run))));
        }
        return Effect()
                .persist(new Requested(id, request.selection(), request.whatIf(), request.at()))
                .thenRun(after -> {
                    request.replyTo().tell(new LookReply(ReplayView.of(after)));
                    goOn(after);
                });
    }

    private Effect<ReplayEvent, ReplayRun> cancel(ReplayRun run, Cancel cancel) {
        if (run instanceof ReplayRun.Running) {
            return Effect()
                    .persist(new ReplayEvent.Cancelled(cancel.at()))
                    .thenRun(after -> {
                        stop();
                        cancel.replyTo().tell(new LookReply(ReplayView.of(after)));
                    });
        }
        return Effect()
                .none()
                .thenRun(() -> cancel.replyTo().tell(new LookReply(ReplayView.of(run))));
    }

    private void goOn(ReplayRun run) {
        if (!(run instanceof ReplayRun.Running running) || stream.isPresent()) {
            return;
        }
        var self = context.getSelf();
        var system = context.getSystem();
        var begun =
                jobs.batches(
                                running.requested(),
                                running.progress().toPlace(),
                                Math.max(0, running.left()))
                        .viaMat(KillSwitches.single(), Keep.right())
                        .mapAsync(
                                1,
                                batch ->
                                        AskPattern.<Message, Done>ask(
                                                self,
                                                replyTo -> new Batch(batch, replyTo),
                                                STORED_WITHIN,
                                                system.scheduler()))
                        .toMat(Sink.ignore(), Keep.both())
                        .run(system);
        stream = Optional.of(begun.first());
        context.pipeToSelf(
                begun.second(), (_, failure) -> new StreamEnded(Optional.ofNullable(failure)));
    }

    private void stop() {
        stream.ifPresent(UniqueKillSwitch::shutdown);
    }

    private Effect<ReplayEvent, ReplayRun> store(ReplayRun run, Batch batch) {
        if (!(run instanceof ReplayRun.Running)) {
            return Effect().none().thenRun(this::stop);
        }
        Advanced advanced = Tally.sum(batch.tallies(), clock.instant());
        return Effect().persist(advanced).thenRun(() -> batch.replyTo().tell(Done.getInstance()));
    }

    private Effect<ReplayEvent, ReplayRun> ended(ReplayRun run, Optional<Throwable> failure) {
        stream = Optional.empty();
        if (failure.isPresent()) {
            context.getLog().warn("replay {} was interrupted; it goes on", id, failure.get());
            context.scheduleOnce(AGAIN_AFTER, context.getSelf(), new Wake());
            return Effect().none();
        }
        return run instanceof ReplayRun.Running
                ? Effect().persist(new ReplayEvent.Finished(clock.instant()))
                : Effect().none();
    }

    private Effect<ReplayEvent, ReplayRun> passivate(ReplayRun run) {
        if (!(run instanceof ReplayRun.Running)) {
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
        return Effect().none();
    }
}
