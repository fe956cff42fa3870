/**
 * Calibrations as they happen: the journal of one chip's, and the actor that has experiments run,
 * remembers what they found and publishes versions. What to measure is decided in the package
 * above. Open {@link cloud.somersault.chip.calibration.run.CalibrationDecider} for the rules.
 */
@NullMarked
package cloud.somersault.chip.calibration.run;

import org.jspecify.annotations.NullMarked;
