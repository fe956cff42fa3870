/**
 * The API of IonQ, versions 0.3 and 0.4, which cirq-ionq and qiskit-ionq speak: circuits as JSON,
 * probabilities by whole numbers whose lowest bit is qubit 0. Open {@link
 * cloud.somersault.http.door.ionq.IonqDoor} first.
 */
@NullMarked
package cloud.somersault.http.door.ionq;

import org.jspecify.annotations.NullMarked;
