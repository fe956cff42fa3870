/**
 * What log lines about a job say besides their sentence: {@link cloud.somersault.job.trace.JobMark}
 * puts the trace id of the request, the job's id, its tenant and the shard into the fields of a
 * line. Nothing of a program, a key or a header ever gets there.
 */
@NullMarked
package cloud.somersault.job.trace;

import org.jspecify.annotations.NullMarked;
