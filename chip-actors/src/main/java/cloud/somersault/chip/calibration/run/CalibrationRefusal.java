package cloud.somersault.chip.calibration.run;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Why a calibration did not begin or end as it was asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "refusal")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CalibrationRefusal.Busy.class, name = "calibration-under-way"),
    @JsonSubTypes.Type(value = CalibrationRefusal.Unknown.class, name = "calibration-not-found"),
    @JsonSubTypes.Type(value = CalibrationRefusal.Ended.class, name = "calibration-ended"),
    @JsonSubTypes.Type(value = CalibrationRefusal.Broken.class, name = "part-not-working"),
    @JsonSubTypes.Type(value = CalibrationRefusal.Nothing.class, name = "nothing-to-calibrate"),
    @JsonSubTypes.Type(value = CalibrationRefusal.NotReady.class, name = "chip-not-ready")
})
public sealed interface CalibrationRefusal {

    /** Another is under way. */
    record Busy(long calibration) implements CalibrationRefusal {}

    /** There is none of this number. */
    record Unknown(long calibration) implements CalibrationRefusal {}

    /** It has ended before. */
    record Ended(long calibration) implements CalibrationRefusal {}

    /** The chip has no such part, or it never worked. */
    record Broken(String part) implements CalibrationRefusal {}

    /** None of the parts has any of the nodes. */
    record Nothing() implements CalibrationRefusal {}

    /** The chip has no published figures yet, or does not answer. */
    record NotReady() implements CalibrationRefusal {}

    /** Stable, in kebab-case. */
    default String code() {
        return switch (this) {
            case Busy _ -> "calibration-under-way";
            case Unknown _ -> "calibration-not-found";
            case Ended _ -> "calibration-ended";
            case Broken _ -> "part-not-working";
            case Nothing _ -> "nothing-to-calibrate";
            case NotReady _ -> "chip-not-ready";
        };
    }

    /** What is wrong, in one sentence. */
    default String message() {
        return switch (this) {
            case Busy(var calibration) -> "Calibration " + calibration + " is under way.";
            case Unknown(var calibration) -> "There is no calibration " + calibration + ".";
            case Ended(var calibration) -> "Calibration " + calibration + " has ended.";
            case Broken(var part) -> "The chip has no working " + part + ".";
            case Nothing _ -> "The parts that were named have nothing of what was named.";
            case NotReady _ -> "The chip is not ready yet.";
        };
    }

    /** What to do next. */
    default String hint() {
        return switch (this) {
            case Busy _ -> "Wait until it ends, or cancel it.";
            case Unknown _ -> "The list of calibrations has their numbers.";
            case Ended _ -> "What it published stays; begin another one.";
            case Broken _ -> "Parts that never had figures cannot be calibrated.";
            case Nothing _ -> "cz-phase and cz-error are of couplers, all else is of qubits.";
            case NotReady _ -> "Ask again in a moment.";
        };
    }
}
