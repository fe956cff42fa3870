package cloud.somersault.tuning.session;

import cloud.somersault.tuning.quantum.QuantumJobs.Provenance;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What happened to a session. Stored for ever under the name in the annotation: classes may move,
 * stored names and fields may not.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TuningEvent.Created.class, name = "tuning-created"),
    @JsonSubTypes.Type(value = TuningEvent.Opened.class, name = "tuning-opened"),
    @JsonSubTypes.Type(value = TuningEvent.StepTaken.class, name = "step-taken"),
    @JsonSubTypes.Type(value = TuningEvent.Paused.class, name = "tuning-paused"),
    @JsonSubTypes.Type(value = TuningEvent.Resumed.class, name = "tuning-resumed"),
    @JsonSubTypes.Type(value = TuningEvent.Completed.class, name = "tuning-completed"),
    @JsonSubTypes.Type(value = TuningEvent.Cancelled.class, name = "tuning-cancelled")
})
public sealed interface TuningEvent {

    Instant at();

    /**
     * Accepted: from here on its steps are owed.
     *
     * @param origin the session and step that it goes on from; absent for a new one
     */
    record Created(
            String tuningId,
            TuningSpec spec,
            String specDigest,
            Optional<Origin> origin,
            Instant at)
            implements TuningEvent {}

    /**
     * Model and data could be opened.
     *
     * @param parameters that are trained
     * @param examples to learn from
     * @param validationExamples that are only measured
     */
    record Opened(
            long parameters, long modelParameters, int examples, int validationExamples, Instant at)
            implements TuningEvent {}

    /**
     * A step was taken.
     *
     * @param step its number, from 1
     * @param loss mean over the step's predictions, before the step
     * @param gradientNorm before it was clipped
     * @param circuits that quantum layers were computed from; 0 on the exact target
     * @param jobs that brought their counts
     * @param quantumSpread standard deviation of the quantum layers' values over the rows: near 0
     *     they carry nothing; absent without a quantum layer
     * @param seconds it took
     * @param validationLoss after it, where it was measured
     * @param checkpoint of the state after it, where one was kept
     */
    record StepTaken(
            long step,
            double loss,
            double gradientNorm,
            double learningRate,
            long circuits,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Provenance> jobs,
            Optional<Double> quantumSpread,
            double seconds,
            Optional<Double> validationLoss,
            Optional<Checkpoint> checkpoint,
            Instant at)
            implements TuningEvent {
        public StepTaken {
            jobs = jobs == null ? List.of() : List.copyOf(jobs);
        }
    }

    /**
     * It takes no more steps until it is resumed.
     *
     * @param code "asked" when a user did, otherwise what kind of trouble it was
     * @param message a sentence for people
     */
    record Paused(String code, String message, Instant at) implements TuningEvent {}

    /** It goes on. */
    record Resumed(Instant at) implements TuningEvent {}

    /** All steps are taken. */
    record Completed(Instant at) implements TuningEvent {}

    /** The user took it back. */
    record Cancelled(Instant at) implements TuningEvent {}

    /** Where a fork begins. */
    record Origin(String tuningId, Checkpoint checkpoint) {}

    /**
     * Everything that changes in a session, after a step: parameters and the optimizer's memory.
     *
     * @param digest SHA-256 of its bytes, under which they lie beside the journal
     */
    record Checkpoint(long step, String digest, long bytes) {}
}
