package cloud.somersault.simulators.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.simulators.CancelledRunException;
import cloud.somersault.simulators.plan.Checkpoint;
import cloud.somersault.simulators.random.ShotRandom;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexSamplerTest {
    private static final ShotRandom RANDOM = new ShotRandom(17, 3, 2);

    private static int[] shots(int from, int to) {
        var shots = new int[to - from];
        Arrays.setAll(shots, i -> from + i);
        return shots;
    }

    private static Draws draws(int[] shots, int draw) {
        return new Draws(RANDOM, 0, shots, draw);
    }

    private static int[] sample(double[] weights, int[] shots) {
        return new IndexSampler(Weights.of(weights), Checkpoint.none()).sample(draws(shots, 0));
    }

    private static double[] random(int size, long seed) {
        var dice = new SplittableRandom(seed);
        var weights = new double[size];
        Arrays.setAll(weights, _ -> dice.nextInt(3) == 0 ? 0 : Math.pow(dice.nextDouble(), 8));
        return weights;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000, 4096, 4097, 8192, 50_000})
    void the_index_is_where_the_running_sum_first_exceeds_the_shots_number(int size) {
        var weights = random(size, Long.getLong("seed", 41) + size);
        weights[size / 2] = 1;
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        int[] found = sample(weights, shots(0, 3000));
        // The sum over all indices in one go rounds otherwise than chunk by chunk, by a little.
        double rounding = 1e-16 * size * total;
        for (int shot = 0; shot < found.length; shot++) {
            double number = RANDOM.uniform(shot, 0) * total;
            double before = 0;
            for (int i = 0; i < found[shot]; i++) {
                before += weights[i];
            }
            assertThat(before).isLessThanOrEqualTo(number + rounding);
            assertThat(before + weights[found[shot]]).isGreaterThan(number - rounding);
        }
    }

    @Test
    void many_shots_through_the_table_find_what_single_shots_find_by_search() {
        var weights = random(10_000, Long.getLong("seed", 42));
        int[] together = sample(weights, shots(0, 20_000));
        for (int shot = 0; shot < together.length; shot += 97) {
            assertThat(sample(weights, new int[] {shot})).containsExactly(together[shot]);
        }
        assertThat(sample(weights, new int[] {0, 5, 19_999}))
                .containsExactly(together[0], together[5], together[19_999]);
    }

    @Test
    void any_split_of_the_shots_gives_the_same_indices() {
        var weights = random(300_000, Long.getLong("seed", 43));
        int[] whole = sample(weights, shots(0, 30_000));
        int[] start = sample(weights, shots(0, 11_000));
        int[] rest = sample(weights, shots(11_000, 30_000));
        assertThat(start).containsExactly(Arrays.copyOf(whole, 11_000));
        assertThat(rest).containsExactly(Arrays.copyOfRange(whole, 11_000, 30_000));
    }

    @Test
    void indices_without_weight_are_never_found() {
        var weights = new double[20_000];
        weights[4095] = 1e-300;
        weights[4096] = 1;
        weights[19_000] = 1;
        assertThat(Arrays.stream(sample(weights, shots(0, 10_000))).distinct())
                .containsExactlyInAnyOrder(4096, 19_000);
    }

    @Test
    void the_scale_of_the_weights_does_not_matter_down_to_the_smallest_numbers() {
        for (double scale : new double[] {1e-310, 1e-200, 1, 1e200}) {
            int[] found = sample(new double[] {scale, 0, 3 * scale}, shots(0, 10_000));
            double ones = Arrays.stream(found).filter(index -> index == 2).count();
            // Six standard deviations of a coin with p = 3/4: false alarm 2e-9.
            assertThat(Math.abs(ones / 10_000 - 0.75)).isLessThan(6 * 0.0044);
        }
    }

    @Test
    void nothing_to_sample_from_is_a_broken_belief() {
        var nothing = Weights.of(new double[5]);
        assertThatThrownBy(() -> new IndexSampler(nothing, Checkpoint.none()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void sampling_can_be_stopped() {
        Checkpoint stop =
                () -> {
                    throw new CancelledRunException();
                };
        var weights = Weights.of(new double[] {1});
        assertThatThrownBy(() -> new IndexSampler(weights, stop))
                .isInstanceOf(CancelledRunException.class);
    }

    @Test
    void draws_of_consecutive_shots_are_the_same_numbers_as_one_by_one() {
        for (int draw : new int[] {0, 1, 7}) {
            var together = draws(shots(5, 1000), draw);
            var bits = new long[990];
            for (int offset = 0; offset < 3; offset++) {
                together.fill(2, bits.length, offset, bits);
                for (int i = 0; i < bits.length; i++) {
                    assertThat(bits[i]).isEqualTo(RANDOM.bits(7 + i, draw + offset));
                    assertThat(bits[i]).isEqualTo(together.bits(2 + i, offset));
                }
            }
        }
    }

    @Test
    void shots_on_both_sides_of_a_multiple_of_two_to_the_32_have_their_own_numbers() {
        long first = (1L << 32) - 3;
        var bits = new long[6];
        new Draws(RANDOM, first, shots(0, 6), 0).fill(0, 6, 0, bits);
        for (int i = 0; i < bits.length; i++) {
            assertThat(bits[i]).isEqualTo(RANDOM.bits(first + i, 0));
        }
    }
}
