/**
 * What the two protocols of Origin Quantum's clients have in common: numbers of chips, and forms of
 * results.
 */
@NullMarked
package cloud.somersault.http.door.origin;

import org.jspecify.annotations.NullMarked;
