/**
 * Who did what to this cloud, and whom it turned away: {@link cloud.somersault.http.audit.AuditLog}
 * takes acts, one entity a day stores them in the journal like everything else, and the route reads
 * them back by their tag. Jobs' own histories are not here; they are their events.
 */
@NullMarked
package cloud.somersault.http.audit;

import org.jspecify.annotations.NullMarked;
