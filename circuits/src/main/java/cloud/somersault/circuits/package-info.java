/**
 * The words of the field: {@link cloud.somersault.circuits.Circuit}, its operations, the gate
 * registry {@link cloud.somersault.circuits.Gate}, and {@link cloud.somersault.circuits.Counts}.
 * Open {@code Circuit} first. Readers and writers of program texts live in {@code language}, the
 * way onto a chip in {@code compiler}. Nothing here knows an actor, a clock or a random number.
 */
@NullMarked
package cloud.somersault.circuits;

import org.jspecify.annotations.NullMarked;
