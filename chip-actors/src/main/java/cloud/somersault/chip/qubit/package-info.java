/**
 * One qubit: its figures, and the event-sourced actor that remembers how it was calibrated, taken
 * out and returned. Knows nothing of the chip around it. Open {@code QubitDecider} for the rules.
 */
@NullMarked
package cloud.somersault.chip.qubit;

import org.jspecify.annotations.NullMarked;
