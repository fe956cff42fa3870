/**
 * Noisy circuits by sampling, one state vector per distinct history of errors. {@link
 * cloud.somersault.simulators.trajectories.Trajectories} is the door; {@code FrameProgram} is what
 * a plan becomes, {@code FrameWalk} what the errors of a shot make of it, {@code FrameRun}
 * computes.
 */
@NullMarked
package cloud.somersault.simulators.trajectories;

import org.jspecify.annotations.NullMarked;
