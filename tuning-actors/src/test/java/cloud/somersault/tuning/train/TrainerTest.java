package cloud.somersault.tuning.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.tuning.model.Parameter;
import cloud.somersault.tuning.model.Qwen2Config;
import cloud.somersault.tuning.model.Qwen2Network;
import cloud.somersault.tuning.model.Qwen2Weights;
import cloud.somersault.tuning.model.TokenBatch;
import cloud.somersault.tuning.problems.WordProblems;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.tensor.Workers;
import cloud.somersault.tuning.text.CharacterTokenizer;
import cloud.somersault.tuning.text.Example;
import cloud.somersault.tuning.text.Tokenizers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerTest {
    private static final Qwen2Config CONFIG =
            new Qwen2Config(16, 32, 1, 2, 1, 97, 1e-6, 10_000, true);

    private final List<Example> problems = WordProblems.draw(WordProblems.Task.OWN, 40, 3);

    @Test
    void the_rate_rises_linearly_and_falls_as_half_a_cosine() {
        var rate = new LearningRate(2, 4, 12, 0.1);
        assertThat(rate.at(0)).isEqualTo(0.5);
        assertThat(rate.at(3)).isEqualTo(2);
        assertThat(rate.at(4)).isEqualTo(2);
        assertThat(rate.at(8)).isCloseTo(2 * (0.1 + 0.9 / 2), within(1e-12));
        assertThat(rate.at(12)).isCloseTo(0.2, within(1e-12));
        assertThat(rate.at(100)).isCloseTo(0.2, within(1e-12));
    }

    /**
     * With constant gradients both corrected moments are exact: each step is rate g / (|g| + e).
     */
    @Test
    void adamw_moves_by_the_rate_under_a_constant_gradient_and_decays_by_itself() {
        var one = new Parameter("m", new float[] {1, 1}, new float[] {0.5f, -3}, true);
        var other = new Parameter("b", new float[] {1}, new float[] {0}, false);
        var optimizer = new AdamW(new AdamW.Settings(0.9, 0.99, 1e-8, 0.1), List.of(one, other));
        optimizer.step(0.01);
        optimizer.step(0.01);
        double kept = 1 - 0.01 * 0.1;
        assertThat((double) one.values()[0]).isCloseTo((kept - 0.01) * kept - 0.01, within(1e-6));
        assertThat((double) one.values()[1]).isCloseTo((kept + 0.01) * kept + 0.01, within(1e-6));
        assertThat(other.values()[0]).isEqualTo(1);
    }

    @Test
    void every_round_sees_every_example_once_and_any_step_can_be_asked_for() {
        var order = new BatchOrder(10, 4, 5);
        var seen = new ArrayList<Integer>();
        for (int step = 0; step < 5; step++) {
            seen.addAll(order.at(step));
        }
        assertThat(new HashSet<>(seen.subList(0, 10))).hasSize(10);
        assertThat(new HashSet<>(seen.subList(10, 20))).hasSize(10);
        assertThat(seen.subList(0, 10)).isNotEqualTo(seen.subList(10, 20));
        assertThat(new BatchOrder(10, 4, 5).at(3)).isEqualTo(seen.subList(12, 16));
        assertThat(new BatchOrder(10, 4, 6).at(0)).isNotEqualTo(seen.subList(0, 4));
    }

    @Test
    void a_small_network_learns_its_examples_by_heart() {
        try (var workers = new Workers(1)) {
            var tokenizer = CharacterTokenizer.ascii();
            var losses = new ArrayList<Double>();
            var few = problems.subList(0, 8);
            var weights =
                    Pretraining.run(
                            new Qwen2Config(32, 64, 2, 2, 1, 97, 1e-6, 10_000, true),
                            tokenizer,
                            few,
                            new Pretraining.Settings(150, 8, 1e-2, 0.1, 1),
                            workers,
                            report -> losses.add(report.loss().mean()));
            assertThat(losses).hasSize(150);
            assertThat(losses.getFirst()).isGreaterThan(4); // ln 97 is 4.57
            assertThat(losses.getLast()).isLessThan(0.05);
            var evaluation = new Evaluation(Qwen2Network.trained(weights, workers), tokenizer);
            assertThat(evaluation.accuracy(few)).isEqualTo(1);
            assertThat(evaluation.loss(few, 200).mean()).isLessThan(0.05);
        }
    }

    /** Twenty steps teach little; that all of it is learnt in 3000 is measured, not tested. */
    @Test
    void the_base_models_folder_is_one_that_sessions_open(@TempDir Path folder) throws IOException {
        try (var workers = new Workers(2);
                var arena = Arena.ofShared()) {
            var losses = new ArrayList<Double>();
            var outcome =
                    BaseModel.make(
                            folder,
                            new Pretraining.Settings(20, 8, 4e-3, 0.1, 1),
                            workers,
                            report -> losses.add(report.loss().mean()));
            assertThat(outcome.parameters()).isEqualTo(142_976);
            assertThat(outcome.ownAccuracy()).isBetween(0.0, 1.0);
            assertThat(losses.getLast()).isLessThan(losses.getFirst());
            var weights = Qwen2Weights.open(folder, arena);
            var tokenizer = Tokenizers.read(folder, weights.config().vocabularySize());
            var network = Qwen2Network.adapted(weights, Map.of(), workers);
            var loss = new Evaluation(network, tokenizer).loss(problems, 100).mean();
            assertThat(loss).isLessThan(losses.getFirst());
        }
    }

    @Test
    void a_run_that_goes_on_from_a_checkpoint_has_the_same_bits_on_other_threads() {
        var whole = run(1, 6);
        var parts = run(3, 3);
        assertThat(parts).isEqualTo(whole);
    }

    @Test
    void a_loss_that_is_no_number_changes_nothing_and_names_the_step() {
        try (var workers = new Workers(1)) {
            var weights = Qwen2Weights.initial(CONFIG, 0.1, 2);
            var network = Qwen2Network.trained(weights, workers);
            var trainer = trainer(network);
            trainer.step(List.of(batch(0)));
            var norm =
                    network.parameters().stream()
                            .filter(it -> it.name().equals("model.norm.weight"))
                            .findFirst()
                            .orElseThrow();
            norm.values()[3] = Float.NaN;
            var before = network.parameters().stream().map(one -> one.values().clone()).toList();
            assertThatThrownBy(() -> trainer.step(List.of(batch(1))))
                    .isInstanceOf(TuningException.class)
                    .hasMessageContainingAll("step 2", "the loss is NaN", "learning rate");
            assertThat(trainer.steps()).isEqualTo(1);
            for (int i = 0; i < before.size(); i++) {
                assertThat(network.parameters().get(i).values()).isEqualTo(before.get(i));
            }
        }
    }

    @Test
    void two_batches_of_half_the_size_are_the_step_of_one() {
        try (var workers = new Workers(1)) {
            var one = trainer(Qwen2Network.trained(Qwen2Weights.initial(CONFIG, 0.1, 2), workers));
            var two = trainer(Qwen2Network.trained(Qwen2Weights.initial(CONFIG, 0.1, 2), workers));
            var tokens =
                    problems.subList(0, 8).stream()
                            .map(it -> it.tokens(CharacterTokenizer.ascii(), 100))
                            .toList();
            var whole = one.step(List.of(TokenBatch.of(tokens)));
            var halves =
                    two.step(
                            List.of(
                                    TokenBatch.of(tokens.subList(0, 4)),
                                    TokenBatch.of(tokens.subList(4, 8))));
            assertThat(halves.loss().predictions()).isEqualTo(whole.loss().predictions());
            assertThat(halves.loss().sum()).isCloseTo(whole.loss().sum(), within(1e-3));
            assertThat(halves.gradientNorm())
                    .isCloseTo(whole.gradientNorm(), within(1e-4 * whole.gradientNorm()));
        }
    }

    /** Losses of six steps, with everything moved to new objects after {@code until} of them. */
    private List<Double> run(int threads, int until) {
        try (var workers = new Workers(threads)) {
            var losses = new ArrayList<Double>();
            var network = Qwen2Network.trained(Qwen2Weights.initial(CONFIG, 0.1, 2), workers);
            var trainer = trainer(network);
            for (int step = 0; step < until; step++) {
                losses.add(trainer.step(List.of(batch(trainer.steps()))).loss().sum());
            }
            var second = trainer(Qwen2Network.trained(network.weights().trainable(), workers));
            var memory = trainer.optimizer();
            second.optimizer()
                    .restore(memory.steps(), memory.firstMoments(), memory.secondMoments());
            while (second.steps() < 6) {
                losses.add(second.step(List.of(batch(second.steps()))).loss().sum());
            }
            return losses;
        }
    }

    private Trainer trainer(Qwen2Network network) {
        return new Trainer(
                network,
                network.parameters(),
                new Trainer.Settings(new LearningRate(1e-2, 2, 10, 0), AdamW.Settings.USUAL, 1));
    }

    private TokenBatch batch(long step) {
        var tokenizer = CharacterTokenizer.ascii();
        var order = new BatchOrder(problems.size(), 6, 9);
        return TokenBatch.of(
                order.at(step).stream()
                        .map(problems::get)
                        .map(it -> it.tokens(tokenizer, 100))
                        .toList());
    }
}
