/**
 * From a distribution over indices to the classical bits of shots: {@link
 * cloud.somersault.simulators.sampling.IndexSampler} finds the index of each shot, {@link
 * cloud.somersault.simulators.sampling.FinalReadings} reads its bits, rightly or wrongly. What a
 * shot gets depends on its own numbers only, so any split of the shots gives the same.
 */
@NullMarked
package cloud.somersault.simulators.sampling;

import org.jspecify.annotations.NullMarked;
