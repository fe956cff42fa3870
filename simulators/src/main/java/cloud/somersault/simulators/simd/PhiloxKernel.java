package cloud.somersault.simulators.simd;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Many blocks of Philox4x32-10 at a time, one in each 64-bit lane: a 32-bit word in a 64-bit lane
 * is what its multiplications want. Source: J. Salmon et al., "Parallel random numbers: as easy as
 * 1, 2, 3", SC11.
 */
public final class PhiloxKernel {
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final long LOW = 0xFFFFFFFFL;
    private static final int LANES = Simd.I64.length();
    private static final LongVector LANE = LongVector.zero(Simd.I64).addIndex(1);

    private PhiloxKernel() {}

    /** Which word of the counter goes up from one block to the next. */
    public enum Counting {
        /** The first word. */
        DRAWS,
        /** The second word. */
        SHOTS
    }

    /**
     * The random bits of consecutive counters.
     *
     * @param counting the word that is increased by one for each block, modulo 2^32
     * @param counter the four words of the first block's counter
     * @param key both words, the first in the lower half
     * @param low receives words 0 and 1 of each block, the first in the upper half
     * @param high receives words 2 and 3
     * @param count how many blocks
     */
    public static void fill(
            Counting counting, int[] counter, long key, long[] low, long[] high, int count) {
        int done = 0;
        if (Simd.VECTORS) {
            for (; done + LANES <= count; done += LANES) {
                vector(counting, counter, done, key, low, high);
            }
        }
        fillScalar(counting, counter, key, low, high, done, count);
    }

    static void fillScalar(
            Counting counting, int[] counter, long key, long[] low, long[] high, int from, int to) {
        for (int i = from; i < to; i++) {
            long c0 = counter[0] + (counting == Counting.DRAWS ? i : 0) & LOW;
            long c1 = counter[1] + (counting == Counting.SHOTS ? i : 0) & LOW;
            long c2 = counter[2] & LOW;
            long c3 = counter[3] & LOW;
            int key0 = (int) key;
            int key1 = (int) (key >>> 32);
            for (int round = 0; round < ROUNDS; round++) {
                long product0 = MULTIPLIER_0 * c0;
                long product1 = MULTIPLIER_1 * c2;
                c0 = product1 >>> 32 ^ c1 ^ key0 & LOW;
                c1 = product1 & LOW;
                c2 = product0 >>> 32 ^ c3 ^ key1 & LOW;
                c3 = product0 & LOW;
                key0 += WEYL_0;
                key1 += WEYL_1;
            }
            low[i] = c0 << 32 | c1;
            high[i] = c2 << 32 | c3;
        }
    }

    private static void vector(
            Counting counting, int[] counter, int at, long key, long[] low, long[] high) {
        var lanes = LANE.add(at);
        var c0 = LongVector.broadcast(Simd.I64, counter[0] & LOW);
        var c1 = LongVector.broadcast(Simd.I64, counter[1] & LOW);
        if (counting == Counting.DRAWS) {
            c0 = c0.add(lanes).and(LOW);
        } else {
            c1 = c1.add(lanes).and(LOW);
        }
        var c2 = LongVector.broadcast(Simd.I64, counter[2] & LOW);
        var c3 = LongVector.broadcast(Simd.I64, counter[3] & LOW);
        int key0 = (int) key;
        int key1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            var product0 = c0.and(LOW).mul(MULTIPLIER_0);
            var product1 = c2.and(LOW).mul(MULTIPLIER_1);
            c0 =
                    product1.lanewise(VectorOperators.LSHR, 32)
                            .lanewise(VectorOperators.XOR, c1)
                            .lanewise(VectorOperators.XOR, key0 & LOW);
            c1 = product1.and(LOW);
            c2 =
                    product0.lanewise(VectorOperators.LSHR, 32)
                            .lanewise(VectorOperators.XOR, c3)
                            .lanewise(VectorOperators.XOR, key1 & LOW);
            c3 = product0.and(LOW);
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        c0.lanewise(VectorOperators.LSHL, 32).or(c1).intoArray(low, at);
        c2.lanewise(VectorOperators.LSHL, 32).or(c3).intoArray(high, at);
    }
}
