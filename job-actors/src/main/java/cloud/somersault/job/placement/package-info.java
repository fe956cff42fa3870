/**
 * Side by side on a chip: which jobs share it at the same time, and on which of its qubits. The
 * rules are pure: {@link cloud.somersault.job.placement.RoundPlanner} makes a round of those that
 * wait, {@link cloud.somersault.job.placement.Separation} keeps them apart, {@link
 * cloud.somersault.job.placement.StrayDrive} says what they still do to each other. {@link
 * cloud.somersault.job.placement.DeskActor} is where jobs ask. Open {@code RoundPlanner} first.
 */
@NullMarked
package cloud.somersault.job.placement;

import org.jspecify.annotations.NullMarked;
