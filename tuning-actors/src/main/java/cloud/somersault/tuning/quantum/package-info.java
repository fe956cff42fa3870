/**
 * The quantum layer inside an adapter: a ring of qubits whose angles are the inputs of a row and
 * the trained theta, read out as &lt;Z&gt; of every qubit. Exactly by adjoint differentiation, or
 * as jobs of this cloud by parameter shifts, on the ideal target or on a chip. {@link
 * cloud.somersault.tuning.quantum.QuantumLayer} is the face, {@link
 * cloud.somersault.tuning.quantum.RingAnsatz} the circuit.
 */
@NullMarked
package cloud.somersault.tuning.quantum;

import org.jspecify.annotations.NullMarked;
