package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.simulators.random.ShotRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the error of a coupler's CZ: cycles of random pulses (evenly spread over all rotations,
 * so that every error becomes an even one) on both qubits and a CZ, compared with what an ideal
 * chip would give, read as this chip reads. With d cycles the counts are p^d parts ideal and the
 * rest even; p is fitted over the depths, and what the pulses themselves do is taken away
 * (cross-entropy benchmarking: Arute et al., Nature 574, 505 (2019), supplement IV). A qubit that
 * reads 1 worse than 0 would else make every random circuit another fidelity: half of the errors of
 * the fit.
 *
 * @param depths the numbers d of cycles
 * @param sequences how many random circuits of each depth
 * @param pulseErrors the errors of a pulse on either qubit, as measured before
 * @param readouts how either qubit reads, as measured before
 * @param seed of the circuits
 */
public record CrossEntropy(
        List<Integer> depths,
        int sequences,
        List<Measured> pulseErrors,
        List<Readout.Known> readouts,
        long seed)
        implements Experiment<Measured> {

    private static final int VALUES = 4;

    /** A part of the ideal distribution that is usual in the middle of the depths. */
    private static final double ABOUT = 0.5;

    public CrossEntropy {
        depths = List.copyOf(depths);
        pulseErrors = List.copyOf(pulseErrors);
        readouts = List.copyOf(readouts);
        if (pulseErrors.size() != 2 || readouts.size() != 2) {
            throw new IllegalArgumentException("a coupler joins two qubits");
        }
    }

    /** Depths that suit a CZ error between 0.005 and 0.1. */
    public static CrossEntropy usual(
            List<Measured> pulseErrors, List<Readout.Known> readouts, long seed) {
        return new CrossEntropy(List.of(2, 5, 9, 14, 20), 24, pulseErrors, readouts, seed);
    }

    @Override
    public String name() {
        return "cross-entropy";
    }

    @Override
    public List<Circuit> circuits() {
        var circuits = new ArrayList<Circuit>();
        forEach((depth, number) -> circuits.add(cycles(depth, number).pulses().measured()));
        return circuits;
    }

    @FunctionalInterface
    private interface Each {
        void circuit(int depth, int number);
    }

    private void forEach(Each each) {
        int number = 0;
        for (int depth : depths) {
            for (int sequence = 0; sequence < sequences; sequence++) {
                each.circuit(depth, number++);
            }
        }
    }

    private record Cycles(Pulses pulses, TwoQubits ideal) {}

    /** The circuit, and the state that it makes on an ideal chip. */
    private Cycles cycles(int depth, int number) {
        var random = new ShotRandom(seed, number, 0);
        var pulses = Pulses.on(2);
        var ideal = new TwoQubits();
        for (int cycle = 0; cycle <= depth; cycle++) {
            for (int qubit = 0; qubit < 2; qubit++) {
                double theta = StrictMath.acos(1 - 2 * random.uniform(cycle, 3 * qubit));
                double phi = 2 * Math.PI * random.uniform(cycle, 3 * qubit + 1);
                double lambda = 2 * Math.PI * random.uniform(cycle, 3 * qubit + 2);
                pulses.u3(qubit, theta, phi, lambda);
                ideal.u3(qubit, theta, phi, lambda);
            }
            if (cycle < depth) {
                pulses.cz();
                ideal.cz();
            }
        }
        return new Cycles(pulses, ideal);
    }

    /** The mean error of one CZ: 1 - its average fidelity. */
    @Override
    public Outcome<Measured> analyse(Readings readings) {
        var alike = new ArrayList<Measured>();
        var x = new ArrayList<Double>();
        forEach((depth, number) -> {
            alike.add(alike(readings, number, cycles(depth, number).ideal().probabilities()));
            x.add((double) depth);
        });
        Fit.Model model = (d, p) -> p[0] * Math.exp(-p[1] * d);
        return Fit.of(model, Delays.array(x), alike, 0.9, 0.05)
                .<Outcome<Measured>>map(this::czError)
                .orElseGet(() -> new Outcome.Unclear<>("no decay fits the circuits"));
    }

    private Outcome<Measured> czError(Fit fit) {
        var rate = fit.parameter(1);
        if (!(rate.value() > 3 * rate.error())) {
            return new Outcome.Unclear<>("the circuits are not seen to decay");
        }
        double wider = Math.sqrt(Math.max(1, fit.chiSquaredPerFreedom()));
        // The parts that survive multiply: those of the pulses are divided out, and what is left is
        // the CZ's. A part 1 - p that is evenly spread over two qubits is an error of 3/4 (1 - p).
        double cycle = Math.exp(-rate.value());
        double pulses =
                pulseErrors.stream()
                        .mapToDouble(error -> 1 - 2 * error.value())
                        .map(CrossEntropy::polarizationOfPair)
                        .reduce(1, (a, b) -> a * b);
        double pulsesError =
                pulseErrors.stream()
                        .mapToDouble(error -> 1.6 * error.error())
                        .reduce(0, Math::hypot);
        double p = cycle / pulses;
        return new Outcome.Found<>(
                new Measured(
                        0.75 * (1 - p),
                        0.75 * Math.hypot(wider * cycle * rate.error() / pulses, pulsesError * p)));
    }

    /**
     * The depolarizing parameter, averaged over the pair, of depolarizing one of its qubits by r:
     * three of the fifteen Pauli operators of the pair touch only the other and survive whole.
     */
    private static double polarizationOfPair(double r) {
        return (3 + 12 * r) / 15;
    }

    /**
     * How much of the ideal distribution is in a circuit's counts. Both it and the even one are
     * seen through the readout; the part a of e + a d that fits the shares best has the weights d /
     * (e + a d) (the score of a multinomial), of which any a will do that is about right.
     */
    private Measured alike(Readings readings, int number, double[] ideal) {
        long shots = readings.shots(number);
        var even = read(new double[] {0.25, 0.25, 0.25, 0.25});
        var whole = read(ideal);
        double product = 0;
        double mean = 0;
        double square = 0;
        double scale = 0;
        for (int value = 0; value < VALUES; value++) {
            double less = whole[value] - even[value];
            double weight = less / (even[value] + ABOUT * less);
            double share = (double) readings.histograms().get(number)[value] / shots;
            product += weight * (share - even[value]);
            mean += weight * share;
            square += weight * weight * share;
            scale += weight * less;
        }
        double variance = Math.max(square - mean * mean, square / shots);
        return new Measured(product / scale, Math.sqrt(variance / shots) / scale);
    }

    /** What the qubits read that are in these states so often; qubit 0 is the lower bit. */
    private double[] read(double[] states) {
        var read = new double[VALUES];
        for (int state = 0; state < VALUES; state++) {
            for (int value = 0; value < VALUES; value++) {
                read[value] +=
                        states[state]
                                * readouts.get(0).reads(value & 1, state & 1)
                                * readouts.get(1).reads(value >> 1, state >> 1);
            }
        }
        return read;
    }
}
