package cloud.somersault.tuning.safetensors;

import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import cloud.somersault.tuning.tensor.MappedMatrix;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The weights in a model's folder: {@code model.safetensors}, or shards and their index. */
public final class WeightFolder {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private final String source;
    private final Map<String, TensorFile> files;
    private final Map<String, TensorFile> shards;

    private WeightFolder(
            String source, Map<String, TensorFile> files, Map<String, TensorFile> shards) {
        this.source = source;
        this.shards = shards;
        this.files = files;
    }

    /** Maps all weight files of a folder; they can be read until the arena is closed. */
    public static WeightFolder open(Path folder, Arena arena) {
        var files = new HashMap<String, TensorFile>();
        if (Files.isRegularFile(folder.resolve(SINGLE))) {
            var file = TensorFile.open(folder.resolve(SINGLE), arena);
            file.names().forEach(name -> files.put(name, file));
            return new WeightFolder(SINGLE, files, Map.of(SINGLE, file));
        }
        if (!Files.isRegularFile(folder.resolve(INDEX))) {
            throw new TuningException(
                    Code.MODEL_FOLDER, "%s has neither %s nor %s".formatted(folder, SINGLE, INDEX));
        }
        var shards = new HashMap<String, TensorFile>();
        for (var entry : index(folder.resolve(INDEX)).path("weight_map").properties()) {
            var shard = entry.getValue().asText();
            if (!Path.of(shard).equals(Path.of(shard).getFileName())) {
                throw TensorHeader.broken(
                        INDEX, entry.getKey() + " lies in '" + shard + "', which is no file name");
            }
            var file =
                    shards.computeIfAbsent(
                            shard, name -> TensorFile.open(folder.resolve(name), arena));
            if (file.entry(entry.getKey()).isEmpty()) {
                throw TensorHeader.broken(
                        INDEX, entry.getKey() + " is not in " + shard + ", or in no known format");
            }
            files.put(entry.getKey(), file);
        }
        if (files.isEmpty()) {
            throw TensorHeader.broken(INDEX, "weight_map names no tensor");
        }
        return new WeightFolder(INDEX, files, shards);
    }

    /** Whether there is a tensor of this name. */
    public boolean has(String tensor) {
        return files.containsKey(tensor);
    }

    /** A tensor as a matrix; a vector is a matrix with one row. */
    public MappedMatrix matrix(String tensor, int rows, int columns) {
        return file(tensor).matrix(tensor, rows, columns);
    }

    /** A vector, read. */
    public float[] vector(String tensor, int length) {
        var values = new float[length];
        matrix(tensor, 1, length).read(0, 0, length, values, 0);
        return values;
    }

    private TensorFile file(String tensor) {
        var file = files.get(tensor);
        if (file == null && shards.size() == 1) {
            return shards.values().iterator().next(); // it knows better why not
        }
        if (file == null) {
            throw TensorHeader.broken(source, "there is no tensor " + tensor);
        }
        return file;
    }

    private static JsonNode index(Path path) {
        try {
            return new ObjectMapper().readTree(path.toFile());
        } catch (IOException bad) {
            throw new TuningException(
                    Code.WEIGHTS_FILE, INDEX + " is not JSON: " + bad.getMessage(), bad);
        }
    }
}
