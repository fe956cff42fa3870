/**
 * Many small circuits of one shape at once: expectation values, variances, probabilities, shots and
 * gradients of circuits that differ only in their angles, one circuit in each lane of a vector.
 * Single large states are {@code statevector}'s. Open {@link
 * cloud.somersault.simulators.batch.BatchSimulator} first.
 */
@NullMarked
package cloud.somersault.simulators.batch;

import org.jspecify.annotations.NullMarked;
