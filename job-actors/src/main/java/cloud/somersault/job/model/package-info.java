/**
 * What a job is: what was asked for ({@link cloud.somersault.job.model.JobSpec}), what can happen
 * ({@link cloud.somersault.job.model.JobEvent}, stored for ever), the rules ({@link
 * cloud.somersault.job.model.JobDecider}, pure), how it stands, what it counted, and the messages
 * that travel about it. Open {@code JobEvent} first.
 */
@NullMarked
package cloud.somersault.job.model;

import org.jspecify.annotations.NullMarked;
