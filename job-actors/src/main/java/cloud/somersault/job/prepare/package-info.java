/**
 * From program texts to runnable circuits: read, compiled to the chip as calibrated, an engine
 * chosen, cut into shards. Pure, and a function of its arguments alone, so that the door, the job
 * and a later replay all get the same from it. Open {@link
 * cloud.somersault.job.prepare.Preparation} first.
 */
@NullMarked
package cloud.somersault.job.prepare;

import org.jspecify.annotations.NullMarked;
