package cloud.somersault.chip;

import cloud.somersault.chip.truth.ChipTruth;
import cloud.somersault.chip.truth.Drift;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints how far the model lies from runs of the real chip, as the tables of {@code docs/score.md}:
 * for every noise rule, with no knowledge but the calibration published three days before.
 *
 * <p>Arguments: files with recorded runs; without any, the project's own copy. With {@code drift},
 * what the twin's drift makes of the prediction in the days between.
 */
public final class ScoreBenchmark {
    private static final ChipSnapshot WUKONG = ChipData.wukong().snapshot(1);

    private ScoreBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        var runs = new ArrayList<RecordedRun>();
        for (var file : arguments) {
            if (!file.equals("drift")) {
                runs.addAll(RecordedRun.of(Path.of(file)));
            }
        }
        var chosen = runs.isEmpty() ? RecordedRun.all() : runs;
        var lines = List.of(arguments).contains("drift") ? drift(chosen) : table(chosen);
        lines.forEach(System.out::println);
    }

    /**
     * The age of the figures when the recorded runs were made: three days later, less ten hours.
     */
    private static final double AGE_SECONDS = 2.58 * 86_400;

    private static final int CHIPS = 50;

    /**
     * What the twin would have given had its clock stood where the real chip's did: over many
     * chips, of which each has drifted in its own way since the published calibration.
     */
    private static List<String> drift(List<RecordedRun> runs) {
        var lines = new ArrayList<String>();
        lines.add("| run | at second 0 | drifted, mean | nearest tenth | farthest tenth |");
        lines.add("|---|---|---|---|---|");
        var means = new double[CHIPS];
        for (var run : runs) {
            var distances = new double[CHIPS];
            for (int seed = 0; seed < CHIPS; seed++) {
                var truth = new ChipTruth(WUKONG, seed, Drift.TRANSMONS);
                var noise = truth.noise(truth.tuned(0), AGE_SECONDS, NoiseRule.CURRENT);
                distances[seed] = Score.of(run, WUKONG, noise).distance();
                means[seed] += distances[seed] / runs.size();
            }
            double fresh = Score.of(run, WUKONG, NoiseRule.CURRENT).distance();
            lines.add(spread(run.name(), fresh, distances));
        }
        lines.add(spread("**mean**", Double.NaN, means));
        return lines;
    }

    private static String spread(String name, double fresh, double[] distances) {
        Arrays.sort(distances);
        return line(
                "| %s | %s | %.4f | %.4f | %.4f |",
                name,
                Double.isNaN(fresh) ? "" : line("%.4f", fresh),
                Arrays.stream(distances).average().orElseThrow(),
                distances[CHIPS / 10],
                distances[CHIPS - 1 - CHIPS / 10]);
    }

    /** The lines of the table. */
    static List<String> table(List<RecordedRun> runs) {
        var lines = new ArrayList<String>();
        lines.add("| run | what ran | rule 1 | rule 2 | dice alone | as far by chance |");
        lines.add("|---|---|---|---|---|---|");
        var sums = new double[3];
        double worst1 = 0;
        double worst2 = 0;
        for (var run : runs) {
            var first = Score.of(run, WUKONG, NoiseRule.DEPOLARIZING);
            var second = Score.of(run, WUKONG, NoiseRule.COHERENT_CZ);
            lines.add(
                    line(
                            "| %s | %s | %.4f | %.4f | %.4f | %s |",
                            run.name(),
                            second.what(),
                            first.distance(),
                            second.distance(),
                            second.floor(),
                            percent(second.chance())));
            var row = List.of(first.distance(), second.distance(), second.floor());
            Arrays.setAll(sums, i -> sums[i] + row.get(i));
            worst1 = Math.max(worst1, first.distance());
            worst2 = Math.max(worst2, second.distance());
        }
        int many = runs.size();
        lines.add(
                line(
                        "| **mean of %d** | | **%.4f** | **%.4f** | **%.4f** | |",
                        many, sums[0] / many, sums[1] / many, sums[2] / many));
        lines.add(line("| worst | | %.4f | %.4f | | |", worst1, worst2));
        return lines;
    }

    private static String percent(double chance) {
        return chance < 0.001 ? "below 0.1 %" : line("%.1f %%", 100 * chance);
    }

    private static String line(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
