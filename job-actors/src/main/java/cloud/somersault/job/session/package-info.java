/**
 * Booked sessions: a tenant books a share of the machine for a time, submits jobs into it, and
 * closes it. {@link cloud.somersault.job.session.SessionBook} has the rules, {@link
 * cloud.somersault.job.session.SessionBookActor} remembers them; {@code Sessions} next to {@code
 * Jobs} is what the doors call.
 */
@NullMarked
package cloud.somersault.job.session;

import org.jspecify.annotations.NullMarked;
