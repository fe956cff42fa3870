package cloud.somersault.tuning.train;

import cloud.somersault.tuning.model.Qwen2Network;
import cloud.somersault.tuning.problems.WordProblems;
import cloud.somersault.tuning.problems.WordProblems.Task;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.Workers;
import cloud.somersault.tuning.text.CharacterTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The small model that everyone can train: word problems of its own task, character by character,
 * until it is right about all of them. Sessions then adapt it to the shifted task.
 */
public final class BaseModel {
    private static final int TRAINING = 20_000;
    private static final int ASKED = 256;

    /**
     * What came out.
     *
     * @param ownAccuracy strict, on problems of its own task that it has not seen
     * @param shiftedAccuracy strict, on the shifted task, of which it has seen nothing
     */
    public record Outcome(long parameters, double ownAccuracy, double shiftedAccuracy) {}

    private BaseModel() {}

    /**
     * Trains it and writes a folder that sessions open: {@code config.json}, {@code
     * model.safetensors} in single precision and its alphabet.
     *
     * @param settings {@link Pretraining.Settings#SMALL}, perhaps with another seed
     * @param each is told of each step
     */
    public static Outcome make(
            Path folder, Pretraining.Settings settings, Workers workers, Consumer<StepReport> each)
            throws IOException {
        var tokenizer = CharacterTokenizer.ascii();
        var config = Pretraining.smallConfig(tokenizer);
        var training = WordProblems.draw(Task.OWN, TRAINING, settings.seed());
        var weights = Pretraining.run(config, tokenizer, training, settings, workers, each);
        weights.save(folder, NumberFormat.F32);
        tokenizer.save(folder);
        var evaluation = new Evaluation(Qwen2Network.trained(weights, workers), tokenizer);
        return new Outcome(
                config.parameters(),
                evaluation.accuracy(
                        WordProblems.drawApart(Task.OWN, ASKED, settings.seed() + 1, training)),
                evaluation.accuracy(
                        WordProblems.drawApart(
                                Task.SHIFTED, ASKED, settings.seed() + 2, training)));
    }
}
