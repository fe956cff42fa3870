package cloud.somersault.tuning.files;

import cloud.somersault.tuning.adapter.Adapter;
import cloud.somersault.tuning.adapter.AdapterMethod;
import cloud.somersault.tuning.adapter.ParameterBlock;
import cloud.somersault.tuning.model.Site;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import cloud.somersault.tuning.safetensors.TensorEntry;
import cloud.somersault.tuning.safetensors.TensorFile;
import cloud.somersault.tuning.safetensors.TensorWriter;
import cloud.somersault.tuning.tensor.NumberFormat;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the adapters of a model into a folder, and reads them back.
 *
 * <p>LoRA is PEFT's layout: {@code adapter_config.json} and {@code adapter_model.safetensors} with
 * keys like {@code base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight}. What depends on
 * a quantum layer for every token has no form there: such adapters have keys that begin with {@code
 * somersault.} and the config file {@code somersault_adapter_config.json}. Angles that stay as
 * drawn are written like trained ones.
 */
public final class AdapterFiles {
    /** The tensors. */
    public static final String TENSORS = "adapter_model.safetensors";

    /** PEFT's config. */
    public static final String PEFT_CONFIG = "adapter_config.json";

    /** The config of all other methods. */
    public static final String OWN_CONFIG = "somersault_adapter_config.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private AdapterFiles() {}

    /**
     * Writes the files into an existing folder.
     *
     * @param baseModel what the adapters were trained beside, for whoever reads the config
     */
    public static void write(
            Path folder, Map<Site, Adapter> adapters, AdapterMethod method, String baseModel)
            throws IOException {
        var ordered = new TreeMap<>(adapters);
        var entries = new ArrayList<TensorEntry>();
        ordered.forEach((site, adapter) ->
                Stream.concat(adapter.blocks().stream(), adapter.frozenBlocks().stream())
                        .forEach(block ->
                                entries.add(
                                        new TensorEntry(
                                                key(method, site, block),
                                                NumberFormat.F32,
                                                block.shape()))));
        try (var writer =
                TensorWriter.create(folder.resolve(TENSORS), entries, Map.of("format", "pt"))) {
            for (var adapter : ordered.values()) {
                writer.write(adapter.parameters());
                writer.write(adapter.frozenValues());
            }
        }
        var config = method instanceof AdapterMethod.Lora lora ? peft(lora) : own(method);
        config.put("base_model_name_or_path", baseModel);
        var modules = config.putArray("target_modules");
        ordered.keySet().stream()
                .map(site -> site.projection().moduleName())
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .distinct()
                .forEach(modules::add);
        var name = method instanceof AdapterMethod.Lora ? PEFT_CONFIG : OWN_CONFIG;
        JSON.writerWithDefaultPrettyPrinter().writeValue(folder.resolve(name).toFile(), config);
    }

    /**
     * Reads the parameters of adapters of the same method and sizes.
     *
     * @throws TuningException when a tensor is missing or has another size
     */
    public static void read(Path folder, Map<Site, Adapter> adapters, AdapterMethod method) {
        try (var arena = Arena.ofConfined()) {
            var file = TensorFile.open(folder.resolve(TENSORS), arena);
            adapters.forEach((site, adapter) -> {
                read(file, method, site, adapter.blocks(), adapter.parameters());
                read(file, method, site, adapter.frozenBlocks(), adapter.frozenValues());
            });
        }
    }

    private static void read(
            TensorFile file,
            AdapterMethod method,
            Site site,
            List<ParameterBlock> blocks,
            float[] into) {
        for (var block : blocks) {
            var key = key(method, site, block);
            var entry = file.entry(key);
            if (entry.isEmpty() || !entry.get().shape().equals(block.shape())) {
                throw new TuningException(
                        Code.WEIGHTS_FILE,
                        "%s has no tensor %s of the shape %s"
                                .formatted(TENSORS, key, block.shape()));
            }
            var numbers = file.floats(key);
            System.arraycopy(numbers, 0, into, block.offset(), numbers.length);
        }
    }

    private static String key(AdapterMethod method, Site site, ParameterBlock block) {
        var root = method instanceof AdapterMethod.Lora ? "base_model.model." : "somersault.";
        return root + site.name() + "." + block.name();
    }

    private static ObjectNode peft(AdapterMethod.Lora lora) {
        return JSON.createObjectNode()
                .put("peft_type", "LORA")
                .put("task_type", "CAUSAL_LM")
                .put("r", lora.rank())
                .put("lora_alpha", lora.alpha())
                .put("lora_dropout", 0.0)
                .put("bias", "none")
                .put("fan_in_fan_out", false)
                .put("inference_mode", true)
                .put("init_lora_weights", true)
                .put("use_rslora", false);
    }

    private static ObjectNode own(AdapterMethod method) {
        var config = JSON.createObjectNode();
        switch (method) {
            case AdapterMethod.Lora _ -> throw new IllegalArgumentException("LoRA is PEFT's");
            case AdapterMethod.Vera vera ->
                    config.put("somersault_type", "vera")
                            .put("projection_seed", vera.projectionSeed());
            case AdapterMethod.Tensor _ -> config.put("somersault_type", "tensor");
            case AdapterMethod.SiluNet net ->
                    config.put("somersault_type", "silu-net").put("layers", net.layers());
            case AdapterMethod.Quantum ring ->
                    config.put("somersault_type", "qtha")
                            .put("layers", ring.layers())
                            .put("fusion", ring.fusion().name().toLowerCase(Locale.ROOT))
                            .put("frozen_angles", ring.frozenAngles())
                            .put("pooled", ring.pooled());
        }
        return config.put("r", method.rank()).put("scale", method.scale());
    }

    /** The names of the files that were written into a folder, in order. */
    public static List<String> names(AdapterMethod method) {
        return List.of(method instanceof AdapterMethod.Lora ? PEFT_CONFIG : OWN_CONFIG, TENSORS);
    }
}
