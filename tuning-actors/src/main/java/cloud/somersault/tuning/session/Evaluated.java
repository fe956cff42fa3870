package cloud.somersault.tuning.session;

import cloud.somersault.tuning.quantum.QuantumJobs.Provenance;
import java.util.List;
import java.util.Optional;

/**
 * What a model with its adapters has learnt, on data that it did or didn't see.
 *
 * @param step after which
 * @param training the first of the examples that are learnt
 * @param validation the first of those that are only measured; absent without any
 * @param test problems that are in neither; of word problems only
 * @param old what the base model was taught: the own task of word problems, or the file that was
 *     named
 * @param circuits that quantum layers were computed from; 0 on the exact target
 * @param jobs that brought their counts
 */
public record Evaluated(
        long step,
        Measured training,
        Optional<Measured> validation,
        Optional<Measured> test,
        Optional<Measured> old,
        long circuits,
        List<Provenance> jobs)
        implements TuningMessage {
    public Evaluated {
        jobs = List.copyOf(jobs);
    }

    /**
     * Over some examples.
     *
     * @param loss mean over the predictions of answers
     * @param accuracy strict: the part of the prompts after which, always taking the likeliest
     *     token, exactly the answer was written
     */
    public record Measured(int examples, double loss, double accuracy) {}

    /**
     * What is measured.
     *
     * @param examples of each kind at most
     * @param old a file with what the base model was taught
     */
    public record Wanted(int examples, Optional<String> old) implements TuningMessage {}
}
