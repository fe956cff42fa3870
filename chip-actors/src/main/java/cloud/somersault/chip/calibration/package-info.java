/**
 * When to measure what: the graph of things that calibration keeps in order, and the walk over it.
 * Pure; a walk is a function of what has happened, so it goes on after a stop where it was. Open
 * {@link cloud.somersault.chip.calibration.Walk} first.
 */
@NullMarked
package cloud.somersault.chip.calibration;

import org.jspecify.annotations.NullMarked;
