/**
 * The state vector: {@link cloud.somersault.simulators.statevector.StateVector} holds 2^n
 * amplitudes and knows how gates act on them; {@link
 * cloud.somersault.simulators.statevector.TrajectoryEngine} runs plans on it, ideal or noisy. The
 * loops over amplitudes are in the classes called kernels.
 */
@NullMarked
package cloud.somersault.simulators.statevector;

import org.jspecify.annotations.NullMarked;
