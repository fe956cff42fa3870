package cloud.somersault.tuning.model;

import cloud.somersault.tuning.adapter.Pass;
import cloud.somersault.tuning.adapter.Sequences;
import cloud.somersault.tuning.tensor.Products;
import cloud.somersault.tuning.tensor.Workers;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One block: x += attention(norm(x)), then x += feedForward(norm(x)). Normed rows and activations
 * are computed again on the way back, which is cheaper than keeping them.
 */
final class Block {

    /** Arrays that all blocks of a network use in turn. */
    static final class Room {
        float[] normed = new float[0];
        float[] added = new float[0];
        float[] wide = new float[0];
        float[] dWide = new float[0];
        float[] dNormed = new float[0];
        float[] dQuery = new float[0];
        float[] dKey = new float[0];
        float[] dValue = new float[0];
        float[] dAttended = new float[0];

        void reach(Qwen2Config config, int rows, boolean gradients) {
            int hidden = rows * config.hiddenSize();
            int middle = rows * config.intermediateSize();
            normed = Tape.longEnough(normed, hidden);
            added = Tape.longEnough(added, hidden);
            wide = Tape.longEnough(wide, middle);
            if (gradients) {
                dWide = Tape.longEnough(dWide, middle);
                dNormed = Tape.longEnough(dNormed, hidden);
                dQuery = Tape.longEnough(dQuery, rows * Projection.QUERY.outputWidth(config));
                dKey = Tape.longEnough(dKey, rows * Projection.KEY.outputWidth(config));
                dValue = Tape.longEnough(dValue, rows * Projection.VALUE.outputWidth(config));
                dAttended = Tape.longEnough(dAttended, rows * Projection.OUTPUT.inputWidth(config));
            }
        }
    }

    private final Qwen2Config config;
    private final Qwen2Weights.Block weights;
    private final Map<Projection, Layer> layers;
    private final Optional<Parameter> inputNorm;
    private final Optional<Parameter> outputNorm;
    private final Attention attention;
    private final Workers workers;

    Block(
            Qwen2Config config,
            Qwen2Weights.Block weights,
            Map<Projection, Layer> layers,
            Optional<Parameter> inputNorm,
            Optional<Parameter> outputNorm,
            Products products) {
        this.config = config;
        this.weights = weights;
        this.layers = new EnumMap<>(layers);
        this.inputNorm = inputNorm;
        this.outputNorm = outputNorm;
        attention = new Attention(config);
        workers = products.workers();
    }

    /** Whether anything in it is trained. */
    boolean trains() {
        return layers.values().stream().anyMatch(Layer::trains);
    }

    /** x becomes the block's output. */
    void forward(float[] x, Sequences sequences, Rotary rotary, Tape tape, Room room, Pass pass) {
        int rows = sequences.rows();
        queries(x, rows, sequences, tape, room, pass);
        for (int s = 0; s < sequences.count(); s++) {
            for (int t = 0; t < sequences.length(s); t++) {
                int row = sequences.start(s) + t;
                turn(rotary, tape, row, t);
            }
        }
        attention.forward(
                tape.query, tape.key, tape.value, sequences, tape.weights, tape.attended, workers);
        rest(x, sequences, tape, room, pass);
    }

    /** The first part, up to queries, keys and values that are not yet turned to positions. */
    void queries(float[] x, int rows, Sequences sequences, Tape tape, Room room, Pass pass) {
        System.arraycopy(x, 0, tape.input, 0, rows * config.hiddenSize());
        Normalization.forward(
                x,
                rows,
                weights.inputNorm(),
                config.normEpsilon(),
                tape.inputInverse,
                room.normed,
                workers);
        layer(Projection.QUERY).forward(room.normed, sequences, tape.query, pass);
        layer(Projection.KEY).forward(room.normed, sequences, tape.key, pass);
        layer(Projection.VALUE).forward(room.normed, sequences, tape.value, pass);
    }

    void turn(Rotary rotary, Tape tape, int row, int position) {
        int width = config.headWidth();
        rotary.turn(tape.query, row * config.heads() * width, config.heads(), position);
        rotary.turn(
                tape.key, row * config.keyValueHeads() * width, config.keyValueHeads(), position);
    }

    /** The last part, from what attention has gathered. */
    void rest(float[] x, Sequences sequences, Tape tape, Room room, Pass pass) {
        int rows = sequences.rows();
        int hidden = rows * config.hiddenSize();
        layer(Projection.OUTPUT).forward(tape.attended, sequences, room.added, pass);
        add(room.added, x, hidden);
        System.arraycopy(x, 0, tape.middle, 0, hidden);
        Normalization.forward(
                x,
                rows,
                weights.outputNorm(),
                config.normEpsilon(),
                tape.middleInverse,
                room.normed,
                workers);
        layer(Projection.GATE).forward(room.normed, sequences, tape.gate, pass);
        layer(Projection.UP).forward(room.normed, sequences, tape.up, pass);
        FeedForward.forward(
                tape.gate, tape.up, rows * config.intermediateSize(), room.wide, workers);
        layer(Projection.DOWN).forward(room.wide, sequences, room.added, pass);
        add(room.added, x, hidden);
    }

    /**
     * Turns the gradient by the block's output into that by its input.
     *
     * @param lowest whether nobody needs the gradient by the input
     */
    void backward(
            float[] dX, Sequences sequences, Rotary rotary, Tape tape, Room room, boolean lowest) {
        int rows = sequences.rows();
        feedForwardBackward(dX, rows, tape, room);
        layer(Projection.OUTPUT).backward(tape.attended, dX, rows, room.dAttended, false);
        attention.backward(
                tape.query,
                tape.key,
                tape.value,
                sequences,
                tape.weights,
                room.dAttended,
                room.dQuery,
                room.dKey,
                room.dValue,
                workers);
        int width = config.headWidth();
        for (int s = 0; s < sequences.count(); s++) {
            for (int t = 0; t < sequences.length(s); t++) {
                int row = sequences.start(s) + t;
                rotary.turnBack(room.dQuery, row * config.heads() * width, config.heads(), t);
                rotary.turnBack(
                        room.dKey, row * config.keyValueHeads() * width, config.keyValueHeads(), t);
            }
        }
        Normalization.again(tape.input, rows, weights.inputNorm(), tape.inputInverse, room.normed);
        if (lowest && inputNorm.isEmpty()) {
            layer(Projection.QUERY).trainedOnly(room.normed, room.dQuery, rows, room.dNormed);
            layer(Projection.KEY).trainedOnly(room.normed, room.dKey, rows, room.dNormed);
            layer(Projection.VALUE).trainedOnly(room.normed, room.dValue, rows, room.dNormed);
            return;
        }
        layer(Projection.QUERY).backward(room.normed, room.dQuery, rows, room.dNormed, false);
        layer(Projection.KEY).backward(room.normed, room.dKey, rows, room.dNormed, true);
        layer(Projection.VALUE).backward(room.normed, room.dValue, rows, room.dNormed, true);
        inputNorm.ifPresent(it ->
                Normalization.weightGradient(
                        tape.input, rows, tape.inputInverse, room.dNormed, it.gradients()));
        Normalization.backward(
                tape.input,
                rows,
                weights.inputNorm(),
                tape.inputInverse,
                room.dNormed,
                dX,
                workers);
    }

    private void feedForwardBackward(float[] dX, int rows, Tape tape, Room room) {
        int count = rows * config.intermediateSize();
        FeedForward.forward(tape.gate, tape.up, count, room.wide, workers);
        layer(Projection.DOWN).backward(room.wide, dX, rows, room.dWide, false);
        var dUp = room.dWide;
        var dGate = room.wide;
        FeedForward.backward(tape.gate, tape.up, count, dUp, dGate, workers);
        Normalization.again(
                tape.middle, rows, weights.outputNorm(), tape.middleInverse, room.normed);
        layer(Projection.GATE).backward(room.normed, dGate, rows, room.dNormed, false);
        layer(Projection.UP).backward(room.normed, dUp, rows, room.dNormed, true);
        outputNorm.ifPresent(it ->
                Normalization.weightGradient(
                        tape.middle, rows, tape.middleInverse, room.dNormed, it.gradients()));
        Normalization.backward(
                tape.middle,
                rows,
                weights.outputNorm(),
                tape.middleInverse,
                room.dNormed,
                dX,
                workers);
    }

    private Layer layer(Projection projection) {
        return java.util.Objects.requireNonNull(layers.get(projection));
    }

    private static void add(float[] from, float[] to, int count) {
        for (int i = 0; i < count; i++) {
            to[i] += from[i];
        }
    }
}
