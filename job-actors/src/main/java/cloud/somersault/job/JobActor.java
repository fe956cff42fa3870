package cloud.somersault.job;

import cloud.somersault.circuits.compiler.Cancellation;
import cloud.somersault.job.JobWork.ToRun;
import cloud.somersault.job.KeptCounts.ResultKept;
import cloud.somersault.job.KeptCounts.ShardKept;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobCommand;
import cloud.somersault.job.model.JobDecider;
import cloud.somersault.job.model.JobDecision;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobFailure;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobProtocol.Begin;
import cloud.somersault.job.model.JobProtocol.Message;
import cloud.somersault.job.model.JobProtocol.Received;
import cloud.somersault.job.model.JobProtocol.ShardCounted;
import cloud.somersault.job.model.JobProtocol.WholeCounted;
import cloud.somersault.job.model.JobProtocol.Wish;
import cloud.somersault.job.model.JobProtocol.WishReply;
import cloud.somersault.job.model.JobView;
import cloud.somersault.job.queue.SchedulerProtocol;
import cloud.somersault.job.seal.ContentErasedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * The shell around one job: remembers, answers, and moves it on. The rules are in {@link
 * JobDecider}, the heavy lifting (compile, load, keep) in {@link JobWork} on other threads.
 *
 * <p>The way of a job: <i>submitted</i> is stored, the scheduler hears of it; at {@link Begin} it
 * is prepared and <i>compiled</i> is stored, its shards go to the scheduler; the workers bring
 * counts until nothing is missing; <i>completed</i> is stored. After a crash the scheduler wakes
 * it, it enqueues itself, and at the next Begin only missing shards are handed out.
 */
public final class JobActor extends RememberingActor {
    private static final Duration IDLE = Duration.ofSeconds(30);

    /** A job that has ended is read from the journal again by whoever still asks for it. */
    private static final Duration IDLE_ENDED = Duration.ofSeconds(1);

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final JobWork work;
    private final AtScheduler scheduler;
    private final AtDesk desk;
    private final KeptCounts counts;
    private final Measured measured;
    private final Clock clock;
    private boolean preparing;
    private Optional<Unstored> unstored = Optional.empty();

    /** Set when nobody wants any more what is being prepared. */
    private AtomicBoolean unwanted = new AtomicBoolean();

    private JobActor(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            ActorRef<ClusterSharding.ShardCommand> shard,
            String jobId,
            JobSurroundings surroundings) {
        super(jobId, surroundings.work().contents(), surroundings.restarts());
        this.context = context;
        this.timers = timers;
        this.shard = shard;
        this.work = surroundings.work();
        this.clock = surroundings.clock();
        this.counts = new KeptCounts(work, clock);
        this.measured = new Measured(jobId, surroundings.meters(), System::nanoTime);
        this.scheduler =
                new AtScheduler(jobId, surroundings.scheduler(), surroundings.cancelSignals());
        this.desk = new AtDesk(jobId, surroundings.desk(), work, timers);
    }

    /** The entity. */
    static Behavior<Message> create(
            String jobId,
            ActorRef<ClusterSharding.ShardCommand> shard,
            JobSurroundings surroundings) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> {
                    context.setReceiveTimeout(IDLE, new ToItself.NothingToDo());
                    return new JobActor(context, timers, shard, jobId, surroundings);
                }));
    }

    @Override
    public CommandHandler<Message, JobEvent, Job> commandHandler() {
        return (job, message) ->
                switch (message) {
                    case Wish(var command, var replyTo) -> wish(job, command, replyTo);
                    case JobProtocol.Look(var replyTo) ->
                            reply(replyTo, new JobProtocol.LookReply(JobView.ofKnown(job)));
                    case JobProtocol.Inspect(var replyTo) ->
                            reply(replyTo, work.contents().inspected(job));
                    case Begin() -> begin(job);
                    case JobProtocol.Wake() -> {
                        announce(job);
                        yield Effect().none();
                    }
                    case JobProtocol.FromDesk answer -> seated(job, answer);
                    case ToItself.ReadyToRun(var toRun) -> start(job, toRun);
                    case ToItself.NotReady(var cause) -> notReady(job, cause);
                    case ToItself.StoreNow() -> store(job);
                    case ToItself.Offered(var ready) -> tellScheduler(ready);
                    case ShardCounted counted -> keepCounts(job, counted);
                    case WholeCounted counted -> keepWhole(job, counted);
                    case JobProtocol.NotWhole(var replyTo) -> prepareItself(job, replyTo);
                    case JobProtocol.Late(var replyTo) -> timeIsUp(job, replyTo);
                    case JobProtocol.ShardBroken it ->
                            giveUp(job, JobFailure.SHARD_FAILED, it.said(), it.replyTo());
                    case ShardKept(var command, var replyTo) ->
                            completeShard(job, command, replyTo);
                    case ResultKept(var command, var replyTo) -> complete(job, command, replyTo);
                    case ToItself.KeepFailed(var cause) ->
                            troubled(job, "its counts can't be kept yet", cause);
                    case ToItself.NotAssembled(var cause) -> assembleLater(job, cause);
                    case ToItself.TimeIsUp() -> timeIsUp(job, context.getSystem().ignoreRef());
                    case ToItself.NothingToDo() -> passivate(job);
                    default -> throw new IllegalStateException("unknown message " + message);
                };
    }

    @Override
    public SignalHandler<Job> signalHandler() {
        long begun = System.nanoTime();
        return newSignalHandlerBuilder()
                .onSignal(
                        RecoveryCompleted.instance(),
                        job -> {
                            measured.recovered((System.nanoTime() - begun) / 1e9);
                            assemble(job); // No worker is left who could bring it here.
                        })
                .onSignal(PostStop.instance(), _ -> unwanted.set(true))
                .onSignal(PreRestart.instance(), _ -> unwanted.set(true))
                .build();
    }

    // What users ask

    private Effect<JobEvent, Job> wish(
            Job job, JobProtocol.UserCommand wish, ActorRef<WishReply> replyTo) {
        return switch (JobDecider.decide(job, wish.command())) {
            case JobDecision.Happened(var events) ->
                    Effect()
                            .persist(sealed(events))
                            .thenRun(measured.stored(events)::accept)
                            .thenRun((Job after) -> {
                                scheduler.expect(wish.expectedSeconds().orElse(0.0));
                                announce(after);
                                replyTo.tell(
                                        new WishReply(JobView.ofKnown(after), Optional.empty()));
                            });
            case JobDecision.Unchanged() ->
                    reply(replyTo, new WishReply(JobView.ofKnown(job), Optional.empty()));
            case JobDecision.Refused(var refusal) ->
                    reply(replyTo, new WishReply(Optional.empty(), Optional.of(refusal)));
        };
    }

    private <R> Effect<JobEvent, Job> reply(ActorRef<R> replyTo, R answer) {
        replyTo.tell(answer);
        return Effect().none();
    }

    // Its turn in the queue

    /** Tells the scheduler where the job stands, after an event or when it was asked to. */
    private void announce(Job job) {
        switch (job) {
            case Job.Queued queued -> {
                desk.waits(queued);
                scheduler.enqueue(queued);
            }
            case Job.Running running -> scheduler.enqueue(running);
            case Job.Cancelled _, Job.Failed _ -> {
                unwanted.set(true);
                ended(job, Optional.empty());
                scheduler.stopWorkers();
            }
            case Job.Completed completed ->
                    ended(
                            job,
                            Optional.of(completed.completed().seconds())
                                    .filter(_ -> completed.compiled().shards().size() == 1));
            case Job.Unknown _ -> ended(job, Optional.empty());
        }
    }

    private void ended(Job job, Optional<Double> seconds) {
        desk.leaves(job);
        unstored = Optional.empty();
        timers.cancelAll();
        scheduler.ended(seconds);
        context.setReceiveTimeout(IDLE_ENDED, new ToItself.NothingToDo());
    }

    private Effect<JobEvent, Job> begin(Job job) {
        switch (job) {
            case Job.Queued queued when !preparing && scheduler.whole(queued).isPresent() ->
                    scheduler.offer(scheduler.whole(queued).get());
            case Job.Queued _ when !preparing && unstored.isPresent() ->
                    offer(unstored.get().running());
            case Job.Queued queued when desk.asks(queued, preparing) -> preparing = true;
            case Job.Queued queued when !preparing ->
                    prepareToRun(stop -> Optional.of(work.prepare(queued.submitted(), stop)));
            case Job.Running running when !preparing -> offer(running);
            case Job.Queued _, Job.Running _ -> {}
            case Job.Unknown _, Job.Completed _, Job.Failed _, Job.Cancelled _ -> announce(job);
        }
        return Effect().none();
    }

    private Effect<JobEvent, Job> seated(Job job, JobProtocol.FromDesk answer) {
        if (job instanceof Job.Queued queued) {
            prepareToRun(stop -> desk.prepares(queued, answer, stop));
        }
        return Effect().none();
    }

    private void prepareToRun(Function<Cancellation, Optional<CompletionStage<ToRun>>> how) {
        var stop = new AtomicBoolean();
        how.apply(stop::get)
                .ifPresent(stage -> {
                    unwanted = stop;
                    prepare(stage.thenApply(ToItself.ReadyToRun::new));
                });
    }

    private void prepare(CompletionStage<? extends Message> stage) {
        preparing = true;
        hear(stage, ToItself.NotReady::new);
    }

    private void hear(
            CompletionStage<? extends Message> stage, Function<Throwable, Message> otherwise) {
        context.pipeToSelf(
                stage, (message, failure) -> failure == null ? message : otherwise.apply(failure));
    }

    private Effect<JobEvent, Job> notReady(Job job, Throwable cause) {
        preparing = false;
        return unwanted.get()
                ? Effect().none()
                : troubled(job, "it can't be prepared yet, it will be asked again", cause);
    }

    private Effect<JobEvent, Job> start(Job job, ToRun toRun) {
        preparing = false;
        var command = toRun.command(clock.instant());
        if (command instanceof JobCommand.Start start) {
            unstored = Unstored.of(job, start);
            if (unstored.isPresent()) {
                timers.startSingleTimer(new ToItself.StoreNow(), Unstored.PATIENCE);
                offer(unstored.get().running());
                return Effect().none();
            }
        }
        return happen(
                job,
                command,
                after -> {
                    if (after instanceof Job.Running running) {
                        offer(running);
                    } else {
                        announce(after);
                    }
                });
    }

    /** No worker has come for it: from now on it can be seen that it runs. */
    private Effect<JobEvent, Job> store(Job job) {
        var waits = unstored;
        unstored = Optional.empty();
        return waits.isPresent() ? happen(job, waits.get().start(), _ -> {}) : Effect().none();
    }

    /** Hands the missing shards to the scheduler; with none missing, puts the result together. */
    private void offer(Job.Running job) {
        desk.runs(job);
        var limit = Duration.ofMillis((long) (job.spec().options().timeLimitSeconds() * 1e3));
        if (!timers.isTimerActive(ToItself.TimeIsUp.class)) {
            timers.startSingleTimer(ToItself.TimeIsUp.class, new ToItself.TimeIsUp(), limit);
        }
        if (job.compiled().shards().size() > 1 && job.allDone()) {
            assemble(job);
        } else {
            prepare(work.shards(job).thenApply(ToItself.Offered::new));
        }
    }

    private Effect<JobEvent, Job> tellScheduler(SchedulerProtocol.Ready ready) {
        preparing = false;
        scheduler.ready(ready);
        return Effect().none();
    }

    // Counts come in

    private Effect<JobEvent, Job> keepCounts(Job job, ShardCounted counted) {
        return switch (job) {
            case Job.Queued queued when unstored.filter(one -> one.prepared(counted)).isPresent() ->
                    keep(counts.onlyShard(queued, unstored.orElseThrow().start(), counted));
            case Job.Queued queued when unstored.isEmpty() -> comeAgain(queued, counted.replyTo());
            case Job.Running running when running.misses(counted) ->
                    keep(
                            running.compiled().shards().size() == 1
                                    ? counts.onlyShard(running, counted)
                                    : counts.shard(running, counted));
            case Job.Known _, Job.Unknown _ -> {
                // It may be stored although the journal said no: the scheduler still waits for it.
                scheduler.shardDone(counted.shard(), counted.seconds());
                yield reply(counted.replyTo(), new Received());
            }
        };
    }

    private Effect<JobEvent, Job> keepWhole(Job job, WholeCounted counted) {
        return job instanceof Job.Queued queued
                ? keep(counts.whole(queued, counted))
                : reply(counted.replyTo(), new Received());
    }

    /**
     * What was prepared is forgotten since: by a restart, or a move to another node. What these
     * counts belong to was never stored, so it waits for its turn once more.
     */
    private Effect<JobEvent, Job> comeAgain(Job.Queued job, ActorRef<Received> replyTo) {
        replyTo.tell(new Received());
        scheduler.ended(Optional.empty());
        scheduler.enqueue(job);
        return Effect().none();
    }

    private Effect<JobEvent, Job> prepareItself(Job job, ActorRef<Received> replyTo) {
        scheduler.isNotWhole();
        return job instanceof Job.Queued queued
                ? comeAgain(queued, replyTo)
                : reply(replyTo, new Received());
    }

    private Effect<JobEvent, Job> timeIsUp(Job job, ActorRef<Received> replyTo) {
        var why = "The run took longer than its time limit.";
        return giveUp(job, JobFailure.TIME_LIMIT_EXCEEDED, why, replyTo);
    }

    private Effect<JobEvent, Job> keep(CompletionStage<? extends Message> stage) {
        hear(stage, ToItself.KeepFailed::new);
        return Effect().none();
    }

    private Effect<JobEvent, Job> completeShard(
            Job job, JobCommand.CompleteShard command, ActorRef<Received> replyTo) {
        return happen(
                job,
                command,
                after -> {
                    replyTo.tell(new Received());
                    scheduler.shardDone(command.shard(), command.seconds());
                    assemble(after);
                });
    }

    /** Puts the result together if every shard is there. */
    private void assemble(Job job) {
        if (job instanceof Job.Running running && running.allDone()) {
            hear(counts.ofAllShards(running), ToItself.NotAssembled::new);
        }
    }

    private Effect<JobEvent, Job> assembleLater(Job job, Throwable cause) {
        timers.startSingleTimer(new Begin(), Duration.ofSeconds(1));
        return troubled(job, "its counts can't be put together yet", cause);
    }

    /** Whoever brought it is not answered and brings it again. */
    private Effect<JobEvent, Job> troubled(Job job, String what, Throwable cause) {
        if (ContentErasedException.isWhy(cause)) {
            var nobody = context.getSystem().<Received>ignoreRef();
            return giveUp(job, JobFailure.CONTENT_ERASED, "Its contents were erased.", nobody);
        }
        measured.trouble(job, what, cause);
        return Effect().none();
    }

    private Effect<JobEvent, Job> complete(
            Job job, JobCommand command, Optional<ActorRef<Received>> replyTo) {
        return happen(
                job,
                command,
                after -> {
                    announce(after);
                    replyTo.ifPresent(worker -> worker.tell(new Received()));
                });
    }

    private Effect<JobEvent, Job> giveUp(
            Job job, JobFailure failure, String message, ActorRef<Received> replyTo) {
        return happen(
                job,
                new JobCommand.Fail(failure.id(), message, clock.instant()),
                after -> {
                    announce(after);
                    replyTo.tell(new Received());
                });
    }

    /** Stores what the decider says, if anything, and goes on with the state after it. */
    private Effect<JobEvent, Job> happen(Job job, JobCommand command, Consumer<Job> then) {
        return switch (JobDecider.decide(job, command)) {
            case JobDecision.Happened(var events) ->
                    Effect()
                            .persist(events)
                            .thenRun(measured.stored(events)::accept)
                            .thenRun(then::accept);
            case JobDecision.Unchanged(), JobDecision.Refused(_) -> {
                then.accept(job);
                yield Effect().none();
            }
        };
    }

    /** A running job stays in memory, for its time limit; all others come back when asked. */
    private Effect<JobEvent, Job> passivate(Job job) {
        if (!(job instanceof Job.Running) && !preparing && unstored.isEmpty()) {
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
        return Effect().none();
    }
}
