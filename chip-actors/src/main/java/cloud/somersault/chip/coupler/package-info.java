/**
 * One coupler between two qubits: its figures, and the event-sourced actor that remembers how it
 * was calibrated, taken out and returned. Knows nothing of the chip around it. Open {@code
 * CouplerDecider} for the rules.
 */
@NullMarked
package cloud.somersault.chip.coupler;

import org.jspecify.annotations.NullMarked;
