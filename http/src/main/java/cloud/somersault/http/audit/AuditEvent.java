package cloud.somersault.http.audit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/**
 * What the audit log keeps. Stored for ever under the name in the annotation: classes may move,
 * stored names and fields may not.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = AuditEvent.Recorded.class, name = "act-recorded"),
    @JsonSubTypes.Type(value = AuditEvent.Repeated.class, name = "act-repeated")
})
public sealed interface AuditEvent {

    /** What it is about. */
    AuditAct act();

    /** When. */
    Instant at();

    /** It happened once, or for the first time in a while. */
    record Recorded(AuditAct act, Instant at) implements AuditEvent {}

    /**
     * It happened again, so often, and each time was not worth an event.
     *
     * @param times at least 1; the first time before them is an event of its own
     * @param since when the counting began
     * @param at when it ended
     */
    record Repeated(AuditAct act, long times, Instant since, Instant at) implements AuditEvent {
        public Repeated {
            if (!(times >= 1)) {
                throw new IllegalArgumentException("repeated " + times + " times");
            }
        }
    }
}
