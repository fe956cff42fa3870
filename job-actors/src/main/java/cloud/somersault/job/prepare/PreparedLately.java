package cloud.somersault.job.prepare;

import cloud.somersault.job.model.JobSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Jobs for the ideal target that were prepared on this node when they were accepted: the worker
 * that runs one here needn't read its programs again, and takes it away. Safe for several threads.
 */
public final class PreparedLately {
    /** Of all of them: thousands of small jobs between their acceptance and a worker. */
    private static final long OPERATIONS_MOST = 64 * 1024;

    private static final long OPERATIONS_EACH_MOST = 1000;

    private final Map<JobSpec, Prepared.Runnable> known = new LinkedHashMap<>();
    private long operations;

    /** Remembers a job until it is taken or others have come, unless it is a large one. */
    public void note(JobSpec spec, Prepared prepared) {
        if (!spec.onChip()
                && prepared instanceof Prepared.Runnable runnable
                && size(runnable) <= OPERATIONS_EACH_MOST) {
            synchronized (known) {
                forget(spec);
                known.put(spec, runnable);
                operations += size(runnable);
                while (operations > OPERATIONS_MOST) {
                    forget(known.keySet().iterator().next());
                }
            }
        }
    }

    /** What was made of this very job, once. */
    public Optional<Prepared.Runnable> take(JobSpec spec) {
        synchronized (known) {
            return forget(spec);
        }
    }

    private Optional<Prepared.Runnable> forget(JobSpec spec) {
        var forgotten = Optional.ofNullable(known.remove(spec));
        forgotten.ifPresent(one -> operations -= size(one));
        return forgotten;
    }

    /** No less than one, so that the number of those that are remembered has an end too. */
    private static long size(Prepared.Runnable prepared) {
        long size = 1;
        for (var one : prepared.circuits()) {
            size += one.circuit().operations().size();
        }
        return size;
    }
}
