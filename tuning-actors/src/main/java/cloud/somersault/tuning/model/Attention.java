package cloud.somersault.tuning.model;

import cloud.somersault.tuning.adapter.Sequences;
import cloud.somersault.tuning.simd.Exponential;
import cloud.somersault.tuning.simd.ProductKernel;
import cloud.somersault.tuning.simd.RowSums;
import cloud.somersault.tuning.tensor.Panels;
import cloud.somersault.tuning.tensor.Scratch;
import cloud.somersault.tuning.tensor.Workers;

/**
 * Causal attention over whole sequences, several query heads for each key and value head. Queries
 * go in blocks of 32, and a block meets only the keys up to its end: half of the square is never
 * computed. One task is one sequence and one key head, so that no two write to the same gradient.
 */
final class Attention {
    private static final int BLOCK = ProductKernel.PANEL;

    private final int heads;
    private final int keyHeads;
    private final int width;
    private final float scale;

    Attention(Qwen2Config config) {
        heads = config.heads();
        keyHeads = config.keyValueHeads();
        width = config.headWidth();
        scale = (float) (1 / Math.sqrt(width));
    }

    /** How many attention weights a batch has. */
    long weights(Sequences sequences) {
        long sum = 0;
        for (int s = 0; s < sequences.count(); s++) {
            sum += (long) sequences.length(s) * sequences.length(s);
        }
        return sum * heads;
    }

    /**
     * Values.
     *
     * @param q [rows, heads * width], turned to their positions; k and v [rows, keyHeads * width]
     * @param weights filled, for the way back
     * @param out [rows, heads * width]
     */
    void forward(
            float[] q,
            float[] k,
            float[] v,
            Sequences sequences,
            float[] weights,
            float[] out,
            Workers workers) {
        var starts = starts(sequences);
        workers.each(
                sequences.count() * keyHeads,
                weights(sequences) * width,
                (task, scratch) -> {
                    int s = task / keyHeads;
                    int keyHead = task % keyHeads;
                    int length = sequences.length(s);
                    int row = sequences.start(s);
                    int keyRow = keyHeads * width;
                    int key = row * keyRow + keyHead * width;
                    var keys = scratch.floats(0, Panels.length(width, length));
                    var values = scratch.floats(1, Panels.length(length, width));
                    Panels.packTransposed(k, key, keyRow, width, length, keys, 0);
                    Panels.pack(v, key, keyRow, length, width, values, 0);
                    int group = heads / keyHeads;
                    for (int head = keyHead * group; head < (keyHead + 1) * group; head++) {
                        int query = row * heads * width + head * width;
                        int at = starts[s] + head * length * length;
                        head(q, query, length, keys, values, weights, at, out);
                    }
                });
    }

    private void head(
            float[] q,
            int query,
            int length,
            float[] keys,
            float[] values,
            float[] weights,
            int at,
            float[] out) {
        int row = heads * width;
        for (int first = 0; first < length; first += BLOCK) {
            int end = Math.min(length, first + BLOCK);
            Panels.multiply(
                    end - first,
                    width,
                    end,
                    q,
                    query + first * row,
                    row,
                    1,
                    keys,
                    0,
                    width,
                    weights,
                    at + first * length,
                    length,
                    false);
            for (int i = first; i < end; i++) {
                softmax(weights, at + i * length, i + 1, end);
            }
            Panels.multiply(
                    end - first,
                    end,
                    width,
                    weights,
                    at + first * length,
                    length,
                    1,
                    values,
                    0,
                    length,
                    out,
                    query + first * row,
                    row,
                    false);
        }
    }

    private void softmax(float[] weights, int at, int seen, int end) {
        for (int j = at; j < at + seen; j++) {
            weights[j] *= scale;
        }
        float most = RowSums.max(weights, at, seen);
        Exponential.exp(weights, at, seen, most, weights, at);
        float inverse = 1 / RowSums.sum(weights, at, seen);
        for (int j = at; j < at + seen; j++) {
            weights[j] *= inverse;
        }
        for (int j = at + seen; j < at + end; j++) {
            weights[j] = 0;
        }
    }

    /**
     * Gradients; {@code dQ}, {@code dK} and {@code dV} are overwritten.
     *
     * @param weights as {@link #forward} left them
     */
    void backward(
            float[] q,
            float[] k,
            float[] v,
            Sequences sequences,
            float[] weights,
            float[] dOut,
            float[] dQ,
            float[] dK,
            float[] dV,
            Workers workers) {
        var starts = starts(sequences);
        workers.each(
                sequences.count() * keyHeads,
                3 * weights(sequences) * width,
                (task, scratch) -> {
                    int s = task / keyHeads;
                    int keyHead = task % keyHeads;
                    int length = sequences.length(s);
                    int row = sequences.start(s);
                    int keyRow = keyHeads * width;
                    int key = row * keyRow + keyHead * width;
                    var keys = scratch.floats(0, Panels.length(length, width));
                    var values = scratch.floats(1, Panels.length(width, length));
                    Panels.pack(k, key, keyRow, length, width, keys, 0);
                    Panels.packTransposed(v, key, keyRow, width, length, values, 0);
                    int group = heads / keyHeads;
                    for (int head = keyHead * group; head < (keyHead + 1) * group; head++) {
                        int query = row * heads * width + head * width;
                        int at = starts[s] + head * length * length;
                        var scores = scratch.floats(2, length * length);
                        scoreGradients(dOut, query, length, values, weights, at, scores);
                        queryGradients(scores, length, keys, dQ, query);
                        boolean more = head > keyHead * group;
                        byKey(scores, 0, length, q, query, dK, key, more, scratch);
                        byKey(weights, at, length, dOut, query, dV, key, more, scratch);
                    }
                });
    }

    /** scores = weights (dWeights - their weighted mean) * scale, row by row. */
    private void scoreGradients(
            float[] dOut,
            int query,
            int length,
            float[] values,
            float[] weights,
            int at,
            float[] scores) {
        int row = heads * width;
        for (int first = 0; first < length; first += BLOCK) {
            int end = Math.min(length, first + BLOCK);
            Panels.multiply(
                    end - first,
                    width,
                    end,
                    dOut,
                    query + first * row,
                    row,
                    1,
                    values,
                    0,
                    width,
                    scores,
                    first * length,
                    length,
                    false);
            for (int i = first; i < end; i++) {
                int to = i * length;
                int from = at + to;
                float mean = RowSums.dot(scores, to, weights, from, i + 1);
                for (int j = 0; j < end; j++) { // weights beyond the diagonal are zero
                    scores[to + j] = weights[from + j] * (scores[to + j] - mean) * scale;
                }
            }
        }
    }

    private void queryGradients(float[] scores, int length, float[] keys, float[] dQ, int query) {
        int row = heads * width;
        for (int first = 0; first < length; first += BLOCK) {
            int end = Math.min(length, first + BLOCK);
            Panels.multiply(
                    end - first,
                    end,
                    width,
                    scores,
                    first * length,
                    length,
                    1,
                    keys,
                    0,
                    length,
                    dQ,
                    query + first * row,
                    row,
                    false);
        }
    }

    /** to = a^T b for the lower triangle a [length, length] and rows b of one query head. */
    private void byKey(
            float[] a,
            int at,
            int length,
            float[] b,
            int query,
            float[] to,
            int key,
            boolean add,
            Scratch scratch) {
        var rows = scratch.floats(3, Panels.length(length, width));
        Panels.pack(b, query, heads * width, length, width, rows, 0);
        int keyRow = keyHeads * width;
        for (int first = 0; first < length; first += BLOCK) {
            int end = Math.min(length, first + BLOCK);
            Panels.multiply(
                    end - first,
                    length - first,
                    width,
                    a,
                    at + first * length + first,
                    1,
                    length,
                    rows,
                    first * BLOCK,
                    length,
                    to,
                    key + first * keyRow,
                    keyRow,
                    add);
        }
    }

    private int[] starts(Sequences sequences) {
        var starts = new int[sequences.count()];
        int next = 0;
        for (int s = 0; s < starts.length; s++) {
            starts[s] = next;
            next = Math.addExact(next, heads * sequences.length(s) * sequences.length(s));
        }
        return starts;
    }
}
