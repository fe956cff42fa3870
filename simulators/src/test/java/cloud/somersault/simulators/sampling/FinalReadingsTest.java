package cloud.somersault.simulators.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.plan.Readout;
import cloud.somersault.simulators.plan.ShotRecords;
import cloud.somersault.simulators.plan.Step.Measure;
import cloud.somersault.simulators.random.ShotRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FinalReadingsTest {
    private static final int SHOTS = 100_000;

    private static Draws draws(int count) {
        var shots = new int[count];
        Arrays.setAll(shots, i -> i);
        return new Draws(new ShotRandom(5, 0, 0), 0, shots, 4);
    }

    private static ShotRecords read(List<Measure> finals, int bits, int... indices) {
        var records = new ShotRecords(bits, indices.length);
        new FinalReadings(finals).write(draws(indices.length), indices, records, Checkpoint.none());
        return records;
    }

    @Test
    void every_bit_shows_the_qubit_that_was_measured_into_it() {
        var dice = new SplittableRandom(Long.getLong("seed", 44));
        var finals = new ArrayList<Measure>();
        for (int bit = 0; bit < 200; bit += 1 + dice.nextInt(4)) {
            finals.add(new Measure(dice.nextInt(27), bit, Readout.PERFECT));
        }
        var indices = dice.ints(500, 0, 1 << 27).toArray();
        var records = read(finals, 200, indices);
        for (int shot = 0; shot < indices.length; shot++) {
            for (var measure : finals) {
                assertThat(records.get(shot, measure.bit()))
                        .isEqualTo((indices[shot] >> measure.qubit() & 1) != 0);
            }
        }
    }

    @Test
    void bits_that_are_not_measured_keep_what_they_had() {
        var records = new ShotRecords(70, 1);
        records.set(0, 0, true);
        records.set(0, 3, true);
        records.set(0, 69, true);
        var finals =
                List.of(new Measure(0, 3, Readout.PERFECT), new Measure(1, 65, Readout.PERFECT));
        new FinalReadings(finals).write(draws(1), new int[] {2}, records, Checkpoint.none());
        assertThat(records.get(0, 0)).isTrue();
        assertThat(records.get(0, 3)).isFalse();
        assertThat(records.get(0, 65)).isTrue();
        assertThat(records.get(0, 69)).isTrue();
    }

    /** Each pattern of three readings as often as the product of its probabilities says. */
    @Test
    void readings_err_independently_with_the_probabilities_of_their_states() {
        var readouts =
                List.of(new Readout(0.9, 0.6), new Readout(1, 0.75), new Readout(0.35, 0.999));
        var finals = new ArrayList<Measure>();
        for (int q = 0; q < 3; q++) {
            finals.add(new Measure(q, 2 - q, readouts.get(q)));
        }
        for (int state = 0; state < 8; state++) {
            var indices = new int[SHOTS];
            Arrays.fill(indices, state);
            var records = read(finals, 3, indices);
            var seen = new int[8];
            for (int shot = 0; shot < SHOTS; shot++) {
                int reading = 0;
                for (int q = 0; q < 3; q++) {
                    reading |= records.get(shot, 2 - q) ? 1 << q : 0;
                }
                seen[reading]++;
            }
            for (int reading = 0; reading < 8; reading++) {
                double p = 1;
                for (int q = 0; q < 3; q++) {
                    boolean one = (state >> q & 1) != 0;
                    double right =
                            one ? readouts.get(q).oneGivenOne() : readouts.get(q).zeroGivenZero();
                    p *= (reading >> q & 1) == (state >> q & 1) ? right : 1 - right;
                }
                // 64 comparisons at 7 standard deviations: false alarm below 1e-9 where the
                // binomial is near a normal distribution; one more count where it is not.
                double deviation = Math.sqrt(SHOTS * p * (1 - p));
                assertThat(Math.abs(seen[reading] - SHOTS * p)).isLessThan(7 * deviation + 10);
                if (p == 0) {
                    assertThat(seen[reading]).isZero();
                }
            }
        }
    }

    @Test
    void a_readout_that_is_always_wrong_is_always_wrong() {
        var finals = new ArrayList<Measure>();
        for (int q = 0; q < 20; q++) {
            finals.add(new Measure(q, q, new Readout(0, 0)));
        }
        var indices = new int[] {0, 0b1010, (1 << 20) - 1};
        var records = read(finals, 20, indices);
        for (int shot = 0; shot < 3; shot++) {
            for (int q = 0; q < 20; q++) {
                assertThat(records.get(shot, q)).isEqualTo((indices[shot] >> q & 1) == 0);
            }
        }
    }

    @Test
    void twenty_readings_err_as_often_as_they_should_and_in_every_place() {
        var finals = new ArrayList<Measure>();
        for (int q = 0; q < 20; q++) {
            finals.add(new Measure(q, q, new Readout(0.98, 0.9)));
        }
        int half = 0b10101010101010101010;
        var indices = new int[SHOTS];
        Arrays.fill(indices, half);
        var records = read(finals, 20, indices);
        for (int q = 0; q < 20; q++) {
            int wrong = 0;
            boolean one = (half >> q & 1) != 0;
            for (int shot = 0; shot < SHOTS; shot++) {
                wrong += records.get(shot, q) != one ? 1 : 0;
            }
            double p = one ? 0.1 : 0.02;
            // 20 comparisons at 6.5 standard deviations: false alarm below 2e-9.
            assertThat(Math.abs(wrong - SHOTS * p)).isLessThan(6.5 * Math.sqrt(SHOTS * p));
        }
    }
}
