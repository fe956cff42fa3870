package cloud.somersault.simulators.simd;

import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** Rows of bits in 64-bit words: exclusive or and parity, what GF(2) has for sums and products. */
public final class BitRows {
    private static final int LANES = Simd.I64.length();

    private BitRows() {}

    /** {@code to ^= from} over some words of each. */
    public static void xor(long[] to, int toFirst, long[] from, int fromFirst, int words) {
        int word = 0;
        if (Simd.VECTORS && words >= LANES) {
            for (; word + LANES <= words; word += LANES) {
                LongVector.fromArray(Simd.I64, to, toFirst + word)
                        .lanewise(
                                VectorOperators.XOR,
                                LongVector.fromArray(Simd.I64, from, fromFirst + word))
                        .intoArray(to, toFirst + word);
            }
        }
        for (; word < words; word++) {
            to[toFirst + word] ^= from[fromFirst + word];
        }
    }

    /** The parity of {@code a & b} over some words of each, 0 or 1. */
    public static int parity(long[] a, int aFirst, long[] b, int bFirst, int words) {
        int word = 0;
        long sum = 0;
        if (Simd.VECTORS && words >= LANES) {
            var sums = LongVector.zero(Simd.I64);
            for (; word + LANES <= words; word += LANES) {
                sums =
                        sums.lanewise(
                                VectorOperators.XOR,
                                LongVector.fromArray(Simd.I64, a, aFirst + word)
                                        .and(LongVector.fromArray(Simd.I64, b, bFirst + word)));
            }
            sum = sums.reduceLanes(VectorOperators.XOR);
        }
        for (; word < words; word++) {
            sum ^= a[aFirst + word] & b[bFirst + word];
        }
        return Long.bitCount(sum) & 1;
    }
}
