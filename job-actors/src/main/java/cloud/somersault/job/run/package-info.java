/**
 * The work: what a shard carries ({@link cloud.somersault.job.run.ShardWork}), how it is run
 * ({@link cloud.somersault.job.run.ShardRunner}, pure), and the workers that pull shards on every
 * node.
 */
@NullMarked
package cloud.somersault.job.run;

import org.jspecify.annotations.NullMarked;
