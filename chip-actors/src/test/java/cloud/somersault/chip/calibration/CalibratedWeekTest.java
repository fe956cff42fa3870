package cloud.somersault.chip.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.chip.truth.ChipTruth;
import cloud.somersault.chip.truth.Drift;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * A drifting chip of six qubits lives for two days; the whole chip for a week is the benchmark
 * {@link CalibratedWeekBenchmark}.
 */
class CalibratedWeekTest {
    private static final int HOURS = 48;
    private static final AutoSettings SETTINGS = new AutoSettings(3600, 0.03, 12);

    private static List<CalibratedWeek.Hour> live(long seed) {
        var six = Six.snapshot();
        return new CalibratedWeek(
                        six, new ChipTruth(six, seed, Drift.TRANSMONS), SETTINGS, Use.NONE)
                .rounds(HOURS);
    }

    private static double mean(
            List<CalibratedWeek.Hour> hours, ToDoubleFunction<CalibratedWeek.Hour> figure) {
        return hours.stream().mapToDouble(figure).average().orElseThrow();
    }

    @Test
    void a_chip_that_calibrates_itself_stays_near_the_best_that_can_be_reached() {
        var hours = live(72);
        double best = mean(hours, CalibratedWeek.Hour::best);
        double calibrated = mean(hours, CalibratedWeek.Hour::calibrated);
        assertThat(calibrated).isLessThan(1.3 * best);
        assertThat(calibrated - best)
                .as("what is lost is a part of what is lost when nobody calibrates")
                .isLessThan(0.5 * (mean(hours, CalibratedWeek.Hour::untouched) - best));
        assertThat(hours.getLast().chipSeconds())
                .as("within its share of the time, but for the experiment that it ends with")
                .isLessThan(0.03 * (HOURS + 12) * 3600 + 20);
    }
}
