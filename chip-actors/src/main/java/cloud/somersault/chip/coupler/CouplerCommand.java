package cloud.somersault.chip.coupler;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What one may ask of a coupler. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CouplerCommand.Calibrate.class, name = "calibrate"),
    @JsonSubTypes.Type(value = CouplerCommand.TakeOut.class, name = "take-out"),
    @JsonSubTypes.Type(value = CouplerCommand.Return.class, name = "return"),
    @JsonSubTypes.Type(value = CouplerCommand.Describe.class, name = "describe")
})
public sealed interface CouplerCommand {

    /** Take these figures as those of the calibration version, and be in service. */
    record Calibrate(CouplerFigures figures, long version, Instant at) implements CouplerCommand {
        public Calibrate {
            if (version < 1) {
                throw new IllegalArgumentException(
                        "calibration versions count from 1, not " + version);
            }
        }
    }

    /** Be out of service, for this reason. */
    record TakeOut(String reason, Instant at) implements CouplerCommand {
        public TakeOut {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("what is taken out is taken out for a reason");
            }
        }
    }

    /** Be in service again, with the figures last known. */
    record Return(Instant at) implements CouplerCommand {}

    /** Say how you stand. */
    record Describe() implements CouplerCommand {}
}
