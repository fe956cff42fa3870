package cloud.somersault.tuning.session;

import cloud.somersault.job.model.Digest;
import cloud.somersault.tuning.adapter.AdapterMethod;
import cloud.somersault.tuning.adapter.Fusion;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Optional;

/**
 * What a user asked for, complete: with the files that it names it determines every step on the
 * exact target.
 *
 * @param name for people; may be empty
 * @param model a folder with config.json, weights and tokenizer
 * @param data a file of JSON lines or plain text, or {@link #WORD_PROBLEMS}
 * @param validation data that is only measured; absent: none
 * @param method the kind of adapter
 * @param quantum what the quantum layer runs on
 * @param training how steps are taken
 * @param seed of initial values and of the order of the data
 * @param tenant whose session it is, and its jobs; absent: nobody's in particular
 */
public record TuningSpec(
        String name,
        String model,
        String data,
        Optional<String> validation,
        Method method,
        Quantum quantum,
        Training training,
        long seed,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> tenant) {

    public TuningSpec {
        tenant = tenant == null ? Optional.empty() : tenant;
    }

    /** Nobody's in particular. */
    public TuningSpec(
            String name,
            String model,
            String data,
            Optional<String> validation,
            Method method,
            Quantum quantum,
            Training training,
            long seed) {
        this(name, model, data, validation, method, quantum, training, seed, Optional.empty());
    }

    /** The same, of a tenant. */
    public TuningSpec ofTenant(String owner) {
        return new TuningSpec(
                name, model, data, validation, method, quantum, training, seed, Optional.of(owner));
    }

    /** The data that are drawn: arithmetic problems in words that the base model doesn't know. */
    public static final String WORD_PROBLEMS = "word-problems";

    /**
     * The kind of adapter and its sizes.
     *
     * @param kind lora, vera, tensor, silu-net or qtha
     * @param rank of the bottleneck; for qtha the number of qubits
     * @param layers of the ring or of the net; 1 for the others
     * @param fusion linear or hadamard; of qtha only
     * @param frozenAngles whether theta stays as drawn; of qtha only
     * @param pooled one row of inputs for each sequence; of qtha only
     */
    public record Method(
            String kind,
            int rank,
            int layers,
            String fusion,
            boolean frozenAngles,
            boolean pooled) {

        /** As the adapters know it. */
        public AdapterMethod method() {
            return switch (kind) {
                case "lora" -> new AdapterMethod.Lora(rank);
                case "vera" -> new AdapterMethod.Vera(rank, 0);
                case "tensor" -> new AdapterMethod.Tensor(rank);
                case "silu-net" -> new AdapterMethod.SiluNet(rank, layers);
                case "qtha" ->
                        new AdapterMethod.Quantum(
                                rank,
                                layers,
                                Fusion.valueOf(fusion.toUpperCase(Locale.ROOT)),
                                frozenAngles,
                                pooled);
                default -> throw new IllegalArgumentException("no method is called " + kind);
            };
        }

        /** Whether it has a quantum layer. */
        @JsonIgnore
        public boolean isQuantum() {
            return kind.equals("qtha");
        }
    }

    /**
     * What the quantum layer runs on.
     *
     * @param target "exact": computed beside the network; "ideal" or a chip's name: by jobs
     * @param shots of each circuit of a job
     * @param gradient shift or spsa
     */
    public record Quantum(String target, int shots, String gradient) {
        /** The target without jobs. */
        public static final String EXACT = "exact";

        /** Without jobs, shots or noise. */
        public static final Quantum NONE = new Quantum(EXACT, 0, "shift");

        /** Whether jobs are sent. */
        @JsonIgnore
        public boolean sendsJobs() {
            return !target.equals(EXACT);
        }
    }

    /**
     * How steps are taken.
     *
     * @param batch sequences of a step
     * @param learningRate the largest, after the warm-up
     * @param warmUpSteps in which it grows to that
     * @param clip the largest norm of a gradient
     * @param tokensMax of a sequence; longer ones are cut
     * @param checkpointEvery steps between two checkpoints
     * @param validateEvery steps between two measurements of the validation loss; 0: only at the
     *     end
     */
    public record Training(
            int steps,
            int batch,
            double learningRate,
            int warmUpSteps,
            double weightDecay,
            double clip,
            int tokensMax,
            int checkpointEvery,
            int validateEvery) {}

    /** SHA-256 over everything that was asked for, to know a retry from another request. */
    public String digest() {
        // Sessions of nobody in particular keep the digest that they had before there were tenants.
        var text = toString();
        return Digest.sha256(
                tenant.isPresent() ? text : text.replace(", tenant=Optional.empty]", "]"));
    }
}
