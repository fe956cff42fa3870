package cloud.somersault.tuning.workshop;

import cloud.somersault.simulators.batch.Precision;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.tuning.adapter.AdapterMethod;
import cloud.somersault.tuning.adapter.Adapters;
import cloud.somersault.tuning.adapter.Fusion;
import cloud.somersault.tuning.adapter.LinearAdapter;
import cloud.somersault.tuning.model.Projection;
import cloud.somersault.tuning.model.Qwen2Config;
import cloud.somersault.tuning.model.Qwen2Network;
import cloud.somersault.tuning.model.Qwen2Weights;
import cloud.somersault.tuning.model.RandomModel;
import cloud.somersault.tuning.model.Site;
import cloud.somersault.tuning.model.TokenBatch;
import cloud.somersault.tuning.model.TokenSequence;
import cloud.somersault.tuning.quantum.ExactLayer;
import cloud.somersault.tuning.tensor.NumberFormat;
import cloud.somersault.tuning.tensor.SeededDraws;
import cloud.somersault.tuning.tensor.Workers;
import cloud.somersault.tuning.text.CharacterTokenizer;
import cloud.somersault.tuning.train.AdamW;
import cloud.somersault.tuning.train.LearningRate;
import cloud.somersault.tuning.train.Pretraining;
import cloud.somersault.tuning.train.Trainer;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * A model of random weights, and what steps on it cost: one sequence of 64 tokens, every token
 * learnt, adapters of rank 4 on queries and values of all blocks, LoRA and QTHA (one layer, exact)
 * in turns. Printed are the CPU seconds of the whole process for each step, and at the end its
 * resident memory, the mapped weights included.
 */
public final class LargeModel {
    private static final int TOKENS = 64;
    private static final int RANK = 4;
    private static final double RATE = 1e-3;

    private final Path folder;
    private final Qwen2Config config;

    /** Which sizes. */
    public enum Shape {
        /** That of DeepSeek-R1-Distill-Qwen-1.5B: 1.78 billion parameters, 3.6 GB. */
        BILLION("1.5b"),
        /** That of the small base model. */
        SMALL("small");

        private final String id;

        Shape(String id) {
            this.id = id;
        }

        static Optional<Shape> byName(String name) {
            return Arrays.stream(values()).filter(one -> one.id.equals(name)).findFirst();
        }
    }

    /** A model that lies in this folder or can be written there. */
    public LargeModel(Path folder, Shape shape) {
        this.folder = folder;
        this.config =
                switch (shape) {
                    case BILLION -> Qwen2Config.deepSeekR1DistillQwen1_5B();
                    case SMALL -> Pretraining.smallConfig(CharacterTokenizer.ascii());
                };
    }

    /** How many numbers it has. */
    public long parameters() {
        return config.parameters();
    }

    /** Whether it is there. */
    public boolean exists() {
        return Files.exists(folder.resolve("model.safetensors"));
    }

    /**
     * Writes it, in bfloat16, with a tokenizer of single characters, so that sessions open it.
     *
     * @param progress is told now and then how many parameters have been written
     */
    public void write(LongConsumer progress) throws IOException {
        RandomModel.write(folder, config, NumberFormat.BF16, 1, progress);
        CharacterTokenizer.ascii().save(folder);
    }

    /**
     * Takes steps of each method in turns.
     *
     * @param nanoseconds of a clock that only goes forward
     * @param say gets a line for each step, and one about memory
     */
    public void steps(int steps, LongSupplier nanoseconds, Consumer<String> say)
            throws IOException {
        if (steps == 0) {
            return;
        }
        try (var arena = Arena.ofShared();
                var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            var weights = Qwen2Weights.open(folder, arena);
            var trainers = new LinkedHashMap<String, Trainer>();
            trainers.put("LoRA", trainer(weights, new AdapterMethod.Lora(RANK), workers));
            trainers.put(
                    "QTHA",
                    trainer(
                            weights,
                            new AdapterMethod.Quantum(RANK, 1, Fusion.LINEAR, false, false),
                            workers));
            var batch = List.of(batch(weights.config()));
            for (int step = 0; step < steps; step++) {
                for (var one : trainers.entrySet()) {
                    double cpu = cpuSeconds();
                    long begin_ns = nanoseconds.getAsLong();
                    var report = one.getValue().step(batch);
                    say.accept(
                            String.format(
                                    Locale.ROOT,
                                    "%s step %d  loss %.4f  %.2f CPU s  %.2f s",
                                    one.getKey(),
                                    step,
                                    report.loss().mean(),
                                    cpuSeconds() - cpu,
                                    (nanoseconds.getAsLong() - begin_ns) * 1e-9));
                }
            }
        }
        resident().ifPresent(say);
    }

    private static Trainer trainer(Qwen2Weights weights, AdapterMethod method, Workers workers) {
        var config = weights.config();
        var adapters = new TreeMap<Site, LinearAdapter>();
        for (int block = 0; block < config.blocks(); block++) {
            for (var projection : List.of(Projection.QUERY, Projection.VALUE)) {
                adapters.put(
                        new Site(block, projection),
                        Adapters.create(
                                method,
                                projection.inputWidth(config),
                                projection.outputWidth(config),
                                2L * block + projection.ordinal(),
                                ansatz -> ExactLayer.of(ansatz, Precision.F32, Checkpoint.none())));
            }
        }
        var network = Qwen2Network.adapted(weights, adapters, workers);
        return new Trainer(
                network,
                Trainer.parameters(adapters),
                new Trainer.Settings(new LearningRate(RATE, 1, 100, 0), AdamW.Settings.USUAL, 1));
    }

    private static TokenBatch batch(Qwen2Config config) {
        var draws = new SeededDraws(5);
        var tokens = new int[TOKENS + 1];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = draws.below(config.vocabularySize());
        }
        return TokenBatch.of(List.of(new TokenSequence(tokens, 1)));
    }

    /** Where the system tells it. */
    private static Optional<String> resident() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM")).findFirst();
        }
    }

    private static double cpuSeconds() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() * 1e-9;
    }
}
