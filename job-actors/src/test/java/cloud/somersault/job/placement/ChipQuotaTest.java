package cloud.somersault.job.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ChipQuotaTest {
    private static ChipQuota quota(double usual) {
        return new ChipQuota(new ChipTimeRules(3600, usual, Map.of("rich", 1000.0)));
    }

    @Test
    void a_tenant_is_promised_chip_time_until_its_limit() {
        var quota = quota(1);

        assertThat(quota.promise("a", "alice", 0.6, 0)).isEmpty();
        assertThat(quota.promise("b", "alice", 0.6, 1)).isPresent();
        assertThat(quota.promise("c", "alice", 0.4, 1)).isEmpty();
        assertThat(quota.promise("d", "bob", 1, 1)).isEmpty();
        assertThat(quota.promise("e", "rich", 999, 1)).isEmpty();
    }

    @Test
    void the_same_job_is_promised_its_time_once() {
        var quota = quota(1);

        assertThat(quota.promise("a", "alice", 0.9, 0)).isEmpty();
        assertThat(quota.promise("a", "alice", 0.9, 5)).isEmpty();
        assertThat(quota.takenSeconds("alice", 5)).isEqualTo(0.9);
    }

    @Test
    void what_was_taken_leaves_the_window_and_it_is_said_when() {
        var quota = quota(1);
        quota.promise("a", "alice", 0.5, 0);
        quota.promise("b", "alice", 0.5, 100);

        var exceeded = quota.promise("c", "alice", 0.7, 200).orElseThrow();

        // 0.7 fits when both have left: the second leaves 3600 s after 100 s
        assertThat(exceeded.retryAfterSeconds().orElseThrow()).isEqualTo(3500);
        assertThat(exceeded.takenSeconds()).isEqualTo(1);
        assertThat(quota.promise("c", "alice", 0.7, 3699)).isPresent();
        assertThat(quota.promise("c", "alice", 0.7, 3700)).isEmpty();
    }

    @Test
    void more_than_the_whole_limit_never_fits() {
        assertThat(quota(1).promise("a", "alice", 1.1, 0).orElseThrow().retryAfterSeconds())
                .isEqualTo(Optional.empty());
    }

    @Test
    void a_job_counts_by_what_it_came_to() {
        var quota = quota(1);
        quota.promise("shared", "alice", 0.9, 0);
        quota.promise("other", "alice", 0.1, 0);

        quota.settle("shared", 0.2);
        quota.settle("other", 0);

        assertThat(quota.takenSeconds("alice", 1)).isCloseTo(0.2, within(1e-12));
        assertThat(quota.promise("next", "alice", 0.8, 1)).isEmpty();
    }

    @Test
    void nobody_is_ever_promised_more_than_the_limit_within_any_window() {
        var dice = new SplittableRandom(Long.getLong("seed", 3));
        var quota = quota(10);
        var promised = new ArrayList<double[]>();
        double now = 0;
        for (int job = 0; job < 2000; job++) {
            now += dice.nextDouble() * 60;
            double seconds = dice.nextDouble() * 3;
            if (quota.promise("job" + job, "alice", seconds, now).isEmpty()) {
                promised.add(new double[] {now, seconds});
            }
            double at = now;
            double within =
                    promised.stream()
                            .filter(one -> at - one[0] < 3600)
                            .mapToDouble(one -> one[1])
                            .sum();
            assertThat(within).isLessThanOrEqualTo(10 + 1e-9);
        }
        assertThat(promised).hasSizeGreaterThan(50);
    }

    @Test
    void no_limit_is_known_as_none() {
        double year = 365 * 24 * 3600.0;

        assertThat(new ChipTimeRules(3600, year, Map.of()).limited()).isFalse();
        assertThat(new ChipTimeRules(3600, year, Map.of("alice", 60.0)).limited()).isTrue();
        assertThat(new ChipTimeRules(3600, 60, Map.of()).limited()).isTrue();
    }
}
