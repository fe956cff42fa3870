/**
 * The density matrix: noise without chance. {@link
 * cloud.somersault.simulators.density.DensityMatrix} knows how gates and channels act, as real
 * matrices over Pauli operators; {@link cloud.somersault.simulators.density.DensityMatrixEngine}
 * turns a plan into the exact distribution of its final readings and draws from it.
 */
@NullMarked
package cloud.somersault.simulators.density;

import org.jspecify.annotations.NullMarked;
