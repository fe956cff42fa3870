package cloud.somersault.tuning.model;

import cloud.somersault.tuning.adapter.LinearAdapter;
import cloud.somersault.tuning.adapter.Pass;
import cloud.somersault.tuning.adapter.Sequences;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import cloud.somersault.tuning.tensor.ArrayMatrix;
import cloud.somersault.tuning.tensor.Products;
import cloud.somersault.tuning.tensor.Workers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * A Qwen2 network with adapters beside some of its linear layers, or with all of its weights
 * trained: the loss of a batch, and its gradients by whatever is trained.
 *
 * <p>Gradients are written by hand, block by block from the top, down to the lowest block in which
 * something is trained. The same weights, adapters and batch give the same bits on any machine with
 * any number of threads. One network is used by one thread at a time; it keeps its arrays from call
 * to call.
 */
public final class Qwen2Network {
    private final Qwen2Weights weights;
    private final List<Block> blocks = new ArrayList<>();
    private final Map<String, Parameter> trained;
    private final OutputLayer output;
    private final Rotary rotary;
    private final Attention attention;
    private final Workers workers;
    private final Block.Room room = new Block.Room();
    private final List<Tape> tapes = new ArrayList<>();
    private float[] hidden = new float[0];
    private float[] normed = new float[0];
    private float[] inverse = new float[0];
    private float[] gradient = new float[0];

    private Qwen2Network(
            Qwen2Weights weights,
            Map<Site, LinearAdapter> adapters,
            Map<String, Parameter> trained,
            Workers workers) {
        this.weights = weights;
        this.trained = trained;
        this.workers = workers;
        var config = weights.config();
        var products = new Products(workers);
        rotary = new Rotary(config.headWidth(), config.ropeTheta());
        attention = new Attention(config);
        for (int i = 0; i < config.blocks(); i++) {
            var layers = new EnumMap<Projection, Layer>(Projection.class);
            for (var projection : Projection.values()) {
                var site = new Site(i, projection);
                layers.put(
                        projection,
                        new Layer(
                                weights.block(i).linear(projection),
                                Optional.ofNullable(adapters.get(site)),
                                trained(site.name() + ".weight"),
                                trained(site.name() + ".bias"),
                                products));
            }
            blocks.add(
                    new Block(
                            config,
                            weights.block(i),
                            layers,
                            trained("model.layers." + i + ".input_layernorm.weight"),
                            trained("model.layers." + i + ".post_attention_layernorm.weight"),
                            products));
        }
        output =
                new OutputLayer(
                        weights.head(),
                        trained(
                                config.tiedEmbeddings()
                                        ? "model.embed_tokens.weight"
                                        : "lm_head.weight"),
                        products);
    }

    /**
     * Frozen weights with adapters beside some layers.
     *
     * @param adapters by where they sit; their widths are checked
     */
    public static Qwen2Network adapted(
            Qwen2Weights weights, Map<Site, LinearAdapter> adapters, Workers workers) {
        var config = weights.config();
        adapters.forEach((site, adapter) -> {
            int in = site.projection().inputWidth(config);
            int out = site.projection().outputWidth(config);
            if (site.block() < 0
                    || site.block() >= config.blocks()
                    || adapter.inputWidth() != in
                    || adapter.outputWidth() != out) {
                throw new IllegalArgumentException(
                        "an adapter %d -> %d for %s, which is %d -> %d in a network of %d blocks"
                                .formatted(
                                        adapter.inputWidth(),
                                        adapter.outputWidth(),
                                        site.name(),
                                        in,
                                        out,
                                        config.blocks()));
            }
        });
        return new Qwen2Network(weights, Map.copyOf(adapters), Map.of(), workers);
    }

    /** Every weight trained; they have to be in arrays ({@link Qwen2Weights#trainable}). */
    public static Qwen2Network trained(Qwen2Weights weights, Workers workers) {
        var parameters = new java.util.LinkedHashMap<String, Parameter>();
        weights.all()
                .forEach((name, matrix) -> {
                    if (!(matrix instanceof ArrayMatrix array)) {
                        throw new IllegalArgumentException(name + " is frozen in a file");
                    }
                    var values = array.values();
                    parameters.put(
                            name,
                            new Parameter(
                                    name, values, new float[values.length], matrix.rows() > 1));
                });
        return new Qwen2Network(weights, Map.of(), parameters, workers);
    }

    /** The weights that are trained, none when they are frozen. */
    public List<Parameter> parameters() {
        return List.copyOf(trained.values());
    }

    /** The network's weights. */
    public Qwen2Weights weights() {
        return weights;
    }

    /** The loss of a batch. */
    public Loss loss(TokenBatch batch) {
        forward(batch.sequences(), batch::token, Pass.EVALUATION, Optional.empty());
        finalNorm(hidden, batch.sequences().rows());
        return new Loss(output.loss(normed, batch, 1, Optional.empty()), batch.chosen());
    }

    /**
     * The loss of a batch, whose gradient times {@code scale} is added to all gradient arrays. With
     * {@code scale} one over the predictions of all batches of a step, their gradients add up to
     * that of the step's mean loss.
     */
    public Loss addGradients(TokenBatch batch, double scale) {
        var sequences = batch.sequences();
        int rows = sequences.rows();
        forward(sequences, batch::token, Pass.TRAINING, Optional.empty());
        finalNorm(hidden, rows);
        int width = weights.config().hiddenSize();
        var dNormed = room.dNormed;
        Arrays.fill(dNormed, 0, rows * width, 0);
        double sum = output.loss(normed, batch, (float) scale, Optional.of(dNormed));
        gradient = Tape.longEnough(gradient, rows * width);
        Arrays.fill(gradient, 0, rows * width, 0);
        trained("model.norm.weight")
                .ifPresent(it ->
                        Normalization.weightGradient(
                                hidden, rows, inverse, dNormed, it.gradients()));
        Normalization.backward(
                hidden, rows, weights.finalNorm(), inverse, dNormed, gradient, workers);
        int lowest = lowestTrained();
        for (int i = blocks.size() - 1; i >= lowest; i--) {
            boolean last = i == lowest && trained.isEmpty();
            blocks.get(i).backward(gradient, sequences, rotary, tapes.get(i), room, last);
        }
        trained("model.embed_tokens.weight")
                .ifPresent(it -> embeddingGradient(batch, it.gradients()));
        return new Loss(sum, batch.chosen());
    }

    /** About how many bytes of heap a step on sequences of this length takes. */
    public static long stepBytes(Qwen2Config config, int sequences, int length) {
        long rows = (long) sequences * length;
        long square = rows * length * config.heads();
        long wide = 2L * config.intermediateSize() + 12L * config.hiddenSize();
        long logits =
                Math.min(rows, OutputLayer.rowsAtOnce(config.vocabularySize()))
                        * (long) config.vocabularySize();
        return Float.BYTES
                * (config.blocks() * Tape.floats(config, rows, square) + rows * wide + logits);
    }

    /**
     * Refuses a step that the heap has no room for.
     *
     * @param heapBytes what the heap may grow to, less what else is in it
     */
    public static void checkMemory(Qwen2Config config, int sequences, int length, long heapBytes) {
        long needed = stepBytes(config, sequences, length);
        if (needed > heapBytes) {
            throw new TuningException(
                    Code.MEMORY,
                    "a step on %d sequences of up to %d tokens needs %d MB of heap, and %d MB are free; give the JVM more (-Xmx) or take fewer or shorter sequences at once"
                            .formatted(sequences, length, needed >> 20, heapBytes >> 20));
        }
    }

    /**
     * Reads prompts into an empty cache.
     *
     * @return the logits after each prompt, valid until the next call
     */
    float[] begin(Sequences sequences, int[] tokens, KeyValueCache cache) {
        forward(sequences, row -> tokens[row], Pass.EVALUATION, Optional.of(cache));
        cache.advance(sequences);
        int width = weights.config().hiddenSize();
        for (int s = 0; s < sequences.count(); s++) {
            int last = sequences.start(s) + sequences.length(s) - 1;
            System.arraycopy(hidden, last * width, hidden, s * width, width);
        }
        return logits(sequences.count());
    }

    /**
     * One more token for each sequence.
     *
     * @param single as many sequences of one row
     */
    float[] next(Sequences single, int[] tokens, KeyValueCache cache) {
        var config = weights.config();
        int rows = single.rows();
        var tape = tapes.getFirst();
        tape.reach(config, rows, 0);
        room.reach(config, rows, false);
        for (int s = 0; s < rows; s++) {
            embed(tokens[s], s);
            rotary.reach(cache.length(s) + 1);
        }
        for (int i = 0; i < blocks.size(); i++) {
            var block = blocks.get(i);
            block.queries(hidden, rows, single, tape, room, Pass.CONTINUATION);
            for (int s = 0; s < rows; s++) {
                block.turn(rotary, tape, s, cache.length(s));
            }
            cache.add(i, tape, single);
            cache.attend(i, tape, workers);
            block.rest(hidden, single, tape, room, Pass.CONTINUATION);
        }
        cache.advance(single);
        return logits(rows);
    }

    private float[] logits(int rows) {
        finalNorm(hidden, rows);
        return output.logits(normed, rows);
    }

    /** The rows' hidden states before the final norm are left in {@link #hidden}. */
    private void forward(
            Sequences sequences, IntUnaryOperator token, Pass pass, Optional<KeyValueCache> cache) {
        var config = weights.config();
        int rows = sequences.rows();
        int width = config.hiddenSize();
        boolean training = pass == Pass.TRAINING;
        int squares = Math.toIntExact(attention.weights(sequences));
        while (tapes.size() < (training ? blocks.size() : 1)) {
            tapes.add(new Tape());
        }
        room.reach(config, rows, training);
        hidden = Tape.longEnough(hidden, rows * width);
        for (int s = 0; s < sequences.count(); s++) {
            rotary.reach(sequences.length(s));
        }
        for (int row = 0; row < rows; row++) {
            embed(token.applyAsInt(row), row);
        }
        for (int i = 0; i < blocks.size(); i++) {
            var tape = tapes.get(training ? i : 0);
            tape.reach(config, rows, squares);
            blocks.get(i).forward(hidden, sequences, rotary, tape, room, pass);
            if (cache.isPresent()) {
                cache.get().add(i, tape, sequences);
            }
        }
    }

    private void embed(int token, int row) {
        int width = weights.config().hiddenSize();
        if (token < 0 || token >= weights.config().vocabularySize()) {
            throw new TuningException(
                    Code.TOKENIZER,
                    "token %d is not in the model's vocabulary of %d; is it this model's tokenizer?"
                            .formatted(token, weights.config().vocabularySize()));
        }
        weights.embedding().read(token, 0, width, hidden, row * width);
    }

    private void finalNorm(float[] x, int rows) {
        normed = Tape.longEnough(normed, rows * weights.config().hiddenSize());
        inverse = Tape.longEnough(inverse, rows);
        Normalization.forward(
                x,
                rows,
                weights.finalNorm(),
                weights.config().normEpsilon(),
                inverse,
                normed,
                workers);
    }

    private void embeddingGradient(TokenBatch batch, float[] gradients) {
        int width = weights.config().hiddenSize();
        for (int row = 0; row < batch.sequences().rows(); row++) {
            int at = batch.token(row) * width;
            for (int i = 0; i < width; i++) {
                gradients[at + i] += gradient[row * width + i];
            }
        }
    }

    private int lowestTrained() {
        for (int i = 0; i < blocks.size(); i++) {
            if (blocks.get(i).trains()) {
                return i;
            }
        }
        return blocks.size();
    }

    private Optional<Parameter> trained(String name) {
        return Optional.ofNullable(trained.get(name));
    }
}
