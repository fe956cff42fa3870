/**
 * What readout errors did to counts, and the counts without them. Open {@link
 * cloud.somersault.chip.readout.ReadoutCorrection}; pure figures, no actor.
 */
@NullMarked
package cloud.somersault.chip.readout;

import org.jspecify.annotations.NullMarked;
