package cloud.somersault.simulators.plan;

import cloud.somersault.circuits.Counts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.TreeMap;
import java.util.function.ObjIntConsumer;

/**
 * The classical bits of some shots, all 0 at first. Bit-packed: shot s owns the words s * words to
 * (s + 1) * words - 1, bit b is bit b % 64 of word b / 64.
 */
public final class ShotRecords {
    private static final int ROWS_PER_CHECKPOINT = 1 << 10;

    private final int bits;
    private final int shots;
    private final int words;
    private final long[] data;

    public ShotRecords(int bits, int shots) {
        this.bits = bits;
        this.shots = shots;
        this.words = Math.max(1, (bits + Long.SIZE - 1) / Long.SIZE);
        this.data = new long[Math.multiplyExact(shots, words)];
    }

    public int shots() {
        return shots;
    }

    /** How many words a shot has. */
    public int words() {
        return words;
    }

    public boolean get(int shot, int bit) {
        return (data[shot * words + (bit >> 6)] >>> bit & 1) != 0;
    }

    public void set(int shot, int bit, boolean value) {
        int at = shot * words + (bit >> 6);
        long mask = 1L << bit;
        data[at] = value ? data[at] | mask : data[at] & ~mask;
    }

    /** Replaces the bits of one word of a shot that are 1 in the mask by those of the value. */
    public void assign(int shot, int word, long mask, long value) {
        int at = shot * words + word;
        data[at] = data[at] & ~mask | value;
    }

    /** Flips one bit of a shot. */
    public void flip(int shot, int bit) {
        data[shot * words + (bit >> 6)] ^= 1L << bit;
    }

    /** The words of all shots, one shot after the other: not a copy. */
    public long[] data() {
        return data;
    }

    /** Flips the bits of a shot that are 1 in the {@link #words} given. */
    public void flip(int shot, long[] flipped) {
        for (int word = 0; word < words; word++) {
            data[shot * words + word] ^= flipped[word];
        }
    }

    /** Flips in every shot the bits that are 1 in some words, the first of them word {@code at}. */
    public void flipAll(int at, long[] flipped) {
        for (int word = 0; word < flipped.length; word++) {
            if (flipped[word] != 0) {
                for (int i = at + word; i < data.length; i += words) {
                    data[i] ^= flipped[word];
                }
            }
        }
    }

    /** How often each bitstring occurs. */
    public Counts counts(Checkpoint checkpoint) {
        if (words > RowOrder.WORDS_MAX) {
            return countsByHash(checkpoint);
        }
        var bitstrings = new ArrayList<String>();
        var occurrences = new ArrayList<Long>();
        if (bits < Integer.SIZE - 2 && 1 << bits <= shots) {
            var seen = new int[1 << bits];
            for (long word : data) {
                seen[(int) word]++;
            }
            for (int word = 0; word < seen.length; word++) {
                if (seen[word] > 0) {
                    bitstrings.add(bitstring(new long[] {word}, 0));
                    occurrences.add((long) seen[word]);
                }
            }
        } else {
            eachSorted(
                    checkpoint,
                    (row, count) -> {
                        bitstrings.add(bitstring(row, 0));
                        occurrences.add((long) count);
                    });
        }
        return new Counts(bits, new Ascending(bitstrings, occurrences));
    }

    /** Different rows, ascending, each with how often it occurs. */
    private void eachSorted(Checkpoint checkpoint, ObjIntConsumer<long[]> consumer) {
        var low = new long[shots];
        var high = new long[words == 1 ? 0 : shots];
        for (int shot = 0; shot < shots; shot++) {
            low[shot] = data[shot * words];
            if (words > 1) {
                high[shot] = data[shot * words + 1];
            }
        }
        RowOrder.sort(low, high, bits, checkpoint);
        var row = new long[2];
        for (int from = 0, to; from < shots; from = to) {
            if (from % ROWS_PER_CHECKPOINT == 0) {
                checkpoint.pass();
            }
            row[0] = low[from];
            row[1] = words == 1 ? 0 : high[from];
            to = from + 1;
            while (to < shots && low[to] == row[0] && (words == 1 || high[to] == row[1])) {
                to++;
            }
            consumer.accept(row, to - from);
        }
    }

    private Counts countsByHash(Checkpoint checkpoint) {
        var byBitstring = new TreeMap<String, Long>();
        var seen = new HashMap<Row, Long>();
        for (int shot = 0; shot < shots; shot++) {
            checkpoint.pass();
            var row = Arrays.copyOfRange(data, shot * words, (shot + 1) * words);
            seen.merge(new Row(row), 1L, Long::sum);
        }
        seen.forEach((row, count) -> byBitstring.put(bitstring(row.words, 0), count));
        return new Counts(bits, byBitstring);
    }

    private String bitstring(long[] from, int firstWord) {
        var text = new byte[bits];
        for (int bit = 0; bit < bits; bit++) {
            text[bits - 1 - bit] = (byte) ('0' + (from[firstWord + (bit >> 6)] >>> bit & 1));
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /** The words of one shot as a key. */
    private static final class Row {
        private final long[] words;

        Row(long[] words) {
            this.words = words;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row row && Arrays.equals(words, row.words);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(words);
        }
    }
}
