package cloud.somersault.chip.experiment;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What experiments that wait have in common. */
final class Delays {
    private Delays() {}

    /** From 0 to the longest, evenly. */
    static List<Double> even(int count, double longestSeconds) {
        return IntStream.range(0, count)
                .mapToObj(index -> longestSeconds * index / (count - 1))
                .collect(Collectors.toUnmodifiableList());
    }

    static double[] array(List<Double> delays) {
        return delays.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static List<Measured> shares(Readings readings, int circuits) {
        return IntStream.range(0, circuits)
                .mapToObj(circuit -> readings.share(circuit, 0))
                .toList();
    }

    /** The time in which the share of ones falls to 1/e of its way. */
    static Outcome<Measured> decay(List<Double> delays, Readings readings, String what) {
        var x = array(delays);
        var points = shares(readings, x.length);
        double longest = x[x.length - 1];
        double first = points.getFirst().value();
        double last = points.getLast().value();
        // The rate, not the time, is what the points determine well; it may come out near 0.
        Fit.Model model = (t, p) -> p[0] * Math.exp(-p[2] * t) + p[1];
        return Fit.of(model, x, points, first - last, last, 3 / longest)
                .<Outcome<Measured>>map(fit -> {
                    var rate = fit.parameter(2);
                    return rate.value() > 4 * rate.error()
                            ? new Outcome.Found<>(
                                    rate.through(
                                            1 / rate.value(), 1 / (rate.value() * rate.value())))
                            : new Outcome.Unclear<>(
                                    what + " is not seen to decay within " + longest + " s");
                })
                .orElseGet(() -> new Outcome.Unclear<>("no decay fits the counts of " + what));
    }
}
