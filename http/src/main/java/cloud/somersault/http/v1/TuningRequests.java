package cloud.somersault.http.v1;

import cloud.somersault.http.request.Fields;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.tuning.session.Evaluated;
import cloud.somersault.tuning.session.Tuner;
import cloud.somersault.tuning.session.TuningSpec;
import cloud.somersault.tuning.session.TuningSpec.Method;
import cloud.somersault.tuning.session.TuningSpec.Quantum;
import cloud.somersault.tuning.session.TuningSpec.Training;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/** Reads the bodies of requests about tuning sessions. */
final class TuningRequests {
    private static final int NAME_CHARACTERS_MAX = 200;
    private static final int RANK_MAX = 4096;
    private static final int LAYERS_MAX = 64;
    private static final int STEPS_MAX = 1_000_000;
    private static final int SHOTS_DEFAULT = 1000;
    private static final int TOKENS_MAX = 4096;
    private static final int EXAMPLES_MAX = 1024;
    private static final int EXAMPLES_DEFAULT = 128;

    private static final Set<String> SESSION =
            Set.of("name", "model", "data", "validation", "method", "quantum", "training", "seed");
    private static final Set<String> METHOD =
            Set.of("kind", "rank", "layers", "fusion", "frozenAngles", "pooled");
    private static final Set<String> QUANTUM = Set.of("target", "shots", "gradient");
    private static final Set<String> TRAINING =
            Set.of(
                    "steps",
                    "batch",
                    "learningRate",
                    "warmUpSteps",
                    "weightDecay",
                    "clip",
                    "tokensMax",
                    "checkpointEvery",
                    "validateEvery");
    private static final Set<String> FORK = Set.of("name", "step", "quantum", "training");
    private static final Set<String> PROMPT = Set.of("prompt", "tokens", "temperature", "seed");
    private static final Set<String> EVALUATION = Set.of("step", "examples", "old");
    private static final List<String> KINDS = List.of("lora", "vera", "tensor", "silu-net", "qtha");

    /** The learning rates that served best in docs/tuning-comparison.md. */
    private static final Map<String, Double> USUAL_RATES =
            Map.of("lora", 1e-2, "vera", 1e-1, "tensor", 3e-4, "silu-net", 3e-4, "qtha", 3e-4);

    private final SortedSet<String> chips;

    TuningRequests(SortedSet<String> chips) {
        this.chips = chips;
    }

    /**
     * The session that the body asks for.
     *
     * @param seed drawn when the body has none
     */
    TuningSpec create(JsonNode body, LongSupplier seed) {
        var session = Fields.of(body, "", SESSION);
        var quantum =
                session.optionalObject("quantum", QUANTUM).map(this::quantum).orElse(Quantum.NONE);
        var method =
                session.optionalObject("method", METHOD)
                        .map(fields -> method(fields, quantum))
                        .orElseThrow(() -> session.missing("method"));
        var usual = usual(method.kind());
        return new TuningSpec(
                session.optionalText("name", NAME_CHARACTERS_MAX).orElse(""),
                session.text("model"),
                session.optionalText("data").orElse(TuningSpec.WORD_PROBLEMS),
                session.optionalText("validation"),
                method,
                quantum,
                session.optionalObject("training", TRAINING)
                        .map(fields -> training(fields, usual))
                        .orElse(usual),
                session.optionalWhole("seed", 0, JobRequests.SEED_MAX).orElseGet(seed));
    }

    private static Training usual(String kind) {
        double rate = Optional.ofNullable(USUAL_RATES.get(kind)).orElseThrow();
        return new Training(300, 16, rate, 10, 0, 1, 256, 20, 0);
    }

    /** On jobs, a sequence has one row of inputs unless each token is asked for. */
    private static Method method(Fields method, Quantum quantum) {
        return new Method(
                method.optionalWord("kind", KINDS).orElseThrow(() -> method.missing("kind")),
                (int) method.optionalWhole("rank", 1, RANK_MAX).orElse(4),
                (int) method.optionalWhole("layers", 1, LAYERS_MAX).orElse(1),
                method.optionalWord("fusion", List.of("linear", "hadamard")).orElse("linear"),
                method.optionalFlag("frozenAngles").orElse(false),
                method.optionalFlag("pooled").orElse(quantum.sendsJobs()));
    }

    private Quantum quantum(Fields quantum) {
        var target = quantum.text("target");
        if (!target.equals(Quantum.EXACT)
                && !target.equals(JobSpec.IDEAL)
                && !chips.contains(target)) {
            throw Fields.outOfRange(
                    quantum.at("target"), "one of exact, ideal, " + String.join(", ", chips));
        }
        return new Quantum(
                target,
                (int) quantum.optionalWhole("shots", 1, STEPS_MAX).orElse(SHOTS_DEFAULT),
                quantum.optionalWord("gradient", List.of("shift", "spsa")).orElse("shift"));
    }

    private static Training training(Fields training, Training usual) {
        int steps = whole(training, "steps", 1, usual.steps());
        return new Training(
                steps,
                whole(training, "batch", 1, usual.batch()),
                training.optionalNumberAbove("learningRate", 0).orElse(usual.learningRate()),
                whole(training, "warmUpSteps", 0, Math.min(usual.warmUpSteps(), steps / 10)),
                training.optionalNumberAbove("weightDecay", 0).orElse(usual.weightDecay()),
                training.optionalNumberAbove("clip", 0).orElse(usual.clip()),
                whole(training, "tokensMax", 2, usual.tokensMax()),
                whole(training, "checkpointEvery", 1, usual.checkpointEvery()),
                whole(training, "validateEvery", 0, usual.validateEvery()));
    }

    private static int whole(Fields fields, String name, int least, int usual) {
        return (int) fields.optionalWhole(name, least, STEPS_MAX).orElse(usual);
    }

    /**
     * What is asked for a fork.
     *
     * @param step of the checkpoint, -1 for the last
     * @param change of the parent's specification
     */
    record Fork(long step, UnaryOperator<TuningSpec> change) {}

    Fork fork(JsonNode body) {
        var fork = Fields.of(body, "", FORK);
        var quantum = fork.optionalObject("quantum", QUANTUM).map(this::quantum);
        var training = fork.optionalObject("training", TRAINING);
        var name = fork.optionalText("name", NAME_CHARACTERS_MAX);
        return new Fork(
                fork.optionalWhole("step", 0, STEPS_MAX).orElse(-1),
                parent ->
                        new TuningSpec(
                                name.orElse(parent.name()),
                                parent.model(),
                                parent.data(),
                                parent.validation(),
                                parent.method(),
                                quantum.orElse(parent.quantum()),
                                training.map(fields -> training(fields, parent.training()))
                                        .orElse(parent.training()),
                                parent.seed(),
                                parent.tenant()));
    }

    /**
     * What is to be measured.
     *
     * @param step of the checkpoint; absent: the last
     */
    record Evaluation(Optional<Long> step, Evaluated.Wanted wanted) {}

    Evaluation evaluation(JsonNode body) {
        var evaluation = Fields.of(body, "", EVALUATION);
        var step = evaluation.optionalWhole("step", 0, STEPS_MAX);
        return new Evaluation(
                step.isPresent() ? Optional.of(step.getAsLong()) : Optional.empty(),
                new Evaluated.Wanted(
                        (int)
                                evaluation
                                        .optionalWhole("examples", 1, EXAMPLES_MAX)
                                        .orElse(EXAMPLES_DEFAULT),
                        evaluation.optionalText("old")));
    }

    /** What the tuned model is to go on with. */
    Tuner.Prompt prompt(JsonNode body) {
        var prompt = Fields.of(body, "", PROMPT);
        return new Tuner.Prompt(
                prompt.text("prompt"),
                (int) prompt.optionalWhole("tokens", 1, TOKENS_MAX).orElse(64),
                prompt.optionalNumberAbove("temperature", 0).orElse(0.0),
                prompt.optionalWhole("seed", 0, JobRequests.SEED_MAX).orElse(0));
    }
}
