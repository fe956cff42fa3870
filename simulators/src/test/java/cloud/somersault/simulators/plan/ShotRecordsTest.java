package cloud.somersault.simulators.plan;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.circuits.Counts;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShotRecordsTest {

    /** Few bits are counted in a table, one and two words by sorting, more by hashing. */
    @ParameterizedTest
    @CsvSource({
        "0, 5",
        "1, 1000",
        "9, 5000",
        "20, 3000",
        "63, 2000",
        "64, 2000",
        "65, 2000",
        "72, 4000",
        "128, 1000",
        "129, 1000",
        "300, 500",
        "64, 1",
        "3, 0"
    })
    void counts_say_how_often_each_row_occurs_in_the_order_of_the_bitstrings(int bits, int shots) {
        var dice = new SplittableRandom(Long.getLong("seed", 45) + bits);
        var records = new ShotRecords(bits, shots);
        var expected = new TreeMap<String, Long>();
        for (int shot = 0; shot < shots; shot++) {
            // A third of the bits is set in half of the shots; the others are all alike but for
            // one.
            boolean dense = dice.nextBoolean();
            var text = new StringBuilder();
            for (int bit = 0; bit < bits; bit++) {
                boolean one = dense ? dice.nextInt(3) == 0 : bit == shot % 7 || bit == bits - 1;
                records.set(shot, bit, one);
                text.insert(0, one ? '1' : '0');
            }
            expected.merge(text.toString(), 1L, Long::sum);
        }
        var counts = records.counts(Checkpoint.none());
        assertThat(counts).isEqualTo(new Counts(bits, expected));
        assertThat(counts.byBitstring().keySet()).containsExactlyElementsOf(expected.keySet());
        assertThat(counts.shots()).isEqualTo(shots);
    }

    @Test
    void bits_are_replaced_under_a_mask_and_turned_over_one_by_one() {
        var records = new ShotRecords(70, 2);
        records.set(1, 2, true);
        records.set(1, 66, true);
        records.assign(1, 0, 0b1110, 0b1000);
        records.flip(1, 66);
        records.flip(1, 69);
        assertThat(records.counts(Checkpoint.none()).byBitstring())
                .containsOnlyKeys("0".repeat(70), "1" + "0".repeat(65) + "1000");
    }
}
