package cloud.somersault.chip.coupler;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What happened to a coupler; stored, for ever. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CouplerEvent.Calibrated.class, name = "coupler-calibrated"),
    @JsonSubTypes.Type(value = CouplerEvent.TakenOut.class, name = "coupler-taken-out"),
    @JsonSubTypes.Type(value = CouplerEvent.Returned.class, name = "coupler-returned")
})
public sealed interface CouplerEvent {

    /** These are its figures now; whether it is in service has not changed. */
    record Calibrated(
            String chip, int first, int second, CouplerFigures figures, long version, Instant at)
            implements CouplerEvent {}

    /** It must not be used. */
    record TakenOut(String chip, int first, int second, String reason, Instant at)
            implements CouplerEvent {}

    /** It may be used again, with the figures last known. */
    record Returned(String chip, int first, int second, Instant at) implements CouplerEvent {}
}
