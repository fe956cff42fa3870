package cloud.somersault.tuning.session;

import cloud.somersault.simulators.batch.Precision;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.tuning.adapter.Adapter;
import cloud.somersault.tuning.adapter.Adapters;
import cloud.somersault.tuning.files.AdapterFiles;
import cloud.somersault.tuning.model.Decoder;
import cloud.somersault.tuning.model.Projection;
import cloud.somersault.tuning.model.Qwen2Network;
import cloud.somersault.tuning.model.Qwen2Weights;
import cloud.somersault.tuning.model.Sampling;
import cloud.somersault.tuning.model.Site;
import cloud.somersault.tuning.model.TokenBatch;
import cloud.somersault.tuning.model.TokenSequence;
import cloud.somersault.tuning.quantum.ExactLayer;
import cloud.somersault.tuning.quantum.QuantumJobs;
import cloud.somersault.tuning.quantum.QuantumLayer;
import cloud.somersault.tuning.quantum.RingAnsatz;
import cloud.somersault.tuning.quantum.RingRuns;
import cloud.somersault.tuning.quantum.ShiftLayer;
import cloud.somersault.tuning.quantum.SpreadGauge;
import cloud.somersault.tuning.quantum.SpsaLayer;
import cloud.somersault.tuning.tensor.Workers;
import cloud.somersault.tuning.text.Tokenizer;
import cloud.somersault.tuning.text.Tokenizers;
import cloud.somersault.tuning.train.AdamW;
import cloud.somersault.tuning.train.BatchOrder;
import cloud.somersault.tuning.train.Evaluation;
import cloud.somersault.tuning.train.LearningRate;
import cloud.somersault.tuning.train.Trainer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A Qwen2 model with adapters on the query and value projections of every block, trained by AdamW
 * under a cosine schedule. Checkpoints are {@link TrainerState}s.
 */
public final class ModelTuner implements Tuner {
    private static final List<Projection> ADAPTED = List.of(Projection.QUERY, Projection.VALUE);
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final TuningSpec spec;
    private final Arena arena;
    private final Qwen2Network network;
    private final Tokenizer tokenizer;
    private final Map<Site, Adapter> adapters = new TreeMap<>();
    private final List<TokenSequence> sequences;
    private final TuningData data;
    private final BatchOrder order;
    private final Trainer trainer;
    private final SpreadGauge gauge = new SpreadGauge();
    private final Optional<RingRuns> runs;

    private ModelTuner(
            String tuningId, TuningSpec spec, QuantumJobs jobs, Workers workers, Arena arena) {
        this.spec = spec;
        this.arena = arena;
        var folder = Path.of(spec.model());
        var weights = Qwen2Weights.open(folder, arena);
        var config = weights.config();
        this.tokenizer = Tokenizers.read(folder, config.vocabularySize());
        this.data = TuningData.of(spec);
        int longest = spec.training().tokensMax();
        this.sequences =
                data.training().stream().map(one -> one.tokens(tokenizer, longest)).toList();
        Qwen2Network.checkMemory(
                config,
                spec.training().batch(),
                sequences.stream().mapToInt(TokenSequence::length).max().orElseThrow(),
                Runtime.getRuntime().maxMemory());
        this.runs =
                spec.method().isQuantum() && spec.quantum().sendsJobs()
                        ? Optional.of(
                                new RingRuns(
                                        jobs,
                                        tuningId,
                                        spec.quantum().target(),
                                        spec.quantum().shots()))
                        : Optional.empty();
        for (int block = 0; block < config.blocks(); block++) {
            for (var projection : ADAPTED) {
                var site = new Site(block, projection);
                adapters.put(
                        site,
                        Adapters.create(
                                spec.method().method(),
                                projection.inputWidth(config),
                                projection.outputWidth(config),
                                spec.seed() * 1_000_003 + block * 31L + projection.ordinal(),
                                ansatz -> gauge.watching(layer(ansatz))));
            }
        }
        this.network = Qwen2Network.adapted(weights, Map.copyOf(adapters), workers);
        var training = spec.training();
        this.order = new BatchOrder(sequences.size(), training.batch(), spec.seed());
        this.trainer =
                new Trainer(
                        network,
                        Trainer.parameters(adapters),
                        new Trainer.Settings(
                                new LearningRate(
                                        training.learningRate(),
                                        training.warmUpSteps(),
                                        training.steps(),
                                        0),
                                new AdamW.Settings(BETA_1, BETA_2, EPSILON, training.weightDecay()),
                                training.clip()));
    }

    /**
     * Opens sessions' models.
     *
     * @param jobs where quantum layers are run that aren't exact
     * @param workers the threads of the large products; shared by all sessions
     */
    public static Tuner.Opener opener(QuantumJobs jobs, Workers workers) {
        return (tuningId, spec) -> {
            var arena = Arena.ofShared();
            try {
                return new ModelTuner(
                        tuningId,
                        spec,
                        spec.tenant().map(jobs::ofTenant).orElse(jobs),
                        workers,
                        arena);
            } catch (RuntimeException | Error failed) {
                arena.close();
                throw failed;
            }
        };
    }

    private QuantumLayer layer(RingAnsatz ansatz) {
        return runs.<QuantumLayer>map(sending ->
                        switch (spec.quantum().gradient()) {
                            case "shift" -> new ShiftLayer(ansatz, sending);
                            case "spsa" -> new SpsaLayer(ansatz, sending, spec.seed());
                            default ->
                                    throw new IllegalArgumentException(
                                            "no gradient is called " + spec.quantum().gradient());
                        })
                .orElseGet(() -> ExactLayer.of(ansatz, Precision.F32, Checkpoint.none()));
    }

    @Override
    public Facts facts() {
        return new Facts(
                adapters.values().stream().mapToLong(one -> one.parameters().length).sum(),
                network.weights().config().parameters(),
                sequences.size(),
                data.validation().size());
    }

    @Override
    public Step step(long number) {
        runs.ifPresent(sending -> sending.beginStep(number));
        gauge.clear();
        var batch = order.at(number - 1).stream().map(sequences::get).toList();
        var report = trainer.step(List.of(TokenBatch.of(batch)));
        return new Step(
                report.loss().mean(),
                report.gradientNorm(),
                report.learningRate(),
                runs.map(RingRuns::circuits).orElse(0L),
                runs.map(RingRuns::sent).orElse(List.of()),
                gauge.spread());
    }

    @Override
    public Optional<Double> validationLoss() {
        return data.validation().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Evaluation(network, tokenizer)
                                .loss(data.validation(), spec.training().tokensMax())
                                .mean());
    }

    @Override
    public Evaluated evaluate(Evaluated.Wanted wanted) {
        long step = trainer.steps();
        runs.ifPresent(sending -> sending.beginStep(step));
        var found = new Examination(new Evaluation(network, tokenizer), spec, data).of(wanted);
        return new Evaluated(
                step,
                found.training(),
                found.validation(),
                found.test(),
                found.old(),
                runs.map(RingRuns::circuits).orElse(0L),
                runs.map(RingRuns::sent).orElse(List.of()));
    }

    @Override
    public byte[] checkpoint() {
        return TrainerState.bytes(trainer);
    }

    @Override
    public void restore(byte[] checkpoint) {
        TrainerState.restore(trainer, checkpoint);
    }

    @Override
    public String complete(Prompt prompt) {
        int[] tokens = tokenizer.encode(prompt.text());
        if (tokens.length == 0) {
            tokens = new int[] {tokenizer.endToken()};
        }
        var sampling =
                prompt.temperature() > 0
                        ? new Sampling.Drawn(prompt.temperature(), 1, prompt.seed())
                        : new Sampling.Greedy();
        var written =
                new Decoder(network)
                        .write(
                                List.of(tokens),
                                prompt.tokensMax(),
                                token -> token == tokenizer.endToken(),
                                sampling);
        return tokenizer.decode(written.getFirst());
    }

    @Override
    public byte[] adapterFiles() {
        var method = spec.method().method();
        try {
            var folder = Files.createTempDirectory("somersault-adapter");
            try {
                AdapterFiles.write(folder, adapters, method, spec.model());
                var bytes = new ByteArrayOutputStream();
                try (var zip = new ZipOutputStream(bytes)) {
                    for (var name : AdapterFiles.names(method)) {
                        zip.putNextEntry(new ZipEntry(name));
                        Files.copy(folder.resolve(name), zip);
                        zip.closeEntry();
                    }
                }
                return bytes.toByteArray();
            } finally {
                for (var name : AdapterFiles.names(method)) {
                    Files.deleteIfExists(folder.resolve(name));
                }
                Files.delete(folder);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        arena.close();
    }
}
