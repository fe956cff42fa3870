/**
 * What calibration does to learn about the chip: small circuits for one qubit or one coupler, and
 * the fits that turn their counts into figures with an uncertainty. Pure: who runs the circuits is
 * not known here. Open {@link cloud.somersault.chip.experiment.Experiment} first.
 */
@NullMarked
package cloud.somersault.chip.experiment;

import org.jspecify.annotations.NullMarked;
