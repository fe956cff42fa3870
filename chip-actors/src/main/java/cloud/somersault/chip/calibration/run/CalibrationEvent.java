package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.calibration.Assignment;
import cloud.somersault.chip.calibration.Kind;
import cloud.somersault.chip.calibration.Node;
import cloud.somersault.chip.calibration.Part;
import cloud.somersault.chip.calibration.Place;
import cloud.somersault.chip.calibration.Report;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happened to the calibration of a chip; stored, for ever. Seconds are virtual. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CalibrationEvent.ChipLearned.class, name = "chip-learned"),
    @JsonSubTypes.Type(value = CalibrationEvent.Requested.class, name = "calibration-requested"),
    @JsonSubTypes.Type(
            value = CalibrationEvent.ExperimentsMeasured.class,
            name = "experiments-measured"),
    @JsonSubTypes.Type(value = CalibrationEvent.PartTakenOut.class, name = "part-taken-out"),
    @JsonSubTypes.Type(value = CalibrationEvent.PartReturned.class, name = "part-returned"),
    @JsonSubTypes.Type(value = CalibrationEvent.Finished.class, name = "calibration-finished"),
    @JsonSubTypes.Type(value = CalibrationEvent.Cancelled.class, name = "calibration-cancelled"),
    @JsonSubTypes.Type(value = CalibrationEvent.Failed.class, name = "calibration-failed"),
    @JsonSubTypes.Type(
            value = CalibrationEvent.AutomaticSwitched.class,
            name = "automatic-calibration-switched")
})
public sealed interface CalibrationEvent {

    /** When, by the wall. */
    Instant at();

    /** Who asked for a calibration. */
    enum By {
        /** Somebody at the door. */
        REQUEST,
        /** The chip's own rounds. */
        AUTOMATIC;

        /** The name in lower case. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How much a part was used before a calibration, as a share of all use. */
    record PartUse(Part part, double share) {}

    /** A version that came from outside: what is known to begin with. */
    record ChipLearned(String chip, long version, ChipSnapshot snapshot, Instant at)
            implements CalibrationEvent {}

    /**
     * A calibration begins.
     *
     * @param calibration its number, from 1
     * @param budgetSeconds the chip time after which it begins nothing more; absent for no limit
     * @param seed of everything random in it
     */
    record Requested(
            String chip,
            long calibration,
            Assignment.Scope scope,
            By by,
            List<Place> targets,
            List<PartUse> use,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Double> budgetSeconds,
            long seed,
            double virtualSeconds,
            Instant at)
            implements CalibrationEvent {
        public Requested {
            targets = List.copyOf(targets);
            use = List.copyOf(use);
        }
    }

    /**
     * Experiments that ran side by side, as one job, and what each found.
     *
     * @param experiment the job's number in the calibration, from 1
     * @param chipSeconds how long the chip was busy
     * @param virtualSeconds when they ended
     */
    record ExperimentsMeasured(
            String chip,
            long calibration,
            int experiment,
            Node node,
            Kind kind,
            String jobId,
            int circuits,
            int shots,
            double chipSeconds,
            double virtualSeconds,
            List<Report> reports,
            Instant at)
            implements CalibrationEvent {
        public ExperimentsMeasured {
            reports = List.copyOf(reports);
        }
    }

    /** A part goes out of service with the version that this calibration publishes. */
    record PartTakenOut(
            String chip,
            long calibration,
            Part part,
            String reason,
            double virtualSeconds,
            Instant at)
            implements CalibrationEvent {}

    /** A part comes back into service with the version that this calibration publishes. */
    record PartReturned(String chip, long calibration, Part part, double virtualSeconds, Instant at)
            implements CalibrationEvent {}

    /**
     * A calibration is done.
     *
     * @param version what it published; absent when nothing had changed
     */
    record Finished(
            String chip,
            long calibration,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Long> version,
            int experiments,
            double chipSeconds,
            double virtualSeconds,
            Instant at)
            implements CalibrationEvent {}

    /** A calibration was given up on request; it publishes nothing. */
    record Cancelled(String chip, long calibration, double virtualSeconds, Instant at)
            implements CalibrationEvent {}

    /** A calibration cannot go on; it publishes nothing. */
    record Failed(
            String chip,
            long calibration,
            String code,
            String reason,
            double virtualSeconds,
            Instant at)
            implements CalibrationEvent {}

    /** From now on the chip is calibrated by itself, or no longer. */
    record AutomaticSwitched(String chip, boolean enabled, double virtualSeconds, Instant at)
            implements CalibrationEvent {}
}
