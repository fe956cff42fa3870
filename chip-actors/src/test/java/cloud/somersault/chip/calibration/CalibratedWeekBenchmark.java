package cloud.somersault.chip.calibration;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.truth.ChipTruth;
import cloud.somersault.chip.truth.Drift;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Wukong drifts for seven virtual days and calibrates itself: {@code [days=7] [share=0.03]
 * [seed=72]}. Prints the table of docs/calibration.md.
 */
public final class CalibratedWeekBenchmark {
    private static final int HOURS = 24;
    private static final double HOUR = 3600;

    private CalibratedWeekBenchmark() {}

    /** Lives through the days and prints one row for each. */
    public static void main(String[] words) {
        int days = (int) number(words, "days", 7);
        double share = number(words, "share", 0.03);
        long seed = (long) number(words, "seed", 72);
        var first = ChipData.wukong().snapshot(1);
        var week =
                new CalibratedWeek(
                        first,
                        new ChipTruth(first, seed, Drift.LEAKING_TRANSMONS),
                        new AutoSettings(HOUR, share, 12),
                        Use.NONE);
        System.out.printf(
                Locale.ROOT,
                "Wukong, seed %d, calibration may take %.1f %% of the chip's time; means over each"
                        + " day%n%n",
                seed,
                100 * share);
        System.out.println(
                "| day | mean CZ error | best reachable | ratio | not recalibrated | ratio | pulse"
                        + " error | best | not recal. | qubits out | couplers out | chip time |");
        System.out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
        var hours = week.rounds(HOURS * days);
        for (int day = 0; day < days; day++) {
            row(Integer.toString(day + 1), hours.subList(day * HOURS, (day + 1) * HOURS));
        }
        row("all", hours);
    }

    private static double number(String[] words, String name, double otherwise) {
        for (var word : words) {
            if (word.startsWith(name + "=")) {
                return Double.parseDouble(word.substring(name.length() + 1));
            }
        }
        return otherwise;
    }

    private static void row(String name, List<CalibratedWeek.Hour> hours) {
        double best = mean(hours, CalibratedWeek.Hour::best);
        double calibrated = mean(hours, CalibratedWeek.Hour::calibrated);
        double untouched = mean(hours, CalibratedWeek.Hour::untouched);
        double first = hours.getFirst().chipSeconds();
        System.out.printf(
                Locale.ROOT,
                "| %s | %.4f | %.4f | %.3f | %.4f | %.3f | %.5f | %.5f | %.5f | %.1f | %.1f |"
                        + " %.0f s |%n",
                name,
                calibrated,
                best,
                calibrated / best,
                untouched,
                untouched / best,
                mean(hours, CalibratedWeek.Hour::pulses),
                mean(hours, CalibratedWeek.Hour::bestPulses),
                mean(hours, CalibratedWeek.Hour::untouchedPulses),
                mean(hours, CalibratedWeek.Hour::qubitsOut),
                mean(hours, CalibratedWeek.Hour::couplersOut),
                hours.getLast().chipSeconds() - first);
    }

    private static double mean(
            List<CalibratedWeek.Hour> hours, ToDoubleFunction<CalibratedWeek.Hour> figure) {
        return hours.stream().mapToDouble(figure).average().orElseThrow();
    }
}
