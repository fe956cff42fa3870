package cloud.somersault.chip.calibration;

import cloud.somersault.chip.experiment.CrossEntropy;
import cloud.somersault.chip.experiment.CzPhases;
import cloud.somersault.chip.experiment.Echo;
import cloud.somersault.chip.experiment.Experiment;
import cloud.somersault.chip.experiment.Measured;
import cloud.somersault.chip.experiment.Outcome;
import cloud.somersault.chip.experiment.PulseGain;
import cloud.somersault.chip.experiment.Ramsey;
import cloud.somersault.chip.experiment.RandomizedBenchmarking;
import cloud.somersault.chip.experiment.Readings;
import cloud.somersault.chip.experiment.Readout;
import cloud.somersault.chip.experiment.Relaxation;
import java.util.Map;
import java.util.function.Function;

/**
 * How a place is measured: which experiment, about what is known already, and which of its figures
 * are kept.
 *
 * @param experiment the circuits and their fit
 * @param named the experiment's figures by name
 * @param <R> what the experiment finds
 */
record Procedure<R>(Experiment<R> experiment, Function<R, Map<Figure, Measured>> named) {

    /** What the counts of this experiment say. */
    Finding finding(Readings readings) {
        return switch (experiment.analyse(readings)) {
            case Outcome.Found<R>(var figures) -> Finding.Found.of(named.apply(figures));
            case Outcome.Unclear<R>(var why) -> new Finding.Unclear(why);
        };
    }

    /**
     * The experiment of a place.
     *
     * @param known what is known of the chip: it tells how long to wait
     * @param attempt 0 at first; an experiment that was unclear looks at other times
     * @param seed of random circuits
     */
    static Procedure<?> of(Place place, Knowledge known, int attempt, long seed) {
        double scale =
                switch (attempt) {
                    case 0 -> 1;
                    case 1 -> 0.4;
                    default -> 2.5;
                };
        int qubit = place.qubits().getFirst();
        return switch (place.node()) {
            case READOUT ->
                    new Procedure<>(
                            new Readout(),
                            both ->
                                    Map.of(
                                            Figure.READ_ZERO_GIVEN_ZERO,
                                            both.zeroGivenZero(),
                                            Figure.READ_ONE_GIVEN_ONE,
                                            both.oneGivenOne()));
            case FREQUENCY ->
                    new Procedure<>(
                            Ramsey.about(scale * known.figures(qubit).t2Seconds()),
                            fringes ->
                                    Map.of(
                                            Figure.DETUNING_HZ,
                                            fringes.detuningHz(),
                                            Figure.TS2_SECONDS,
                                            fringes.t2Seconds()));
            case GAIN -> one(PulseGain.usual(), Figure.PULSE_GAIN);
            case RELAXATION ->
                    one(
                            Relaxation.about(scale * known.figures(qubit).t1Seconds()),
                            Figure.T1_SECONDS);
            case COHERENCE ->
                    one(Echo.about(scale * known.figures(qubit).t2Seconds()), Figure.T2_SECONDS);
            case PULSE_ERROR -> one(RandomizedBenchmarking.usual(seed), Figure.PULSE_ERROR);
            case CZ_PHASE ->
                    new Procedure<>(
                            CzPhases.usual(),
                            phases ->
                                    Map.of(
                                            Figure.CZ_PHASE_RADIANS,
                                            phases.conditional(),
                                            Figure.FIRST_PHASE_RADIANS,
                                            phases.first(),
                                            Figure.SECOND_PHASE_RADIANS,
                                            phases.second()));
            case CZ_ERROR ->
                    one(
                            CrossEntropy.usual(
                                    place.qubits().stream().map(known::pulseError).toList(),
                                    place.qubits().stream().map(known::readout).toList(),
                                    seed),
                            Figure.CZ_ERROR);
        };
    }

    private static Procedure<Measured> one(Experiment<Measured> experiment, Figure figure) {
        return new Procedure<>(experiment, measured -> Map.of(figure, measured));
    }
}
