package cloud.somersault.job.session;

import cloud.somersault.job.model.JobMessage;
import cloud.somersault.job.model.Refusal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;

/** The messages between the doors and the book of sessions. */
public final class SessionProtocol {

    /** How the cluster finds the book. */
    public static final EntityTypeKey<Message> KEY =
            EntityTypeKey.create(Message.class, "SessionBook");

    /** There is one. */
    public static final String BOOK = "book";

    /** All its events carry this tag. */
    public static final String TAG = "session-book";

    private SessionProtocol() {}

    /** What the book understands. */
    public interface Message extends JobMessage {}

    /** Book a session. */
    public record Open(SessionBookEvent.Opened session, ActorRef<Answer> replyTo)
            implements Message {}

    /** Let a tenant's job in. */
    public record Admit(String tenant, SessionBookEvent.Admitted job, ActorRef<Answer> replyTo)
            implements Message {}

    /** Count what a job took. */
    public record Settle(SessionBookEvent.Settled job, ActorRef<Answer> replyTo)
            implements Message {}

    /** Let no more jobs in. */
    public record Close(String tenant, SessionBookEvent.Closed session, ActorRef<Answer> replyTo)
            implements Message {}

    /**
     * A tenant's sessions.
     *
     * @param sessionId only this one
     */
    public record Look(String tenant, Optional<String> sessionId, ActorRef<Found> replyTo)
            implements Message {}

    /** Nothing is wanted but that the book is open and the queue knows what is booked. */
    public record Wake() implements Message {}

    /** What came of it: the session as it is now, or why not. */
    public record Answer(Optional<SessionView> session, Optional<Refusal> refusal)
            implements JobMessage {}

    /** Newest first. */
    public record Found(List<SessionView> sessions) implements JobMessage {
        public Found {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * A session as its tenant sees it.
     *
     * @param phase booked, open, over, closing or closed
     * @param workSeconds what its ended jobs took
     * @param expectedSeconds what is put aside for the others
     * @param jobs how many came in
     * @param unsettled those whose end is not counted yet
     */
    public record SessionView(
            String id,
            String tenant,
            String phase,
            double share,
            Instant from,
            Instant until,
            double workSecondsMax,
            double workSeconds,
            double expectedSeconds,
            int jobs,
            List<Unsettled> unsettled)
            implements JobMessage {
        public SessionView {
            unsettled = List.copyOf(unsettled);
        }

        static SessionView of(BookedSession session, Instant now) {
            var opened = session.opened();
            return new SessionView(
                    opened.sessionId(),
                    opened.tenant(),
                    session.phase(now),
                    opened.share(),
                    opened.from(),
                    opened.until(),
                    opened.workSecondsMax(),
                    session.workSeconds(),
                    session.expectedSeconds(),
                    session.jobs(),
                    session.unsettled().values().stream()
                            .map(job -> new Unsettled(job.jobId(), job.at()))
                            .toList());
        }
    }

    /** A job of a session. */
    public record Unsettled(String jobId, Instant at) {}
}
