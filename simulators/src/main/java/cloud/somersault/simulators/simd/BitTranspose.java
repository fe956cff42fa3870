package cloud.somersault.simulators.simd;

/** 64 by 64 bits, rows to columns. */
public final class BitTranspose {
    private BitTranspose() {}

    /**
     * Exchanges bit j of word i with bit i of word j, in place: halves, then quarters, down to
     * single bits. Source: H. Warren, "Hacker's Delight", section 7-3.
     */
    public static void transpose(long[] block) {
        long mask = 0x00000000FFFFFFFFL;
        for (int width = 32; width > 0; width >>= 1, mask ^= mask << width) {
            for (int row = 0; row < Long.SIZE; row = (row | width) + 1 & ~width) {
                long swapped = (block[row] >>> width ^ block[row | width]) & mask;
                block[row] ^= swapped << width;
                block[row | width] ^= swapped;
            }
        }
    }
}
