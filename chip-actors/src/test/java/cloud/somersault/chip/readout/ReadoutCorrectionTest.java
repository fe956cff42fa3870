package cloud.somersault.chip.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.circuits.Counts;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Errors that are put on a known distribution are taken off again. */
class ReadoutCorrectionTest {

    @Test
    void one_bit_is_the_inverse_of_its_two_by_two_matrix() {
        // Of a qubit that was 1 in 0.3 of all shots, read with 0.9 and 0.8: 0.7*0.1 + 0.3*0.8 =
        // 0.31.
        var counts = Counts.of(1, Map.of("0", 69_000L, "1", 31_000L));

        var corrected = ReadoutCorrection.correct(counts, List.of(new BitReadout(0.9, 0.8)));

        assertThat(corrected.orElseThrow().get("1")).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void every_outcome_read_gives_back_the_distribution_that_was() {
        var random = new Random(5);
        for (int bits = 1; bits <= 7; bits++) {
            var readouts =
                    IntStream.range(0, bits)
                            .mapToObj(_ ->
                                    new BitReadout(
                                            0.85 + 0.15 * random.nextDouble(),
                                            0.75 + 0.2 * random.nextDouble()))
                            .toList();
            double[] was = random.doubles(1 << bits, 0.01, 1).toArray();
            double sum = IntStream.range(0, was.length).mapToDouble(i -> was[i]).sum();
            var read = new TreeMap<String, Long>();
            for (int r = 0; r < was.length; r++) {
                double share = 0;
                for (int t = 0; t < was.length; t++) {
                    double p = was[t] / sum;
                    for (int bit = 0; bit < bits; bit++) {
                        boolean one = (t >> bit & 1) == 1;
                        double right =
                                one
                                        ? readouts.get(bit).oneGivenOne()
                                        : readouts.get(bit).zeroGivenZero();
                        p *= (r >> bit & 1) == (t >> bit & 1) ? right : 1 - right;
                    }
                    share += p;
                }
                read.put(bitstring(r, bits), Math.round(share * 1e14));
            }

            var corrected =
                    ReadoutCorrection.correct(Counts.of(bits, read), readouts).orElseThrow();

            for (int t = 0; t < was.length; t++) {
                assertThat(corrected.get(bitstring(t, bits))).isCloseTo(was[t] / sum, within(1e-7));
            }
        }
    }

    @Test
    void the_answer_is_a_distribution_even_where_the_inverse_is_negative() {
        // 0.99 read as 0 of a bit that reads 0 as 0 only in 0.9: less than its errors alone.
        var counts = Counts.of(2, Map.of("00", 990L, "01", 4L, "10", 6L));
        var bits = List.of(new BitReadout(0.9, 0.9), new BitReadout(0.9, 0.9));

        var corrected = ReadoutCorrection.correct(counts, bits).orElseThrow();

        assertThat(corrected.values()).allSatisfy(p -> assertThat(p).isBetween(0.0, 1.0));
        assertThat(corrected.values().stream().mapToDouble(p -> p).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(corrected.firstKey()).isEqualTo("00");
        assertThat(corrected.get("00")).isGreaterThan(0.99);
    }

    @Test
    void perfect_readouts_change_nothing() {
        var counts = Counts.of(2, Map.of("00", 1L, "11", 3L));

        var corrected =
                ReadoutCorrection.correct(counts, List.of(BitReadout.PERFECT, BitReadout.PERFECT));

        assertThat(corrected).hasValue(new TreeMap<>(Map.of("00", 0.25, "11", 0.75)));
    }

    @Test
    void a_readout_that_tells_nothing_can_not_be_corrected() {
        var counts = Counts.of(1, Map.of("0", 5L, "1", 5L));

        assertThat(ReadoutCorrection.correct(counts, List.of(new BitReadout(0.6, 0.4)))).isEmpty();
        assertThat(ReadoutCorrection.correct(Counts.none(1), List.of(BitReadout.PERFECT)))
                .isEmpty();
    }

    private static String bitstring(int value, int bits) {
        var text = Integer.toBinaryString(value);
        return "0".repeat(bits - text.length()) + text;
    }
}
