package cloud.somersault.chip.calibration;

import cloud.somersault.chip.experiment.Measured;

/**
 * By how much a control is changed for a deviation that was measured. Deviations are usually small,
 * so of a badly measured one only a part is believed: with a usual deviation s and a standard error
 * e the best estimate is s^2 / (s^2 + e^2) of what was found. A control is so never set worse than
 * it was for want of shots.
 */
final class Setting {

    /** Usual deviations of controls that are looked after. */
    static final double DETUNING_HZ = 10e3;

    static final double GAIN = 0.01;
    static final double PHASE_RADIANS = 0.2;

    private Setting() {}

    /**
     * The change.
     *
     * @param deviation as measured
     * @param usual standard deviation of such deviations
     */
    static double correction(Measured deviation, double usual) {
        double square = usual * usual;
        return deviation.value() * square / (square + deviation.error() * deviation.error());
    }
}
