package cloud.somersault.tuning.train;

import cloud.somersault.tuning.model.Qwen2Config;
import cloud.somersault.tuning.model.Qwen2Network;
import cloud.somersault.tuning.model.Qwen2Weights;
import cloud.somersault.tuning.model.TokenBatch;
import cloud.somersault.tuning.tensor.Workers;
import cloud.somersault.tuning.text.Example;
import cloud.somersault.tuning.text.Tokenizer;
import java.util.List;
import java.util.function.Consumer;

/** Trains all weights of a small model from nothing. */
public final class Pretraining {

    /**
     * How it is done.
     *
     * @param batch examples of a step
     * @param initialDeviation the standard deviation of the matrices' first values
     * @param seed of the first values and of the order of the examples
     */
    public record Settings(
            int steps, int batch, double learningRate, double initialDeviation, long seed) {
        /** What brings {@link #smallConfig} to all of its own task. */
        public static final Settings SMALL = new Settings(3000, 32, 4e-3, 0.1, 1);
    }

    private static final int LENGTH_MAX = 512;

    private Pretraining() {}

    /** The small base model's shape: 3 blocks of width 64, about 143 thousand parameters. */
    public static Qwen2Config smallConfig(Tokenizer tokenizer) {
        return new Qwen2Config(64, 172, 3, 4, 2, tokenizer.vocabularySize(), 1e-6, 10_000, true);
    }

    /**
     * The trained weights.
     *
     * @param each is told of each step
     */
    public static Qwen2Weights run(
            Qwen2Config config,
            Tokenizer tokenizer,
            List<Example> examples,
            Settings settings,
            Workers workers,
            Consumer<StepReport> each) {
        var weights = Qwen2Weights.initial(config, settings.initialDeviation(), settings.seed());
        var network = Qwen2Network.trained(weights, workers);
        var trainer =
                new Trainer(
                        network,
                        network.parameters(),
                        new Trainer.Settings(
                                new LearningRate(
                                        settings.learningRate(),
                                        settings.steps() / 20,
                                        settings.steps(),
                                        0.02),
                                new AdamW.Settings(0.9, 0.99, 1e-8, 0.01),
                                1));
        var sequences = examples.stream().map(one -> one.tokens(tokenizer, LENGTH_MAX)).toList();
        var order = new BatchOrder(sequences.size(), settings.batch(), settings.seed());
        while (trainer.steps() < settings.steps()) {
            var batch = order.at(trainer.steps()).stream().map(sequences::get).toList();
            each.accept(trainer.step(List.of(TokenBatch.of(batch))));
        }
        return weights;
    }
}
