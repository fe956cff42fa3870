package cloud.somersault.chip.calibration;

import cloud.somersault.chip.calibration.Finding.Found;
import cloud.somersault.chip.experiment.Measured;
import cloud.somersault.chip.qubit.QubitFigures;

/** A qubit's figures with those that were found anew, kept within what a figure may be. */
final class FigureUpdate {
    private FigureUpdate() {}

    static QubitFigures of(QubitFigures known, double frequencyHz, Found found) {
        double pulseError = value(found, Figure.PULSE_ERROR, known.gateError());
        return new QubitFigures(
                frequencyHz,
                value(found, Figure.T1_SECONDS, known.t1Seconds()),
                value(found, Figure.T2_SECONDS, known.t2Seconds()),
                value(found, Figure.TS2_SECONDS, known.ts2Seconds()),
                1 - Math.clamp(pulseError, 0, 0.5),
                value(found, Figure.READ_ZERO_GIVEN_ZERO, known.readZeroGivenZero()),
                value(found, Figure.READ_ONE_GIVEN_ONE, known.readOneGivenOne()));
    }

    private static double value(Found found, Figure figure, double otherwise) {
        Measured measured = found.figures().get(figure);
        return measured == null ? otherwise : measured.value();
    }
}
