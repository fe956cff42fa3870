package cloud.somersault.chip.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Controls;
import cloud.somersault.chip.NoiseRule;
import cloud.somersault.chip.Truth;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChipTruthTest {
    private static final ChipSnapshot WUKONG = ChipData.wukong().snapshot(1);
    private static final double DAY = 86_400;

    private static ChipTruth truth(long seed) {
        return new ChipTruth(WUKONG, seed, Drift.TRANSMONS);
    }

    @Test
    void at_second_0_the_truth_is_what_the_first_figures_say() {
        for (var qubit : WUKONG.qubits()) {
            var state = truth(1).qubit(qubit.id(), 0);
            assertThat(state.isPresent()).isEqualTo(qubit.inService());
            qubit.known()
                    .ifPresent(figures -> {
                        var now = state.orElseThrow();
                        assertThat(now.frequencyHz()).isEqualTo(figures.frequencyHz());
                        assertThat(now.t1Seconds()).isEqualTo(figures.t1Seconds());
                        assertThat(now.t2Seconds()).isEqualTo(figures.t2Seconds());
                        assertThat(now.pulseGain()).isEqualTo(1);
                        assertThat(now.readZeroGivenZero()).isEqualTo(figures.readZeroGivenZero());
                    });
        }
        IntStream.range(0, WUKONG.couplers().size())
                .forEach(index ->
                        truth(1).coupler(index, 0)
                                .ifPresent(state -> assertThat(state.czPhaseRadians()).isZero()));
    }

    @ParameterizedTest
    @EnumSource
    void at_second_0_the_noise_is_that_of_the_published_figures_to_the_last_bit(NoiseRule rule) {
        var second0 = new Truth(1, "transmons-1", 1, 0, 0, rule.number());
        assertThat(ChipTruth.noise(WUKONG, WUKONG, second0).equals(WUKONG.noise(rule))).isTrue();
        var whenever = new Truth(1, "none", 1, 0, 1e8, rule.number());
        assertThat(ChipTruth.noise(WUKONG, WUKONG, whenever).equals(WUKONG.noise(rule))).isTrue();
    }

    @Test
    void figures_from_outside_are_true_when_they_came() {
        var week = 7 * DAY;
        var rule = NoiseRule.CURRENT;
        var came = new Truth(1, "transmons-1", 1, week, week);
        assertThat(ChipTruth.noise(WUKONG, WUKONG, came).equals(WUKONG.noise(rule))).isTrue();
        var dayLater = new Truth(1, "transmons-1", 1, week, week + DAY);
        assertThat(ChipTruth.noise(WUKONG, WUKONG, dayLater))
                .isEqualTo(truth(1).noise(Controls.untuned(WUKONG), DAY, rule));
    }

    @Test
    void a_truth_is_not_taken_from_the_figures_of_another_version() {
        var named = new Truth(1, "transmons-1", 1, 0, 0);
        assertThatThrownBy(() -> ChipTruth.of(WUKONG.withVersion(2), named))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_truth_from_before_there_were_rules_goes_by_the_first() {
        var early = new Truth(1, "transmons-1", 1, 0, 0, 0);
        assertThat(ChipTruth.noise(WUKONG, WUKONG, early)).isEqualTo(WUKONG.noise());
    }

    @Test
    void a_rule_that_there_is_not_is_no_truth() {
        assertThatThrownBy(() -> ChipTruth.noise(WUKONG, WUKONG, new Truth(1, "none", 1, 0, 0, 99)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void what_is_set_anew_is_in_tune_and_what_is_not_drifts_away() {
        double week = 7 * DAY;
        var retuned = truth(6).noise(truth(6).tuned(week), week, NoiseRule.CURRENT);
        var neglected = truth(6).noise(truth(6).tuned(0), week, NoiseRule.CURRENT);
        assertThat(retuned.qubits().values()).allMatch(one -> one.detuningHz() == 0);
        assertThat(retuned.couplers()).allMatch(one -> one.czPhaseError() == 0);
        double squares =
                neglected.couplers().stream()
                        .mapToDouble(one -> one.czPhaseError() * one.czPhaseError())
                        .average()
                        .orElseThrow();
        // 54 couplers whose phases have wandered for 3.5 correlation times: six deviations wide.
        assertThat(Math.sqrt(squares)).isBetween(0.3 * 0.4, 0.3 * 1.6);
    }

    @Test
    void a_seed_and_a_moment_are_one_chip_and_another_seed_is_another() {
        assertThat(truth(4).qubit(5, 3 * DAY)).isEqualTo(truth(4).qubit(5, 3 * DAY));
        assertThat(truth(4).qubit(5, 3 * DAY)).isNotEqualTo(truth(5).qubit(5, 3 * DAY));
        assertThat(truth(4).qubit(5, 3 * DAY)).isNotEqualTo(truth(4).qubit(5, 4 * DAY));
    }

    @Test
    void without_drift_nothing_ever_changes() {
        var still = new ChipTruth(WUKONG, 1, Drift.NONE);
        assertThat(still.qubit(1, 900 * DAY)).isEqualTo(still.qubit(1, 0));
        assertThat(still.coupler(20, 900 * DAY)).isEqualTo(still.coupler(20, 0));
    }

    @Test
    void frequencies_wander_by_their_deviation() {
        double squares = 0;
        int many = 0;
        var frequencyOnly =
                new Drift(
                        15e3,
                        Drift.TRANSMONS.frequencyTime(),
                        0,
                        Drift.NONE.coherenceTime(),
                        0,
                        Drift.NONE.amplitudeTime(),
                        0,
                        Drift.NONE.readoutTime(),
                        0,
                        0,
                        Drift.NONE.czPhaseTime(),
                        0,
                        Drift.NONE.zzTime(),
                        Drift.NONE.defectEvery(),
                        Drift.NONE.defectStays(),
                        Drift.NONE.burstEvery(),
                        Drift.NONE.burstHeals(),
                        1,
                        0,
                        0);
        for (long seed = 0; seed < 100; seed++) {
            var truth = new ChipTruth(WUKONG, seed, frequencyOnly);
            for (int id : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10}) {
                double moved =
                        truth.qubit(id, 60 * DAY).orElseThrow().frequencyHz()
                                - truth.qubit(id, 0).orElseThrow().frequencyHz();
                squares += moved * moved;
                many++;
            }
        }
        // Six deviations of the mean of 1000 squares of normal numbers: 6 sqrt(2 / 1000).
        assertThat(squares / many / (15e3 * 15e3)).isCloseTo(1, within(0.27));
    }

    @Test
    void t2_is_never_more_than_twice_t1() {
        for (int day = 0; day < 400; day += 3) {
            for (var qubit : WUKONG.qubits()) {
                truth(2).qubit(qubit.id(), day * DAY)
                        .ifPresent(state ->
                                assertThat(state.t2Seconds())
                                        .isLessThanOrEqualTo(2 * state.t1Seconds() * (1 + 1e-12)));
            }
        }
    }

    @Test
    void a_burst_strikes_neighbours_together_and_heals() {
        var burstsOnly =
                new Drift(
                        0,
                        Drift.NONE.frequencyTime(),
                        0,
                        Drift.NONE.coherenceTime(),
                        0,
                        Drift.NONE.amplitudeTime(),
                        0,
                        Drift.NONE.readoutTime(),
                        0,
                        0,
                        Drift.NONE.czPhaseTime(),
                        0,
                        Drift.NONE.zzTime(),
                        Drift.NONE.defectEvery(),
                        Drift.NONE.defectStays(),
                        Drift.TRANSMONS.burstEvery(),
                        Drift.TRANSMONS.burstHeals(),
                        1.2,
                        0,
                        0);
        var truth = new ChipTruth(WUKONG, 3, burstsOnly);
        double minute = 60;
        int struckTogether = 0;
        int struck = 0;
        for (int now = 0; now < 60 * 24 * 60; now += 10) {
            boolean here = relaxesFaster(truth, 26, now * minute);
            if (here) {
                struck++;
                struckTogether += relaxesFaster(truth, 27, now * minute) ? 1 : 0;
            }
        }
        assertThat(struck).isBetween(1, 60 * 24 * 6 / 4);
        assertThat(struckTogether).isGreaterThan(struck / 2);
    }

    private static boolean relaxesFaster(ChipTruth truth, int id, double seconds) {
        return truth.qubit(id, seconds).orElseThrow().t1Seconds()
                < 0.8 * truth.qubit(id, 0).orElseThrow().t1Seconds();
    }

    @Test
    void a_cz_leaks_and_misses_its_point_more_and_more_unless_the_chip_is_of_the_first_kind() {
        var first = truth(3);
        var later = new ChipTruth(WUKONG, 3, Drift.LEAKING_TRANSMONS);
        int parts = 0;
        double leakage = 0;
        double swap = 0;
        for (int index = 0; index < WUKONG.couplers().size(); index++) {
            var began = later.coupler(index, 0);
            if (began.isEmpty()) {
                continue;
            }
            assertThat(began.get().czLeakage()).isZero();
            assertThat(began.get().czSwapRadians()).isZero();
            assertThat(first.coupler(index, 30 * DAY).orElseThrow().czLeakage()).isZero();
            var now = later.coupler(index, 30 * DAY).orElseThrow();
            assertThat(now.czPhaseRadians())
                    .as("all else is as it was")
                    .isEqualTo(first.coupler(index, 30 * DAY).orElseThrow().czPhaseRadians());
            assertThat(now.czLeakage()).isBetween(0.0, 0.02);
            leakage += now.czLeakage();
            swap += now.czSwapRadians() * now.czSwapRadians();
            parts++;
        }
        // A process that began at 0 has twice its variance long after; so has the mean leakage.
        // Means over 54 couplers deviate by 19 %.
        assertThat(leakage / parts).isBetween(0.0016 * 0.4, 0.0016 * 1.6);
        assertThat(swap / parts).isBetween(0.0018 * 0.4, 0.0018 * 1.6);
    }

    @Test
    void leakage_and_a_missed_amplitude_reach_the_engines() {
        var leaking = new ChipTruth(WUKONG, 3, Drift.LEAKING_TRANSMONS);
        var noise = leaking.noise(leaking.tuned(30 * DAY), 30 * DAY, NoiseRule.CURRENT);
        assertThat(noise.couplers()).anyMatch(coupler -> coupler.czLoss() > 1e-3);
        var still = truth(3).noise(truth(3).tuned(30 * DAY), 30 * DAY, NoiseRule.CURRENT);
        assertThat(noise.couplers()).hasSameSizeAs(still.couplers());
        assertThat(noise.couplers().getFirst().czSwapAngle())
                .isNotEqualTo(still.couplers().getFirst().czSwapAngle());
    }
}
