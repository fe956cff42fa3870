package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.TestServer.Answer;
import cloud.somersault.tuning.problems.WordProblems;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.Workers;
import cloud.somersault.tuning.text.CharacterTokenizer;
import cloud.somersault.tuning.train.Pretraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything that can be wrong with a session, through the door: what is wrong from the start is a
 * sentence and nothing is stored; what goes wrong at a step pauses the session after the step
 * before.
 */
class TuningErrorsTest {
    @TempDir private static Path folder;
    private static Path model;
    private static TestServer server;
    private int sessions;

    @BeforeAll
    static void start() throws Exception {
        model = folder.resolve("model");
        var tokenizer = CharacterTokenizer.ascii();
        try (var workers = new Workers(2)) {
            Pretraining.run(
                            Pretraining.smallConfig(tokenizer),
                            tokenizer,
                            WordProblems.draw(WordProblems.Task.OWN, 64, 1),
                            new Pretraining.Settings(20, 8, 4e-3, 0.1, 1),
                            workers,
                            _ -> {})
                    .save(model, NumberFormat.F32);
        }
        tokenizer.save(model);
        server = TestServer.start(folder.resolve("data"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void countSessions() {
        sessions = server.get("/v1/tunings").json().get("tunings").size();
    }

    @AfterEach
    void theServerLives() {
        assertThat(server.get("/health/live").status()).isEqualTo(200);
    }

    @Test
    void a_folder_that_is_no_model() throws IOException {
        refused(begin(folder.resolve("nowhere"), "", ""), "nowhere");
        refused(begin(Files.createDirectories(folder.resolve("empty")), "", ""), "config.json");
        var other = copy("other-family");
        replace(other.resolve("config.json"), "\"qwen2\"", "\"llama\"");
        refused(begin(other, "", ""), "model_type is 'llama'");
        var cut = copy("cut-weights");
        var weights = Files.readAllBytes(cut.resolve("model.safetensors"));
        Files.write(
                cut.resolve("model.safetensors"),
                java.util.Arrays.copyOf(weights, weights.length / 2));
        refused(begin(cut, "", ""), "model.safetensors");
        var wrong = copy("wrong-shape");
        replace(wrong.resolve("config.json"), "\"hidden_size\" : 64", "\"hidden_size\" : 32");
        refused(begin(wrong, "", ""), "shape");
    }

    @Test
    void a_tokenizer_that_is_missing_or_of_another_model() throws IOException {
        var none = copy("no-tokenizer");
        Files.delete(none.resolve("somersault_characters.json"));
        refused(begin(none, "", ""), "tokenizer.json");
        var larger = copy("larger-tokenizer");
        var alphabet = new StringBuilder();
        for (char c = 'a'; c < 'a' + 300; c++) {
            alphabet.append(c);
        }
        new CharacterTokenizer(alphabet.toString()).save(larger);
        refused(begin(larger, "", ""), "belongs to another model");
    }

    @Test
    void data_that_do_not_parse_or_do_not_fit_the_tokenizer() throws IOException {
        refused(begin(model, "missing.jsonl", ""), "missing.jsonl");
        refused(
                begin(model, data("broken", "{\"prompt\":\"a\",\"answer\":\"b\"}\n{\"pro"), ""),
                "line 2");
        refused(begin(model, data("fields", "{\"a\": 1}"), ""), "line 1 has neither");
        refused(begin(model, data("nothing", " \n"), ""), "no example");
        refused(
                begin(model, data("letters", "{\"prompt\":\"\u6211\",\"answer\":\"b\"}"), ""),
                "U+6211");
    }

    @Test
    void a_step_that_needs_more_memory_than_there_is() throws IOException {
        var prompt = "x".repeat(4000);
        var file = data("long", "{\"prompt\":\"%s\",\"answer\":\"b\"}".formatted(prompt));
        var answer =
                begin(
                        model,
                        file,
                        ", \"training\": {\"steps\": 1, \"batch\": 100000, \"tokensMax\": 4096}");
        refused(answer, "-Xmx");
        assertThat(answer.json().get("detail").asText()).contains("MB of heap");
    }

    @Test
    void a_step_that_would_break_the_numbers_pauses_the_session_as_it_was_before() {
        var begun =
                begin(
                        model,
                        "",
                        ", \"training\": {\"steps\": 6, \"batch\": 4, \"checkpointEvery\": 3}");
        assertThat(begun.status()).as(begun.text()).isEqualTo(202);
        var parent = begun.json().get("id").asText();
        until(parent, "completed");
        var wild = fork(parent, 1e300);
        var paused = until(wild, "paused").json();
        assertThat(paused.at("/paused/code").asText()).isEqualTo("loss-not-finite");
        assertThat(paused.at("/paused/message").asText())
                .contains("step 4", "learning rate", "parameters are as before the step");
        assertThat(paused.get("step").asInt()).isEqualTo(3);

        assertThat(server.post("/v1/tunings/" + wild + "/resume", "").status()).isEqualTo(200);
        until(wild, "paused");
        assertThat(server.get("/v1/tunings/" + wild + "/curve").json().get("steps")).isEmpty();
        var tame = until(fork(parent, 0.003), "completed").json();
        assertThat(tame.get("step").asInt()).as("nothing was lost").isEqualTo(9);
    }

    private static String fork(String parent, double rate) {
        var fork =
                server.post(
                        "/v1/tunings/" + parent + "/fork",
                        "{\"step\": 3, \"training\": {\"steps\": 9, \"warmUpSteps\": 0, \"learningRate\": %s}}"
                                .formatted(rate));
        assertThat(fork.status()).as(fork.text()).isEqualTo(202);
        return fork.json().get("id").asText();
    }

    @Test
    void a_model_that_vanishes_under_a_session_costs_nothing_but_time() throws Exception {
        var mine = copy("vanishing");
        var begun =
                begin(
                        mine,
                        "",
                        ", \"training\": {\"steps\": 12, \"batch\": 2, \"checkpointEvery\": 3}");
        var id = begun.json().get("id").asText();
        until(id, "completed");
        var tokenizer = mine.resolve("somersault_characters.json");
        var kept = Files.readString(tokenizer);
        Files.delete(tokenizer);
        var asked = server.post("/v1/tunings/" + id + "/completions", "{\"prompt\": \"A box\"}");
        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.code()).isEqualTo("tuned-model-refused");
        assertThat(asked.json().get("detail").asText()).contains("tokenizer.json");
        Files.writeString(tokenizer, kept);
        assertThat(
                        server.post("/v1/tunings/" + id + "/completions", "{\"prompt\": \"A box\"}")
                                .status())
                .isEqualTo(200);
        assertThat(
                        server.post(
                                        "/v1/tunings/" + id + "/completions",
                                        "{\"prompt\": \"\u6211\"}")
                                .code())
                .isEqualTo("tuned-model-refused");
    }

    private static Answer begin(Path folder, String data, String more) {
        return server.post(
                "/v1/tunings",
                "{\"model\": \"%s\", \"method\": {\"kind\": \"lora\"}%s%s}"
                        .formatted(
                                folder,
                                data.isEmpty() ? "" : ", \"data\": \"" + data + "\"",
                                more));
    }

    /** Refused with these words, and no session is there that wasn't before. */
    private void refused(Answer answer, String words) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("tuning-refused");
        assertThat(answer.json().get("detail").asText()).contains(words);
        assertThat(answer.json().get("hint").asText()).isNotBlank();
        assertThat(server.get("/v1/tunings").json().get("tunings")).hasSize(sessions);
    }

    private static String data(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name + ".jsonl"), content).toString();
    }

    private static Path copy(String name) throws IOException {
        var copy = Files.createDirectories(folder.resolve(name));
        try (var files = Files.list(model)) {
            for (var file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static void replace(Path file, String from, String to) throws IOException {
        var text = Files.readString(file);
        assertThat(text).contains(from);
        Files.writeString(file, text.replace(from, to));
    }

    private static Answer until(String id, String phase) {
        var patience = Instant.now().plus(Duration.ofMinutes(4));
        while (Instant.now().isBefore(patience)) {
            var answer = server.get("/v1/tunings/" + id);
            if (answer.json().get("phase").asText().equals(phase)) {
                return answer;
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError(server.get("/v1/tunings/" + id).text());
    }
}
