package cloud.somersault.chip.qubit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What one may ask of a qubit. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = QubitCommand.Calibrate.class, name = "calibrate"),
    @JsonSubTypes.Type(value = QubitCommand.TakeOut.class, name = "take-out"),
    @JsonSubTypes.Type(value = QubitCommand.Return.class, name = "return"),
    @JsonSubTypes.Type(value = QubitCommand.Describe.class, name = "describe")
})
public sealed interface QubitCommand {

    /** Take these figures as those of the calibration version, and be in service. */
    record Calibrate(QubitFigures figures, long version, Instant at) implements QubitCommand {
        public Calibrate {
            if (version < 1) {
                throw new IllegalArgumentException(
                        "calibration versions count from 1, not " + version);
            }
        }
    }

    /** Be out of service, for this reason. */
    record TakeOut(String reason, Instant at) implements QubitCommand {
        public TakeOut {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("what is taken out is taken out for a reason");
            }
        }
    }

    /** Be in service again, with the figures last known. */
    record Return(Instant at) implements QubitCommand {}

    /** Say how you stand. */
    record Describe() implements QubitCommand {}
}
