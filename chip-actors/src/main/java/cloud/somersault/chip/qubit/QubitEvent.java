package cloud.somersault.chip.qubit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What happened to a qubit; stored, for ever. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = QubitEvent.Calibrated.class, name = "qubit-calibrated"),
    @JsonSubTypes.Type(value = QubitEvent.TakenOut.class, name = "qubit-taken-out"),
    @JsonSubTypes.Type(value = QubitEvent.Returned.class, name = "qubit-returned")
})
public sealed interface QubitEvent {

    /** These are its figures now; whether it is in service has not changed. */
    record Calibrated(String chip, int qubit, QubitFigures figures, long version, Instant at)
            implements QubitEvent {}

    /** It must not be used. */
    record TakenOut(String chip, int qubit, String reason, Instant at) implements QubitEvent {}

    /** It may be used again, with the figures last known. */
    record Returned(String chip, int qubit, Instant at) implements QubitEvent {}
}
