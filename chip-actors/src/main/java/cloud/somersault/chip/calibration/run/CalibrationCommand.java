package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.calibration.Assignment.Scope;
import cloud.somersault.chip.calibration.Node;
import cloud.somersault.chip.calibration.Part;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** What one may ask about the calibration of a chip. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CalibrationCommand.Calibrate.class, name = "calibrate"),
    @JsonSubTypes.Type(value = CalibrationCommand.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = CalibrationCommand.SwitchAutomatic.class, name = "switch-automatic"),
    @JsonSubTypes.Type(value = CalibrationCommand.Describe.class, name = "describe")
})
public sealed interface CalibrationCommand {

    /**
     * Calibrate.
     *
     * @param parts which, with what they stand on; none for all that work
     * @param nodes what of them; none for everything
     */
    record Calibrate(Scope scope, List<Part> parts, List<Node> nodes)
            implements CalibrationCommand {
        public Calibrate {
            parts = List.copyOf(parts);
            nodes = List.copyOf(nodes);
        }
    }

    /** Give up the calibration of this number. */
    record Cancel(long calibration) implements CalibrationCommand {}

    /** Calibrate by yourself, or no longer. */
    record SwitchAutomatic(boolean enabled) implements CalibrationCommand {}

    /** Say how you stand. */
    record Describe() implements CalibrationCommand {}
}
