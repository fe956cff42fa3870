package cloud.somersault.job.trace;

import cloud.somersault.job.model.Job;
import java.util.Optional;
import java.util.OptionalInt;
import org.slf4j.MDC;

/**
 * Which job a log line is about: the fields that it carries beside its sentence. They are set on
 * the thread only while the line is written, so a job of which nothing is logged costs nothing.
 *
 * @param tenant absent where only the id is known
 * @param traceId of the request that brought the job, 32 hexadecimal digits; absent for jobs that
 *     came from within, or before there were any
 */
public record JobMark(
        String jobId, Optional<String> tenant, Optional<String> traceId, OptionalInt shard) {
    /** The names of the fields. */
    public static final String JOB_ID = "jobId";

    public static final String TENANT = "tenant";
    public static final String TRACE_ID = "traceId";
    public static final String SHARD = "shard";

    /** Of a job, as far as it is known. */
    public static JobMark of(String jobId, Job job) {
        return job instanceof Job.Known known
                ? of(jobId, known.spec().tenant(), known.submitted().traceId())
                : new JobMark(jobId, Optional.empty(), Optional.empty(), OptionalInt.empty());
    }

    /** Of a job of this tenant. */
    public static JobMark of(String jobId, String tenant, Optional<String> traceId) {
        return new JobMark(jobId, Optional.of(tenant), traceId, OptionalInt.empty());
    }

    /** The same job, and one shard of it. */
    public JobMark shard(int index) {
        return new JobMark(jobId, tenant, traceId, OptionalInt.of(index));
    }

    /** Writes a line that carries the fields. */
    public void say(Runnable line) {
        MDC.put(JOB_ID, jobId);
        tenant.ifPresent(name -> MDC.put(TENANT, name));
        traceId.ifPresent(id -> MDC.put(TRACE_ID, id));
        shard.ifPresent(index -> MDC.put(SHARD, Integer.toString(index)));
        try {
            line.run();
        } finally {
            MDC.remove(JOB_ID);
            MDC.remove(TENANT);
            MDC.remove(TRACE_ID);
            MDC.remove(SHARD);
        }
    }
}
