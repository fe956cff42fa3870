package cloud.somersault.tuning.model;

import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The shape of a Qwen2 network, as {@code config.json} gives it.
 *
 * @param tiedEmbeddings whether the output layer is the embedding's matrix
 */
public record Qwen2Config(
        int hiddenSize,
        int intermediateSize,
        int blocks,
        int heads,
        int keyValueHeads,
        int vocabularySize,
        double normEpsilon,
        double ropeTheta,
        boolean tiedEmbeddings) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "config.json";

    /** Checks that the numbers fit together. */
    public Qwen2Config {
        positive("hidden_size", hiddenSize);
        positive("intermediate_size", intermediateSize);
        positive("num_hidden_layers", blocks);
        positive("num_attention_heads", heads);
        positive("num_key_value_heads", keyValueHeads);
        positive("vocab_size", vocabularySize);
        positive("rms_norm_eps", normEpsilon);
        positive("rope_theta", ropeTheta);
        if (hiddenSize % heads != 0 || hiddenSize / heads % 2 != 0) {
            throw refused(
                    "hidden_size %d is no even multiple of num_attention_heads %d"
                            .formatted(hiddenSize, heads));
        }
        if (heads % keyValueHeads != 0) {
            throw refused(
                    "num_attention_heads %d is no multiple of num_key_value_heads %d"
                            .formatted(heads, keyValueHeads));
        }
    }

    /** The published shape of DeepSeek-R1-Distill-Qwen-1.5B: 1.78 billion parameters. */
    public static Qwen2Config deepSeekR1DistillQwen1_5B() {
        return new Qwen2Config(1536, 8960, 28, 12, 2, 151_936, 1e-6, 10_000, false);
    }

    /** The width of a head. */
    public int headWidth() {
        return hiddenSize / heads;
    }

    /** How many parameters a network of this shape has. */
    public long parameters() {
        long block = 2L * hiddenSize;
        for (var projection : Projection.values()) {
            long out = projection.outputWidth(this);
            block += out * projection.inputWidth(this) + (projection.hasBias() ? out : 0);
        }
        return (tiedEmbeddings ? 1L : 2L) * vocabularySize * hiddenSize
                + hiddenSize
                + blocks * block;
    }

    /** Reads {@code config.json} of a folder; a network of another family is refused. */
    public static Qwen2Config read(Path folder) {
        var file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            throw new TuningException(
                    Code.MODEL_FOLDER,
                    folder + " is no model's folder: there is no " + FILE + " in it");
        }
        try {
            var json = JSON.readTree(file.toFile());
            var type = json.path("model_type").asText("");
            if (!type.equals("qwen2")) {
                throw new TuningException(
                        Code.MODEL_FOLDER,
                        "%s: model_type is '%s'; networks of the family qwen2 are read"
                                .formatted(FILE, type));
            }
            refuseVariants(json);
            int heads = integer(json, "num_attention_heads");
            var config =
                    new Qwen2Config(
                            integer(json, "hidden_size"),
                            integer(json, "intermediate_size"),
                            integer(json, "num_hidden_layers"),
                            heads,
                            json.has("num_key_value_heads")
                                    ? integer(json, "num_key_value_heads")
                                    : heads,
                            integer(json, "vocab_size"),
                            number(json, "rms_norm_eps"),
                            number(json, "rope_theta"),
                            json.path("tie_word_embeddings").asBoolean(false));
            if (json.path("head_dim").asInt(config.headWidth()) != config.headWidth()) {
                throw refused("head_dim is not hidden_size / num_attention_heads");
            }
            return config;
        } catch (JsonProcessingException bad) {
            throw new TuningException(
                    Code.MODEL_CONFIG, FILE + " is not JSON: " + bad.getOriginalMessage(), bad);
        } catch (IOException failed) {
            throw new TuningException(
                    Code.MODEL_CONFIG, FILE + " can't be read: " + failed.getMessage(), failed);
        }
    }

    /** Writes {@code config.json}, in the form that others read too. */
    public void write(Path folder) throws IOException {
        var json =
                JSON.createObjectNode()
                        .put("model_type", "qwen2")
                        .put("hidden_act", "silu")
                        .put("hidden_size", hiddenSize)
                        .put("intermediate_size", intermediateSize)
                        .put("num_hidden_layers", blocks)
                        .put("num_attention_heads", heads)
                        .put("num_key_value_heads", keyValueHeads)
                        .put("vocab_size", vocabularySize)
                        .put("rms_norm_eps", normEpsilon)
                        .put("rope_theta", ropeTheta)
                        .put("tie_word_embeddings", tiedEmbeddings);
        json.putArray("architectures").add("Qwen2ForCausalLM");
        JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(FILE).toFile(), json);
    }

    private static void refuseVariants(JsonNode json) {
        if (!json.path("hidden_act").asText("silu").equals("silu")) {
            throw refused("hidden_act is " + json.path("hidden_act") + "; silu is computed");
        }
        if (json.hasNonNull("rope_scaling")) {
            throw refused("rope_scaling is set; positions are computed without scaling");
        }
        if (json.path("use_sliding_window").asBoolean(false)) {
            throw refused("use_sliding_window is set; attention is computed over everything");
        }
    }

    private static int integer(JsonNode json, String field) {
        if (!json.path(field).canConvertToInt() || !json.path(field).isIntegralNumber()) {
            throw refused(field + " is " + missing(json, field) + ", not a whole number");
        }
        return json.path(field).intValue();
    }

    private static double number(JsonNode json, String field) {
        if (!json.path(field).isNumber()) {
            throw refused(field + " is " + missing(json, field) + ", not a number");
        }
        return json.path(field).doubleValue();
    }

    private static String missing(JsonNode json, String field) {
        return json.has(field) ? json.path(field).toString() : "missing";
    }

    private static void positive(String field, double value) {
        if (!(value > 0)) {
            throw refused(field + " is " + value + ", not above zero");
        }
    }

    private static TuningException refused(String message) {
        return new TuningException(Code.MODEL_CONFIG, FILE + ": " + message);
    }
}
