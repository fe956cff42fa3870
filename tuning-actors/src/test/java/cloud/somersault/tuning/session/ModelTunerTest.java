package cloud.somersault.tuning.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.circuits.compiler.Device;
import cloud.somersault.tuning.problems.WordProblems;
import cloud.somersault.tuning.quantum.QuantumBatchException;
import cloud.somersault.tuning.quantum.QuantumJobs;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.Workers;
import cloud.somersault.tuning.text.CharacterTokenizer;
import cloud.somersault.tuning.train.Pretraining;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions' real heavy part, on a small model that has learnt a little. */
class ModelTunerTest {
    private static final int STEPS = 12;

    @TempDir private static Path folder;
    private static Workers workers;

    @BeforeAll
    static void learnALittle() throws IOException {
        workers = new Workers(2);
        var tokenizer = CharacterTokenizer.ascii();
        Pretraining.run(
                        Pretraining.smallConfig(tokenizer),
                        tokenizer,
                        WordProblems.draw(WordProblems.Task.OWN, 64, 1),
                        new Pretraining.Settings(40, 16, 4e-3, 0.1, 1),
                        workers,
                        _ -> {})
                .save(folder, NumberFormat.F32);
        tokenizer.save(folder);
    }

    @AfterAll
    static void stop() {
        workers.close();
    }

    @ParameterizedTest
    @CsvSource({
        "lora, linear, false, false", "tensor, linear, false, false",
                "silu-net, linear, false, false",
        "qtha, linear, false, false", "qtha, hadamard, false, false", "qtha, linear, true, false",
        "qtha, linear, false, true"
    })
    void the_loss_falls_and_a_restored_session_goes_on_bit_by_bit(
            String kind, String fusion, boolean frozen, boolean pooled) {
        var spec =
                spec(new TuningSpec.Method(kind, 4, 1, fusion, frozen, pooled), folder.toString());
        var losses = new ArrayList<Double>();
        byte[] half = {};
        try (var tuner = open(spec)) {
            for (int step = 1; step <= STEPS; step++) {
                losses.add(tuner.step(step).loss());
                if (step == STEPS / 2) {
                    half = tuner.checkpoint();
                }
            }
            assertThat(tuner.validationLoss()).isPresent();
        }
        assertThat(mean(losses.subList(STEPS - 4, STEPS))).isLessThan(mean(losses.subList(0, 4)));
        try (var again = open(spec)) {
            again.restore(half);
            for (int step = STEPS / 2 + 1; step <= STEPS; step++) {
                assertThat(again.step(step).loss()).isEqualTo(losses.get(step - 1));
            }
        }
    }

    @Test
    void a_session_with_a_quantum_layer_tells_its_spread() {
        try (var tuner =
                open(
                        spec(
                                new TuningSpec.Method("qtha", 4, 1, "linear", false, false),
                                folder.toString()))) {
            assertThat(tuner.step(1).quantumSpread().orElseThrow()).isBetween(0.01, 1.0);
        }
        try (var tuner =
                open(
                        spec(
                                new TuningSpec.Method("lora", 4, 1, "linear", false, false),
                                folder.toString()))) {
            assertThat(tuner.step(1).quantumSpread()).isEmpty();
        }
    }

    @Test
    void a_step_whose_batch_failed_has_changed_nothing() {
        var method = new TuningSpec.Method("qtha", 4, 1, "linear", false, true);
        var spec = spec(method, folder.toString());
        var onChip =
                new TuningSpec(
                        spec.name(),
                        spec.model(),
                        spec.data(),
                        spec.validation(),
                        method,
                        new TuningSpec.Quantum("wukong", 1000, "shift"),
                        spec.training(),
                        spec.seed());
        try (var tuner = open(onChip)) {
            var before = tuner.checkpoint();
            assertThatThrownBy(() -> tuner.step(1))
                    .isInstanceOf(QuantumBatchException.class)
                    .hasMessage("Job 7 gave no counts.");
            assertThat(tuner.checkpoint()).isEqualTo(before);
        }
    }

    @Test
    void an_adapter_is_downloaded_in_the_layout_that_others_read() throws IOException {
        try (var tuner =
                open(
                        spec(
                                new TuningSpec.Method("lora", 4, 1, "linear", false, false),
                                folder.toString()))) {
            var names = new ArrayList<String>();
            try (var zip = new ZipInputStream(new ByteArrayInputStream(tuner.adapterFiles()))) {
                for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    names.add(entry.getName());
                }
            }
            assertThat(names).containsExactly("adapter_config.json", "adapter_model.safetensors");
        }
    }

    @Test
    void the_model_writes_after_a_prompt() {
        try (var tuner =
                open(
                        spec(
                                new TuningSpec.Method("lora", 4, 1, "linear", false, false),
                                folder.toString()))) {
            var prompt = new Tuner.Prompt("5 pens and 3 pens.", 6, 0, 1);
            assertThat(tuner.complete(prompt)).isEqualTo(tuner.complete(prompt));
            assertThat(tuner.complete(prompt).length()).isLessThanOrEqualTo(6);
        }
    }

    @Test
    void what_is_no_model_or_no_data_is_said_before_the_first_step() throws IOException {
        var lora = new TuningSpec.Method("lora", 4, 1, "linear", false, false);
        assertThatThrownBy(() -> open(spec(lora, folder.resolve("nothing").toString())))
                .isInstanceOf(TuningException.class);
        var broken = folder.resolve("broken.jsonl");
        Files.writeString(broken, "{\"prompt\": \"a\", \"answer\": \"b\"}\n{\"prompt\": \n");
        var good = spec(lora, folder.toString());
        var bad =
                new TuningSpec(
                        "",
                        good.model(),
                        broken.toString(),
                        Optional.empty(),
                        lora,
                        good.quantum(),
                        good.training(),
                        1);
        assertThatThrownBy(() -> open(bad))
                .isInstanceOf(TuningException.class)
                .hasMessageContaining("line 2");
    }

    @Test
    void a_checkpoint_of_another_method_is_refused() {
        byte[] checkpoint;
        try (var tuner =
                open(
                        spec(
                                new TuningSpec.Method("lora", 4, 1, "linear", false, false),
                                folder.toString()))) {
            checkpoint = tuner.checkpoint();
        }
        try (var tuner =
                open(
                        spec(
                                new TuningSpec.Method("tensor", 4, 1, "linear", false, false),
                                folder.toString()))) {
            assertThatThrownBy(() -> tuner.restore(checkpoint)).isInstanceOf(TuningException.class);
        }
    }

    private static TuningSpec spec(TuningSpec.Method method, String model) {
        return new TuningSpec(
                "test",
                model,
                TuningSpec.WORD_PROBLEMS,
                Optional.empty(),
                method,
                TuningSpec.Quantum.NONE,
                new TuningSpec.Training(STEPS, 8, rate(method), 2, 0, 1, 64, 5, 0),
                7);
    }

    /** Products of the two ways are steeper than their sum. */
    private static double rate(TuningSpec.Method method) {
        return method.fusion().equals("hadamard") ? 0.0005 : 0.003;
    }

    private static double mean(List<Double> losses) {
        return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    private static Tuner open(TuningSpec spec) {
        return ModelTuner.opener(new NoJobs(), workers).open("session", spec);
    }

    private static final class NoJobs implements QuantumJobs {
        @Override
        public CompletionStage<Optional<Device>> device(String target) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Batch> run(Request request) {
            return CompletableFuture.failedFuture(
                    new QuantumBatchException("Job 7 gave no counts."));
        }
    }
}
