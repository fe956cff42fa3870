package cloud.somersault.simulators.plan;

import java.util.Arrays;

/** Sorts rows of one or two words as unsigned numbers, by counting, eleven bits at a time. */
final class RowOrder {
    /** More digits than this take longer than hashing the rows. */
    static final int WORDS_MAX = 2;

    private static final int DIGIT_BITS = 11;
    private static final int DIGITS = 1 << DIGIT_BITS;

    private RowOrder() {}

    /**
     * Sorts rows, each as many words as there are arrays, together.
     *
     * @param low the words 0
     * @param high the words 1, or an empty array
     * @param bits how many of a row may be set
     */
    static void sort(long[] low, long[] high, int bits, Checkpoint checkpoint) {
        var a = new long[][] {low, high};
        var b = new long[][] {new long[low.length], new long[high.length]};
        var starts = new int[DIGITS];
        for (int word = 0; word * Long.SIZE < bits; word++) {
            int wordBits = Math.min(Long.SIZE, bits - word * Long.SIZE);
            for (int shift = 0; shift < wordBits; shift += DIGIT_BITS) {
                checkpoint.pass();
                if (count(a[word], shift, starts)) {
                    move(a, b, a[word], shift, starts);
                    var swapped = a;
                    a = b;
                    b = swapped;
                }
            }
        }
        if (a[0] != low) {
            System.arraycopy(a[0], 0, low, 0, low.length);
            System.arraycopy(a[1], 0, high, 0, high.length);
        }
    }

    /** Where each digit's rows begin; false if all rows have the same digit. */
    private static boolean count(long[] words, int shift, int[] starts) {
        Arrays.fill(starts, 0);
        for (long word : words) {
            starts[digit(word, shift)]++;
        }
        int sum = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int here = starts[digit];
            if (here == words.length) {
                return false;
            }
            starts[digit] = sum;
            sum += here;
        }
        return true;
    }

    private static void move(long[][] from, long[][] to, long[] keys, int shift, int[] starts) {
        var low = from[0];
        var high = from[1];
        var toLow = to[0];
        var toHigh = to[1];
        if (high.length == 0) {
            for (long word : low) {
                toLow[starts[digit(word, shift)]++] = word;
            }
        } else {
            for (int row = 0; row < low.length; row++) {
                int at = starts[digit(keys[row], shift)]++;
                toLow[at] = low[row];
                toHigh[at] = high[row];
            }
        }
    }

    private static int digit(long word, int shift) {
        return (int) (word >>> shift) & DIGITS - 1;
    }
}
