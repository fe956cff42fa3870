package cloud.somersault.job.queue;

import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.queue.SchedulerProtocol.CostedShard;
import cloud.somersault.job.queue.SchedulerProtocol.Ended;
import cloud.somersault.job.queue.SchedulerProtocol.Enqueue;
import cloud.somersault.job.queue.SchedulerProtocol.Entrance;
import cloud.somersault.job.queue.SchedulerProtocol.MayEnter;
import cloud.somersault.job.queue.SchedulerProtocol.Message;
import cloud.somersault.job.queue.SchedulerProtocol.Place;
import cloud.somersault.job.queue.SchedulerProtocol.Ready;
import cloud.somersault.job.queue.SchedulerProtocol.Where;
import cloud.somersault.job.run.Lane;
import cloud.somersault.job.run.ShardWork;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.delivery.WorkPullingProducerController;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/**
 * Feeds the workers of all nodes, by the rules of {@link FairQueue}. One in the cluster. It has no
 * journal: when it starts it wakes the unfinished jobs, and they enqueue themselves. Each minute it
 * looks for some that it does not know, so that no lost message can cost a job.
 *
 * <p>Shards travel by Pekko's work pulling: a worker asks for the next one when it is free, and
 * what a lost worker had not confirmed goes to another.
 */
public final class SchedulerActor extends AbstractBehavior<Message> {
    /** A job that was begun and has said nothing for so long is begun again. */
    private static final Duration BEGIN_PATIENCE = Duration.ofSeconds(20);

    private static final int TICKS_OF_PATIENCE = 4;

    /** After so many ticks, a minute, the journal is asked for jobs that nobody knows here. */
    private static final int TICKS_TO_INDEX = 12;

    /**
     * At these first ticks too: an index that several keepers share learns of a job some seconds
     * late, also of those that were accepted just before the scheduler was lost.
     */
    private static final int FIRST_TICKS = 3;

    private record Demand(Lane lane, WorkPullingProducerController.RequestNext<ShardWork> next)
            implements Message {}

    private record Unfinished(List<String> jobIds) implements Message {}

    private record IndexFailed(Throwable cause) implements Message {}

    private record Tick() implements Message {}

    private record AskIndex() implements Message {}

    private final FairQueue<ShardWork> queue = new FairQueue<>();
    private final Map<String, Integer> begunTicksAgo = new HashMap<>();
    private final Map<Lane, WorkPullingProducerController.RequestNext<ShardWork>> demand =
            new EnumMap<>(Lane.class);
    private final ClusterSharding sharding;
    private final TimerScheduler<Message> timers;
    private final JobIndex index;
    private final QueueLimits limits;
    private int ticks;

    /**
     * How many jobs may wait.
     *
     * @param jobsMax of all tenants
     * @param jobsPerTenantMax of one
     */
    public record QueueLimits(int jobsMax, int jobsPerTenantMax) {}

    private SchedulerActor(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            JobIndex index,
            QueueLimits limits) {
        super(context);
        this.sharding = ClusterSharding.get(context.getSystem());
        this.timers = timers;
        this.index = index;
        this.limits = limits;
        for (var lane : Lane.values()) {
            produce(lane);
        }
        timers.startTimerWithFixedDelay(new Tick(), BEGIN_PATIENCE.dividedBy(TICKS_OF_PATIENCE));
        askIndex();
    }

    private void produce(Lane lane) {
        var producer =
                getContext()
                        .spawn(
                                WorkPullingProducerController.create(
                                        ShardWork.class,
                                        "scheduler-" + lane.name(),
                                        lane.workers(),
                                        Optional.empty()),
                                "producer-" + lane.name());
        // Each lane's demand comes through an actor of its own: the message does not say whose it
        // is.
        var self = getContext().getSelf();
        var messenger =
                getContext()
                        .spawn(
                                Behaviors.receive(requestNextClass())
                                        .onAnyMessage(next -> {
                                            self.tell(new Demand(lane, next));
                                            return Behaviors.same();
                                        })
                                        .build(),
                                "demand-" + lane.name());
        producer.tell(new WorkPullingProducerController.Start<>(messenger));
    }

    @SuppressWarnings("unchecked") // a class literal has no type argument
    private static Class<WorkPullingProducerController.RequestNext<ShardWork>> requestNextClass() {
        return (Class<WorkPullingProducerController.RequestNext<ShardWork>>)
                (Class<?>) WorkPullingProducerController.RequestNext.class;
    }

    /** The scheduler. */
    public static Behavior<Message> create(JobIndex index, QueueLimits limits) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> new SchedulerActor(context, timers, index, limits)));
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
    public Receive<Message> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::receive).build();
    }

    private Behavior<Message> receive(Message message) {
        switch (message) {
            case MayEnter(var tenant, var replyTo) -> replyTo.tell(entrance(tenant));
            case Enqueue(var jobId, var tenant, var priority) ->
                    queue.enqueue(jobId, tenant, priority);
            case Ready(var jobId, var shards) -> {
                begunTicksAgo.remove(jobId);
                queue.ready(jobId, shards.stream().map(SchedulerActor::costed).toList());
            }
            case Ended(var jobId) -> {
                begunTicksAgo.remove(jobId);
                queue.remove(jobId);
            }
            case Where(var jobId, var replyTo) ->
                    replyTo.tell(
                            new Place(
                                    queue.position(jobId).map(FairQueue.Position::position),
                                    queue.depth()));
            case Demand(var lane, var next) -> demand.put(lane, next);
            case Unfinished(var jobIds) -> wake(jobIds);
            case IndexFailed(var cause) -> {
                getContext().getLog().warn("the unfinished jobs can't be read yet", cause);
                timers.startSingleTimer("index", new AskIndex(), Duration.ofSeconds(1));
            }
            case AskIndex() -> askIndex();
            case Tick() -> {
                beginAgain();
                ticks++;
                if (ticks <= FIRST_TICKS || ticks % TICKS_TO_INDEX == 0) {
                    askIndex();
                }
            }
            default -> throw new IllegalStateException("unknown message " + message);
        }
        begin();
        handOut();
        return this;
    }

    private static FairQueue.Costed<ShardWork> costed(CostedShard shard) {
        return new FairQueue.Costed<>(shard.work(), shard.seconds());
    }

    private Entrance entrance(String tenant) {
        boolean full =
                queue.depth() >= limits.jobsMax()
                        || queue.depth(tenant) >= limits.jobsPerTenantMax();
        return new Entrance(full ? Optional.of(5) : Optional.empty());
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
            begunTicksAgo.put(next.get(), 0);
            job(next.get(), new JobProtocol.Begin());
        }
    }

    private void beginAgain() {
        begunTicksAgo.replaceAll((_, ticks) -> ticks + 1);
        begunTicksAgo.forEach((jobId, ticks) -> {
            if (ticks % TICKS_OF_PATIENCE == 0) {
                getContext().getLog().warn("beginning job {} again", jobId);
                job(jobId, new JobProtocol.Begin());
            }
        });
    }

    private void handOut() {
        for (var lane : Lane.values()) {
            var wanted = demand.get(lane);
            if (wanted != null) {
                queue.next(shard -> Lane.of(shard.seconds()) == lane)
                        .ifPresent(handed -> {
                            demand.remove(lane);
                            wanted.sendNextTo().tell(handed.work());
                        });
            }
        }
    }

    private void job(String jobId, JobProtocol.Message message) {
        sharding.entityRefFor(JobProtocol.KEY, jobId).tell(message);
    }
}
