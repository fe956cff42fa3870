/**
 * The log as evidence. {@link cloud.somersault.persistence.audit.Replay} runs a job again from its
 * events alone and compares.
 */
@NullMarked
package cloud.somersault.persistence.audit;

import org.jspecify.annotations.NullMarked;
