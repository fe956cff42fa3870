/**
 * Replays of many jobs. Each is an entity with a log of its own ({@link
 * cloud.somersault.persistence.audit.run.ReplayEvent}): it goes on where it was after any stop, and
 * its report is what its events say. Open {@link cloud.somersault.persistence.audit.run.ReplayRuns}
 * first; the rules are in {@link cloud.somersault.persistence.audit.run.ReplayRun}.
 */
@NullMarked
package cloud.somersault.persistence.audit.run;

import org.jspecify.annotations.NullMarked;
