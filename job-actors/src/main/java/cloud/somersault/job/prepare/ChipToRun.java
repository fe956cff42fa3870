package cloud.somersault.job.prepare;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Truth;
import cloud.somersault.simulators.NoiseModel;
import java.util.Optional;

/**
 * A chip as a run meets it. The compiler and the user see what is known; the engines run what is
 * true.
 *
 * @param known the calibration that the run goes by
 * @param truth what names the truth; absent for runs from before the chip had one
 * @param noise what disturbs the run
 */
public record ChipToRun(ChipSnapshot known, Optional<Truth> truth, NoiseModel noise) {

    /** A chip that is exactly what is known of it. */
    public static ChipToRun asKnown(ChipSnapshot known) {
        return new ChipToRun(known, Optional.empty(), known.noise());
    }
}
