package cloud.somersault.tuning.model;

import cloud.somersault.tuning.adapter.Sequences;
import cloud.somersault.tuning.simd.Exponential;
import cloud.somersault.tuning.simd.RowSums;
import cloud.somersault.tuning.tensor.Workers;

/** Keys and values of everything that some sequences have seen so far, and one row's attention. */
final class KeyValueCache {
    private final int heads;
    private final int keyHeads;
    private final int width;
    private final int reach;
    private final float scale;
    private final float[][] keys;
    private final float[][] values;
    private final int[] lengths;

    KeyValueCache(Qwen2Config config, int sequences, int reach) {
        heads = config.heads();
        keyHeads = config.keyValueHeads();
        width = config.headWidth();
        this.reach = reach;
        scale = (float) (1 / Math.sqrt(width));
        int size = Math.multiplyExact(Math.multiplyExact(sequences, reach), keyHeads * width);
        keys = new float[config.blocks()][size];
        values = new float[config.blocks()][size];
        lengths = new int[sequences];
    }

    /** How many tokens a sequence has. */
    int length(int sequence) {
        return lengths[sequence];
    }

    /** Keeps what a block has computed for the sequences' next rows. */
    void add(int block, Tape tape, Sequences sequences) {
        int row = keyHeads * width;
        for (int s = 0; s < sequences.count(); s++) {
            int from = sequences.start(s) * row;
            int to = (s * reach + lengths[s]) * row;
            int count = sequences.length(s) * row;
            System.arraycopy(tape.key, from, keys[block], to, count);
            System.arraycopy(tape.value, from, values[block], to, count);
        }
    }

    /** All blocks have kept these rows. */
    void advance(Sequences sequences) {
        for (int s = 0; s < sequences.count(); s++) {
            lengths[s] += sequences.length(s);
        }
    }

    /** Attention of one new row for each sequence, which {@link #add} has already kept. */
    void attend(int block, Tape tape, Workers workers) {
        int group = heads / keyHeads;
        int keyRow = keyHeads * width;
        long work = 0;
        for (int length : lengths) {
            work += 8L * length * heads * width;
        }
        workers.each(
                lengths.length * heads,
                work,
                (task, scratch) -> {
                    int s = task / heads;
                    int head = task % heads;
                    int seen = lengths[s] + 1;
                    int from = s * reach * keyRow + head / group * width;
                    int query = task * width;
                    var scores = scratch.floats(0, seen);
                    for (int j = 0; j < seen; j++) {
                        scores[j] =
                                scale
                                        * RowSums.dot(
                                                tape.query,
                                                query,
                                                keys[block],
                                                from + j * keyRow,
                                                width);
                    }
                    float most = RowSums.max(scores, 0, seen);
                    Exponential.exp(scores, 0, seen, most, scores, 0);
                    float inverse = 1 / RowSums.sum(scores, 0, seen);
                    for (int i = 0; i < width; i++) {
                        tape.attended[query + i] = 0;
                    }
                    for (int j = 0; j < seen; j++) {
                        float weight = scores[j] * inverse;
                        int value = from + j * keyRow;
                        for (int i = 0; i < width; i++) {
                            tape.attended[query + i] += weight * values[block][value + i];
                        }
                    }
                });
    }
}
