package cloud.somersault.job.run;

import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.prepare.Prepared;
import cloud.somersault.job.trace.JobMark;
import java.util.Optional;

/**
 * A small job for the ideal target as it was submitted: the worker that gets it reads it, chooses
 * the engines, runs it, and brings what was compiled together with the counts. One way there and
 * back instead of three, and two trips to the disk instead of three.
 *
 * @param jobId whose
 * @param spec what was asked for
 * @param traceId of the request that brought it, for the log
 */
public record WholeJob(String jobId, JobSpec spec, Optional<String> traceId) implements Work {
    /** More than this is worth being cut, or prepared beside the workers. */
    private static final double SECONDS_MAX = 0.1;

    private static final int TEXT_CHARACTERS_MAX = 256 * 1024;

    /**
     * With so few qubits every engine fits into any node, so the choice of engine is the same on
     * all of them, whatever their memory.
     */
    private static final int QUBITS_MAX = 20;

    @Override
    public int shard() {
        return 0;
    }

    @Override
    public JobMark mark() {
        return JobMark.of(jobId, spec.tenant(), traceId).shard(shard());
    }

    /**
     * A job as one, if by its looks it can be.
     *
     * @param expectedSeconds what it is expected to take
     */
    public static Optional<WholeJob> of(
            String jobId, JobSpec spec, Optional<String> traceId, double expectedSeconds) {
        boolean fits =
                !spec.onChip()
                        && !spec.isErased()
                        && expectedSeconds <= SECONDS_MAX
                        && spec.options().shards().orElse(1) == 1
                        && characters(spec) <= TEXT_CHARACTERS_MAX;
        return fits ? Optional.of(new WholeJob(jobId, spec, traceId)) : Optional.empty();
    }

    /** The length of its programs. */
    public static long characters(JobSpec spec) {
        long characters = 0;
        for (var program : spec.programs()) {
            characters += program.text().length();
        }
        return characters;
    }

    /** Whether, now that it is prepared, it still looks small. */
    static boolean isSmall(Prepared.Runnable prepared) {
        return prepared.shards().size() == 1
                && isQuick(prepared.estimatedSeconds())
                && prepared.circuits().stream()
                        .allMatch(circuit -> circuit.circuit().qubits() <= QUBITS_MAX);
    }

    /** Whether a job of one shard that takes so long is small. */
    public static boolean isQuick(double seconds) {
        return seconds <= SECONDS_MAX;
    }
}
