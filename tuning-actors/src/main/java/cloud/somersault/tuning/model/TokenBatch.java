package cloud.somersault.tuning.model;

import cloud.somersault.tuning.adapter.Sequences;
import java.util.List;

/**
 * Sequences one after the other, a row for every token but each sequence's last, which is only
 * predicted.
 */
public final class TokenBatch {
    private final Sequences sequences;
    private final int[] tokens;

    /** Rows whose prediction counts, in their order, and what should have been predicted. */
    private final int[] chosenRows;

    private final int[] targets;

    private TokenBatch(Sequences sequences, int[] tokens, int[] chosenRows, int[] targets) {
        this.sequences = sequences;
        this.tokens = tokens;
        this.chosenRows = chosenRows;
        this.targets = targets;
    }

    /** A batch to learn from, at least one sequence. */
    public static TokenBatch of(List<TokenSequence> batch) {
        var sequences = Sequences.of(batch.stream().mapToInt(one -> one.length() - 1).toArray());
        int chosen = batch.stream().mapToInt(TokenSequence::chosen).sum();
        var tokens = new int[sequences.rows()];
        var rows = new int[chosen];
        var targets = new int[chosen];
        int next = 0;
        for (int s = 0; s < batch.size(); s++) {
            var one = batch.get(s);
            for (int t = 0; t < sequences.length(s); t++) {
                int row = sequences.start(s) + t;
                tokens[row] = one.token(t);
                if (t + 1 >= one.chosenFrom()) {
                    rows[next] = row;
                    targets[next++] = one.token(t + 1);
                }
            }
        }
        return new TokenBatch(sequences, tokens, rows, targets);
    }

    /** Which rows belong together. */
    public Sequences sequences() {
        return sequences;
    }

    /** How many predictions count. */
    public int chosen() {
        return targets.length;
    }

    int token(int row) {
        return tokens[row];
    }

    int chosenRow(int index) {
        return chosenRows[index];
    }

    int target(int index) {
        return targets[index];
    }
}
