package cloud.somersault.persistence.retention;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;

/** What was erased, for whom and by whom. Stored for ever, as all events are; never a key. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RetentionEvent.ErasureAsked.class, name = "erasure-asked"),
    @JsonSubTypes.Type(value = RetentionEvent.ErasureDone.class, name = "erasure-done")
})
public sealed interface RetentionEvent {
    String id();

    Instant at();

    /**
     * From here on the keys are to be destroyed, whatever happens: after a crash it is done when
     * the server starts.
     *
     * @param id of the erasure
     * @param tenant whose
     * @param before of jobs submitted on days (UTC) that had ended by then; absent: of all that
     *     were submitted until now
     * @param by the id of an API key, or what else asked for it
     */
    record ErasureAsked(
            String id,
            String tenant,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Instant> before,
            String by,
            Instant at)
            implements RetentionEvent {}

    /**
     * The disk has them no more.
     *
     * @param keys how many there were
     */
    record ErasureDone(String id, long keys, Instant at) implements RetentionEvent {}
}
