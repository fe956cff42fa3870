package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import java.util.List;

/**
 * Measures how often a qubit is read as what it was prepared as. What a pulse does wrong counts as
 * the readout's, as on the real chip; it is ten to a hundred times less.
 */
public record Readout() implements Experiment<Readout.Figures> {

    /**
     * Both figures.
     *
     * @param zeroGivenZero F0
     * @param oneGivenOne F1
     */
    public record Figures(Measured zeroGivenZero, Measured oneGivenOne) {}

    /**
     * How a qubit reads, as far as it is known.
     *
     * @param zeroGivenZero F0
     * @param oneGivenOne F1
     */
    public record Known(double zeroGivenZero, double oneGivenOne) {

        /** How often it reads this value in this state. */
        double reads(int value, int state) {
            double right = state == 0 ? zeroGivenZero : oneGivenOne;
            return value == state ? right : 1 - right;
        }
    }

    @Override
    public String name() {
        return "readout";
    }

    @Override
    public List<Circuit> circuits() {
        return List.of(Pulses.on(1).measured(), Pulses.on(1).turnX(0, Math.PI).measured());
    }

    @Override
    public Outcome<Figures> analyse(Readings readings) {
        var wrong = readings.share(0, 0);
        return new Outcome.Found<>(
                new Figures(new Measured(1 - wrong.value(), wrong.error()), readings.share(1, 0)));
    }
}
