package cloud.somersault.simulators.plan;

import cloud.somersault.circuits.Counts;
import java.util.Arrays;

/**
 * The classical bits of some shots, all 0 at first. Bit-packed: shot s owns the words s * words to
 * (s + 1) * words - 1, bit b is bit b % 64 of word b / 64.
 */
public final class ShotRecords {
    private static final int SHOTS_PER_CHECKPOINT = 1 << 14;

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

    /** What a shot read, bit 0 at the right end. */
    public String bitstring(int shot) {
        var text = new StringBuilder(bits);
        for (int bit = bits - 1; bit >= 0; bit--) {
            text.append(get(shot, bit) ? '1' : '0');
        }
        return text.toString();
    }

    /** How often each bitstring occurs. */
    public Counts counts(Checkpoint checkpoint) {
        if (shots == 0) {
            return Counts.none(bits);
        }
        if (bits < Integer.SIZE - 2 && 1 << bits <= shots) {
            return countsByTable();
        }
        return words <= RowOrder.WORDS_MAX ? countsByDigits(checkpoint) : countsByKeys(checkpoint);
    }

    /** One or two words: sorted themselves, so that equal ones are neighbours in memory. */
    private Counts countsByDigits(Checkpoint checkpoint) {
        var low = new long[shots];
        var high = new long[words == 1 ? 0 : shots];
        for (int shot = 0; shot < shots; shot++) {
            low[shot] = data[shot * words];
            if (words > 1) {
                high[shot] = data[shot * words + 1];
            }
        }
        RowOrder.sort(low, high, bits, checkpoint);
        var rows = new long[data.length];
        var counts = new long[shots];
        int different = 0;
        for (int i = 0; i < shots; i++) {
            if (i == 0 || low[i] != low[i - 1] || words > 1 && high[i] != high[i - 1]) {
                rows[different * words] = low[i];
                if (words > 1) {
                    rows[different * words + 1] = high[i];
                }
                different++;
            }
            counts[different - 1]++;
        }
        return packed(rows, counts, different);
    }

    /** Many words: the shots' numbers are sorted. */
    private Counts countsByKeys(Checkpoint checkpoint) {
        var order = ShotSort.order(data, words, shots, checkpoint);
        var rows = new long[data.length];
        var counts = new long[shots];
        int last = -words;
        int different = 0;
        for (int i = 0; i < shots; i++) {
            if (i % SHOTS_PER_CHECKPOINT == 0) {
                checkpoint.pass();
            }
            int row = (int) order[i] * words;
            long difference = different == 0 ? 1 : 0;
            for (int word = 0; word < words && different > 0; word++) {
                difference |= rows[last + word] ^ data[row + word];
            }
            if (difference != 0) {
                last += words;
                for (int word = 0; word < words; word++) {
                    rows[last + word] = data[row + word];
                }
                different++;
            }
            counts[different - 1]++;
        }
        return packed(rows, counts, different);
    }

    private Counts packed(long[] rows, long[] counts, int different) {
        return Counts.packed(
                bits,
                different == shots ? rows : Arrays.copyOf(rows, different * words),
                different == shots ? counts : Arrays.copyOf(counts, different));
    }

    /** Few bits: one place for each bitstring that there could be. */
    private Counts countsByTable() {
        var seen = new int[1 << bits];
        for (long word : data) {
            seen[(int) word]++;
        }
        int different = (int) Arrays.stream(seen).filter(count -> count > 0).count();
        var rows = new long[different];
        var counts = new long[different];
        int last = 0;
        for (int row = 0; row < seen.length; row++) {
            if (seen[row] > 0) {
                rows[last] = row;
                counts[last++] = seen[row];
            }
        }
        return Counts.packed(bits, rows, counts);
    }
}
