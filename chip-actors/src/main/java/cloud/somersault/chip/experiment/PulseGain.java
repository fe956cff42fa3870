package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures by how much pulses turn too far: a quarter turn and then n half turns add the error up,
 * and the quarter turn makes the sum a first-order effect. With the gain 1 + e the share of ones is
 * b + a (-1)^n sin((n + 1/2) pi e), a shrinking as pulses err otherwise.
 *
 * @param halfTurnsMost n runs from 0 to this
 */
public record PulseGain(int halfTurnsMost) implements Experiment<Measured> {

    /** By how much one half turn shrinks the contrast, before anything is measured. */
    private static final Measured SHRINKS = new Measured(0.008, 0.008);

    public PulseGain {
        if (halfTurnsMost < 3) {
            throw new IllegalArgumentException("a gain is seen in four circuits or more");
        }
    }

    /** Finds gains off by up to a thirtieth. */
    public static PulseGain usual() {
        return new PulseGain(14);
    }

    @Override
    public String name() {
        return "pulse-gain";
    }

    /** First 0 and 1 as they are read, which tells the contrast; then the sums of turns. */
    @Override
    public List<Circuit> circuits() {
        var circuits = new ArrayList<>(new Readout().circuits());
        for (int halfTurns = 0; halfTurns <= halfTurnsMost; halfTurns++) {
            var pulses = Pulses.on(1).turnX(0, Math.PI / 2);
            for (int turn = 0; turn < halfTurns; turn++) {
                pulses.turnX(0, Math.PI);
            }
            circuits.add(pulses.measured());
        }
        return List.copyOf(circuits);
    }

    /** The gain: 1 when a pulse turns by what is asked. */
    @Override
    public Outcome<Measured> analyse(Readings readings) {
        double zero = readings.share(0, 0).value();
        double one = readings.share(1, 0).value();
        double contrast = (one - zero) / 2;
        var x = IntStream.rangeClosed(0, halfTurnsMost + 1).mapToDouble(n -> n).toArray();
        var points =
                new ArrayList<>(
                        IntStream.rangeClosed(0, halfTurnsMost)
                                .mapToObj(n -> readings.share(n + 2, 0))
                                .toList());
        // Pulses that turn right show nothing that could shrink, so what is known of every pulse
        // of a working chip is one more point: otherwise the fit shrinks whatever it doesn't like.
        points.add(SHRINKS);
        if (contrast < 0.05) {
            return new Outcome.Unclear<>("0 and 1 read too much alike");
        }
        Fit.Model model =
                (n, p) -> {
                    if (n > halfTurnsMost) {
                        return p[2];
                    }
                    double sign = (long) n % 2 == 0 ? 1 : -1;
                    double shrunk = contrast * Math.exp(-p[2] * n);
                    return p[1] + sign * shrunk * Math.sin((n + 0.5) * Math.PI * p[0]);
                };
        return Fit.of(model, x, points, 1e-3, (zero + one) / 2, 5e-3)
                .<Outcome<Measured>>map(fit -> {
                    var off = fit.parameter(0);
                    return new Outcome.Found<>(new Measured(1 + off.value(), off.error()));
                })
                .orElseGet(() -> new Outcome.Unclear<>("no gain fits the counts"));
    }
}
