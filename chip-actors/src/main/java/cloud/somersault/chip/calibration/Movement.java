package cloud.somersault.chip.calibration;

import cloud.somersault.chip.calibration.Fact.Verdict;
import cloud.somersault.chip.calibration.Finding.Found;
import cloud.somersault.chip.experiment.Measured;

/**
 * How far a place has moved since it was set, in units of what is tolerated there.
 *
 * @param squared the largest of its figures' movements, squared, less what their errors account
 *     for; not below 0
 * @param beyond whether one of the figures has moved by more than is tolerated and by more than two
 *     standard errors, taken together
 */
record Movement(double squared, boolean beyond) {

    /** Two standard errors: in one check of twenty nothing has moved. */
    private static final double DEVIATIONS = 2;

    Verdict verdict() {
        return beyond ? Verdict.OUT_OF_SPEC : Verdict.IN_SPEC;
    }

    /**
     * From what was found when it was set to what is found now. What a control is set by (detuning,
     * gain, phases) is 0 or 1 right after setting; its first value was removed by setting it, so
     * only its error counts.
     */
    static Movement between(Found before, Found now) {
        double squared = 0;
        boolean beyond = false;
        for (var entry : now.figures().entrySet()) {
            var figure = entry.getKey();
            double tolerated = tolerated(figure, before);
            if (tolerated == Double.POSITIVE_INFINITY) {
                continue;
            }
            var expected = expected(figure, before);
            double moved = entry.getValue().value() - expected.value();
            double error = Math.hypot(entry.getValue().error(), expected.error());
            double unit = tolerated * tolerated;
            squared = Math.max(squared, (moved * moved - error * error) / unit);
            beyond |= Math.abs(moved) > Math.hypot(tolerated, DEVIATIONS * error);
        }
        return new Movement(squared, beyond);
    }

    private static Measured expected(Figure figure, Found before) {
        var found = before.figure(figure);
        return switch (figure) {
            case DETUNING_HZ, CZ_PHASE_RADIANS, FIRST_PHASE_RADIANS, SECOND_PHASE_RADIANS ->
                    new Measured(0, found.error());
            case PULSE_GAIN -> new Measured(1, found.error());
            case READ_ZERO_GIVEN_ZERO,
                    READ_ONE_GIVEN_ONE,
                    T1_SECONDS,
                    T2_SECONDS,
                    TS2_SECONDS,
                    PULSE_ERROR,
                    CZ_ERROR ->
                    found;
        };
    }

    /**
     * What may go by unnoticed: for a phase what costs a CZ five parts in ten thousand of its
     * fidelity, for a figure what would hardly change a layout.
     */
    private static double tolerated(Figure figure, Found before) {
        return switch (figure) {
            case READ_ZERO_GIVEN_ZERO, READ_ONE_GIVEN_ONE -> 0.02;
            case DETUNING_HZ -> 5e3;
            case PULSE_GAIN -> 0.004;
            case CZ_PHASE_RADIANS -> 0.06;
            case FIRST_PHASE_RADIANS, SECOND_PHASE_RADIANS -> 0.05;
            case T1_SECONDS, T2_SECONDS -> 0.2 * before.figure(figure).value();
            case PULSE_ERROR, CZ_ERROR -> 0.25 * before.figure(figure).value();
            // T2 is what COHERENCE finds; the fringes' own fading is kept, but sets nothing.
            case TS2_SECONDS -> Double.POSITIVE_INFINITY;
        };
    }
}
