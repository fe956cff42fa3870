package cloud.somersault.simulators.random;

/**
 * Philox4x32-10, a counter-based random number generator: ten rounds of multiplication and
 * exclusive or turn a 128-bit counter and a 64-bit key into 128 random bits.
 *
 * <p>Source: J. Salmon, M. Moraes, R. Dror, D. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
 * SC11. It passes BigCrush, needs no state and no seeding, and any draw of any stream is reached at
 * once, which is what lets a job be cut into shards at will.
 */
final class Philox4x32 {
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_1 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;
    private static final long LOW = 0xFFFFFFFFL;

    private Philox4x32() {}

    /**
     * Half a block: words 0 and 1, or words 2 and 3, the first of the two in the high 32 bits.
     *
     * @param second whether the words 2 and 3 are wanted
     */
    static long half(int c0, int c1, int c2, int c3, int key0, int key1, boolean second) {
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * (c0 & LOW);
            long product1 = MULTIPLIER_1 * (c2 & LOW);
            c0 = (int) (product1 >>> 32) ^ c1 ^ key0;
            c1 = (int) product1;
            c2 = (int) (product0 >>> 32) ^ c3 ^ key1;
            c3 = (int) product0;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        return second ? join(c2, c3) : join(c0, c1);
    }

    private static long join(int high, int low) {
        return ((long) high << 32) | (low & LOW);
    }
}
