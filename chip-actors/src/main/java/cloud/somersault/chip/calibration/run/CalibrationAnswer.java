package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.wire.ChipMessage;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What is answered about the calibration of a chip. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CalibrationAnswer.Stands.class, name = "stands"),
    @JsonSubTypes.Type(value = CalibrationAnswer.Refused.class, name = "refused")
})
public sealed interface CalibrationAnswer extends ChipMessage {

    /** Done, durably; it stands so now. */
    record Stands(CalibrationOverview overview) implements CalibrationAnswer {}

    /** Not done, for this reason. */
    record Refused(CalibrationRefusal refusal) implements CalibrationAnswer {}
}
