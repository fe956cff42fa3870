package cloud.somersault.job.run;

import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobProtocol.Received;
import cloud.somersault.job.model.TruncationError;
import cloud.somersault.simulators.CancelledRunException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.delivery.ConsumerController;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pulls a shard, has it run on the numerics threads, brings the counts to the job, and confirms
 * only when the job has them. What it had when it died is pulled by another.
 */
public final class WorkerActor {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerActor.class);
    private static final Duration RECEIVED_PATIENCE = Duration.ofSeconds(5);

    private sealed interface Message {}

    private record Delivered(ConsumerController.Delivery<ShardWork> delivery) implements Message {}

    private record Ran(ShardWork work, Outcome outcome, ActorRef<ConsumerController.Confirmed> done)
            implements Message {}

    private record Told(
            ShardWork work,
            Outcome outcome,
            boolean received,
            ActorRef<ConsumerController.Confirmed> done)
            implements Message {}

    private sealed interface Outcome {}

    private record Counted(String counts, List<TruncationError> truncationErrors, double seconds)
            implements Outcome {}

    private record Broken(String message) implements Outcome {}

    private record Abandoned() implements Outcome {}

    private final ActorContext<Message> context;
    private final ClusterSharding sharding;
    private final RunningShards running;
    private final JobLimits limits;
    private final Executor numerics;
    private final String node;

    private WorkerActor(
            ActorContext<Message> context,
            RunningShards running,
            JobLimits limits,
            Executor numerics,
            String node) {
        this.context = context;
        this.sharding = ClusterSharding.get(context.getSystem());
        this.running = running;
        this.limits = limits;
        this.numerics = numerics;
        this.node = node;
    }

    /**
     * A worker.
     *
     * @param lane whose shards it pulls
     * @param running what this node runs, to be able to stop it
     * @param numerics the threads that compute
     * @param node this node's name in the events
     */
    public static Behavior<?> create(
            Lane lane, RunningShards running, JobLimits limits, Executor numerics, String node) {
        return Behaviors.<Message>setup(context -> {
            var consumer = context.spawn(ConsumerController.create(lane.workers()), "consumer");
            consumer.tell(
                    new ConsumerController.Start<>(
                            context.messageAdapter(deliveryClass(), Delivered::new)));
            return new WorkerActor(context, running, limits, numerics, node).working();
        });
    }

    @SuppressWarnings("unchecked") // a class literal has no type argument
    private static Class<ConsumerController.Delivery<ShardWork>> deliveryClass() {
        return (Class<ConsumerController.Delivery<ShardWork>>)
                (Class<?>) ConsumerController.Delivery.class;
    }

    private Behavior<Message> working() {
        return Behaviors.receiveMessage(message -> {
            switch (message) {
                case Delivered(var delivery) -> run(delivery.message(), delivery.confirmTo());
                case Ran(var work, var outcome, var done) -> tell(work, outcome, done);
                case Told(_, _, var received, var done) when received ->
                        done.tell(ConsumerController.confirmed());
                case Told(var work, var outcome, _, var done) -> tell(work, outcome, done);
            }
            return Behaviors.same();
        });
    }

    private void run(ShardWork work, ActorRef<ConsumerController.Confirmed> done) {
        context.pipeToSelf(
                CompletableFuture.supplyAsync(() -> count(work), numerics),
                (outcome, failure) ->
                        new Ran(
                                work,
                                failure == null ? outcome : new Broken(String.valueOf(failure)),
                                done));
    }

    private Outcome count(ShardWork work) {
        long start = System.nanoTime();
        try (var shard = running.begin(work)) {
            var report = ShardRunner.runReported(work, limits, shard);
            return new Counted(
                    report.counts().canonical(),
                    report.truncationErrors(),
                    (System.nanoTime() - start) / 1e9);
        } catch (CancelledRunException _) {
            return new Abandoned();
        } catch (RuntimeException | OutOfMemoryError failure) {
            LOG.error("shard {} of job {} failed", work.shard(), work.jobId(), failure);
            return new Broken(String.valueOf(failure));
        }
    }

    private void tell(
            ShardWork work, Outcome outcome, ActorRef<ConsumerController.Confirmed> done) {
        var job = sharding.entityRefFor(JobProtocol.KEY, work.jobId());
        switch (outcome) {
            case Counted(var counts, var errors, var seconds) ->
                    context.pipeToSelf(
                            job.<Received>ask(
                                    replyTo ->
                                            new JobProtocol.ShardCounted(
                                                    work.shard(),
                                                    counts,
                                                    errors,
                                                    node,
                                                    seconds,
                                                    replyTo),
                                    RECEIVED_PATIENCE),
                            (_, failure) -> new Told(work, outcome, failure == null, done));
            case Broken(var message) ->
                    context.pipeToSelf(
                            job.<Received>ask(
                                    replyTo ->
                                            new JobProtocol.ShardBroken(
                                                    work.shard(), message, replyTo),
                                    RECEIVED_PATIENCE),
                            (_, failure) -> new Told(work, outcome, failure == null, done));
            case Abandoned() -> done.tell(ConsumerController.confirmed());
        }
    }
}
