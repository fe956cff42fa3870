/**
 * One job, from submission to its kept result. Start with {@link cloud.somersault.job.JobEvent}
 * (what can happen), then {@link cloud.somersault.job.JobDecider} (the rules, pure) and {@link
 * cloud.somersault.job.JobActor} (the shell). {@link cloud.somersault.job.Jobs} is the face that
 * the doors call. How programs become runnable circuits lives in {@code prepare}, who goes next in
 * {@code queue}, the work itself in {@code run}.
 */
@NullMarked
package cloud.somersault.job;

import org.jspecify.annotations.NullMarked;
