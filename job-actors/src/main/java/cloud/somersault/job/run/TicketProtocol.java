package cloud.somersault.job.run;

import cloud.somersault.job.model.JobMessage;
import cloud.somersault.job.model.SchedulerMessage;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * How work reaches a worker. What Pekko's work pulling carries is only a ticket; the moment a
 * thread is free its worker exchanges the ticket for a parcel, and only then it is decided whose
 * work that is. So nothing that was queued at a worker earlier goes before what is due now. A
 * ticket is confirmed when every piece of its parcel is with its job; one that is not goes to
 * another worker and brings the same parcel.
 */
public final class TicketProtocol {

    private TicketProtocol() {}

    /**
     * The right to one parcel.
     *
     * @param scheduler the life of the scheduler that gave it out
     */
    public record Ticket(String scheduler, long number, Lane lane) implements JobMessage {}

    /**
     * A worker with a free thread: what is next? Asking again with the same ticket is harmless.
     *
     * @param node the worker's
     * @param threads of its lane on that node
     */
    public record Draw(Ticket ticket, String node, int threads, ActorRef<Parcel> replyTo)
            implements SchedulerMessage {}

    /** One long piece, or some short ones; nothing when there is nothing left to do. */
    public record Parcel(List<Work> pieces) implements JobMessage {
        public Parcel {
            pieces = List.copyOf(pieces);
        }
    }

    /** Everything that the ticket brought is with its job. */
    public record Emptied(Ticket ticket) implements SchedulerMessage {}
}
