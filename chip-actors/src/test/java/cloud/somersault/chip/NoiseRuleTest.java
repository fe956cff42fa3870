package cloud.somersault.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What figures become. Fidelities are averages over all inputs (Nielsen, quant-ph/0205035). */
class NoiseRuleTest {
    private static final ChipSnapshot WUKONG = ChipData.wukong().snapshot(1);

    /** Sums of a few products of numbers below one. */
    private static final double ROUNDING = 1e-12;

    private static final double CZ_SECONDS = 40e-9;

    @Test
    void rules_are_found_by_the_numbers_that_events_name() {
        assertThat(NoiseRule.ofNumber(1)).contains(NoiseRule.DEPOLARIZING);
        assertThat(NoiseRule.ofNumber(2)).contains(NoiseRule.COHERENT_CZ);
        assertThat(NoiseRule.ofNumber(3)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void every_cz_has_its_published_fidelity(NoiseRule rule) {
        var couplers = WUKONG.noise(rule).couplers();
        assertThat(couplers).hasSize(54);
        for (var coupler : couplers) {
            double p = coupler.czDepolarizing();
            // The trace of an exchange by theta is 2 + 2 cos theta; |trace|^2 / 16 is its
            // entanglement fidelity, and depolarizing mixes that with 1/16.
            double trace = 2 + 2 * Math.cos(coupler.czSwapAngle());
            double entanglement = (1 - p) * trace * trace / 16 + p / 16;
            double average = (4 * entanglement + 1) / 5;
            double published =
                    WUKONG.couplerFigures(coupler.first(), coupler.second())
                            .orElseThrow()
                            .czFidelity();
            assertThat(average).isCloseTo(published, within(ROUNDING));
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_else_of_a_cz_is_wrong_at_first(NoiseRule rule) {
        for (var coupler : WUKONG.noise(rule).couplers()) {
            assertThat(coupler.czPhaseError()).isZero();
            assertThat(coupler.firstPhaseError()).isZero();
            assertThat(coupler.secondPhaseError()).isZero();
            assertThat(coupler.czLeakage()).isZero();
            assertThat(coupler.zzHz()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0063, 0.6754, 0.6742", "0.0014, 0.9842, 0.813", "0.008, 0.989, 0.2484"})
    void a_prepared_one_is_read_as_published_when_the_pulse_errs(
            double pulseError, double f0, double f1) {
        var qubit = NoiseRule.COHERENT_CZ.qubit(pulseError, 1, 1, f0, f1);
        // Depolarizing by p leaves |1> with 1 - p / 2.
        double one = 1 - qubit.gateDepolarizing() / 2;
        double read = one * qubit.readOneGivenOne() + (1 - one) * (1 - qubit.readZeroGivenZero());
        assertThat(read).isCloseTo(f1, within(ROUNDING));
    }

    @Test
    void a_readout_that_seems_better_than_its_preparation_is_perfect_and_not_more() {
        assertThat(NoiseRule.COHERENT_CZ.qubit(0.01, 1, 1, 1, 1).readOneGivenOne()).isEqualTo(1);
    }

    @Test
    void a_cz_as_good_as_t1_allows_has_nothing_coherent() {
        double t1Seconds = 20e-6;
        // Relaxation by g leaves (1 + sqrt(1 - g))^2 / 4 of the entanglement of each qubit.
        double kept = Math.pow((1 + Math.exp(-CZ_SECONDS / (2 * t1Seconds))) / 2, 4);
        double best = 0.8 * (1 - kept);
        var at = NoiseRule.COHERENT_CZ.coupler(0, 1, best, t1Seconds, t1Seconds, CZ_SECONDS);
        assertThat(at.czDepolarizing()).isCloseTo(4 * best / 3, within(ROUNDING));
        // An angle of which the fidelity is 1 but for rounding: theta^2 / 4 is about 1e-16.
        assertThat(at.czSwapAngle()).isCloseTo(0, within(1e-7));
        var better = NoiseRule.COHERENT_CZ.coupler(0, 1, best / 2, t1Seconds, t1Seconds, 40e-9);
        assertThat(better.czDepolarizing()).isCloseTo(2 * best / 3, within(ROUNDING));
        assertThat(better.czSwapAngle()).isCloseTo(0, within(1e-7));
    }

    @Test
    void three_cz_in_a_row_lose_about_nine_times_the_coherent_part() {
        var one = NoiseRule.COHERENT_CZ.coupler(0, 1, 0.0115, 1, 1, CZ_SECONDS);
        double trace = 2 + 2 * Math.cos(3 * one.czSwapAngle());
        double error = 0.8 * (1 - trace * trace / 16);
        // Angles add up, and the error goes with their square until they are not small.
        assertThat(error / 0.0115).isBetween(8.5, 9.0);
    }
}
