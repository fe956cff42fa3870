/**
 * From a circuit to counts. {@link cloud.somersault.simulators.Engines} is the door: it chooses an
 * engine and runs a range of shots. The noise of a chip is a {@link
 * cloud.somersault.simulators.NoiseModel}; {@code Lowering} writes it into the circuit. The engines
 * themselves live in {@code statevector}, {@code density} and {@code stabilizer}, what they execute
 * in {@code plan}, chance in {@code random}.
 */
@NullMarked
package cloud.somersault.simulators;

import org.jspecify.annotations.NullMarked;
