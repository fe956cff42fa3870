/**
 * Who goes next. {@link cloud.somersault.job.queue.FairQueue} holds the rules and knows no actor;
 * {@link cloud.somersault.job.queue.SchedulerActor} feeds the workers by them. The queue has no
 * journal: it is made again from the unfinished jobs.
 */
@NullMarked
package cloud.somersault.job.queue;

import org.jspecify.annotations.NullMarked;
