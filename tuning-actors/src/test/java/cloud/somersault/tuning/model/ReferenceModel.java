package cloud.somersault.tuning.model;

import cloud.somersault.tuning.safetensors.TensorWriter;
import cloud.somersault.tuning.tensor.NumberFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The model of golden/qwen2_reference.py: its weights by their formula, its batch, its prompt. */
final class ReferenceModel {
    static final int RANK = 3;
    static final int VOCABULARY = 61;

    private ReferenceModel() {}

    static Qwen2Config config(boolean tied) {
        return new Qwen2Config(48, 80, 2, 6, 2, VOCABULARY, 1e-6, 10_000, tied);
    }

    static double pattern(int tensor, int i) {
        long bits = (i * 2654435761L + tensor * 40503L * 65536 + 12345) & 0xffff_ffffL;
        return bits / 4294967296.0 - 0.5;
    }

    static float[] pattern(int tensor, int count, double scale, double shift) {
        var values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (shift + scale * pattern(tensor, i));
        }
        return values;
    }

    /** Writes the model's folder. */
    static Path write(Path folder, boolean tied, NumberFormat format) throws IOException {
        Files.createDirectories(folder);
        config(tied).write(folder);
        var entries = Qwen2Weights.entries(config(tied), format);
        try (var writer =
                TensorWriter.create(folder.resolve("model.safetensors"), entries, Map.of())) {
            for (int t = 0; t < entries.size(); t++) {
                var name = entries.get(t).name();
                int count = (int) entries.get(t).count();
                if (name.endsWith("norm.weight")) {
                    writer.write(pattern(t, count, 0.4, 1));
                } else {
                    writer.write(pattern(t, count, name.endsWith("bias") ? 0.2 : 0.6, 0));
                }
            }
        }
        return folder;
    }

    static int[] sequence(int s, int length) {
        return IntStream.range(0, length)
                .map(i -> (7 * i * i + 3 * i + 11 * s) % VOCABULARY)
                .toArray();
    }

    static TokenBatch batch() {
        return TokenBatch.of(
                List.of(
                        new TokenSequence(sequence(0, 10), 4),
                        new TokenSequence(sequence(1, 38), 1),
                        new TokenSequence(sequence(2, 71), 40)));
    }

    /** The three adapters, by where they sit. */
    static Map<Site, PlainLora> loras() {
        var config = config(true);
        return Map.of(
                new Site(0, Projection.VALUE), lora(config, Projection.VALUE, 500),
                new Site(1, Projection.QUERY), lora(config, Projection.QUERY, 502),
                new Site(1, Projection.DOWN), lora(config, Projection.DOWN, 504));
    }

    private static PlainLora lora(Qwen2Config config, Projection projection, int tensor) {
        int in = projection.inputWidth(config);
        int out = projection.outputWidth(config);
        var parameters =
                java.util.Arrays.copyOf(pattern(tensor, RANK * in, 1, 0), RANK * (in + out));
        System.arraycopy(
                pattern(tensor + 1, RANK * out, 1, 0), 0, parameters, RANK * in, RANK * out);
        return new PlainLora(in, out, RANK, parameters);
    }
}
