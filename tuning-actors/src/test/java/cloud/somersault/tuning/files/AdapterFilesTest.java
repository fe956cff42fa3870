package cloud.somersault.tuning.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.simulators.batch.Precision;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.tuning.adapter.Adapter;
import cloud.somersault.tuning.adapter.AdapterMethod;
import cloud.somersault.tuning.adapter.Adapters;
import cloud.somersault.tuning.adapter.Fusion;
import cloud.somersault.tuning.model.Projection;
import cloud.somersault.tuning.model.Site;
import cloud.somersault.tuning.quantum.ExactLayer;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.safetensors.TensorFile;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdapterFilesTest {
    private static final Site QUERY = new Site(0, Projection.QUERY);
    private static final Site VALUE = new Site(1, Projection.VALUE);

    @TempDir private Path folder;

    @Test
    void lora_has_the_keys_shapes_and_config_of_peft() throws IOException {
        var method = new AdapterMethod.Lora(4);
        AdapterFiles.write(folder, adapters(method, 1), method, "base");
        try (var arena = Arena.ofConfined()) {
            var file = TensorFile.open(folder.resolve("adapter_model.safetensors"), arena);
            assertThat(file.names())
                    .containsExactlyInAnyOrder(
                            "base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight",
                            "base_model.model.model.layers.0.self_attn.q_proj.lora_B.weight",
                            "base_model.model.model.layers.1.self_attn.v_proj.lora_A.weight",
                            "base_model.model.model.layers.1.self_attn.v_proj.lora_B.weight");
            assertThat(shape(file, "0.self_attn.q_proj.lora_A")).isEqualTo(List.of(4, 24));
            assertThat(shape(file, "1.self_attn.v_proj.lora_B")).isEqualTo(List.of(20, 4));
        }
        var config = new ObjectMapper().readTree(folder.resolve("adapter_config.json").toFile());
        assertThat(config.path("peft_type").asText()).isEqualTo("LORA");
        assertThat(config.path("r").asInt()).isEqualTo(4);
        assertThat(config.path("lora_alpha").asDouble()).isEqualTo(8);
        assertThat(config.path("target_modules")).hasToString("[\"q_proj\",\"v_proj\"]");
    }

    @Test
    void what_was_written_is_read_again() throws IOException {
        for (var method :
                List.of(
                        new AdapterMethod.Lora(4),
                        new AdapterMethod.Vera(4, 0),
                        new AdapterMethod.Tensor(4),
                        new AdapterMethod.Quantum(4, 1, Fusion.LINEAR, false, false))) {
            var written = adapters(method, 1);
            AdapterFiles.write(folder, written, method, "base");
            var read = adapters(method, 2);
            AdapterFiles.read(folder, read, method);
            written.forEach((site, adapter) ->
                    assertThat(read.get(site).parameters()).isEqualTo(adapter.parameters()));
        }
    }

    @Test
    void angles_that_stay_as_drawn_are_in_the_file_and_come_back() throws IOException {
        var method = new AdapterMethod.Quantum(4, 1, Fusion.LINEAR, true, false);
        var written = adapters(method, 1);
        AdapterFiles.write(folder, written, method, "base");
        try (var arena = Arena.ofConfined()) {
            var file = TensorFile.open(folder.resolve("adapter_model.safetensors"), arena);
            var key = "somersault.model.layers.0.self_attn.q_proj.theta";
            assertThat(file.entry(key).orElseThrow().shape()).containsExactly(1, 4, 4);
            assertThat(file.floats(key)).isEqualTo(written.get(QUERY).frozenValues());
        }
        var read = adapters(method, 2);
        assertThat(read.get(QUERY).frozenValues()).isNotEqualTo(written.get(QUERY).frozenValues());
        AdapterFiles.read(folder, read, method);
        written.forEach((site, adapter) -> {
            assertThat(read.get(site).frozenValues()).isEqualTo(adapter.frozenValues());
            assertThat(read.get(site).parameters()).isEqualTo(adapter.parameters());
        });
    }

    @Test
    void adapters_of_another_size_are_refused_by_name() throws IOException {
        AdapterFiles.write(
                folder, adapters(new AdapterMethod.Lora(4), 1), new AdapterMethod.Lora(4), "base");
        assertThatThrownBy(() ->
                        AdapterFiles.read(
                                folder,
                                adapters(new AdapterMethod.Lora(2), 1),
                                new AdapterMethod.Lora(2)))
                .isInstanceOf(TuningException.class)
                .hasMessageContaining("lora_A.weight of the shape [2, 24]");
    }

    private static List<Integer> shape(TensorFile file, String of) {
        return file.entry("base_model.model.model.layers." + of + ".weight").orElseThrow().shape();
    }

    private static Map<Site, Adapter> adapters(AdapterMethod method, long seed) {
        var adapters = new TreeMap<Site, Adapter>();
        for (var site : List.of(QUERY, VALUE)) {
            var adapter =
                    Adapters.create(
                            method,
                            24,
                            20,
                            seed,
                            ansatz -> ExactLayer.of(ansatz, Precision.F64, Checkpoint.none()));
            var random = new Random(seed);
            for (int k = 0; k < adapter.parameters().length; k++) {
                adapter.parameters()[k] = random.nextFloat();
            }
            adapters.put(site, adapter);
        }
        return adapters;
    }
}
