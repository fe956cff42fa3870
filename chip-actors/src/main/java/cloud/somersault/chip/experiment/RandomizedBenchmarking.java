package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.simulators.random.ShotRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the mean error of a pulse: m random Clifford gates and one more should leave the qubit
 * in 0, or with another last gate in 1. What the two read differently falls as a p^m, and with it
 * comes the error (1 - p) / 2 of a Clifford gate, whatever preparation and readout do (Magesan,
 * Gambetta, Emerson, arXiv 1009.3639; taking the difference leaves no offset to be fitted). Of the
 * 24 gates 20 are one pulse and 4 are virtual.
 *
 * @param lengths the numbers m of gates
 * @param sequences how many random sequences of each length; each is run both ways
 * @param seed of the sequences
 */
public record RandomizedBenchmarking(List<Integer> lengths, int sequences, long seed)
        implements Experiment<Measured> {

    private static final double PULSES_PER_CLIFFORD = 20.0 / 24;

    public RandomizedBenchmarking {
        lengths = List.copyOf(lengths);
    }

    /** Lengths that suit a pulse error between 0.0005 and 0.01. */
    public static RandomizedBenchmarking usual(long seed) {
        return new RandomizedBenchmarking(List.of(1, 20, 50, 100, 170, 260), 3, seed);
    }

    @Override
    public String name() {
        return "randomized-benchmarking";
    }

    @Override
    public List<Circuit> circuits() {
        var circuits = new ArrayList<Circuit>();
        for (int length : lengths) {
            for (int sequence = 0; sequence < sequences; sequence++) {
                int number = circuits.size() / 2;
                circuits.add(circuit(length, number, OneQubitClifford.IDENTITY));
                circuits.add(circuit(length, number, OneQubitClifford.X));
            }
        }
        return circuits;
    }

    private Circuit circuit(int length, int number, OneQubitClifford last) {
        var random = new ShotRandom(seed, number, 0);
        var pulses = Pulses.on(1);
        var all = OneQubitClifford.IDENTITY;
        for (int gate = 0; gate < length; gate++) {
            var next = OneQubitClifford.all().get((int) (random.uniform(gate, 0) * 24));
            next.play(pulses);
            all = next.after(all);
        }
        last.after(all.inverse()).play(pulses);
        return pulses.measured();
    }

    /** The mean error of one pulse: 1 - its average fidelity. */
    @Override
    public Outcome<Measured> analyse(Readings readings) {
        var x = new double[lengths.size() * sequences];
        var points = new ArrayList<Measured>();
        for (int number = 0; number < x.length; number++) {
            x[number] = lengths.get(number / sequences);
            var zero = readings.share(2 * number, 0);
            var one = readings.share(2 * number + 1, 0);
            points.add(
                    new Measured(
                            one.value() - zero.value(), Math.hypot(one.error(), zero.error())));
        }
        Fit.Model model = (m, p) -> p[0] * Math.exp(-p[1] * m);
        return Fit.of(model, x, points, 0.8, 0.005)
                .<Outcome<Measured>>map(RandomizedBenchmarking::pulseError)
                .orElseGet(() -> new Outcome.Unclear<>("no decay fits the sequences"));
    }

    private static Outcome<Measured> pulseError(Fit fit) {
        var rate = fit.parameter(1);
        if (!(rate.value() > 3 * rate.error())) {
            return new Outcome.Unclear<>("the sequences are not seen to decay");
        }
        // Random sequences spread more than shots alone when errors are coherent: chi squared says.
        double wider = Math.sqrt(Math.max(1, fit.chiSquaredPerFreedom()));
        double p = Math.exp(-rate.value());
        return new Outcome.Found<>(
                new Measured(
                        (1 - p) / 2 / PULSES_PER_CLIFFORD,
                        wider * p / 2 / PULSES_PER_CLIFFORD * rate.error()));
    }
}
