package cloud.somersault.job.queue;

import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.SchedulerMessage;
import cloud.somersault.job.queue.FairQueue.Costed;
import cloud.somersault.job.queue.SchedulerProtocol.Booked;
import cloud.somersault.job.queue.SchedulerProtocol.Ended;
import cloud.somersault.job.queue.SchedulerProtocol.Enqueue;
import cloud.somersault.job.queue.SchedulerProtocol.Entrance;
import cloud.somersault.job.queue.SchedulerProtocol.HowMuch;
import cloud.somersault.job.queue.SchedulerProtocol.Load;
import cloud.somersault.job.queue.SchedulerProtocol.MayEnter;
import cloud.somersault.job.queue.SchedulerProtocol.Place;
import cloud.somersault.job.queue.SchedulerProtocol.Ready;
import cloud.somersault.job.queue.SchedulerProtocol.ShardDone;
import cloud.somersault.job.queue.SchedulerProtocol.Where;
import cloud.somersault.job.run.CancelSignal;
import cloud.somersault.job.run.Lane;
import cloud.somersault.job.run.TicketProtocol.Draw;
import cloud.somersault.job.run.TicketProtocol.Emptied;
import cloud.somersault.job.run.TicketProtocol.Parcel;
import cloud.somersault.job.run.TicketProtocol.Ticket;
import cloud.somersault.job.run.Work;
import cloud.somersault.job.trace.JobMark;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.actor.typed.pubsub.Topic;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds the workers of all nodes, by the rules of {@link FairQueue}. One in the cluster. It has no
 * journal: when it starts it wakes the unfinished jobs, and they enqueue themselves. Each minute it
 * looks for some that it does not know, so that no lost message can cost a job.
 *
 * <p>What travels by Pekko's work pulling are tickets ({@link Counter}); which work a ticket brings
 * is decided when a worker with a free thread draws.
 */
public final class SchedulerActor extends AbstractBehavior<SchedulerMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerActor.class);
    private static final String LATE = "shard {} of job {} is late and given to another worker too";
    private static final Duration TICK = Duration.ofSeconds(1);

    /** A job that was begun and has said nothing for so many ticks is begun again. */
    private static final int TICKS_OF_PATIENCE = 20;

    /** After so many ticks, a minute, the journal is asked for jobs that nobody knows here. */
    private static final int TICKS_TO_INDEX = 60;

    /**
     * And soon after the start too: an index that several keepers share learns of a job some
     * seconds late, also of those that were accepted just before the scheduler was lost.
     */
    private static final List<Integer> FIRST_TICKS = List.of(5, 10, 15);

    /** Short pieces are drawn together until they are so much work, ... */
    private static final double PARCEL_SECONDS = 0.02;

    /** ... or so many; ... */
    private static final int PARCEL_PIECES_MAX = 50;

    /** ... each of which costs so much at least, whatever the engine's estimate. */
    private static final double PIECE_SECONDS = 0.000_5;

    /** With more waiting than this, a job is asked for its work when its turn comes. */
    private static final int WORK_KEPT_JOBS_MAX = 10_000;

    private record Unfinished(List<String> jobIds) implements SchedulerMessage {}

    private record IndexFailed(Throwable cause) implements SchedulerMessage {}

    private record Tick() implements SchedulerMessage {}

    private record AskIndex() implements SchedulerMessage {}

    private final FairQueue<Work> queue;
    private final HandedOut<Work> out;
    private final Counter counter;
    private final Map<String, Work> workKept = new HashMap<>();
    private final Map<String, Integer> begunTicksAgo = new HashMap<>();

    /** What log lines say of a job that waits or runs. */
    private final Map<String, JobMark> marks = new HashMap<>();

    private final ClusterSharding sharding;
    private final TimerScheduler<SchedulerMessage> timers;
    private final JobIndex index;
    private final QueueRules rules;
    private final ActorRef<Topic.Command<CancelSignal>> cancelSignals;
    private final Clock clock;
    private final Capacity capacity = new Capacity();
    private int ticks;

    /**
     * Starts it somewhere among the nodes of a role.
     *
     * @param behavior of the one that works; on a node without the role it is never begun
     */
    public static ActorRef<SchedulerMessage> start(
            ActorSystem<?> system, String role, Behavior<SchedulerMessage> behavior) {
        return ClusterSingleton.get(system)
                .init(
                        SingletonActor.of(
                                        Behaviors.supervise(behavior)
                                                .onFailure(SupervisorStrategy.restart()),
                                        "scheduler")
                                .withSettings(
                                        ClusterSingletonSettings.create(system).withRole(role)));
    }

    /**
     * What the scheduler goes by.
     *
     * @param patience a shard that is out for longer may be given to another worker too
     * @param patienceFactor nor before so many times what it was expected to take
     */
    public record Rules(QueueRules queue, Duration patience, double patienceFactor) {}

    private SchedulerActor(
            ActorContext<SchedulerMessage> context,
            TimerScheduler<SchedulerMessage> timers,
            JobIndex index,
            Rules rules,
            ActorRef<Topic.Command<CancelSignal>> cancelSignals,
            Clock clock) {
        super(context);
        this.sharding = ClusterSharding.get(context.getSystem());
        this.timers = timers;
        this.index = index;
        this.rules = rules.queue();
        this.cancelSignals = cancelSignals;
        this.clock = clock;
        this.queue = new FairQueue<>(rules.queue());
        this.out = new HandedOut<>(rules.patience().toMillis() / 1e3, rules.patienceFactor());
        this.counter = Counter.open(context, UUID.randomUUID().toString());
        timers.startTimerWithFixedDelay(new Tick(), TICK);
        askIndex();
    }

    /** The scheduler. */
    public static Behavior<SchedulerMessage> create(
            JobIndex index,
            Rules rules,
            ActorRef<Topic.Command<CancelSignal>> cancelSignals,
            Clock clock) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers ->
                        new SchedulerActor(context, timers, index, rules, cancelSignals, clock)));
    }

    private void askIndex() {
        getContext()
                .pipeToSelf(
                        index.unfinished(),
                        (jobIds, failure) ->
                                failure == null
                                        ? new Unfinished(jobIds)
                                        : new IndexFailed(failure));
    }

    @Override
    public Receive<SchedulerMessage> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::receive).build();
    }

    private Behavior<SchedulerMessage> receive(SchedulerMessage message) {
        switch (message) {
            case MayEnter(var tenant, var replyTo) -> replyTo.tell(entrance(tenant));
            case Enqueue enqueue -> enqueue(enqueue);
            case Ready ready -> {
                begunTicksAgo.remove(ready.jobId());
                ready(ready.jobId(), costed(ready));
            }
            case Draw(var ticket, var node, var threads, var replyTo) -> {
                capacity.seen(node, ticket.lane(), threads, seconds());
                replyTo.tell(draw(ticket));
            }
            case Emptied(var ticket) when counter.isOurs(ticket) -> out.emptied(ticket.number());
            case Emptied _ -> {}
            case ShardDone(var jobId, var shard, var seconds) ->
                    out.done(jobId, shard).ifPresent(piece -> counted(piece, seconds));
            case Ended(var jobId, var seconds) -> ended(jobId, seconds);
            case Where(var jobId, var replyTo) -> replyTo.tell(place(jobId));
            case Booked(var sessions) -> queue.book(sessions);
            case HowMuch(var replyTo) ->
                    replyTo.tell(new Load(queue.load(), out.size(), capacity.threads()));
            case Counter.Demand demand -> counter.wanted(demand);
            case Unfinished(var jobIds) -> wake(jobIds);
            case IndexFailed(var cause) -> {
                getContext().getLog().warn("the unfinished jobs can't be read yet", cause);
                timers.startSingleTimer("index", new AskIndex(), Duration.ofSeconds(1));
            }
            case AskIndex() -> askIndex();
            case Tick() -> tick();
            default -> throw new IllegalStateException("unknown message " + message);
        }
        begin();
        counter.handOut(seconds());
        return this;
    }

    private List<Costed<Work>> costed(Ready ready) {
        var all = new ArrayList<Costed<Work>>();
        ready.whole()
                .ifPresent(whole ->
                        all.add(new Costed<>(whole, queue.expectedSeconds(ready.jobId()))));
        ready.shards().forEach(shard -> all.add(new Costed<>(shard.work(), shard.seconds())));
        return all;
    }

    private Entrance entrance(String tenant) {
        int roomOfAll = Math.max(0, rules.waitingJobsMax() - queue.depth());
        int room = Math.max(0, rules.of(tenant).waitingJobsMax() - queue.depth(tenant));
        var limit = queue.limit(tenant);
        return new Entrance(
                limit.map(_ -> retryAfterSeconds()),
                limit,
                Optional.of(room),
                Optional.of(roomOfAll));
    }

    /** When a tenth of what waits will be gone, but nobody is sent away for more than a minute. */
    private int retryAfterSeconds() {
        double waiting = queue.waitingSeconds();
        return (int) Math.clamp(0.1 * waiting / capacity.threads(), 1, 60);
    }

    private void enqueue(Enqueue job) {
        boolean news =
                queue.enqueue(
                        job.jobId(),
                        job.tenant(),
                        job.priority(),
                        job.expectedSeconds()
                                .filter(seconds -> seconds > 0)
                                .orElse(FairQueue.EXPECTED_SECONDS));
        var mark = JobMark.of(job.jobId(), job.tenant(), job.traceId());
        marks.put(job.jobId(), mark);
        if (news && LOG.isDebugEnabled()) {
            mark.say(() -> LOG.debug("a job waits for its turn, {} in all", queue.depth()));
        }
        if (news && workKept.size() < WORK_KEPT_JOBS_MAX) {
            job.work().ifPresent(work -> workKept.put(job.jobId(), work));
        }
    }

    private void ready(String jobId, List<Costed<Work>> shards) {
        if (queue.ready(jobId, shards)) {
            shards.forEach(shard -> counter.ready(Lane.of(shard.seconds())));
        }
    }

    // Work for a ticket

    private Parcel draw(Ticket ticket) {
        if (!counter.isOurs(ticket)) {
            return new Parcel(List.of());
        }
        var before = out.parcel(ticket.number());
        if (before.isPresent()) {
            return new Parcel(before.get());
        }
        queue.at(clock.instant());
        var pieces = fill(ticket.lane());
        counter.drawn(ticket.lane(), !pieces.isEmpty());
        if (!pieces.isEmpty()) {
            out.draw(ticket.number(), pieces);
        }
        return new Parcel(pieces);
    }

    private List<Work> fill(Lane lane) {
        var pieces = new ArrayList<Work>();
        double seconds = 0;
        // No more than this thread's part of what is ready: the others shall have something to do
        // (guided self-scheduling, Polychronopoulos and Kuck 1987).
        int most = Math.clamp(counter.readyIn(lane) / capacity.threads(), 1, PARCEL_PIECES_MAX);
        while (seconds < PARCEL_SECONDS && pieces.size() < most) {
            var handed = queue.next(shard -> Lane.of(shard.seconds()) == lane);
            if (handed.isEmpty()) {
                break;
            }
            var one = handed.get();
            counter.handed(lane);
            pieces.add(one.work());
            if (LOG.isDebugEnabled()) {
                one.work().mark().say(() -> LOG.debug("a shard is handed out"));
            }
            seconds += Math.max(one.charge().seconds(), PIECE_SECONDS);
            out.add(
                    new HandedOut.Piece<>(
                            one.jobId(),
                            one.work().shard(),
                            one.tenant(),
                            one.work(),
                            one.charge(),
                            seconds(),
                            false));
            begin();
        }
        if (pieces.isEmpty()) {
            out.hedge(seconds(), piece -> lane(piece) == lane)
                    .ifPresent(piece -> {
                        piece.work().mark().say(() -> LOG.info(LATE, piece.shard(), piece.jobId()));
                        pieces.add(piece.work());
                    });
        }
        return pieces;
    }

    private static Lane lane(HandedOut.Piece<Work> piece) {
        return Lane.of(piece.charge().seconds());
    }

    private double seconds() {
        return clock.millis() / 1e3;
    }

    private void counted(HandedOut.Piece<Work> piece, double seconds) {
        queue.settle(piece.tenant(), piece.charge(), seconds);
        counter.moved();
        if (piece.hedged()) {
            cancelSignals.tell(
                    Topic.publish(new CancelSignal(piece.jobId(), Optional.of(piece.shard()))));
        }
    }

    private void ended(String jobId, Optional<Double> seconds) {
        begunTicksAgo.remove(jobId);
        workKept.remove(jobId);
        marks.remove(jobId);
        for (var piece : out.ended(jobId)) {
            counted(piece, seconds.orElse(piece.charge().seconds()));
        }
        queue.remove(jobId).forEach(shard -> counter.handed(Lane.of(shard.seconds())));
    }

    private Place place(String jobId) {
        var position = queue.position(jobId);
        return new Place(
                position.map(FairQueue.Position::position),
                queue.depth(),
                position.map(place -> place.secondsAhead() / capacity.threads()));
    }

    // Time

    private void tick() {
        beginAgain();
        ticks++;
        if (FIRST_TICKS.contains(ticks) || ticks % TICKS_TO_INDEX == 0) {
            askIndex();
        }
        capacity.forget(seconds());
        counter.moved();
        for (var lane : Lane.values()) {
            if (out.hasStraggler(seconds(), piece -> lane(piece) == lane)) {
                counter.handOutOneMore(lane, seconds());
            }
        }
    }

    /** Those that are not here: all at the start, later one whose message was lost. */
    private void wake(List<String> unfinished) {
        var unknown = unfinished.stream().filter(jobId -> !queue.contains(jobId)).toList();
        if (!unknown.isEmpty()) {
            getContext().getLog().info("waking {} unfinished jobs", unknown.size());
        }
        unknown.forEach(jobId -> job(jobId, new JobProtocol.Wake()));
    }

    private void begin() {
        for (var next = queue.startNext(); next.isPresent(); next = queue.startNext()) {
            var jobId = next.get();
            var work = workKept.remove(jobId);
            if (work != null) {
                ready(jobId, List.of(new Costed<>(work, queue.expectedSeconds(jobId))));
            } else {
                begunTicksAgo.put(jobId, 0);
                job(jobId, new JobProtocol.Begin());
            }
        }
    }

    private void beginAgain() {
        begunTicksAgo.replaceAll((_, ticks) -> ticks + 1);
        begunTicksAgo.forEach((jobId, ticks) -> {
            if (ticks % TICKS_OF_PATIENCE == 0) {
                mark(jobId).say(() -> LOG.warn("beginning job {} again", jobId));
                job(jobId, new JobProtocol.Begin());
            }
        });
    }

    private JobMark mark(String jobId) {
        return marks.getOrDefault(jobId, JobMark.of(jobId, new Job.Unknown()));
    }

    private void job(String jobId, JobProtocol.Message message) {
        sharding.entityRefFor(JobProtocol.KEY, jobId).tell(message);
    }
}
