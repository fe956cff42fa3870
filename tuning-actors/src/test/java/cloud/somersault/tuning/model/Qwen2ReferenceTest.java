package cloud.somersault.tuning.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.tuning.adapter.LinearAdapter;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.Workers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Agreement with float64 PyTorch, whose values golden/qwen2_reference.py has written. Single
 * precision with sums of at most a few hundred terms: relative errors of a few 1e-6; the tolerance
 * is ten times that.
 */
class Qwen2ReferenceTest {
    private static final double TOLERANCE = 5e-5;
    private static final List<JsonNode> CASES = cases();

    @TempDir Path folder;

    @Test
    void tied_weights_have_the_loss_and_the_gradients_of_the_reference() throws IOException {
        checkAllWeights(CASES.get(0));
    }

    @Test
    void untied_weights_have_the_loss_and_the_gradients_of_the_reference() throws IOException {
        checkAllWeights(CASES.get(1));
    }

    @Test
    void adapters_have_the_gradients_of_the_reference() throws IOException {
        checkAdapters(CASES.get(2));
    }

    @Test
    void bfloat16_weights_are_those_of_the_reference() throws IOException {
        checkAdapters(CASES.get(3));
    }

    @Test
    void greedy_text_is_that_of_the_reference() throws IOException {
        for (var one : CASES) {
            try (var arena = Arena.ofConfined();
                    var workers = new Workers(1)) {
                var network = network(one, arena, workers);
                var prompt = ReferenceModel.sequence(4, 7);
                var others = List.of(ReferenceModel.sequence(1, 3), prompt, prompt);
                var texts =
                        new Decoder(network).write(others, 12, _ -> false, new Sampling.Greedy());
                var expected = new ObjectMapper().convertValue(one.get("greedy"), int[].class);
                assertThat(texts.get(1)).isEqualTo(expected);
                assertThat(texts.get(2)).isEqualTo(expected);
            }
        }
    }

    private void checkAllWeights(JsonNode one) throws IOException {
        try (var arena = Arena.ofConfined();
                var workers = new Workers(2)) {
            var weights = weights(one, arena).trainable();
            var network = Qwen2Network.trained(weights, workers);
            var batch = ReferenceModel.batch();
            assertThat(network.loss(batch).sum()).isEqualTo(sum(one), relative(sum(one)));
            var loss = network.addGradients(batch, 1.0 / batch.chosen());
            assertThat(loss.sum()).isEqualTo(sum(one), relative(sum(one)));
            assertThat(loss.predictions()).isEqualTo(one.get("predictions").asInt());
            int tensor = 0;
            for (var parameter : network.parameters()) {
                var expected = one.get("gradients").get(parameter.name());
                double norm = expected.get("norm").asDouble();
                double square = 0;
                double projection = 0;
                for (int i = 0; i < parameter.gradients().length; i++) {
                    double g = parameter.gradients()[i];
                    square += g * g;
                    projection += g * ReferenceModel.pattern(1000 + tensor, i);
                }
                assertThat(Math.sqrt(square)).as(parameter.name()).isEqualTo(norm, relative(norm));
                assertThat(projection)
                        .as(parameter.name())
                        .isEqualTo(expected.get("projection").asDouble(), relative(norm));
                for (int i = 0; i < 4; i++) {
                    assertThat((double) parameter.gradients()[i])
                            .as(parameter.name())
                            .isEqualTo(expected.get("first").get(i).asDouble(), relative(norm));
                }
                tensor++;
            }
        }
    }

    private void checkAdapters(JsonNode one) throws IOException {
        try (var arena = Arena.ofConfined();
                var workers = new Workers(2)) {
            var loras = ReferenceModel.loras();
            var network = Qwen2Network.adapted(weights(one, arena), Map.copyOf(loras), workers);
            var batch = ReferenceModel.batch();
            assertThat(network.addGradients(batch, 1.0 / batch.chosen()).sum())
                    .isEqualTo(sum(one), relative(sum(one)));
            loras.forEach((site, lora) -> {
                var expected = one.get("adapters").get(site.name());
                int a = expected.get("a").size();
                assertThat(lora.gradients()).hasSize(a + expected.get("b").size());
                double largest = largest(expected);
                for (int i = 0; i < lora.gradients().length; i++) {
                    var value = i < a ? expected.get("a").get(i) : expected.get("b").get(i - a);
                    assertThat((double) lora.gradients()[i])
                            .as(site.name() + " " + i)
                            .isEqualTo(value.asDouble(), relative(largest));
                }
            });
        }
    }

    private Qwen2Network network(JsonNode one, Arena arena, Workers workers) throws IOException {
        var adapters = new HashMap<Site, LinearAdapter>();
        if (one.get("adapted").asBoolean()) {
            adapters.putAll(ReferenceModel.loras());
        }
        return Qwen2Network.adapted(weights(one, arena), adapters, workers);
    }

    private Qwen2Weights weights(JsonNode one, Arena arena) throws IOException {
        var format = one.get("bf16").asBoolean() ? NumberFormat.BF16 : NumberFormat.F32;
        var name = one.get("tied").asText() + format + one.get("adapted").asText();
        return Qwen2Weights.open(
                ReferenceModel.write(folder.resolve(name), one.get("tied").asBoolean(), format),
                arena);
    }

    private static double sum(JsonNode one) {
        return one.get("lossSum").asDouble();
    }

    private static double largest(JsonNode adapter) {
        double largest = 0;
        for (var part : adapter) {
            for (var value : part) {
                largest = Math.max(largest, Math.abs(value.asDouble()));
            }
        }
        return largest;
    }

    private static org.assertj.core.data.Offset<Double> relative(double size) {
        return within(TOLERANCE * size);
    }

    private static List<JsonNode> cases() {
        try (var file =
                Qwen2ReferenceTest.class.getResourceAsStream("/golden/qwen2_reference.json")) {
            return List.of(new ObjectMapper().readValue(file, JsonNode[].class));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }
}
