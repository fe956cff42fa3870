package cloud.somersault.simulators.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.simulators.SplitMix;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CouplingsTest {
    private static final int SIZE = 1 << 11;
    private static final int FROM = 12;

    /** Some ten roundings of numbers below 8. */
    private static final double SINGLE = 10 * 8 * 0x1p-24;

    private static final double DOUBLE = 10 * 8 * 0x1p-53;

    @ParameterizedTest
    @ValueSource(ints = {0b111_1111_1111, 0b101_1011_1111, 0b110_1111_1111})
    void every_pair_of_bits_of_a_block_gets_what_the_description_says(int bits) {
        var random = new SplitMix(5);
        for (int second = 2; second < SIZE; second *= 2) {
            for (int first = 1; first < second; first *= 2) {
                if (((first | second) & ~bits) == 0) {
                    check(random, bits, first, second);
                }
            }
        }
    }

    private static void check(SplitMix random, int bits, int first, int second) {
        var n = numbers(random, CouplingsF64.NUMBERS);
        var re = numbers(random, FROM + SIZE);
        var im = numbers(random, FROM + SIZE);
        var expectedRe = re.clone();
        var expectedIm = im.clone();
        for (int i = 0; i < SIZE; i++) {
            if ((i & ~bits) == 0 && (i & (first | second)) == 0) {
                int a = FROM + i;
                describe(expectedRe, expectedIm, a, a + first, a + second, n);
            }
        }
        var singleRe = floats(re);
        var singleIm = floats(im);
        CouplingsF32.couple(singleRe, singleIm, FROM, bits, first, second, floats(n));
        CouplingsF64.couple(re, im, FROM, bits, first, second, n);
        for (int i = 0; i < re.length; i++) {
            assertThat(re[i]).isCloseTo(expectedRe[i], within(DOUBLE));
            assertThat(im[i]).isCloseTo(expectedIm[i], within(DOUBLE));
            assertThat((double) singleRe[i]).isCloseTo(expectedRe[i], within(SINGLE));
            assertThat((double) singleIm[i]).isCloseTo(expectedIm[i], within(SINGLE));
        }
    }

    /** The five steps of the description, on four complex numbers. */
    private static void describe(double[] re, double[] im, int a, int b, int c, double[] n) {
        int d = b + c - a;
        for (var x : new double[][] {re, im}) {
            pair(x, a, b, n[0], n[0]);
            pair(x, c, d, n[0], n[0]);
            pair(x, a, c, n[1], n[1]);
            pair(x, b, d, n[1], n[1]);
        }
        multiply(re, im, c, 1, n[2]);
        multiply(re, im, d, 1, n[3]);
        for (var x : new double[][] {re, im}) {
            pair(x, a, d, n[4], n[5]);
            pair(x, b, c, n[6], n[7]);
        }
        multiply(re, im, a, n[8], 0);
        multiply(re, im, b, n[9], n[10]);
        multiply(re, im, c, n[11], n[12]);
        multiply(re, im, d, n[13], n[14]);
    }

    private static void pair(double[] x, int low, int high, double down, double up) {
        double was = x[low];
        x[low] -= down * x[high];
        x[high] += up * was;
    }

    private static void multiply(double[] re, double[] im, int at, double fRe, double fIm) {
        double was = re[at];
        re[at] = was * fRe - im[at] * fIm;
        im[at] = was * fIm + im[at] * fRe;
    }

    private static double[] numbers(SplitMix random, int count) {
        var numbers = new double[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) (random.u() - 0.5);
        }
        return numbers;
    }

    private static float[] floats(double[] numbers) {
        var floats = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
