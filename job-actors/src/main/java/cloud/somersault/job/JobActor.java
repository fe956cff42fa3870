package cloud.somersault.job;

import cloud.somersault.job.JobWork.ToRun;
import cloud.somersault.job.model.Digest;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobCommand;
import cloud.somersault.job.model.JobDecider;
import cloud.somersault.job.model.JobDecision;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobFailure;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobProtocol.Begin;
import cloud.somersault.job.model.JobProtocol.Inspect;
import cloud.somersault.job.model.JobProtocol.InspectReply;
import cloud.somersault.job.model.JobProtocol.Look;
import cloud.somersault.job.model.JobProtocol.LookReply;
import cloud.somersault.job.model.JobProtocol.Message;
import cloud.somersault.job.model.JobProtocol.Received;
import cloud.somersault.job.model.JobProtocol.ShardBroken;
import cloud.somersault.job.model.JobProtocol.ShardCounted;
import cloud.somersault.job.model.JobProtocol.Wake;
import cloud.somersault.job.model.JobProtocol.Wish;
import cloud.somersault.job.model.JobProtocol.WishReply;
import cloud.somersault.job.model.JobView;
import cloud.somersault.job.queue.SchedulerProtocol;
import cloud.somersault.job.run.CancelSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * The shell around one job: remembers, answers, and moves it on. The rules are in {@link
 * JobDecider}, the heavy lifting (compile, load, keep) in {@link JobWork} on other threads.
 *
 * <p>The way of a job: <i>submitted</i> is stored, the scheduler hears of it; at {@link Begin} it
 * is prepared and <i>compiled</i> is stored, its shards go to the scheduler; the workers bring
 * counts until nothing is missing; <i>completed</i> is stored. After a crash the scheduler wakes
 * the job, it enqueues itself again, and at the next Begin only the missing shards are handed out.
 */
public final class JobActor extends EventSourcedBehavior<Message, JobEvent, Job> {
    private static final Duration IDLE = Duration.ofSeconds(30);

    private record ReadyToRun(ToRun toRun) implements Message {}

    private record NotReady(Throwable cause) implements Message {}

    private record Offered(SchedulerProtocol.Ready ready) implements Message {}

    private record ShardKept(JobCommand.CompleteShard command, ActorRef<Received> replyTo)
            implements Message {}

    private record ResultKept(JobCommand.Complete command, Optional<ActorRef<Received>> replyTo)
            implements Message {}

    private record KeepFailed(Throwable cause) implements Message {}

    private record TimeIsUp() implements Message {}

    private record NothingToDo() implements Message {}

    /** What a job needs of its surroundings. */
    record Surroundings(
            JobWork work,
            ActorRef<SchedulerProtocol.Message> scheduler,
            ActorRef<Topic.Command<CancelSignal>> cancelSignals,
            Clock clock) {}

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final String jobId;
    private final JobWork work;
    private final ActorRef<SchedulerProtocol.Message> scheduler;
    private final ActorRef<Topic.Command<CancelSignal>> cancelSignals;
    private final Clock clock;
    private boolean preparing;

    /** Set when nobody wants any more what is being prepared. */
    private AtomicBoolean unwanted = new AtomicBoolean();

    private JobActor(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            ActorRef<ClusterSharding.ShardCommand> shard,
            String jobId,
            Surroundings surroundings) {
        super(
                PersistenceId.of(JobProtocol.KEY.name(), jobId),
                SupervisorStrategy.restartWithBackoff(
                        Duration.ofMillis(200), Duration.ofSeconds(10), 0.2));
        this.context = context;
        this.timers = timers;
        this.shard = shard;
        this.jobId = jobId;
        this.work = surroundings.work();
        this.scheduler = surroundings.scheduler();
        this.cancelSignals = surroundings.cancelSignals();
        this.clock = surroundings.clock();
    }

    /** The entity. */
    static Behavior<Message> create(
            String jobId, ActorRef<ClusterSharding.ShardCommand> shard, Surroundings surroundings) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> {
                    context.setReceiveTimeout(IDLE, new NothingToDo());
                    return new JobActor(context, timers, shard, jobId, surroundings);
                }));
    }

    @Override
    public Job emptyState() {
        return new Job.Unknown();
    }

    @Override
    public EventHandler<Job, JobEvent> eventHandler() {
        return Job::after;
    }

    @Override
    public Set<String> tagsFor(JobEvent event) {
        return Set.of(JobProtocol.TAG);
    }

    @Override
    public CommandHandler<Message, JobEvent, Job> commandHandler() {
        return (job, message) ->
                switch (message) {
                    case Wish(var command, var replyTo) -> wish(job, command.command(), replyTo);
                    case Look(var replyTo) -> reply(replyTo, new LookReply(view(job)));
                    case Inspect(var replyTo) -> reply(replyTo, inspect(job));
                    case Begin() -> begin(job);
                    case Wake() -> wake(job);
                    case ReadyToRun(var toRun) -> start(job, toRun);
                    case NotReady(var cause) -> notReady(cause);
                    case Offered(var ready) -> tellScheduler(ready);
                    case ShardCounted counted -> keepCounts(job, counted);
                    case ShardBroken(var index, var why, var replyTo) ->
                            giveUp(
                                    job,
                                    JobFailure.SHARD_FAILED,
                                    "Shard " + index + ": " + why,
                                    replyTo);
                    case ShardKept(var command, var replyTo) ->
                            completeShard(job, command, replyTo);
                    case ResultKept(var command, var replyTo) -> complete(job, command, replyTo);
                    case KeepFailed(var cause) -> keepFailed(cause);
                    case TimeIsUp() ->
                            giveUp(
                                    job,
                                    JobFailure.TIME_LIMIT_EXCEEDED,
                                    "The run took longer than its time limit.",
                                    context.getSystem().ignoreRef());
                    case NothingToDo() -> passivate(job);
                    default -> throw new IllegalStateException("unknown message " + message);
                };
    }

    @Override
    public SignalHandler<Job> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(PostStop.instance(), _ -> unwanted.set(true))
                .onSignal(PreRestart.instance(), _ -> unwanted.set(true))
                .build();
    }

    // What users ask

    private Effect<JobEvent, Job> wish(Job job, JobCommand command, ActorRef<WishReply> replyTo) {
        return switch (JobDecider.decide(job, command)) {
            case JobDecision.Happened(var events) ->
                    Effect()
                            .persist(events)
                            .thenRun((Job after) -> {
                                announce(after);
                                replyTo.tell(new WishReply(view(after), Optional.empty()));
                            });
            case JobDecision.Unchanged() ->
                    reply(replyTo, new WishReply(view(job), Optional.empty()));
            case JobDecision.Refused(var refusal) ->
                    reply(replyTo, new WishReply(Optional.empty(), Optional.of(refusal)));
        };
    }

    private <R> Effect<JobEvent, Job> reply(ActorRef<R> replyTo, R answer) {
        replyTo.tell(answer);
        return Effect().none();
    }

    private static Optional<JobView> view(Job job) {
        return job instanceof Job.Known known ? Optional.of(JobView.of(known)) : Optional.empty();
    }

    private static InspectReply inspect(Job job) {
        return new InspectReply(
                view(job),
                job instanceof Job.Known known ? Optional.of(known.spec()) : Optional.empty(),
                Job.compiled(job),
                job instanceof Job.Completed completed
                        ? Optional.of(completed.completed())
                        : Optional.empty());
    }

    // Its turn in the queue

    /** Tells the scheduler where the job stands, after an event or when it was asked to. */
    private void announce(Job job) {
        switch (job) {
            case Job.Queued queued -> enqueue(queued);
            case Job.Running running -> enqueue(running);
            case Job.Cancelled _, Job.Failed _ -> {
                unwanted.set(true);
                timers.cancelAll();
                scheduler.tell(new SchedulerProtocol.Ended(jobId));
                cancelSignals.tell(Topic.publish(new CancelSignal(jobId)));
            }
            case Job.Completed _, Job.Unknown _ -> {
                timers.cancelAll();
                scheduler.tell(new SchedulerProtocol.Ended(jobId));
            }
        }
    }

    private void enqueue(Job.Known job) {
        scheduler.tell(
                new SchedulerProtocol.Enqueue(jobId, job.spec().tenant(), job.spec().priority()));
    }

    private Effect<JobEvent, Job> wake(Job job) {
        announce(job);
        return Effect().none();
    }

    private Effect<JobEvent, Job> begin(Job job) {
        switch (job) {
            case Job.Queued queued when !preparing -> {
                var stop = new AtomicBoolean();
                unwanted = stop;
                prepare(work.prepare(queued.spec(), stop::get).thenApply(ReadyToRun::new));
            }
            case Job.Running running when !preparing -> offer(running);
            case Job.Queued _, Job.Running _ -> {}
            case Job.Unknown _, Job.Completed _, Job.Failed _, Job.Cancelled _ -> announce(job);
        }
        return Effect().none();
    }

    private void prepare(CompletionStage<? extends Message> stage) {
        preparing = true;
        context.pipeToSelf(
                stage, (message, failure) -> failure == null ? message : new NotReady(failure));
    }

    private Effect<JobEvent, Job> notReady(Throwable cause) {
        preparing = false;
        if (!unwanted.get()) {
            context.getLog()
                    .warn("job {} can't be prepared yet, it will be asked again", jobId, cause);
        }
        return Effect().none();
    }

    private Effect<JobEvent, Job> start(Job job, ToRun toRun) {
        preparing = false;
        var command =
                switch (toRun) {
                    case ToRun.Runnable ready -> ready.start(clock.instant());
                    case ToRun.Refused(var refusal) ->
                            new JobCommand.Fail(refusal.code(), refusal.message(), clock.instant());
                };
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

    /** Hands the missing shards to the scheduler; with none missing, puts the result together. */
    private void offer(Job.Running job) {
        var limit = Duration.ofMillis((long) (job.spec().options().timeLimitSeconds() * 1e3));
        if (!timers.isTimerActive(TimeIsUp.class)) {
            timers.startSingleTimer(TimeIsUp.class, new TimeIsUp(), limit);
        }
        if (job.compiled().shards().size() > 1 && job.allDone()) {
            assemble(job);
        } else {
            prepare(work.shards(job).thenApply(Offered::new));
        }
    }

    private Effect<JobEvent, Job> tellScheduler(SchedulerProtocol.Ready ready) {
        preparing = false;
        scheduler.tell(ready);
        return Effect().none();
    }

    // Counts come in

    private Effect<JobEvent, Job> keepCounts(Job job, ShardCounted counted) {
        if (!(job instanceof Job.Running running) || running.done().containsKey(counted.shard())) {
            return reply(counted.replyTo(), new Received());
        }
        if (running.compiled().shards().size() == 1) {
            keep(
                    work.keep(counted.counts())
                            .thenApply(kept ->
                                    new ResultKept(
                                            new JobCommand.Complete(
                                                    Digest.sha256(counted.counts()),
                                                    kept,
                                                    counted.truncationErrors(),
                                                    counted.seconds(),
                                                    clock.instant()),
                                            Optional.of(counted.replyTo()))));
        } else {
            keep(
                    work.keep(counted.counts())
                            .thenApply(kept ->
                                    new ShardKept(
                                            new JobCommand.CompleteShard(
                                                    counted.shard(),
                                                    kept,
                                                    counted.truncationErrors(),
                                                    counted.node(),
                                                    counted.seconds(),
                                                    clock.instant()),
                                            counted.replyTo())));
        }
        return Effect().none();
    }

    private void keep(CompletionStage<? extends Message> stage) {
        context.pipeToSelf(
                stage, (message, failure) -> failure == null ? message : new KeepFailed(failure));
    }

    /** The worker is not answered and brings the counts again. */
    private Effect<JobEvent, Job> keepFailed(Throwable cause) {
        context.getLog().warn("counts of job {} can't be kept yet", jobId, cause);
        return Effect().none();
    }

    private Effect<JobEvent, Job> completeShard(
            Job job, JobCommand.CompleteShard command, ActorRef<Received> replyTo) {
        return happen(
                job,
                command,
                after -> {
                    replyTo.tell(new Received());
                    if (after instanceof Job.Running running && running.allDone()) {
                        assemble(running);
                    }
                });
    }

    private void assemble(Job.Running job) {
        keep(
                work.assemble(job)
                        .thenApply(result ->
                                new ResultKept(
                                        new JobCommand.Complete(
                                                result.digest(),
                                                result.counts(),
                                                result.truncationErrors(),
                                                result.seconds(),
                                                clock.instant()),
                                        Optional.empty())));
    }

    private Effect<JobEvent, Job> complete(
            Job job, JobCommand.Complete command, Optional<ActorRef<Received>> replyTo) {
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
    private Effect<JobEvent, Job> happen(
            Job job, JobCommand command, java.util.function.Consumer<Job> then) {
        return switch (JobDecider.decide(job, command)) {
            case JobDecision.Happened(var events) ->
                    Effect().persist(events).thenRun((Job after) -> then.accept(after));
            case JobDecision.Unchanged(), JobDecision.Refused(_) -> {
                then.accept(job);
                yield Effect().none();
            }
        };
    }

    /** A running job stays in memory, for its time limit; all others come back when asked. */
    private Effect<JobEvent, Job> passivate(Job job) {
        if (!(job instanceof Job.Running) && !preparing) {
            shard.tell(new ClusterSharding.Passivate<>(context.getSelf()));
        }
        return Effect().none();
    }
}
