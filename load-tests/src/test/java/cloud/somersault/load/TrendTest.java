package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendTest {
    private static final int SAMPLES = 120;

    @Test
    void a_straight_line_has_its_own_slope_and_no_doubt() {
        var trend = Trend.of(new double[] {0, 1, 2, 3}, new double[] {1, 3, 5, 7});

        assertThat(trend.slope()).isCloseTo(2, within(1e-12));
        assertThat(trend.halfWidth95()).isCloseTo(0, within(1e-12));
        assertThat(trend.mean()).isEqualTo(4);
    }

    @Test
    void the_error_of_a_slope_is_that_of_the_textbook() {
        // Residuals 1, -2, 1, so that they are not correlated positively: s^2 = 6 / 1, Sxx = 2.
        var trend = Trend.of(new double[] {0, 1, 2}, new double[] {1, -2, 1});

        assertThat(trend.slope()).isCloseTo(0, within(1e-12));
        assertThat(trend.halfWidth95()).isCloseTo(1.959964 * Math.sqrt(3), within(1e-9));
    }

    @Test
    void two_samples_prove_nothing() {
        assertThat(Trend.of(new double[] {0, 1}, new double[] {5, 5}).growsLessThan(10)).isFalse();
    }

    /** 200 series whose true slope is 0: about 5 % of intervals may miss it; 20 % never do. */
    @Test
    void intervals_of_series_that_remember_hold_the_true_slope_as_often_as_they_say() {
        var random = new SplittableRandom(Long.getLong("seed", 31));
        var x = IntStream.range(0, SAMPLES).mapToDouble(i -> i / (double) SAMPLES).toArray();
        int missed = 0;
        for (int series = 0; series < 200; series++) {
            var y = new double[SAMPLES];
            double last = 0;
            for (int i = 0; i < SAMPLES; i++) {
                last = 0.6 * last + random.nextGaussian();
                y[i] = last;
            }
            var trend = Trend.of(x, y);
            missed += Math.abs(trend.slope()) > trend.halfWidth95() ? 1 : 0;
        }
        assertThat(missed).isLessThan(40);
    }

    @Test
    void what_grows_by_a_tenth_an_hour_is_not_flat_at_a_twentieth() {
        var random = new SplittableRandom(Long.getLong("seed", 32));
        var x = IntStream.range(0, SAMPLES).mapToDouble(i -> i / (double) SAMPLES).toArray();
        var flat = new double[SAMPLES];
        var growing = new double[SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            flat[i] = 100 + random.nextGaussian();
            growing[i] = flat[i] + 10 * x[i];
        }
        assertThat(Trend.of(x, flat).growsLessThan(0.05)).isTrue();
        assertThat(Trend.of(x, growing).growsLessThan(0.05)).isFalse();
    }
}
