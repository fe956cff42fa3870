package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Measures how far the drive is from the qubit's frequency, and T2: half way up, wait, half way on.
 * The frame is turned as if the qubit were faster by a known frequency, so that the fringes tell
 * the sign too: the share of ones is a exp(-t / T2) cos(2 pi (f + d) t + c) + b.
 *
 * @param delaysSeconds how long is waited, one circuit for each
 * @param turnedHz the known frequency f by which the frame is turned
 */
public record Ramsey(List<Double> delaysSeconds, double turnedHz)
        implements Experiment<Ramsey.Fringes> {

    /**
     * What the fringes say.
     *
     * @param detuningHz the qubit's frequency less the drive's
     * @param t2Seconds the coherence time
     */
    public record Fringes(Measured detuningHz, Measured t2Seconds) {}

    public Ramsey {
        delaysSeconds = List.copyOf(delaysSeconds);
    }

    /** Thirty-two delays up to two and a half times what T2 is thought to be, with five fringes. */
    public static Ramsey about(double t2Seconds) {
        double longest = 2.5 * t2Seconds;
        return new Ramsey(Delays.even(32, longest), 5 / longest);
    }

    @Override
    public String name() {
        return "ramsey";
    }

    @Override
    public List<Circuit> circuits() {
        return delaysSeconds.stream()
                .map(delay ->
                        Pulses.on(1)
                                .turnX(0, Math.PI / 2)
                                .waits(0, delay)
                                .virtualZ(0, -2 * Math.PI * turnedHz * delay)
                                .turnX(0, Math.PI / 2)
                                .measured())
                .collect(Collectors.toUnmodifiableList());
    }

    @Override
    public Outcome<Fringes> analyse(Readings readings) {
        var x = Delays.array(delaysSeconds);
        var points = Delays.shares(readings, x.length);
        double longest = x[x.length - 1];
        Fit.Model model =
                (t, p) ->
                        p[0] * Math.exp(-p[2] * t) * Math.cos(2 * Math.PI * p[3] * t + p[4]) + p[1];
        double mean = points.stream().mapToDouble(Measured::value).average().orElseThrow();
        return Fit.of(
                        model,
                        x,
                        points,
                        points.getFirst().value() - mean,
                        mean,
                        2.5 / longest,
                        strongest(x, points, mean),
                        0)
                .<Outcome<Fringes>>map(this::fringes)
                .orElseGet(() -> new Outcome.Unclear<>("no fringes fit the counts"));
    }

    private Outcome<Fringes> fringes(Fit fit) {
        var rate = fit.parameter(2);
        var frequency = fit.parameter(3);
        if (!(rate.value() > 3 * rate.error())) {
            return new Outcome.Unclear<>("the fringes are not seen to decay");
        }
        // A fringe has no sign of its own: the frame is turned further than a qubit is ever off.
        double sign = Math.signum(frequency.value());
        return new Outcome.Found<>(
                new Fringes(
                        frequency.through(sign * frequency.value() - turnedHz, 1),
                        rate.through(1 / rate.value(), 1 / (rate.value() * rate.value()))));
    }

    /** The frequency, among a fine comb, that the points follow best: where the search begins. */
    private static double strongest(double[] x, List<Measured> points, double mean) {
        double longest = x[x.length - 1];
        double best = 0;
        double bestPower = -1;
        int combs = 4 * x.length / 2;
        for (int tooth = 2; tooth < combs; tooth++) {
            double frequency = tooth / (4 * longest);
            double real = 0;
            double imaginary = 0;
            for (int index = 0; index < x.length; index++) {
                double angle = 2 * Math.PI * frequency * x[index];
                double value = points.get(index).value() - mean;
                double window = Math.exp(-1.5 * x[index] / longest);
                real += window * value * Math.cos(angle);
                imaginary += window * value * Math.sin(angle);
            }
            double power = real * real + imaginary * imaginary;
            if (power > bestPower) {
                bestPower = power;
                best = frequency;
            }
        }
        return best;
    }
}
