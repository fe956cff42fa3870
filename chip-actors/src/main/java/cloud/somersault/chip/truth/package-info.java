/**
 * What the chip is, as opposed to what calibration knows of it: the hidden state of every qubit and
 * coupler as a pure function of a seed and a virtual moment. Nothing is stored and nothing is
 * stepped through, so any moment of any year is reached at once. Open {@link
 * cloud.somersault.chip.truth.ChipTruth} first.
 */
@NullMarked
package cloud.somersault.chip.truth;

import org.jspecify.annotations.NullMarked;
