/**
 * What the engines execute: a {@link cloud.somersault.simulators.plan.Plan} of steps with the noise
 * written out and only the qubits that matter, numbered without gaps; and what they leave behind,
 * {@link cloud.somersault.simulators.plan.ShotRecords}. No engine lives here. Open {@code Step}
 * first.
 */
@NullMarked
package cloud.somersault.simulators.plan;

import org.jspecify.annotations.NullMarked;
