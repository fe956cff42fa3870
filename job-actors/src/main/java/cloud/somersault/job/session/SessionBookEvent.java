package cloud.somersault.job.session;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What happened to booked sessions. Stored for ever under the name in the annotation. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SessionBookEvent.Opened.class, name = "session-opened"),
    @JsonSubTypes.Type(value = SessionBookEvent.Admitted.class, name = "session-job-admitted"),
    @JsonSubTypes.Type(value = SessionBookEvent.Settled.class, name = "session-job-settled"),
    @JsonSubTypes.Type(value = SessionBookEvent.Closed.class, name = "session-closed")
})
public sealed interface SessionBookEvent {

    /** Which session. */
    String sessionId();

    Instant at();

    /**
     * It is booked.
     *
     * @param share of the machine, 0 to 1, from {@code from} until {@code until}
     * @param workSecondsMax so much computing time may its jobs take together
     */
    record Opened(
            String sessionId,
            String tenant,
            double share,
            Instant from,
            Instant until,
            double workSecondsMax,
            Instant at)
            implements SessionBookEvent {}

    /** A job may come in; so much of the limit is put aside for it. */
    record Admitted(String sessionId, String jobId, double expectedSeconds, Instant at)
            implements SessionBookEvent {}

    /** A job has ended, and took so much. */
    record Settled(String sessionId, String jobId, double seconds, Instant at)
            implements SessionBookEvent {}

    /**
     * No more jobs come in.
     *
     * @param drained whether what waits is still done, with the booked share, or is taken back
     */
    record Closed(String sessionId, boolean drained, Instant at) implements SessionBookEvent {}
}
