package cloud.somersault.job.placement;

import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;

/**
 * A job that waits for the chip.
 *
 * @param jobId whose
 * @param spec what it asks for
 */
public record Waiting(String jobId, JobSpec spec) {
    private static final int PROGRAMS_MAX = 32;
    private static final int CHARACTERS_MAX = 32 * 1024;

    /** More takes the compiler too long for others to wait for. */
    private static final int OPTIMIZATION_MAX = 1;

    /** Whether its user wants nothing else on the chip. */
    boolean exclusive() {
        return spec.options().exclusive().orElse(false);
    }

    /** Whether its programs go side by side even if nobody else waits. */
    boolean alwaysShares() {
        return spec.options().exclusive().filter(alone -> !alone).isPresent();
    }

    /** Whether it may share the chip: small programs, compiled soon. Others have it alone. */
    public boolean shares() {
        return !exclusive()
                && spec.onChip()
                && !spec.isExperiment()
                && spec.programs().size() <= PROGRAMS_MAX
                && spec.options().optimization().orElse(0) <= OPTIMIZATION_MAX
                && spec.programs().stream().map(ProgramText::text).mapToInt(String::length).sum()
                        <= CHARACTERS_MAX;
    }
}
