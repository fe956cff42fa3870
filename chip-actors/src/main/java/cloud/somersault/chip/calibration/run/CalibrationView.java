package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.calibration.Assignment.Scope;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * One calibration, for others to see. Seconds are virtual unless they are of chip time.
 *
 * @param number from 1
 * @param scope full or maintain
 * @param by who asked for it
 * @param phase how it stands
 * @param targets how many places it is to bring in order
 * @param budgetSeconds chip time that it may take
 * @param begunSeconds when it was asked for
 * @param virtualSeconds when its last experiment ended
 * @param experiments jobs measured so far
 * @param measurements places measured so far, all jobs together
 * @param chipSeconds chip time taken so far
 * @param version what it published
 * @param reason why it failed
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record CalibrationView(
        long number,
        Scope scope,
        CalibrationEvent.By by,
        Phase phase,
        int targets,
        Optional<Double> budgetSeconds,
        double begunSeconds,
        double virtualSeconds,
        int experiments,
        int measurements,
        double chipSeconds,
        Optional<Long> version,
        Optional<String> reason,
        Instant requestedAt,
        Optional<Instant> endedAt) {

    /** How a calibration stands. */
    public enum Phase {
        /** It measures. */
        RUNNING,
        /** It is done; if it has a version, that is published. */
        FINISHED,
        /** It was given up. */
        CANCELLED,
        /** It could not go on. */
        FAILED;

        /** The name in lower case. */
        @JsonValue
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CalibrationView of(CalibrationEvent.Requested event) {
        return new CalibrationView(
                event.calibration(),
                event.scope(),
                event.by(),
                Phase.RUNNING,
                event.targets().size(),
                event.budgetSeconds(),
                event.virtualSeconds(),
                event.virtualSeconds(),
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                event.at(),
                Optional.empty());
    }

    CalibrationView measured(CalibrationEvent.ExperimentsMeasured event) {
        return new CalibrationView(
                number,
                scope,
                by,
                phase,
                targets,
                budgetSeconds,
                begunSeconds,
                event.virtualSeconds(),
                event.experiment(),
                measurements + event.reports().size(),
                chipSeconds + event.chipSeconds(),
                version,
                reason,
                requestedAt,
                endedAt);
    }

    CalibrationView ended(Phase how, Optional<Long> published, Optional<String> why, Instant at) {
        return new CalibrationView(
                number,
                scope,
                by,
                how,
                targets,
                budgetSeconds,
                begunSeconds,
                virtualSeconds,
                experiments,
                measurements,
                chipSeconds,
                published,
                why,
                requestedAt,
                Optional.of(at));
    }
}
