package cloud.somersault.job;

import cloud.somersault.chip.calibration.Laboratory;
import cloud.somersault.chip.restart.Restarts;
import cloud.somersault.job.meter.JobMeters;
import cloud.somersault.job.model.DeskMessage;
import cloud.somersault.job.model.JobCommand;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobProtocol.InspectReply;
import cloud.somersault.job.model.JobProtocol.LookReply;
import cloud.somersault.job.model.JobProtocol.UserCommand;
import cloud.somersault.job.model.JobProtocol.WishReply;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobView;
import cloud.somersault.job.model.Kept;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.model.SchedulerMessage;
import cloud.somersault.job.placement.DeskProtocol.Board;
import cloud.somersault.job.prepare.PreparedLately;
import cloud.somersault.job.queue.JobIndex;
import cloud.somersault.job.queue.QueueLimit;
import cloud.somersault.job.queue.SchedulerActor;
import cloud.somersault.job.queue.SchedulerProtocol;
import cloud.somersault.job.queue.SchedulerProtocol.Entrance;
import cloud.somersault.job.queue.SchedulerProtocol.Load;
import cloud.somersault.job.queue.SchedulerProtocol.Place;
import cloud.somersault.job.run.CancelSignal;
import cloud.somersault.job.run.Courtesy;
import cloud.somersault.job.seal.ContentKeys;
import cloud.somersault.job.seal.Contents;
import cloud.somersault.job.session.SessionBookActor;
import cloud.somersault.job.session.SessionProtocol;
import cloud.somersault.job.trace.JobMark;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.typed.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The face of the jobs for doors and tests: starts what this node is to run (job entities and the
 * scheduler where it keeps, workers where it simulates) and offers plain asynchronous calls.
 */
public final class Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final ActorSystem<?> system;
    private final JobSettings settings;
    private final JobWork work;
    private final Clock clock;
    private final ActorRef<SchedulerMessage> scheduler;
    private final ActorRef<DeskMessage> desk;
    private final ClusterSharding sharding;
    private final JobMeters meters;
    private final Courtesy courtesy;
    private final Admission admission = new Admission();

    /** What came of a submission. */
    public sealed interface Submission {

        /** Durable. */
        record Accepted(JobView job) implements Submission {}

        /** Nothing was stored. */
        record Refused(Refusal refusal) implements Submission {}

        /**
         * Nothing was stored; come back later.
         *
         * @param limit of the queue that was met
         */
        record Overloaded(QueueLimit limit, int retryAfterSeconds) implements Submission {}
    }

    /** What came of a cancellation. */
    public sealed interface Cancellation {

        /** It is cancelled now, or was before. */
        record Cancelled(JobView job) implements Cancellation {}

        /** It can't be. */
        record Refused(Refusal refusal) implements Cancellation {}
    }

    private Jobs(
            ActorSystem<?> system,
            JobSettings settings,
            JobWork work,
            Clock clock,
            ActorRef<SchedulerMessage> scheduler,
            ActorRef<DeskMessage> desk,
            JobMeters meters,
            Courtesy courtesy) {
        this.system = system;
        this.settings = settings;
        this.work = work;
        this.clock = clock;
        this.scheduler = scheduler;
        this.desk = desk;
        this.meters = meters;
        this.courtesy = courtesy;
        this.sharding = ClusterSharding.get(system);
    }

    /**
     * Starts this node's part.
     *
     * @param calibrations where snapshots come from
     * @param store for large content
     * @param index asked once, by the scheduler, when it starts
     */
    public static Jobs start(
            ActorSystem<?> system,
            JobSettings settings,
            JobWork.Calibrations calibrations,
            ResultStore store,
            JobIndex index,
            Clock clock) {
        return start(
                system,
                settings,
                calibrations,
                store,
                index,
                clock,
                JobMeters.NONE,
                ContentKeys.NONE);
    }

    /**
     * The same, measured, and its contents sealed.
     *
     * @param meters told of what this node does
     * @param keys under which contents lie
     */
    public static Jobs start(
            ActorSystem<?> system,
            JobSettings settings,
            JobWork.Calibrations calibrations,
            ResultStore store,
            JobIndex index,
            Clock clock,
            JobMeters meters,
            ContentKeys keys) {
        var preparation =
                system.dispatchers()
                        .lookup(
                                DispatcherSelector.fromConfig(
                                        "somersault.job.preparation-dispatcher"));
        var compilation = WorkersHere.background(system, "somersault.job.compilation-dispatcher");
        var lately = new PreparedLately();
        var work =
                new JobWork(
                        calibrations,
                        store,
                        settings.limits(),
                        preparation,
                        compilation,
                        new Contents(keys),
                        lately);
        var signals = cancelSignals(system);
        var scheduler =
                SchedulerActor.start(
                        system,
                        JobSettings.KEEPER_ROLE,
                        SchedulerActor.create(index, settings.scheduling(), signals, clock));
        var desk = DeskHere.start(system, settings, work, index, clock);
        var surroundings =
                new JobSurroundings(
                        work, scheduler, desk, signals, meters, clock, Restarts.of(system));
        ClusterSharding.get(system)
                .init(
                        Entity.of(
                                        JobProtocol.KEY,
                                        entity ->
                                                JobActor.create(
                                                        entity.getEntityId(),
                                                        entity.getShard(),
                                                        surroundings))
                                .withRole(JobSettings.KEEPER_ROLE));
        var courtesy = Courtesy.from(system.settings().config(), System::nanoTime);
        if (Cluster.get(system).selfMember().hasRole(JobSettings.SIMULATOR_ROLE)) {
            WorkersHere.start(system, settings, scheduler, signals, lately, meters, courtesy);
        }
        return new Jobs(system, settings, work, clock, scheduler, desk, meters, courtesy);
    }

    /** Starts a node that only simulates: it keeps nothing and has no door. */
    public static void simulate(ActorSystem<?> system, JobSettings settings) {
        ClusterSharding.get(system)
                .init(
                        Entity.of(JobProtocol.KEY, _ -> Behaviors.<JobProtocol.Message>empty())
                                .withRole(JobSettings.KEEPER_ROLE));
        // A node without the keeper's role never starts it: what it gets here only forwards.
        var scheduler = SchedulerActor.start(system, JobSettings.KEEPER_ROLE, Behaviors.empty());
        WorkersHere.start(
                system,
                settings,
                scheduler,
                cancelSignals(system),
                new PreparedLately(),
                JobMeters.NONE,
                Courtesy.from(system.settings().config(), System::nanoTime));
    }

    private static ActorRef<Topic.Command<CancelSignal>> cancelSignals(ActorSystem<?> system) {
        return system.systemActorOf(
                Topic.create(CancelSignal.class, "cancel-signals"),
                "cancel-signals",
                Props.empty());
    }

    /** Starts the book of sessions on a node that knows the database. */
    public Sessions sessions() {
        double bookable =
                system.settings().config().getDouble("somersault.job.queue.bookable-share");
        return Sessions.start(
                this,
                sharding,
                at ->
                        Entity.of(
                                        SessionProtocol.KEY,
                                        _ -> SessionBookActor.create(scheduler, bookable, at))
                                .withRole(JobSettings.KEEPER_ROLE),
                settings.askTimeout(),
                clock);
    }

    /** The limits that every job is held to. */
    public JobLimits limits() {
        return settings.limits();
    }

    /** The heavy part, for a replay. */
    public JobWork work() {
        return work;
    }

    /**
     * Checks a job and accepts it: when this completes with Accepted, the job is durable.
     *
     * @param jobId chosen by the door; the same id and specification again is a harmless retry
     */
    public CompletionStage<Submission> submit(String jobId, JobSpec spec) {
        return submit(jobId, spec, Optional.empty());
    }

    /**
     * The same for a request.
     *
     * @param traceId of the request; it goes with the job to its shards
     */
    public CompletionStage<Submission> submit(
            String jobId, JobSpec spec, Optional<String> traceId) {
        return courtesy.coming(() -> admit(jobId, spec, traceId))
                .whenComplete((submission, failure) -> {
                    if (submission instanceof Submission.Overloaded(var limit, _)) {
                        meters.turnedAway(limit.name());
                    } else if (submission instanceof Submission.Refused) {
                        meters.turnedAway("program");
                    }
                    if (LOG.isDebugEnabled() && failure == null) {
                        JobMark.of(jobId, spec.tenant(), traceId).say(() -> say(submission));
                    }
                });
    }

    private static void say(Submission submission) {
        switch (submission) {
            case Submission.Accepted _ -> LOG.debug("the door has accepted a job");
            case Submission.Refused(var why) -> LOG.debug("a job was refused: {}", why.code());
            case Submission.Overloaded(var limit, _) ->
                    LOG.debug("a job was turned away: {}", limit.name());
        }
    }

    private CompletionStage<Submission> admit(
            String jobId, JobSpec spec, Optional<String> traceId) {
        if (admission.admits(spec.tenant(), System.nanoTime())) {
            return checkAndSubmit(jobId, spec, traceId);
        }
        return AskPattern.<SchedulerMessage, Entrance>ask(
                        scheduler,
                        replyTo -> new SchedulerProtocol.MayEnter(spec.tenant(), replyTo),
                        settings.askTimeout(),
                        system.scheduler())
                .thenApply(entrance -> admission.learn(spec.tenant(), entrance, System.nanoTime()))
                .thenCompose(entrance ->
                        entrance.limit()
                                .<CompletionStage<Submission>>map(limit ->
                                        CompletableFuture.completedFuture(
                                                new Submission.Overloaded(
                                                        limit,
                                                        entrance.retryAfterSeconds().orElse(1))))
                                .orElseGet(() -> checkAndSubmit(jobId, spec, traceId)));
    }

    /**
     * Accepts an experiment of calibration, whatever the length of the queue: when this completes
     * with Accepted, it is durable. The same experiment under the same id again is answered with
     * the job that there is.
     */
    public CompletionStage<Submission> submitExperiment(ExperimentJob experiment) {
        return work.keep(Optional.empty(), experiment.controls().toJson())
                .thenCompose(controls ->
                        submitChecked(
                                experiment.id(),
                                Experiments.spec(
                                        experiment,
                                        controls,
                                        settings.limits().timeLimitSecondsMax()),
                                Optional.empty(),
                                0));
    }

    /** Where calibration runs its experiments on this chip. */
    public Laboratory laboratory(String chip) {
        return new Experiments(this, chip);
    }

    /** Completes after a while. */
    CompletionStage<Void> after(Duration patience) {
        var done = new CompletableFuture<Void>();
        system.scheduler()
                .scheduleOnce(patience, () -> done.complete(null), system.executionContext());
        return done;
    }

    private CompletionStage<Submission> checkAndSubmit(
            String jobId, JobSpec spec, Optional<String> traceId) {
        return work.check(spec)
                .thenCompose(checked ->
                        checked.refusal()
                                .<CompletionStage<Submission>>map(why ->
                                        CompletableFuture.completedFuture(
                                                new Submission.Refused(why)))
                                .orElseGet(() -> submitPaid(jobId, spec, traceId, checked)));
    }

    /**
     * Accepts it if its tenant may still take so much chip time; nobody asks where none is limited.
     */
    private CompletionStage<Submission> submitPaid(
            String jobId, JobSpec spec, Optional<String> traceId, Checked checked) {
        CompletionStage<Optional<Submission>> exceeded =
                spec.onChip() && settings.chipTime().limited()
                        ? DeskHere.exceeded(system, desk, jobId, spec, checked.chipSeconds())
                        : CompletableFuture.completedFuture(Optional.empty());
        return exceeded.thenCompose(why ->
                why.<CompletionStage<Submission>>map(CompletableFuture::completedFuture)
                        .orElseGet(() ->
                                submitChecked(jobId, spec, traceId, checked.expectedSeconds())));
    }

    private CompletionStage<Submission> submitChecked(
            String jobId, JobSpec spec, Optional<String> traceId, double expectedSeconds) {
        var at = clock.instant();
        return work.contents()
                .keyFor(spec, at)
                .thenApply(key -> new JobCommand.Submit(jobId, spec, at, traceId, key))
                .thenCompose(submit -> wish(jobId, UserCommand.of(submit, expectedSeconds)))
                .thenApply(Jobs::submission);
    }

    private static Submission submission(WishReply reply) {
        return reply.refusal()
                .<Submission>map(Submission.Refused::new)
                .orElseGet(() -> new Submission.Accepted(reply.job().orElseThrow()));
    }

    /** Takes a job back. */
    public CompletionStage<Cancellation> cancel(String jobId) {
        return wish(jobId, UserCommand.of(new JobCommand.Cancel(clock.instant())))
                .thenApply(reply ->
                        reply.refusal()
                                .<Cancellation>map(Cancellation.Refused::new)
                                .orElseGet(() ->
                                        new Cancellation.Cancelled(reply.job().orElseThrow())));
    }

    private CompletionStage<WishReply> wish(String jobId, UserCommand command) {
        return here(
                entity(jobId)
                        .ask(
                                replyTo -> new JobProtocol.Wish(command, replyTo),
                                settings.askTimeout()));
    }

    /** How a job stands. */
    public CompletionStage<Optional<JobView>> find(String jobId) {
        return here(entity(jobId).<LookReply>ask(JobProtocol.Look::new, settings.askTimeout()))
                .thenApply(LookReply::job);
    }

    /** Everything that is known of a job. */
    public CompletionStage<InspectReply> inspect(String jobId) {
        return here(entity(jobId).ask(JobProtocol.Inspect::new, settings.askTimeout()));
    }

    /**
     * The same answer, whose consequences the actors' own threads compute: of an actor's answer as
     * it comes, Scala would have each done by the one thread of the JVM's common pool.
     */
    private <T> CompletionStage<T> here(CompletionStage<T> answer) {
        return answer.whenCompleteAsync((_, _) -> {}, system.executionContext());
    }

    /**
     * Keeps what belongs to a job to come: with it, where it is sealed with the job's programs;
     * otherwise large content goes to the store.
     */
    public CompletionStage<Kept> keep(String text) {
        return work.contents().keys().seals()
                ? CompletableFuture.completedFuture(new Kept.Inside(text))
                : work.keep(Optional.empty(), text);
    }

    /** The content of something kept. */
    public CompletionStage<String> load(Kept kept) {
        return work.load(kept);
    }

    /** Where a job stands in the queue, and how long the queue is. */
    public CompletionStage<Place> place(String jobId) {
        return AskPattern.ask(
                scheduler,
                replyTo -> new SchedulerProtocol.Where(jobId, replyTo),
                settings.askTimeout(),
                system.scheduler());
    }

    /** Who is on a chip, and who waits for a place on it. */
    public CompletionStage<Board> board(String chip) {
        return DeskHere.board(system, desk, chip, settings.askTimeout());
    }

    /** What waits and what runs, of all tenants. */
    public CompletionStage<Load> load() {
        return AskPattern.ask(
                scheduler,
                SchedulerProtocol.HowMuch::new,
                settings.askTimeout(),
                system.scheduler());
    }

    /** Whether the scheduler answers. */
    public CompletionStage<Boolean> ready() {
        return AskPattern.<SchedulerMessage, Place>ask(
                        scheduler,
                        replyTo -> new SchedulerProtocol.Where("", replyTo),
                        Duration.ofSeconds(1),
                        system.scheduler())
                .handle((_, failure) -> failure == null);
    }

    private EntityRef<JobProtocol.Message> entity(String jobId) {
        return sharding.entityRefFor(JobProtocol.KEY, jobId);
    }
}
