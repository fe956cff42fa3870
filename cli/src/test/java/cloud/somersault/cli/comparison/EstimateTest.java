package cloud.somersault.cli.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {

    /** Mean 3, standard deviation sqrt(2.5), t(4) = 2.776: 2.776 sqrt(2.5 / 5) = 1.963. */
    @Test
    void the_interval_of_five_values_is_student_s() {
        var estimate = Estimate.of(List.of(1.0, 2.0, 3.0, 4.0, 5.0));
        assertThat(estimate.mean()).isEqualTo(3);
        assertThat(estimate.halfWidth()).isCloseTo(1.963, within(5e-4));
        assertThat(estimate.isBeyondChance()).isTrue();
    }

    /** Differences 1, 2, 3: mean 2, standard deviation 1, t(2) = 4.303: 4.303 / sqrt(3) = 2.484. */
    @Test
    void differences_are_taken_pair_by_pair() {
        var estimate = Estimate.ofDifferences(List.of(11.0, 22.0, 33.0), List.of(10.0, 20.0, 30.0));
        assertThat(estimate.mean()).isEqualTo(2);
        assertThat(estimate.halfWidth()).isCloseTo(2.484, within(5e-4));
        assertThat(estimate.isBeyondChance()).isFalse();
        assertThat(estimate.dividedBy(-2).mean()).isEqualTo(-1);
        assertThat(estimate.dividedBy(-2).halfWidth()).isCloseTo(1.242, within(5e-4));
    }

    @Test
    void one_value_says_nothing_about_chance() {
        assertThat(Estimate.of(List.of(7.0)).isBeyondChance()).isFalse();
    }

    /** A published gain of 15 %. */
    @Test
    void a_claim_is_reproduced_only_by_an_interval_beyond_0_that_reaches_its_size() {
        assertThat(Claims.verdict(new Estimate(0.16, 0.02, 5), 0.15))
                .isEqualTo("reproduced in sign and size");
        assertThat(Claims.verdict(new Estimate(0.05, 0.02, 5), 0.15))
                .isEqualTo("reproduced in sign, smaller than published");
        assertThat(Claims.verdict(new Estimate(-0.05, 0.02, 5), 0.15))
                .isEqualTo("not reproduced: the opposite");
        assertThat(Claims.verdict(new Estimate(0.05, 0.2, 5), 0.15))
                .isEqualTo("not reproduced: no difference beyond chance");
        assertThat(Claims.verdict(new Estimate(0.01, 0.02, 5), 0.15))
                .endsWith("the published size is outside the interval");
    }
}
