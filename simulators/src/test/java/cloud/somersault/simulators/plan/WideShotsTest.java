package cloud.somersault.simulators.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WideShotsTest {

    private static void assertCounted(int bits, int shots, IntFunction<String> ofShot) {
        var records = new ShotRecords(bits, shots);
        var expected = new TreeMap<String, Long>();
        for (int shot = 0; shot < shots; shot++) {
            var text = ofShot.apply(shot);
            expected.merge(text, 1L, Long::sum);
            for (int bit = 0; bit < bits; bit++) {
                records.set(shot, bit, text.charAt(bits - 1 - bit) == '1');
            }
        }
        assertThat(records.counts(Checkpoint.none()).byBitstring()).isEqualTo(expected);
    }

    private static String random(SplittableRandom random, int bits, double ones) {
        var text = new StringBuilder();
        for (int bit = 0; bit < bits; bit++) {
            text.append(random.nextDouble() < ones ? '1' : '0');
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 12, 40, 63, 64, 65, 72, 127, 128, 129, 246, 1000})
    void all_shots_are_counted_whatever_their_width(int bits) {
        var random = new SplittableRandom(bits);
        assertCounted(bits, 1, _ -> random(random, bits, 0.5));
        assertCounted(bits, 3000, _ -> random(random, bits, 0.5));
        assertCounted(bits, 3000, _ -> random(random, bits, 2.0 / (bits + 4)));
        assertCounted(bits, 3000, shot -> (shot % 2 == 0 ? "1" : "0").repeat(bits));
        assertCounted(bits, 3000, _ -> "0".repeat(bits));
    }

    @ParameterizedTest
    @ValueSource(ints = {130, 600})
    void shots_that_agree_for_long_are_told_apart_by_their_last_bits(int bits) {
        var random = new SplittableRandom(bits);
        var heads = new String[3];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = random(random, bits - 9, 0.5);
        }
        assertCounted(
                bits, 5000, _ -> heads[random.nextInt(heads.length)] + random(random, 9, 0.5));
    }
}
