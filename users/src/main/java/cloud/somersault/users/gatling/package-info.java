/**
 * Plays the users with Gatling, in a process of its own, against a server on this machine, and
 * writes down what each visit met with. Open {@link cloud.somersault.users.gatling.UsersSimulation}
 * first.
 */
@NullMarked
package cloud.somersault.users.gatling;

import org.jspecify.annotations.NullMarked;
