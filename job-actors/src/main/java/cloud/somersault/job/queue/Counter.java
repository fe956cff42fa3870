package cloud.somersault.job.queue;

import cloud.somersault.job.model.SchedulerMessage;
import cloud.somersault.job.run.Lane;
import cloud.somersault.job.run.TicketProtocol.Ticket;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.delivery.WorkPullingProducerController;
import org.apache.pekko.actor.typed.delivery.WorkPullingProducerController.RequestNext;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Gives out tickets, lane by lane, to workers that ask for them: about as many as there are pieces
 * ready, and none for a while after one was drawn in vain, since then nobody may have more under
 * way. A worker whose threads are busy keeps its tickets, and they are no reason to let another
 * wait.
 */
final class Counter {
    private static final double SOON_SECONDS = 0.02;

    private final String life;
    private final Map<Lane, Window> windows = new EnumMap<>(Lane.class);
    private long lastTicket;

    /** A worker somewhere wants a ticket of this lane. */
    record Demand(Lane lane, RequestNext<Ticket> next) implements SchedulerMessage {}

    private static final class Window {
        Optional<RequestNext<Ticket>> wanted = Optional.empty();
        int ready;
        boolean stuck;

        /** When the tickets were given out that nobody has drawn with yet. */
        final ArrayDeque<Double> undrawnSinceSeconds = new ArrayDeque<>();

        /** A ticket that is not drawn with soon lies with a worker whose threads are busy. */
        void forget(double nowSeconds) {
            while (!undrawnSinceSeconds.isEmpty()
                    && nowSeconds - undrawnSinceSeconds.element() > SOON_SECONDS) {
                undrawnSinceSeconds.remove();
            }
        }
    }

    private Counter(String life) {
        this.life = life;
        for (var lane : Lane.values()) {
            windows.put(lane, new Window());
        }
    }

    /**
     * Begins to listen for demand.
     *
     * @param life a name that no other scheduler has or had
     */
    static Counter open(ActorContext<SchedulerMessage> context, String life) {
        for (var lane : Lane.values()) {
            produce(context, lane);
        }
        return new Counter(life);
    }

    private static void produce(ActorContext<SchedulerMessage> context, Lane lane) {
        var producer =
                context.spawn(
                        WorkPullingProducerController.create(
                                Ticket.class,
                                "scheduler-" + lane.name(),
                                lane.workers(),
                                Optional.empty()),
                        "producer-" + lane.name());
        // Each lane's demand comes through an actor of its own: the message does not say whose it
        // is.
        ActorRef<SchedulerMessage> self = context.getSelf();
        var messenger =
                context.spawn(
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
    private static Class<RequestNext<Ticket>> requestNextClass() {
        return (Class<RequestNext<Ticket>>) (Class<?>) RequestNext.class;
    }

    private Window window(Lane lane) {
        return windows.computeIfAbsent(lane, _ -> new Window());
    }

    /** Whether this scheduler gave it out, in this life. */
    boolean isOurs(Ticket ticket) {
        return ticket.scheduler().equals(life);
    }

    void wanted(Demand demand) {
        window(demand.lane()).wanted = Optional.of(demand.next());
    }

    /** One more piece is ready. */
    void ready(Lane lane) {
        window(lane).ready++;
        window(lane).stuck = false;
    }

    /** Pieces that are ready. */
    int readyIn(Lane lane) {
        return window(lane).ready;
    }

    /** One less is. */
    void handed(Lane lane) {
        window(lane).ready--;
    }

    /** A ticket was drawn. */
    void drawn(Lane lane, boolean brought) {
        var window = window(lane);
        window.undrawnSinceSeconds.poll();
        window.stuck = !brought;
    }

    /** Something has changed: what might not be handed out before, may be now. */
    void moved() {
        windows.values().forEach(window -> window.stuck = false);
    }

    /** TicketProtocol for what is ready, where they are wanted. */
    void handOut(double nowSeconds) {
        windows.forEach((lane, window) -> {
            window.forget(nowSeconds);
            if (window.ready > window.undrawnSinceSeconds.size() && !window.stuck) {
                handOutOneMore(lane, nowSeconds);
            }
        });
    }

    /** A ticket, if one is wanted. */
    void handOutOneMore(Lane lane, double nowSeconds) {
        var window = window(lane);
        window.wanted.ifPresent(wanted -> {
            window.wanted = Optional.empty();
            window.undrawnSinceSeconds.add(nowSeconds);
            wanted.sendNextTo().tell(new Ticket(life, ++lastTicket, lane));
        });
    }
}
