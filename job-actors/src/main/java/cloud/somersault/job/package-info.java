/**
 * The job's shell and face. {@link cloud.somersault.job.Jobs} is what the doors call; {@link
 * cloud.somersault.job.JobActor} is one job, remembering and answering. What a job is and its rules
 * live in {@code model}; how programs become runnable circuits in {@code prepare}, who goes next in
 * {@code queue}, the work itself in {@code run}. Arrows point from here to them, and among them to
 * {@code model}.
 */
@NullMarked
package cloud.somersault.job;

import org.jspecify.annotations.NullMarked;
