package cloud.somersault.tuning.bench;

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
import cloud.somersault.tuning.train.AdamW;
import cloud.somersault.tuning.train.LearningRate;
import cloud.somersault.tuning.train.Trainer;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Steps on 1.78 billion parameters: one sequence of 64 tokens, every token learnt, adapters of rank
 * 4 on queries and values of all 28 blocks, LoRA and QTHA (one layer, exact) in turns. CPU seconds
 * of the whole process for each step, and its resident memory, the mapped weights included.
 */
public final class StepBenchmark {
    private static final int TOKENS = 64;
    private static final int RANK = 4;

    private StepBenchmark() {}

    /** {@code FOLDER [STEPS]}: the model is written there (3.6 GB) if it isn't. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1) {
            System.err.println(
                    "FOLDER [STEPS]: where the random model of 3.6 GB lies or is to be written");
            System.exit(2);
        }
        var folder = Path.of(arguments[0]);
        int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 6;
        if (!Files.exists(folder.resolve("model.safetensors"))) {
            double from = cpuSeconds();
            RandomModel.write(
                    folder, Qwen2Config.deepSeekR1DistillQwen1_5B(), NumberFormat.BF16, 1, _ -> {});
            System.out.printf("written in %.1f CPU s%n", cpuSeconds() - from);
        }
        try (var arena = Arena.ofShared();
                var workers = new Workers(Runtime.getRuntime().availableProcessors())) {
            var weights = Qwen2Weights.open(folder, arena);
            Map<String, AdapterMethod> methods = new LinkedHashMap<>();
            methods.put("LoRA", new AdapterMethod.Lora(RANK));
            methods.put("QTHA", new AdapterMethod.Quantum(RANK, 1, Fusion.LINEAR, false, false));
            var trainers = new LinkedHashMap<String, Trainer>();
            methods.forEach(
                    (name, method) -> trainers.put(name, trainer(weights, method, workers)));
            var batch = List.of(batch(weights.config()));
            for (int step = 0; step < steps; step++) {
                for (var one : trainers.entrySet()) {
                    double from = cpuSeconds();
                    long start = System.nanoTime();
                    var report = one.getValue().step(batch);
                    System.out.printf(
                            "%s step %d  loss %.4f  %.2f CPU s  %.2f s%n",
                            one.getKey(),
                            step,
                            report.loss().mean(),
                            cpuSeconds() - from,
                            (System.nanoTime() - start) * 1e-9);
                }
            }
            resident();
        }
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
                new Trainer.Settings(new LearningRate(1e-3, 1, 100, 0), AdamW.Settings.USUAL, 1));
    }

    private static TokenBatch batch(Qwen2Config config) {
        var draws = new SeededDraws(5);
        var tokens = new int[TOKENS + 1];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = draws.below(config.vocabularySize());
        }
        return TokenBatch.of(List.of(new TokenSequence(tokens, 1)));
    }

    private static void resident() throws IOException {
        var status = Path.of("/proc/self/status");
        if (Files.exists(status)) {
            try (var lines = Files.lines(status)) {
                lines.filter(line -> line.startsWith("VmHWM")).forEach(System.out::println);
            }
        }
    }

    private static double cpuSeconds() {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime() * 1e-9;
    }
}
