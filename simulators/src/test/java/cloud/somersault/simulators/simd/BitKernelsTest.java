package cloud.somersault.simulators.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Kernels over bits, and the logarithm of random bits, against the obvious way. */
class BitKernelsTest {

    private static long[] random(int words, long seed) {
        return new SplittableRandom(seed).longs(words).toArray();
    }

    @Test
    void rows_are_added_and_multiplied_word_by_word() {
        for (int words = 0; words < 40; words++) {
            var a = random(words + 5, words);
            var b = random(words + 7, words + 100);
            var sum = a.clone();
            BitRows.xor(sum, 3, b, 4, words);
            long ones = 0;
            for (int i = 0; i < a.length; i++) {
                boolean inside = i >= 3 && i < 3 + words;
                assertThat(sum[i]).isEqualTo(inside ? a[i] ^ b[i + 1] : a[i]);
                ones += inside ? Long.bitCount(a[i] & b[i + 1]) : 0;
            }
            assertThat(BitRows.parity(a, 3, b, 4, words)).isEqualTo((int) (ones & 1));
        }
    }

    @Test
    void transposed_bits_change_row_and_column() {
        var block = random(64, 1);
        var turned = block.clone();
        BitTranspose.transpose(turned);
        for (int row = 0; row < 64; row++) {
            for (int column = 0; column < 64; column++) {
                assertThat(turned[column] >>> row & 1).isEqualTo(block[row] >>> column & 1);
            }
        }
    }

    @Test
    void rows_get_the_sums_that_their_bytes_choose() {
        for (int words : new int[] {1, 2, 3, 4, 5, 8, 11}) {
            for (int tables = 1; tables <= 8; tables++) {
                var sums = random(9 * SumTables.SUMS * words, tables);
                int first = SumTables.SUMS * words;
                var chosen = random(10, words);
                int stride = words + 2;
                var rows = random(10 * stride, 3);
                var expected = rows.clone();
                for (int row = 0; row < 10; row++) {
                    for (int table = 0; table < tables; table++) {
                        int sum = (int) (chosen[row] >>> 8 * table) & 255;
                        for (int word = 0; word < words; word++) {
                            expected[1 + row * stride + word] ^=
                                    sums[first + (table * 256 + sum) * words + word];
                        }
                    }
                }
                SumTables.add(sums, first, tables, words, chosen, rows, 1, stride, 10);
                assertThat(rows).isEqualTo(expected);
            }
        }
    }

    /** Ten fused steps and a division, each right to half a unit in the last place. */
    @Test
    void exponential_numbers_are_logarithms_in_lanes_and_alone() {
        var bits = random(10_003, 9);
        for (int i = 0; i < bits.length; i++) {
            bits[i] =
                    i % 3 == 0 ? bits[i] >>> i % 52 : i % 3 == 1 ? bits[i] : ~(bits[i] >>> i % 52);
        }
        var exponential = new double[bits.length];
        ExponentialKernel.fill(bits, exponential, bits.length);
        for (int i = 0; i < bits.length; i++) {
            double u = (bits[i] >>> 12) * 0x1p-52 + 0x1p-53;
            double expected = u > 0.5 ? -StrictMath.log1p(u - 1) : -StrictMath.log(u);
            assertThat(exponential[i]).isCloseTo(expected, within(1e-15 * expected));
            assertThat(ExponentialKernel.scalar(bits[i])).isEqualTo(exponential[i]);
        }
    }
}
