/**
 * The matrix product state engine: a chain of small tensors instead of 2^n amplitudes, for circuits
 * of hundreds of qubits whose entanglement stays low, or with a stated error where it does not.
 * Open {@link cloud.somersault.simulators.mps.MatrixProductState} first, then {@code MpsEngine}.
 */
@NullMarked
package cloud.somersault.simulators.mps;

import org.jspecify.annotations.NullMarked;
