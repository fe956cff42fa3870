package cloud.somersault.tuning.session;

import cloud.somersault.tuning.quantum.QuantumJobs.Provenance;
import java.util.List;
import java.util.Optional;

/**
 * The heavy part of a session: model, data, adapters and optimizer, opened. Every step is a
 * function of the specification, the step's number and the state before it. Used by one thread at a
 * time; whatever can't be done is a {@code TuningException} or {@code QuantumBatchException} with a
 * sentence for the user, and then the state is that before the step.
 */
public interface Tuner extends AutoCloseable {

    /** What was opened. */
    Facts facts();

    /** Takes the step of this number, the one after the last taken or restored. */
    Step step(long number);

    /** The mean loss over the validation data; empty when there are none. */
    Optional<Double> validationLoss();

    /** Everything that has changed since it was opened, as bytes. */
    byte[] checkpoint();

    /** Goes back, or ahead, to a checkpoint of the same specification. */
    void restore(byte[] checkpoint);

    /** What it has learnt. */
    Evaluated evaluate(Evaluated.Wanted wanted);

    /** What the tuned model writes after a prompt. */
    String complete(Prompt prompt);

    /** The adapters as a ZIP of the files that other programs read. */
    byte[] adapterFiles();

    @Override
    void close();

    /** Opens what a session needs; {@code TuningException} says what is wrong with it. */
    @FunctionalInterface
    interface Opener {
        Tuner open(String tuningId, TuningSpec spec);
    }

    /**
     * @param parameters that are trained
     * @param modelParameters that are frozen
     * @param examples to learn from
     * @param validationExamples that are only measured
     */
    record Facts(long parameters, long modelParameters, int examples, int validationExamples) {}

    /**
     * @param loss mean over the step's predictions, before the step
     * @param gradientNorm before it was clipped
     * @param circuits that quantum layers were computed from
     * @param quantumSpread of the quantum layers' values over the rows; empty without any
     */
    record Step(
            double loss,
            double gradientNorm,
            double learningRate,
            long circuits,
            List<Provenance> jobs,
            Optional<Double> quantumSpread) {
        public Step {
            jobs = List.copyOf(jobs);
        }
    }

    /**
     * @param tokensMax how many tokens are written at most
     * @param temperature 0: always the likeliest token
     */
    record Prompt(String text, int tokensMax, double temperature, long seed)
            implements TuningMessage {}
}
