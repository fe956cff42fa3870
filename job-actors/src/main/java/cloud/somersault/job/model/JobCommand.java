package cloud.somersault.job.model;

import cloud.somersault.chip.Truth;
import cloud.somersault.job.model.JobEvent.CalibrationUsed;
import cloud.somersault.job.model.JobEvent.ChipUse;
import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobEvent.Shard;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What one may ask of a job. Every command brings its time; none needs a clock or dice. */
public sealed interface JobCommand {

    Instant at();

    /**
     * Accept this job. Asking again with the same specification is harmless.
     *
     * @param traceId of the request that brings it, if one does
     * @param contentKey the id of the key under which its contents are to lie; absent: they lie
     *     open
     */
    record Submit(
            String jobId,
            JobSpec spec,
            Instant at,
            Optional<String> traceId,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> contentKey)
            implements JobCommand {
        /** Of a job that comes from within. */
        public Submit(String jobId, JobSpec spec, Instant at) {
            this(jobId, spec, at, Optional.empty(), Optional.empty());
        }
    }

    /** Note what will be run. */
    record Start(
            Optional<CalibrationUsed> calibration,
            Optional<Truth> truth,
            List<Integer> heldQubits,
            Optional<ChipUse> use,
            Optional<ChipPlacement> placement,
            List<CompiledCircuit> circuits,
            List<Shard> shards,
            Instant at)
            implements JobCommand {}

    /** Keep the counts of one shard. */
    record CompleteShard(
            int shard,
            Kept counts,
            List<TruncationError> truncationErrors,
            String node,
            double seconds,
            Instant at)
            implements JobCommand {}

    /** Keep the result of the whole job. */
    record Complete(
            String resultDigest,
            Kept counts,
            List<TruncationError> truncationErrors,
            double seconds,
            Instant at)
            implements JobCommand {}

    /** Note what was run, and keep its result, at once: a small job that was run whole. */
    record Finish(Start start, Complete complete) implements JobCommand {
        @Override
        public Instant at() {
            return complete.at();
        }
    }

    /** Give up. */
    record Fail(String code, String message, Instant at) implements JobCommand {}

    /** Take the job back. */
    record Cancel(Instant at) implements JobCommand {}
}
