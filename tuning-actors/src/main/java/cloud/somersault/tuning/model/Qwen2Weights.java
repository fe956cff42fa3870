package cloud.somersault.tuning.model;

import cloud.somersault.tuning.safetensors.TensorEntry;
import cloud.somersault.tuning.safetensors.TensorWriter;
import cloud.somersault.tuning.safetensors.WeightFolder;
import cloud.somersault.tuning.tensor.ArrayMatrix;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.SeededDraws;
import cloud.somersault.tuning.tensor.WeightMatrix;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All weights of a network: mapped from a folder and frozen, or in arrays that can be trained. One
 * set of frozen weights serves any number of networks at the same time.
 */
public final class Qwen2Weights {
    private static final String EMBEDDING = "model.embed_tokens.weight";
    private static final String FINAL_NORM = "model.norm.weight";
    private static final String HEAD = "lm_head.weight";

    /** Where the weights of a network come from. */
    private interface Source {
        WeightMatrix matrix(String name, int rows, int columns);

        float[] vector(String name, int length);
    }

    /** The weights of one block; linear layers in the order of {@link Projection}. */
    record Block(float[] inputNorm, float[] outputNorm, List<Linear> linears) {
        Linear linear(Projection projection) {
            return linears.get(projection.ordinal());
        }
    }

    private final Qwen2Config config;
    private final WeightMatrix embedding;
    private final List<Block> blocks = new ArrayList<>();
    private final float[] finalNorm;
    private final WeightMatrix head;

    private Qwen2Weights(Qwen2Config config, Source source) {
        this.config = config;
        int hidden = config.hiddenSize();
        embedding = source.matrix(EMBEDDING, config.vocabularySize(), hidden);
        for (int i = 0; i < config.blocks(); i++) {
            var linears = new ArrayList<Linear>();
            for (var projection : Projection.values()) {
                int out = projection.outputWidth(config);
                var name = new Site(i, projection).name();
                linears.add(
                        new Linear(
                                source.matrix(name + ".weight", out, projection.inputWidth(config)),
                                projection.hasBias()
                                        ? source.vector(name + ".bias", out)
                                        : new float[0]));
            }
            blocks.add(
                    new Block(
                            source.vector(inputNorm(i), hidden),
                            source.vector(outputNorm(i), hidden),
                            List.copyOf(linears)));
        }
        finalNorm = source.vector(FINAL_NORM, hidden);
        head =
                config.tiedEmbeddings()
                        ? embedding
                        : source.matrix(HEAD, config.vocabularySize(), hidden);
    }

    /**
     * Maps a model's folder: {@code config.json} and its safetensors. The weights can be used until
     * the arena is closed.
     */
    public static Qwen2Weights open(Path folder, Arena arena) {
        var config = Qwen2Config.read(folder);
        var files = WeightFolder.open(folder, arena);
        return new Qwen2Weights(
                config,
                new Source() {
                    @Override
                    public WeightMatrix matrix(String name, int rows, int columns) {
                        return files.matrix(name, rows, columns);
                    }

                    @Override
                    public float[] vector(String name, int length) {
                        return files.vector(name, length);
                    }
                });
    }

    /**
     * Weights to begin pre-training with: matrices normal with this standard deviation, biases 0,
     * norms 1.
     */
    public static Qwen2Weights initial(Qwen2Config config, double standardDeviation, long seed) {
        var draws = new SeededDraws(seed);
        return new Qwen2Weights(
                config,
                new Source() {
                    @Override
                    public WeightMatrix matrix(String name, int rows, int columns) {
                        return new ArrayMatrix(
                                rows, columns, draws.normals(rows * columns, standardDeviation));
                    }

                    @Override
                    public float[] vector(String name, int length) {
                        var values = new float[length];
                        if (name.endsWith("norm.weight")) {
                            java.util.Arrays.fill(values, 1);
                        }
                        return values;
                    }
                });
    }

    /** A copy in arrays, in single precision, that can be trained. */
    public Qwen2Weights trainable() {
        var from = all();
        return new Qwen2Weights(
                config,
                new Source() {
                    @Override
                    public WeightMatrix matrix(String name, int rows, int columns) {
                        return new ArrayMatrix(rows, columns, floats(from, name));
                    }

                    @Override
                    public float[] vector(String name, int length) {
                        return floats(from, name);
                    }
                });
    }

    /** The shape. */
    public Qwen2Config config() {
        return config;
    }

    /**
     * Writes the folder that {@link #open} reads: {@code config.json} and one {@code
     * model.safetensors}.
     */
    public void save(Path folder, NumberFormat format) throws IOException {
        Files.createDirectories(folder);
        config.write(folder);
        var entries = entries(config, format);
        var from = all();
        try (var writer =
                TensorWriter.create(
                        folder.resolve("model.safetensors"), entries, Map.of("format", "pt"))) {
            for (var entry : entries) {
                writer.write(floats(from, entry.name()));
            }
        }
    }

    /** All tensors of a network of this shape, in the order in which they are written. */
    public static List<TensorEntry> entries(Qwen2Config config, NumberFormat format) {
        var entries = new ArrayList<TensorEntry>();
        int hidden = config.hiddenSize();
        int words = config.vocabularySize();
        entries.add(TensorEntry.of(EMBEDDING, format, words, hidden));
        for (int i = 0; i < config.blocks(); i++) {
            entries.add(TensorEntry.of(inputNorm(i), format, hidden));
            entries.add(TensorEntry.of(outputNorm(i), format, hidden));
            for (var projection : Projection.values()) {
                var name = new Site(i, projection).name();
                int out = projection.outputWidth(config);
                entries.add(
                        TensorEntry.of(
                                name + ".weight", format, out, projection.inputWidth(config)));
                if (projection.hasBias()) {
                    entries.add(TensorEntry.of(name + ".bias", format, out));
                }
            }
        }
        entries.add(TensorEntry.of(FINAL_NORM, format, hidden));
        if (!config.tiedEmbeddings()) {
            entries.add(TensorEntry.of(HEAD, format, words, hidden));
        }
        return entries;
    }

    WeightMatrix embedding() {
        return embedding;
    }

    Block block(int index) {
        return blocks.get(index);
    }

    float[] finalNorm() {
        return finalNorm;
    }

    WeightMatrix head() {
        return head;
    }

    /** Everything by name, matrices as they lie and vectors as matrices of one row. */
    Map<String, WeightMatrix> all() {
        var all = new java.util.LinkedHashMap<String, WeightMatrix>();
        all.put(EMBEDDING, embedding);
        for (int i = 0; i < config.blocks(); i++) {
            var block = blocks.get(i);
            all.put(inputNorm(i), vector(block.inputNorm()));
            all.put(outputNorm(i), vector(block.outputNorm()));
            for (var projection : Projection.values()) {
                var name = new Site(i, projection).name();
                all.put(name + ".weight", block.linear(projection).matrix());
                if (projection.hasBias()) {
                    all.put(name + ".bias", vector(block.linear(projection).bias()));
                }
            }
        }
        all.put(FINAL_NORM, vector(finalNorm));
        if (!config.tiedEmbeddings()) {
            all.put(HEAD, head);
        }
        return all;
    }

    private static ArrayMatrix vector(float[] values) {
        return new ArrayMatrix(1, values.length, values);
    }

    private static float[] floats(Map<String, WeightMatrix> from, String name) {
        var matrix = java.util.Objects.requireNonNull(from.get(name), name);
        var values = new float[Math.multiplyExact(matrix.rows(), matrix.columns())];
        for (int row = 0; row < matrix.rows(); row++) {
            matrix.read(row, 0, matrix.columns(), values, row * matrix.columns());
        }
        return values;
    }

    private static String inputNorm(int block) {
        return "model.layers." + block + ".input_layernorm.weight";
    }

    private static String outputNorm(int block) {
        return "model.layers." + block + ".post_attention_layernorm.weight";
    }
}
