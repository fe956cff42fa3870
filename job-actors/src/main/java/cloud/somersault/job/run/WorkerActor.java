package cloud.somersault.job.run;

import cloud.somersault.job.meter.JobMeters;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobProtocol.Received;
import cloud.somersault.job.model.SchedulerMessage;
import cloud.somersault.job.run.Pieces.Abandoned;
import cloud.somersault.job.run.Pieces.Broken;
import cloud.somersault.job.run.Pieces.Counted;
import cloud.somersault.job.run.Pieces.Late;
import cloud.somersault.job.run.Pieces.NotWhole;
import cloud.somersault.job.run.Pieces.Outcome;
import cloud.somersault.job.run.Pieces.WholeCounted;
import cloud.somersault.job.run.TicketProtocol.Draw;
import cloud.somersault.job.run.TicketProtocol.Emptied;
import cloud.somersault.job.run.TicketProtocol.Parcel;
import cloud.somersault.job.run.TicketProtocol.Ticket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.delivery.ConsumerController;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.japi.function.Function;

/**
 * Pulls a {@link Ticket}, waits for a numerics thread, draws a parcel with it, has the pieces run
 * there one after the other, brings each one's counts to its job as soon as they are there, and
 * confirms the ticket only when the jobs have them all. What it had when it died is drawn by
 * another.
 */
public final class WorkerActor {
    private static final Duration RECEIVED_PATIENCE = Duration.ofSeconds(5);
    private static final Duration DRAW_PATIENCE = Duration.ofSeconds(5);
    private static final Duration DRAW_AGAIN = Duration.ofMillis(500);

    private sealed interface Message {}

    private record Delivered(ConsumerController.Delivery<Ticket> delivery) implements Message {}

    private record DrawAgain(InHand hand) implements Message {}

    private record NotDrawn(InHand hand, Throwable cause) implements Message {}

    private record Drawn(InHand hand, int pieces) implements Message {}

    private record Ran(InHand hand, Work work, Outcome outcome) implements Message {}

    private record Told(InHand hand, Work work, Outcome outcome, boolean received)
            implements Message {}

    /** A ticket and what is left to do for it; only the actor changes it. */
    private static final class InHand {
        final Ticket ticket;
        final ActorRef<ConsumerController.Confirmed> done;
        int left;

        InHand(Ticket ticket, ActorRef<ConsumerController.Confirmed> done) {
            this.ticket = ticket;
            this.done = done;
        }
    }

    private final ActorContext<Message> context;
    private final TimerScheduler<Message> timers;
    private final ActorRef<Message> self;
    private final ClusterSharding sharding;
    private final ActorRef<SchedulerMessage> scheduler;
    private final Pieces pieces;
    private final Executor numerics;
    private final int threads;
    private final String node;
    private final JobMeters meters;
    private final Courtesy courtesy;

    private WorkerActor(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            ActorRef<SchedulerMessage> scheduler,
            Pieces pieces,
            Executor numerics,
            int threads,
            String node,
            JobMeters meters,
            Courtesy courtesy) {
        this.context = context;
        this.timers = timers;
        this.self = context.getSelf();
        this.sharding = ClusterSharding.get(context.getSystem());
        this.scheduler = scheduler;
        this.pieces = pieces;
        this.numerics = numerics;
        this.threads = threads;
        this.node = node;
        this.meters = meters;
        this.courtesy = courtesy;
    }

    /**
     * A worker.
     *
     * @param lane whose work it does
     * @param scheduler where parcels are drawn
     * @param pieces how this node runs them
     * @param numerics the threads that compute
     * @param threads how many they are
     * @param node this node's name in the events
     * @param meters told of every piece
     * @param courtesy of short shards towards submissions
     */
    public static Behavior<?> create(
            Lane lane,
            ActorRef<SchedulerMessage> scheduler,
            Pieces pieces,
            Executor numerics,
            int threads,
            String node,
            JobMeters meters,
            Courtesy courtesy) {
        return Behaviors.<Message>setup(context ->
                Behaviors.withTimers(timers -> {
                    var consumer =
                            context.spawn(ConsumerController.create(lane.workers()), "consumer");
                    consumer.tell(
                            new ConsumerController.Start<>(
                                    context.messageAdapter(deliveryClass(), Delivered::new)));
                    return new WorkerActor(
                                    context, timers, scheduler, pieces, numerics, threads, node,
                                    meters, courtesy)
                            .working();
                }));
    }

    @SuppressWarnings("unchecked") // a class literal has no type argument
    private static Class<ConsumerController.Delivery<Ticket>> deliveryClass() {
        return (Class<ConsumerController.Delivery<Ticket>>)
                (Class<?>) ConsumerController.Delivery.class;
    }

    private Behavior<Message> working() {
        return Behaviors.receiveMessage(message -> {
            switch (message) {
                case Delivered(var delivery) ->
                        work(new InHand(delivery.message(), delivery.confirmTo()));
                case DrawAgain(var hand) -> work(hand);
                case NotDrawn(var hand, var cause) -> {
                    context.getLog().info("no work can be drawn now: {}", cause.getMessage());
                    timers.startSingleTimer(hand, new DrawAgain(hand), DRAW_AGAIN);
                }
                case Drawn(var hand, var count) -> {
                    hand.left = count;
                    confirmWhenDone(hand);
                }
                case Ran(var hand, var work, var outcome) -> tell(hand, work, outcome);
                case Told(var hand, _, _, var received) when received -> oneLess(hand);
                case Told(var hand, var work, var outcome, _) -> tell(hand, work, outcome);
            }
            return Behaviors.same();
        });
    }

    private void work(InHand hand) {
        numerics.execute(() -> drawAndRun(hand));
    }

    /**
     * On a numerics thread, which waits here for one message there and back: it is free, and until
     * it has an answer there is nothing that it could compute.
     */
    private void drawAndRun(InHand hand) {
        Parcel parcel;
        try {
            parcel = draw(hand.ticket).join();
        } catch (RuntimeException failure) {
            self.tell(new NotDrawn(hand, failure));
            return;
        }
        self.tell(new Drawn(hand, parcel.pieces().size()));
        var polite = courtesy.parcel(parcel.pieces().size());
        for (var work : parcel.pieces()) {
            if (hand.ticket.lane() == Lane.QUICK) {
                polite.giveWay();
            }
            long begun = System.nanoTime();
            var outcome = pieces.run(work);
            meters.ran(hand.ticket.lane().id(), (System.nanoTime() - begun) / 1e9);
            self.tell(new Ran(hand, work, outcome));
        }
    }

    private CompletableFuture<Parcel> draw(Ticket ticket) {
        return AskPattern.<SchedulerMessage, Parcel>ask(
                        scheduler,
                        replyTo -> new Draw(ticket, node, threads, replyTo),
                        DRAW_PATIENCE,
                        context.getSystem().scheduler())
                .toCompletableFuture();
    }

    private void oneLess(InHand hand) {
        hand.left--;
        confirmWhenDone(hand);
    }

    private void confirmWhenDone(InHand hand) {
        if (hand.left == 0) {
            hand.done.tell(ConsumerController.confirmed());
            scheduler.tell(new Emptied(hand.ticket));
        }
    }

    private void tell(InHand hand, Work work, Outcome outcome) {
        switch (outcome) {
            case Abandoned() -> oneLess(hand);
            case Counted(var preparation, var counts, var errors, var seconds) ->
                    tell(
                            hand,
                            work,
                            outcome,
                            replyTo ->
                                    new JobProtocol.ShardCounted(
                                            work.shard(),
                                            preparation,
                                            counts,
                                            errors,
                                            node,
                                            seconds,
                                            replyTo));
            case WholeCounted(var circuits, var shards, var counts, var errors, var seconds) ->
                    tell(
                            hand,
                            work,
                            outcome,
                            replyTo ->
                                    new JobProtocol.WholeCounted(
                                            circuits, shards, counts, errors, seconds, replyTo));
            case NotWhole() -> tell(hand, work, outcome, JobProtocol.NotWhole::new);
            case Late() -> tell(hand, work, outcome, JobProtocol.Late::new);
            case Broken(var why) ->
                    tell(
                            hand,
                            work,
                            outcome,
                            replyTo -> new JobProtocol.ShardBroken(work.shard(), why, replyTo));
        }
    }

    private void tell(
            InHand hand,
            Work work,
            Outcome outcome,
            Function<ActorRef<Received>, JobProtocol.Message> message) {
        EntityRef<JobProtocol.Message> job = sharding.entityRefFor(JobProtocol.KEY, work.jobId());
        context.pipeToSelf(
                job.<Received>ask(message, RECEIVED_PATIENCE),
                (_, failure) -> new Told(hand, work, outcome, failure == null));
    }
}
