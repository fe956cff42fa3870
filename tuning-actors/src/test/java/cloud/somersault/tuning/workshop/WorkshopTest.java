package cloud.somersault.tuning.workshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.tuning.model.Qwen2Weights;
import cloud.somersault.tuning.problems.WordProblems;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.text.ExampleFile;
import cloud.somersault.tuning.text.Tokenizers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that need no server, with a clock that goes on by 10 ms at every look. */
class WorkshopTest {
    @TempDir private Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void pretrain_leaves_a_folder_that_sessions_open_and_says_what_was_learnt() throws IOException {
        var model = folder.resolve("base");
        run("pretrain", "--out", model.toString(), "--steps", "20", "--batch=4");
        try (var arena = Arena.ofConfined()) {
            var config = Qwen2Weights.open(model, arena).config();
            assertThat(Tokenizers.read(model, config.vocabularySize()).vocabularySize())
                    .isEqualTo(config.vocabularySize());
        }
        assertThat(text(out))
                .containsPattern("parameters trained in .* own task [0-9.]+ %, shifted task")
                .contains("tune start --model " + model);
        assertThat(text(err).lines()).as("a line for each tenth").hasSizeBetween(10, 11);
        assertThat(text(err)).contains("step 20 of 20  loss").contains("0 s left");
    }

    @Test
    void a_model_is_never_overwritten() throws IOException {
        Files.writeString(folder.resolve("model.safetensors"), "somebody's");
        assertThatThrownBy(() -> run("pretrain", "--out", folder.toString()))
                .isInstanceOf(TuningException.class)
                .hasMessageContaining("has a model already");
    }

    @Test
    void problems_are_lines_that_a_session_reads() throws IOException {
        var own = folder.resolve("own.jsonl");
        run("problems", "--out", own.toString(), "--count", "30", "--seed", "5");
        var read = ExampleFile.read("own", Files.readString(own));
        assertThat(read).isEqualTo(WordProblems.draw(WordProblems.Task.OWN, 30, 5));
        var apart = folder.resolve("apart.jsonl");
        run(
                "problems",
                "--out",
                apart.toString(),
                "--task",
                "own",
                "--seed",
                "5",
                "--apart",
                own.toString());
        assertThat(ExampleFile.read("apart", Files.readString(apart)))
                .hasSize(512)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(read);
    }

    @Test
    void a_random_model_is_written_and_takes_steps_of_lora_and_qtha_in_turns() throws IOException {
        var model = folder.resolve("random");
        run("random-model", "--out", model.toString(), "--shape", "small", "--steps", "2");
        assertThat(text(out).lines().filter(line -> line.contains(" step ")))
                .hasSize(4)
                .allMatch(line ->
                        line.matches("(LoRA|QTHA) step [01]  loss [0-9.]+  [0-9.]+ CPU s .*"));
        try (var arena = Arena.ofConfined()) {
            Qwen2Weights.open(model, arena);
        }
    }

    @Test
    void what_was_mistyped_is_named() {
        assertThatThrownBy(() -> run("pretrain", "--outt", "x")).hasMessage("what is --outt?");
        assertThatThrownBy(() -> run("pretrain")).hasMessageContaining("--out DIR");
        assertThatThrownBy(() -> run("problems", "--out", "f", "--count", "many"))
                .hasMessage("--count takes a whole number, not many");
        assertThatThrownBy(() -> run("pretrain", "--out", "f", "--rate", "0"))
                .hasMessage("--rate is above 0");
    }

    private void run(String command, String... options) throws IOException {
        var clock = new AtomicLong();
        new Workshop(stream(out), stream(err), false, () -> clock.addAndGet(10_000_000))
                .run(command, List.of(options));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
