package cloud.somersault.tuning.model;

import cloud.somersault.tuning.safetensors.TensorWriter;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.SeededDraws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * A folder with random weights of any shape, written as a stream: it takes the time and memory of
 * the real model, and knows nothing. That is how steps on a billion parameters are shown without
 * anybody's weights.
 */
public final class RandomModel {
    private static final double DEVIATION = 0.02;
    private static final int PIECE = 1 << 16;

    private RandomModel() {}

    /**
     * Writes {@code config.json} and {@code model.safetensors}: norms 1, everything else uniform
     * with standard deviation 0.02.
     *
     * @param progress is told now and then how many parameters have been written
     */
    public static void write(
            Path folder, Qwen2Config config, NumberFormat format, long seed, LongConsumer progress)
            throws IOException {
        Files.createDirectories(folder);
        config.write(folder);
        var entries = Qwen2Weights.entries(config, format);
        var draws = new SeededDraws(seed);
        var piece = new float[PIECE];
        var ones = new float[PIECE];
        Arrays.fill(ones, 1);
        long written = 0;
        try (var writer =
                TensorWriter.create(
                        folder.resolve("model.safetensors"), entries, Map.of("format", "pt"))) {
            for (var entry : entries) {
                boolean norm = entry.name().endsWith("norm.weight");
                for (long rest = entry.count(); rest > 0; ) {
                    int count = (int) Math.min(PIECE, rest);
                    if (!norm) {
                        fill(piece, draws);
                    }
                    writer.write(norm ? ones : piece, 0, count);
                    rest -= count;
                    written += count;
                    progress.accept(written);
                }
            }
        }
    }

    private static void fill(float[] piece, SeededDraws draws) {
        float scale = (float) (DEVIATION * Math.sqrt(3) * 0x1p-31);
        for (int i = 0; i < piece.length; i += 2) {
            long bits = draws.bits();
            piece[i] = (int) bits * scale;
            piece[i + 1] = (int) (bits >>> 32) * scale;
        }
    }
}
