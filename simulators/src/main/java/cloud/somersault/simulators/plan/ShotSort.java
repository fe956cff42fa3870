package cloud.somersault.simulators.plan;

import java.util.Arrays;

/**
 * The order of bit-packed shots as unsigned numbers.
 *
 * <p>Most bits of most circuits say little: what is the same in all shots is left out, and of the
 * rest as many of the highest as fit beside a shot's number make one 64-bit key, so that the JDK's
 * sort of longs does the work. Shots whose keys agree are sorted again by what comes below. A
 * comparison of whole shots is left for small groups.
 */
final class ShotSort {
    private static final int SMALL = 12;

    private final long[] data;
    private final int words;
    private final int indexBits;
    private final long indexMask;
    private final long[] keys;
    private final Checkpoint checkpoint;

    private ShotSort(long[] data, int words, int shots, Checkpoint checkpoint) {
        this.data = data;
        this.words = words;
        this.indexBits = Integer.SIZE - Integer.numberOfLeadingZeros(shots);
        this.indexMask = (1L << indexBits) - 1;
        this.keys = new long[shots];
        this.checkpoint = checkpoint;
        for (int shot = 0; shot < shots; shot++) {
            keys[shot] = shot;
        }
    }

    /** The numbers of the shots in ascending order, in the lower 32 bits of each element. */
    static long[] order(long[] data, int words, int shots, Checkpoint checkpoint) {
        var sort = new ShotSort(data, words, shots, checkpoint);
        sort.sort(0, shots);
        for (int i = 0; i < shots; i++) {
            sort.keys[i] &= sort.indexMask;
        }
        return sort.keys;
    }

    private void sort(int from, int to) {
        if (to - from <= SMALL) {
            insert(from, to);
            return;
        }
        checkpoint.pass();
        var varying = varying(from, to);
        int room = Long.SIZE - 1 - indexBits;
        int above = 0;
        boolean all = true;
        for (int word = words - 1; word >= 0; word--) {
            int wanted = Math.min(Long.bitCount(varying[word]), room - above);
            while (Long.bitCount(varying[word]) > wanted) {
                varying[word] &= varying[word] - 1; // the lowest
                all = false;
            }
            above += wanted;
        }
        if (above == 0) {
            return;
        }
        for (int i = from; i < to; i++) {
            int row = (int) (keys[i] & indexMask) * words;
            long key = 0;
            for (int word = words - 1; word >= 0; word--) {
                if (varying[word] != 0) {
                    key =
                            key << Long.bitCount(varying[word])
                                    | Long.compress(data[row + word], varying[word]);
                }
            }
            keys[i] = key << indexBits | keys[i] & indexMask;
        }
        Arrays.sort(keys, from, to);
        if (!all) {
            for (int start = from, end; start < to; start = end) {
                end = start + 1;
                while (end < to && keys[end] >>> indexBits == keys[start] >>> indexBits) {
                    end++;
                }
                if (end - start > 1) {
                    sort(start, end);
                }
            }
        }
    }

    /** The bits that are not the same in all shots of a range. */
    private long[] varying(int from, int to) {
        var varying = new long[words];
        int first = (int) (keys[from] & indexMask) * words;
        for (int i = from + 1; i < to; i++) {
            int row = (int) (keys[i] & indexMask) * words;
            for (int word = 0; word < words; word++) {
                varying[word] |= data[row + word] ^ data[first + word];
            }
        }
        return varying;
    }

    private void insert(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            long key = keys[i];
            int at = i;
            while (at > from && compare(keys[at - 1], key) > 0) {
                keys[at] = keys[at - 1];
                at--;
            }
            keys[at] = key;
        }
    }

    private int compare(long one, long other) {
        int row = (int) (one & indexMask) * words;
        int otherRow = (int) (other & indexMask) * words;
        for (int word = words - 1; word >= 0; word--) {
            if (data[row + word] != data[otherRow + word]) {
                return Long.compareUnsigned(data[row + word], data[otherRow + word]);
            }
        }
        return 0;
    }
}
