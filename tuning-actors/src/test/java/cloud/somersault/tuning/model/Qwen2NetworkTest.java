package cloud.somersault.tuning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.Workers;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Qwen2NetworkTest {
    @TempDir Path folder;

    @Test
    void gradients_have_the_same_bits_on_any_number_of_threads() {
        assertThat(gradients(1, 1)).isEqualTo(gradients(4, 1));
    }

    /** The second batch continues the sums of the first: as many roundings again, 40 at most. */
    @Test
    void gradients_of_two_batches_add_up_and_arrays_left_over_from_larger_ones_do_no_harm() {
        var once = gradients(1, 1);
        var twice = gradients(1, 2);
        float largest = Math.abs(once[largest(once)]);
        for (int i = 0; i < once.length; i++) {
            assertThat(twice[i]).isEqualTo(2 * once[i], within(40 * Math.ulp(largest)));
        }
    }

    /** Central differences of a float loss: error of the loss / step + step^2, here about 1e-3. */
    @Test
    void gradients_agree_with_finite_differences() {
        try (var workers = new Workers(1)) {
            var network =
                    Qwen2Network.trained(
                            Qwen2Weights.initial(ReferenceModel.config(true), 0.3, 5), workers);
            var batch = ReferenceModel.batch();
            network.addGradients(batch, 1);
            for (var parameter : network.parameters()) {
                int i = largest(parameter.gradients());
                float value = parameter.values()[i];
                float step = 1e-2f;
                parameter.values()[i] = value + step;
                double above = network.loss(batch).sum();
                parameter.values()[i] = value - step;
                double below = network.loss(batch).sum();
                parameter.values()[i] = value;
                double slope = (above - below) / (2 * step);
                assertThat(parameter.gradients()[i] / slope)
                        .as(parameter.name())
                        .isBetween(0.97, 1.03);
            }
        }
    }

    @Test
    void sampled_text_follows_its_seed_and_a_low_temperature_is_greedy() {
        try (var workers = new Workers(2)) {
            var network =
                    Qwen2Network.trained(
                            Qwen2Weights.initial(ReferenceModel.config(true), 0.3, 5), workers);
            var decoder = new Decoder(network);
            var prompts = List.of(new int[] {1, 2, 3}, new int[] {7});
            var greedy = decoder.write(prompts, 9, _ -> false, new Sampling.Greedy());
            var cold = decoder.write(prompts, 9, _ -> false, new Sampling.Drawn(1e-4, 1, 3));
            var nucleus = decoder.write(prompts, 9, _ -> false, new Sampling.Drawn(1, 1e-6, 3));
            var warm = decoder.write(prompts, 9, _ -> false, new Sampling.Drawn(2, 0.95, 3));
            var again = decoder.write(prompts, 9, _ -> false, new Sampling.Drawn(2, 0.95, 3));
            for (int s = 0; s < 2; s++) {
                assertThat(cold.get(s)).isEqualTo(greedy.get(s));
                assertThat(nucleus.get(s)).isEqualTo(greedy.get(s));
                assertThat(warm.get(s)).isEqualTo(again.get(s)).isNotEqualTo(greedy.get(s));
            }
            int third = greedy.getFirst()[2];
            var stopped = decoder.write(prompts, 9, token -> token == third, new Sampling.Greedy());
            assertThat(stopped.getFirst().length).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void a_folder_that_is_no_qwen2_model_is_refused_by_what_is_wrong_with_it() throws IOException {
        refused("is no model's folder");
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"llama\"}");
        refused("model_type is 'llama'");
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": ");
        refused("config.json is not JSON");
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"qwen2\"}");
        refused("num_attention_heads is missing");
        ReferenceModel.write(folder, true, NumberFormat.F16);
        var text = Files.readString(folder.resolve("config.json"));
        Files.writeString(
                folder.resolve("config.json"),
                text.replace("\"hidden_size\" : 48", "\"hidden_size\" : 96"));
        refused("embed_tokens.weight has the shape [61, 48] where [61, 96] is needed");
        Files.writeString(
                folder.resolve("config.json"),
                text.replace("\"rms_norm_eps\" : 1.0E-6", "\"rms_norm_eps\" : 0"));
        refused("rms_norm_eps is 0.0");
        Files.writeString(folder.resolve("config.json"), text.replace("true", "false"));
        refused("there is no tensor lm_head.weight");
        Files.writeString(
                folder.resolve("config.json"), text.replace("{", "{\"use_sliding_window\": true,"));
        refused("use_sliding_window");
        Files.writeString(folder.resolve("config.json"), text);
        Files.delete(folder.resolve("model.safetensors"));
        refused("neither model.safetensors nor");
    }

    @Test
    void a_token_of_another_vocabulary_is_refused_before_anything_is_computed() {
        try (var workers = new Workers(1)) {
            var network =
                    Qwen2Network.trained(
                            Qwen2Weights.initial(ReferenceModel.config(true), 0.1, 5), workers);
            var batch = TokenBatch.of(List.of(new TokenSequence(new int[] {3, 61, 4}, 1)));
            assertThatThrownBy(() -> network.loss(batch))
                    .isInstanceOf(TuningException.class)
                    .hasMessageContainingAll("token 61", "vocabulary of 61");
        }
    }

    @Test
    void a_step_without_room_is_refused_with_the_figures() {
        var config = Qwen2Config.deepSeekR1DistillQwen1_5B();
        assertThat(config.parameters()).isEqualTo(1_777_088_000L);
        assertThatThrownBy(() -> Qwen2Network.checkMemory(config, 2, 64, 100 << 20))
                .isInstanceOf(TuningException.class)
                .hasMessageContainingAll("2 sequences of up to 64 tokens", "100 MB are free");
        Qwen2Network.checkMemory(config, 2, 64, 1L << 30);
    }

    @Test
    void saved_weights_are_read_again() throws IOException {
        try (var arena = Arena.ofConfined();
                var workers = new Workers(1)) {
            var weights = Qwen2Weights.initial(ReferenceModel.config(false), 0.1, 5);
            weights.save(folder, NumberFormat.F32);
            var batch = ReferenceModel.batch();
            var read = Qwen2Network.adapted(Qwen2Weights.open(folder, arena), Map.of(), workers);
            assertThat(read.loss(batch))
                    .isEqualTo(Qwen2Network.trained(weights, workers).loss(batch));
        }
    }

    private float[] gradients(int threads, int times) {
        try (var workers = new Workers(threads)) {
            var network =
                    Qwen2Network.trained(
                            Qwen2Weights.initial(ReferenceModel.config(true), 0.1, 5), workers);
            for (int i = 0; i < times; i++) {
                network.addGradients(ReferenceModel.batch(), 0.25);
                network.loss(TokenBatch.of(List.of(new TokenSequence(new int[] {1, 2}, 1))));
            }
            var all = new java.util.ArrayList<Float>();
            for (var parameter : network.parameters()) {
                for (float g : parameter.gradients()) {
                    all.add(g);
                }
            }
            var array = new float[all.size()];
            for (int i = 0; i < array.length; i++) {
                array[i] = all.get(i);
            }
            return array;
        }
    }

    private void refused(String message) {
        try (var arena = Arena.ofConfined()) {
            assertThatThrownBy(() -> Qwen2Weights.open(folder, arena))
                    .isInstanceOf(TuningException.class)
                    .hasMessageContaining(message);
        }
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int i = 0; i < values.length; i++) {
            if (Math.abs(values[i]) > Math.abs(values[best])) {
                best = i;
            }
        }
        return best;
    }
}
