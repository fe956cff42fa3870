package cloud.somersault.chip;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What happened to a chip's calibration; stored, for ever. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChipEvent.CalibrationStarted.class, name = "calibration-started"),
    @JsonSubTypes.Type(
            value = ChipEvent.CalibrationPublished.class,
            name = "calibration-published"),
    @JsonSubTypes.Type(value = ChipEvent.CalibrationAbandoned.class, name = "calibration-abandoned")
})
public sealed interface ChipEvent {

    /** This version is under way, with figures of that digest; nobody sees it yet. */
    record CalibrationStarted(String chip, long version, String source, String digest, Instant at)
            implements ChipEvent {}

    /** This version is whole, and the current one from now on. */
    record CalibrationPublished(
            String chip,
            long version,
            Instant measuredAt,
            String source,
            String digest,
            ChipSnapshot snapshot,
            Instant at)
            implements ChipEvent {}

    /** This version will never be published; its number is not used again. */
    record CalibrationAbandoned(String chip, long version, String reason, Instant at)
            implements ChipEvent {}
}
