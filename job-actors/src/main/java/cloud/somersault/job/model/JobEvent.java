package cloud.somersault.job.model;

import cloud.somersault.chip.Truth;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to a job. Stored for ever under the name in the annotation: classes may move,
 * stored names and fields may not.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = JobEvent.Submitted.class, name = "job-submitted"),
    @JsonSubTypes.Type(value = JobEvent.Compiled.class, name = "job-compiled"),
    @JsonSubTypes.Type(value = JobEvent.ShardCompleted.class, name = "shard-completed"),
    @JsonSubTypes.Type(value = JobEvent.Completed.class, name = "job-completed"),
    @JsonSubTypes.Type(value = JobEvent.Failed.class, name = "job-failed"),
    @JsonSubTypes.Type(value = JobEvent.Cancelled.class, name = "job-cancelled")
})
public sealed interface JobEvent {

    Instant at();

    /**
     * Accepted: from here on it is owed a terminal event.
     *
     * @param traceId of the request that brought it (W3C Trace Context), 32 hexadecimal digits; not
     *     written for jobs that came from within, nor in events from before it was kept
     * @param contentKey the id of the key under which the job's contents lie; not written where
     *     they lie open, as they all did in events from before there were keys
     * @param box its programs and the note of its door, sealed, Base64: the specification has none
     *     of them then. Not there while they lie open in it
     */
    record Submitted(
            String jobId,
            JobSpec spec,
            String specDigest,
            Instant at,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> traceId,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> contentKey,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> box)
            implements JobEvent {
        /** Of a job that came from within. */
        public Submitted(String jobId, JobSpec spec, String specDigest, Instant at) {
            this(jobId, spec, specDigest, at, Optional.empty());
        }

        /** Of a job whose contents are not sealed. */
        public Submitted(
                String jobId,
                JobSpec spec,
                String specDigest,
                Instant at,
                Optional<String> traceId) {
            this(jobId, spec, specDigest, at, traceId, Optional.empty(), Optional.empty());
        }

        /** Under which key its contents lie, if they are sealed. */
        public Optional<Kept.Under> under() {
            return contentKey.map(key -> new Kept.Under(key, jobId));
        }

        /** Whether its programs are in the box, and not in the specification. */
        @JsonIgnore
        public boolean isSealed() {
            return box.isPresent();
        }

        /** The same with its texts in a box. */
        public Submitted sealed(String texts) {
            return new Submitted(
                    jobId,
                    spec.withoutTexts(contentKey.orElseThrow()),
                    specDigest,
                    at,
                    traceId,
                    contentKey,
                    Optional.of(texts));
        }

        /** The same without the box, its texts in the specification. */
        public Submitted opened(JobSpec whole) {
            return new Submitted(
                    jobId, whole, specDigest, at, traceId, contentKey, Optional.empty());
        }
    }

    /**
     * Made runnable: what exactly will be run, on which calibration, by which engine.
     *
     * @param calibration the chip's snapshot; absent for the ideal target
     * @param truth what the chip was then; absent for the ideal target, and in events from before
     *     the chip was anything else than its snapshot
     * @param heldQubits that experiments of calibration were on then, ascending: a program that
     *     chose its own place kept clear of them as far as there was room. Not written when there
     *     were none
     * @param use how much of the chip it takes; absent for the ideal target, for experiments of
     *     calibration, and in events from before it was counted
     * @param placement when and beside whom it is on the chip; absent for the ideal target, for
     *     experiments of calibration, and in events from before jobs were side by side
     * @param circuits one for each program, in order
     * @param shards the slices of each shard, in order
     */
    record Compiled(
            Optional<CalibrationUsed> calibration,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Truth> truth,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
                    List<Integer> heldQubits,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ChipUse> use,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<ChipPlacement> placement,
            List<CompiledCircuit> circuits,
            List<Shard> shards,
            Instant at)
            implements JobEvent {
        public Compiled {
            heldQubits = List.copyOf(heldQubits);
            circuits = List.copyOf(circuits);
            shards = List.copyOf(shards);
        }

        /** Of a job that is on no chip, or from before anybody asked who else was. */
        public Compiled(
                Optional<CalibrationUsed> calibration,
                Optional<Truth> truth,
                List<Integer> heldQubits,
                Optional<ChipUse> use,
                List<CompiledCircuit> circuits,
                List<Shard> shards,
                Instant at) {
            this(calibration, truth, heldQubits, use, Optional.empty(), circuits, shards, at);
        }

        /** Tells it from another preparation of the same job: counts name theirs. */
        public String preparation() {
            return at.toString();
        }
    }

    /**
     * One shard's counts are kept. Only jobs of several shards have these.
     *
     * @param truncationErrors of the circuits whose engine approximates; not written if there are
     *     none
     */
    record ShardCompleted(
            int shard,
            Kept counts,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TruncationError> truncationErrors,
            String node,
            double seconds,
            Instant at)
            implements JobEvent {
        public ShardCompleted {
            truncationErrors = TruncationError.stored(truncationErrors);
        }
    }

    /**
     * All counts are there.
     *
     * @param resultDigest of the counts of all circuits, see {@link JobResult#digest()}
     * @param counts one for each circuit
     * @param truncationErrors of the circuits whose engine approximates; not written if there are
     *     none
     * @param seconds computing time of all shards together
     */
    record Completed(
            String resultDigest,
            Kept counts,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<TruncationError> truncationErrors,
            double seconds,
            Instant at)
            implements JobEvent {
        public Completed {
            truncationErrors = TruncationError.stored(truncationErrors);
        }
    }

    /** It ended without a result. */
    record Failed(String code, String message, Instant at) implements JobEvent {}

    /** The user took it back. */
    record Cancelled(Instant at) implements JobEvent {}

    /**
     * How much of a chip a job takes.
     *
     * @param chipSeconds how long the chip is busy: circuits times shots times shot period
     * @param parts those on which something is played: qubits first, then couplers
     */
    record ChipUse(double chipSeconds, List<PartUse> parts) {
        public ChipUse {
            parts = List.copyOf(parts);
        }
    }

    /**
     * How much of a part.
     *
     * @param qubits one, or the two of a coupler, ascending
     * @param gates pulses or CZ, all shots together
     */
    record PartUse(List<Integer> qubits, long gates) {
        public PartUse {
            qubits = List.copyOf(qubits);
        }
    }

    /** Which calibration, with the digest of the snapshot. */
    record CalibrationUsed(String chip, long version, String digest) {}

    /**
     * A circuit as it will be run.
     *
     * @param program the compiled text (OpenQASM 3, physical qubits); absent for the ideal target
     *     and for experiments, where the submitted text itself is run
     * @param programDigest SHA-256 of the text that is run
     * @param engine by its id
     * @param engineVersion the engines' version
     * @param bits the length of its bitstrings
     * @param registers the classical registers
     * @param initialLayout chip qubit of each program qubit at the start, -1 where unused
     * @param finalLayout the same at the end
     * @param durationSeconds on the chip, readout excluded; 0 for the ideal target
     * @param estimatedSuccess by the calibration, 0 to 1; 1 for the ideal target
     * @param estimate what running it was expected to cost
     * @param engineReason why that engine; absent in events from before it was kept
     * @param approximation what the engine does not do exactly; absent where it is exact
     */
    record CompiledCircuit(
            Optional<Kept> program,
            String programDigest,
            String engine,
            String engineVersion,
            int bits,
            List<RegisterOfBits> registers,
            List<Integer> initialLayout,
            List<Integer> finalLayout,
            double durationSeconds,
            int layers,
            int czGates,
            double estimatedSuccess,
            Estimate estimate,
            Optional<String> engineReason,
            Optional<String> approximation) {
        public CompiledCircuit {
            registers = List.copyOf(registers);
            initialLayout = List.copyOf(initialLayout);
            finalLayout = List.copyOf(finalLayout);
        }
    }

    /** Expected computing time, and the memory that the engine needs. */
    record Estimate(double fixedSeconds, double secondsPerShot, long memoryBytes) {}

    /** A classical register: bits offset to offset + size - 1. */
    record RegisterOfBits(String name, int offset, int size) {}

    /** The shot ranges that are run together by one worker. */
    record Shard(List<Slice> slices) {
        public Shard {
            slices = List.copyOf(slices);
        }
    }

    /** Shots firstShot to firstShot + shots - 1 of one circuit. */
    record Slice(int circuit, long firstShot, long shots) {}
}
