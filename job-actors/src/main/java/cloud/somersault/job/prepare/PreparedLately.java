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
    /** As many as may be between their acceptance and a worker, as a rule. */
    private static final int MOST = 512;

    private static final int OPERATIONS_MOST = 1000;

    private final Map<JobSpec, Prepared.Runnable> known = new LinkedHashMap<>();

    /** Remembers a job until it is taken or others have come, unless it is a large one. */
    public void note(JobSpec spec, Prepared prepared) {
        if (!spec.onChip() && prepared instanceof Prepared.Runnable runnable && isSmall(runnable)) {
            synchronized (known) {
                known.put(spec, runnable);
                if (known.size() > MOST) {
                    known.remove(known.keySet().iterator().next());
                }
            }
        }
    }

    /** What was made of this very job, once. */
    public Optional<Prepared.Runnable> take(JobSpec spec) {
        synchronized (known) {
            return Optional.ofNullable(known.remove(spec));
        }
    }

    private static boolean isSmall(Prepared.Runnable prepared) {
        return prepared.circuits().stream().mapToInt(one -> one.circuit().operations().size()).sum()
                <= OPERATIONS_MOST;
    }
}
