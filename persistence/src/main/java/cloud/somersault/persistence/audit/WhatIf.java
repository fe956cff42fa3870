package cloud.somersault.persistence.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * What is to be otherwise when jobs are run again; what is absent stays as it was.
 *
 * @param calibrationVersion the calibration that the compiler goes by, and whose controls are set
 * @param truthSeconds the moment of the chip's own clock at which it is run
 * @param noiseScale everything that disturbs, times this, 0 to {@value #NOISE_SCALE_MAX}
 * @param engine the id of the engine that must run it
 * @param optimization the level of the compiler
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record WhatIf(
        Optional<Long> calibrationVersion,
        Optional<Double> truthSeconds,
        Optional<Double> noiseScale,
        Optional<String> engine,
        Optional<Integer> optimization) {
    /** More noise than that is asked of no engine. */
    public static final double NOISE_SCALE_MAX = 3;

    /** Whether the programs have to be compiled again. */
    boolean recompiles() {
        return calibrationVersion.isPresent() || engine.isPresent() || optimization.isPresent();
    }

    /** Whether it changes nothing for a job on the ideal target. */
    boolean onlyOfChips() {
        return engine.isEmpty() && optimization.isEmpty();
    }

    /**
     * A job's comparison with what it would have been.
     *
     * @param distanceMean total variation distance of recorded and other counts, mean of the
     *     circuits
     * @param distanceWorst of the circuits
     * @param successBefore estimated by the calibration, mean of the circuits
     * @param successAfter the same
     */
    public record Row(
            String jobId,
            String target,
            int circuits,
            long shots,
            double distanceMean,
            double distanceWorst,
            double successBefore,
            double successAfter) {}
}
