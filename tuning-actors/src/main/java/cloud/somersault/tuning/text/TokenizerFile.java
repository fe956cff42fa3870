package cloud.somersault.tuning.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The {@code tokenizer.json} that a published model comes with, by the library that made it: every
 * kind of normalizer and model in it is as its authors meant it.
 */
public final class TokenizerFile implements Tokenizer {
    static final String FILE = "tokenizer.json";

    private final HuggingFaceTokenizer tokenizer;
    private final Path file;
    private final int vocabularySize;
    private final int endToken;

    private TokenizerFile(
            HuggingFaceTokenizer tokenizer, Path file, int vocabularySize, int endToken) {
        this.tokenizer = tokenizer;
        this.file = file;
        this.vocabularySize = vocabularySize;
        this.endToken = endToken;
    }

    /** Reads the file and finds the token that ends an answer. */
    static TokenizerFile read(Path folder) {
        var file = folder.resolve(FILE);
        try {
            var json = new ObjectMapper().readTree(file.toFile());
            int size = vocabulary(json);
            int end = end(folder, json);
            var tokenizer =
                    HuggingFaceTokenizer.builder()
                            .optTokenizerPath(file)
                            .optTruncation(false)
                            .optPadding(false)
                            .optAddSpecialTokens(false)
                            .build();
            return new TokenizerFile(tokenizer, file, size, end);
        } catch (IOException | RuntimeException bad) {
            if (bad instanceof TuningException known) {
                throw known;
            }
            throw new TuningException(
                    Code.TOKENIZER, FILE + " can't be read: " + bad.getMessage(), bad);
        }
    }

    @Override
    public int[] encode(String text) {
        return Arrays.stream(tokenizer.encode(text, false, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    @Override
    public String decode(int[] tokens) {
        return tokenizer.decode(Arrays.stream(tokens).asLongStream().toArray(), true);
    }

    @Override
    public int vocabularySize() {
        return vocabularySize;
    }

    @Override
    public int endToken() {
        return endToken;
    }

    @Override
    public void save(Path folder) throws IOException {
        Files.copy(file, folder.resolve(FILE));
    }

    private static int vocabulary(JsonNode json) {
        int largest = -1;
        for (var entry : json.path("model").path("vocab").properties()) {
            largest = Math.max(largest, entry.getValue().asInt());
        }
        for (var added : json.path("added_tokens")) {
            largest = Math.max(largest, added.path("id").asInt());
        }
        if (largest < 0) {
            throw new TuningException(Code.TOKENIZER, FILE + ": model.vocab is missing or empty");
        }
        return largest + 1;
    }

    /** What {@code tokenizer_config.json} calls eos_token, else one of the usual names. */
    private static int end(Path folder, JsonNode json) throws IOException {
        var config = folder.resolve("tokenizer_config.json");
        if (Files.isRegularFile(config)) {
            var named = new ObjectMapper().readTree(config.toFile()).path("eos_token");
            var name = named.isObject() ? named.path("content").asText("") : named.asText("");
            int id = added(json, name);
            if (id >= 0) {
                return id;
            }
        }
        for (var name :
                new String[] {
                    "<|im_end|>", "<|end\u2581of\u2581sentence|>", "<|endoftext|>", "</s>"
                }) {
            int id = added(json, name);
            if (id >= 0) {
                return id;
            }
        }
        throw new TuningException(
                Code.TOKENIZER,
                FILE
                        + ": no token that ends a text was found; tokenizer_config.json can name it as eos_token");
    }

    private static int added(JsonNode json, String name) {
        for (var token : json.path("added_tokens")) {
            if (!name.isEmpty() && token.path("content").asText().equals(name)) {
                return token.path("id").asInt();
            }
        }
        return -1;
    }
}
