/**
 * Long runs of unitary steps on large states, done with few passes over memory: {@code Fusing}
 * writes steps as real rotations and phases, {@code Scheduler} gathers them into sweeps over blocks
 * that fit the cache, {@code FusedState} runs the sweeps in single or double precision.
 * Measurements on the way live next door. Open {@code FusedState} first.
 */
@NullMarked
package cloud.somersault.simulators.statevector.fused;

import org.jspecify.annotations.NullMarked;
