package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the conditional phase of a CZ pulse: the target's phase after n of them is compared
 * between control 0 and control 1. An odd n repeats the error n times; pi is what a CZ should give.
 *
 * @param repetitions n, odd
 * @param phases how many phases of the last quarter turn
 */
public record CzPhase(int repetitions, int phases) implements Experiment<Measured> {

    public CzPhase {
        if (repetitions < 1 || repetitions % 2 == 0 || phases < 4) {
            throw new IllegalArgumentException("an odd number of CZ, and four phases or more");
        }
    }

    /** Five CZ and eight phases. */
    public static CzPhase usual() {
        return new CzPhase(5, 8);
    }

    @Override
    public String name() {
        return "cz-phase";
    }

    @Override
    public List<Circuit> circuits() {
        var circuits = new ArrayList<Circuit>();
        for (int control = 0; control < 2; control++) {
            for (int phase = 0; phase < phases; phase++) {
                var pulses = Pulses.on(2);
                if (control == 1) {
                    pulses.turnX(0, Math.PI);
                }
                pulses.turnX(1, Math.PI / 2);
                for (int cz = 0; cz < repetitions; cz++) {
                    pulses.cz();
                }
                circuits.add(
                        pulses.virtualZ(1, 2 * Math.PI * phase / phases)
                                .turnX(1, Math.PI / 2)
                                .measured());
            }
        }
        return circuits;
    }

    /** The conditional phase of one CZ less pi, radians. */
    @Override
    public Outcome<Measured> analyse(Readings readings) {
        var without = phase(readings, 0);
        var with = phase(readings, phases);
        double difference = with.value() - without.value();
        double error = Math.hypot(with.error(), without.error());
        if (!(error < 0.5)) {
            return new Outcome.Unclear<>("the target shows no fringes");
        }
        double off = Math.IEEEremainder(difference - Math.PI, 2 * Math.PI);
        return new Outcome.Found<>(new Measured(off / repetitions, error / repetitions));
    }

    /**
     * The phase of a fringe over evenly spaced points, from its first Fourier sum; the points'
     * errors go through it linearly.
     */
    private Measured phase(Readings readings, int first) {
        double real = 0;
        double imaginary = 0;
        double variance = 0;
        for (int phase = 0; phase < phases; phase++) {
            var share = readings.share(first + phase, 1);
            double angle = 2 * Math.PI * phase / phases;
            real += share.value() * Math.cos(angle);
            imaginary -= share.value() * Math.sin(angle);
            variance += share.error() * share.error() / 2;
        }
        double length = Math.max(Math.hypot(real, imaginary), 1e-9);
        return new Measured(Math.atan2(imaginary, real), Math.sqrt(variance) / length);
    }
}
