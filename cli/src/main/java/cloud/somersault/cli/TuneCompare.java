package cloud.somersault.cli;

import cloud.somersault.cli.comparison.Comparison;
import cloud.somersault.cli.comparison.Plan;
import cloud.somersault.cli.comparison.Schedule;
import cloud.somersault.cli.comparison.StoppedException;
import cloud.somersault.cli.terminal.Terminal;
import cloud.somersault.client.Cloud;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** {@code tune compare}: reads its options and has the comparison run. */
final class TuneCompare {
    /** Its options that take a value and that no other command of tune has. */
    static final Set<String> VALUED =
            Set.of(
                    "seeds",
                    "rate-seeds",
                    "rates",
                    "job-rates",
                    "examples",
                    "job-steps",
                    "job-batch",
                    "job-examples",
                    "chip",
                    "parallel");

    private static final List<Double> RATES = List.of(1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1);
    private static final int MOST = 1_000_000;

    private TuneCompare() {}

    /** Runs the comparison, or the rest of one that was interrupted. */
    static int run(Terminal terminal, Cloud cloud, Options options) {
        var out = Path.of(options.value("out").orElse("tuning-comparison.md")).toAbsolutePath();
        var plan =
                new Plan(
                        options.value("model")
                                .map(folder ->
                                        Path.of(folder).toAbsolutePath().normalize().toString())
                                .orElseThrow(() -> new UsageException("which model? --model DIR")),
                        (int) options.number("seeds", 1, 100).orElse(5),
                        (int) options.number("rate-seeds", 1, 100).orElse(2),
                        new Schedule(
                                whole(options, "steps", 300),
                                whole(options, "batch", 16),
                                rates(options, "rates"),
                                whole(options, "examples", 256)),
                        new Schedule(
                                whole(options, "job-steps", 20),
                                whole(options, "job-batch", 2),
                                rates(options, "job-rates"),
                                whole(options, "job-examples", 64)),
                        whole(options, "shots", 1000),
                        options.value("chip").orElse("wukong"));
        try {
            Comparison.run(
                    terminal, cloud, plan, out, (int) options.number("parallel", 1, 64).orElse(2));
        } catch (IOException unwritable) {
            throw new UsageException(out + " can't be written: " + unwritable.getMessage());
        } catch (IllegalArgumentException other) {
            throw new UsageException(String.valueOf(other.getMessage()));
        } catch (StoppedException stopped) {
            terminal.progressDone();
            terminal.note("somersault tune compare: " + stopped.getMessage());
            terminal.note("  What has come out is kept; the same command goes on from there.");
            return ExitCode.REFUSED;
        }
        return ExitCode.OK;
    }

    private static int whole(Options options, String name, int usual) {
        return (int) options.number(name, 1, MOST).orElse(usual);
    }

    private static List<Double> rates(Options options, String name) {
        try {
            return options.value(name)
                    .map(text -> Arrays.stream(text.split(",")).map(Double::parseDouble).toList())
                    .orElse(RATES);
        } catch (NumberFormatException notANumber) {
            throw new UsageException("--" + name + " takes numbers with commas between them");
        }
    }
}
