package cloud.somersault.tuning.adapter;

import java.util.Arrays;

/** How the rows of a batch belong to sequences, which lie one after the other. */
public final class Sequences {
    private final int[] starts;

    private Sequences(int[] starts) {
        this.starts = starts;
    }

    /** One sequence of {@code rows} rows. */
    public static Sequences one(int rows) {
        return of(rows);
    }

    /**
     * Sequences one after the other.
     *
     * @param lengths rows of each sequence, at least one each
     */
    public static Sequences of(int... lengths) {
        if (lengths.length == 0) {
            throw new IllegalArgumentException("a batch has at least one sequence");
        }
        var starts = new int[lengths.length + 1];
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] < 1) {
                throw new IllegalArgumentException(
                        "sequence " + i + " has " + lengths[i] + " rows; at least 1 is needed");
            }
            starts[i + 1] = Math.addExact(starts[i], lengths[i]);
        }
        return new Sequences(starts);
    }

    /** How many sequences there are. */
    public int count() {
        return starts.length - 1;
    }

    /** The rows of all sequences together. */
    public int rows() {
        return starts[starts.length - 1];
    }

    /** The first row of a sequence. */
    public int start(int sequence) {
        return starts[sequence];
    }

    /** The rows of a sequence. */
    public int length(int sequence) {
        return starts[sequence + 1] - starts[sequence];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sequences that && Arrays.equals(starts, that.starts);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(starts);
    }

    @Override
    public String toString() {
        return "Sequences" + Arrays.toString(starts);
    }
}
