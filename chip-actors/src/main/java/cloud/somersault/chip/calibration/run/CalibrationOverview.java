package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.calibration.Node;
import cloud.somersault.chip.calibration.Part;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * How the calibration of a chip stands.
 *
 * @param chip whose
 * @param automatic whether it is calibrated by itself
 * @param calibrations all there were, the latest first
 * @param out parts that calibration has taken out, and why
 * @param ages how long ago each kind of place was looked at
 * @param chipSeconds chip time that calibrations took, by who asked for them
 */
public record CalibrationOverview(
        String chip,
        boolean automatic,
        List<CalibrationView> calibrations,
        List<PartOut> out,
        List<NodeAge> ages,
        ChipTime chipSeconds) {

    public CalibrationOverview {
        calibrations = List.copyOf(calibrations);
        out = List.copyOf(out);
        ages = List.copyOf(ages);
    }

    /** A part that is out, and why. */
    public record PartOut(Part part, String reason) {}

    /**
     * When a node was looked at, over all parts that have it.
     *
     * @param measured how many parts were ever looked at
     * @param oldestSeconds virtual moment of the one that was looked at longest ago
     * @param newestSeconds of the one that was looked at last
     */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record NodeAge(
            Node node,
            int measured,
            Optional<Double> oldestSeconds,
            Optional<Double> newestSeconds) {}

    /** Chip time in seconds. */
    public record ChipTime(double requested, double automatic) {}
}
