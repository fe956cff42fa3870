package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.calibration.Use;
import java.util.concurrent.CompletionStage;

/** Knows how much the parts of a chip are used by jobs. */
@FunctionalInterface
public interface Uses {

    /**
     * The use of a chip's parts since a moment.
     *
     * @param sinceSeconds on the chip's clock
     */
    CompletionStage<Use> since(String chip, double sinceSeconds);
}
