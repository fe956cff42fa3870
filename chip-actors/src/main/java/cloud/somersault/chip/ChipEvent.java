package cloud.somersault.chip;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What happened to a chip: its calibration, and its clock; stored, for ever. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ChipEvent.CalibrationStarted.class, name = "calibration-started"),
    @JsonSubTypes.Type(
            value = ChipEvent.CalibrationPublished.class,
            name = "calibration-published"),
    @JsonSubTypes.Type(
            value = ChipEvent.CalibrationAbandoned.class,
            name = "calibration-abandoned"),
    @JsonSubTypes.Type(value = ChipEvent.CameAlive.class, name = "chip-came-alive"),
    @JsonSubTypes.Type(value = ChipEvent.ClockSet.class, name = "clock-set"),
    @JsonSubTypes.Type(value = ChipEvent.ClockAdvanced.class, name = "clock-advanced")
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

    /**
     * From this virtual moment on the chip drifts, beginning with the figures of that version. It
     * happens again when figures are imported that were not measured on this chip.
     *
     * @param seed of everything random about it
     * @param drift how it drifts, a {@link DriftModel} id
     */
    record CameAlive(
            String chip, long seed, String drift, long ofVersion, double virtualSeconds, Instant at)
            implements ChipEvent {}

    /** The virtual clock shows this, and runs at this rate: virtual seconds a wall second. */
    record ClockSet(String chip, double virtualSeconds, double rate, Instant at)
            implements ChipEvent {}

    /** The virtual clock was moved on; why, in words. */
    record ClockAdvanced(String chip, double bySeconds, double toSeconds, String why, Instant at)
            implements ChipEvent {}
}
