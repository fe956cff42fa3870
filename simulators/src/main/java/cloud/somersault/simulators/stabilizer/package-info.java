/**
 * Clifford circuits in polynomial time. {@link cloud.somersault.simulators.stabilizer.Tableau} is
 * the state, {@link cloud.somersault.simulators.stabilizer.CliffordGate} how a gate acts on it,
 * {@link cloud.somersault.simulators.stabilizer.StabilizerEngine} runs plans. Ideal circuits only.
 */
@NullMarked
package cloud.somersault.simulators.stabilizer;

import org.jspecify.annotations.NullMarked;
