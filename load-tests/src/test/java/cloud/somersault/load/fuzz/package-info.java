/**
 * Requests that nobody should send. {@link cloud.somersault.load.fuzz.Exchanges} are well-formed
 * ones, over every route; {@link cloud.somersault.load.fuzz.Mutator} damages one as a seed says;
 * {@link cloud.somersault.load.fuzz.Knocking} sends it and sees what comes back. Each is a function
 * of the seed and its number, so any can be sent again alone.
 */
@NullMarked
package cloud.somersault.load.fuzz;

import org.jspecify.annotations.NullMarked;
