/**
 * Any moment of the past: how an entity, a chip, the queue stood, and what changed between two
 * moments. The questions are answered from stored events and from the job list's spans; what is
 * pure ({@link cloud.somersault.persistence.past.EntityState}, {@link
 * cloud.somersault.persistence.past.QueueState}, {@link
 * cloud.somersault.persistence.past.Differences}) knows neither. Open {@link
 * cloud.somersault.persistence.past.Past} first.
 */
@NullMarked
package cloud.somersault.persistence.past;

import org.jspecify.annotations.NullMarked;
