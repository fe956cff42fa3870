/**
 * How a chip is kept in order, as functions of what was measured: the graph of things to look
 * after, the walk over it, what to measure next and at the same time, what the counts say, which
 * parts are fit for service, and the calibration version that comes of it. Pure, so it goes on
 * after a stop where it was. Open {@link cloud.somersault.chip.calibration.Planner} first; {@code
 * run} has the actor.
 */
@NullMarked
package cloud.somersault.chip.calibration;

import org.jspecify.annotations.NullMarked;
