package cloud.somersault.http.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    private static final double NANOSECONDS = 1e9;

    /** A day of doubles adds up to less than this many tokens of rounding. */
    private static final double ROUNDING = 1e-3;

    @Test
    void a_full_bucket_gives_its_burst_at_once_and_then_says_how_long_to_wait() {
        var bucket = new TokenBucket(2, 3, 0);
        for (int i = 0; i < 3; i++) {
            assertThat(bucket.take(0)).isZero();
        }
        assertThat(bucket.take(0)).isEqualTo(0.5);
        assertThat(bucket.take(400_000_000)).isCloseTo(0.1, within(1e-9));
        assertThat(bucket.take(500_000_000)).isZero();
    }

    @Test
    void in_any_time_no_more_is_taken_than_burst_and_rate_allow() {
        var random = new Random(Long.getLong("seed", 17));
        for (int round = 0; round < 200; round++) {
            double rate = Math.exp(random.nextDouble() * 12 - 4);
            double burst = 1 + random.nextInt(100);
            var bucket = new TokenBucket(rate, burst, 0);
            long now = 0;
            long taken = 0;
            for (int i = 0; i < 2000; i++) {
                now += (long) (random.nextDouble() * 2 / rate * NANOSECONDS);
                taken += bucket.take(now) == 0 ? 1 : 0;
                assertThat((double) taken)
                        .isLessThanOrEqualTo(burst + rate * now / NANOSECONDS + ROUNDING);
            }
        }
    }

    @Test
    void who_waits_as_long_as_was_said_is_served() {
        var random = new Random(Long.getLong("seed", 17));
        for (int round = 0; round < 200; round++) {
            double rate = Math.exp(random.nextDouble() * 8 - 4);
            var bucket = new TokenBucket(rate, 1 + random.nextInt(10), 0);
            long now = 0;
            for (int i = 0; i < 200; i++) {
                double wait = bucket.take(now);
                if (wait > 0) {
                    now += (long) Math.ceil(wait * (1 + 1e-9) * NANOSECONDS) + 1;
                    assertThat(bucket.take(now)).isZero();
                }
            }
        }
    }

    @Test
    void who_asks_steadily_below_the_rate_is_never_refused() {
        var bucket = new TokenBucket(10, 1, 0);
        for (long i = 1; i <= 100_000; i++) {
            assertThat(bucket.take(i * 100_000_001)).isZero();
        }
    }

    @Test
    void a_clock_that_stands_still_or_goes_back_gives_nothing() {
        var bucket = new TokenBucket(1000, 1, 5_000_000_000L);
        assertThat(bucket.take(5_000_000_000L)).isZero();
        assertThat(bucket.take(4_000_000_000L)).isPositive();
        assertThat(bucket.take(5_000_000_000L)).isPositive();
    }
}
