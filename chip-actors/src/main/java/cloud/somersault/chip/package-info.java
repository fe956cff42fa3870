/**
 * The chip: what its calibration knows ({@link cloud.somersault.chip.ChipSnapshot}, read from a
 * published calibration by {@link cloud.somersault.chip.ChipData}), the actor that owns the
 * numbered calibration versions, and {@link cloud.somersault.chip.Chips}, the one door for other
 * modules. Open {@code Chips} first. The qubits and couplers themselves live in {@code qubit} and
 * {@code coupler}; jobs do not live here.
 */
@NullMarked
package cloud.somersault.chip;

import org.jspecify.annotations.NullMarked;
