package cloud.somersault.chip.experiment;

import cloud.somersault.circuits.Circuit;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures all three phases that a CZ may give too much: the conditional one, and one for each of
 * its qubits. A qubit's phase after n pulses is read from fringes of its last quarter turn; with
 * the other qubit in 0 it is the qubit's own, and what the other in 1 adds is the conditional one.
 * Many pulses tell the phase finely but only up to a part of a turn, one pulse tells which part.
 *
 * @param repetitions n of the fine measurement, odd
 * @param coarsePhases how many phases of the last quarter turn after one CZ
 * @param finePhases how many after n
 */
public record CzPhases(int repetitions, int coarsePhases, int finePhases)
        implements Experiment<CzPhases.Phases> {

    /**
     * What a CZ gives too much, radians.
     *
     * @param conditional of |11>, less pi
     * @param first of the first qubit
     * @param second of the second qubit
     */
    public record Phases(Measured conditional, Measured first, Measured second) {}

    /** Whose phase is measured, and with the other in which state. */
    private enum Setting {
        SECOND_ALONE,
        SECOND_WITH_FIRST,
        FIRST_ALONE;

        int target() {
            return this == FIRST_ALONE ? 0 : 1;
        }

        boolean otherExcited() {
            return this == SECOND_WITH_FIRST;
        }
    }

    public CzPhases {
        if (repetitions < 1 || repetitions % 2 == 0 || coarsePhases < 3 || finePhases < 3) {
            throw new IllegalArgumentException("an odd number of CZ, and three phases or more");
        }
    }

    /**
     * One CZ; finds any phase. Several would tell it finer, but not if the CZ exchanges |01> and
     * |10> a little: one of those shows in the contrast only, several turn the phases too.
     */
    public static CzPhases usual() {
        return new CzPhases(1, 3, 9);
    }

    @Override
    public String name() {
        return "cz-phases";
    }

    @Override
    public List<Circuit> circuits() {
        var circuits = new ArrayList<Circuit>();
        for (var setting : Setting.values()) {
            for (int phase = 0; phase < coarsePhases; phase++) {
                circuits.add(circuit(setting, 1, 2 * Math.PI * phase / coarsePhases));
            }
            for (int phase = 0; phase < finePhases; phase++) {
                circuits.add(circuit(setting, repetitions, 2 * Math.PI * phase / finePhases));
            }
        }
        return circuits;
    }

    private static Circuit circuit(Setting setting, int times, double turned) {
        var pulses = Pulses.on(2);
        int target = setting.target();
        if (setting.otherExcited()) {
            pulses.turnX(1 - target, Math.PI);
        }
        pulses.turnX(target, Math.PI / 2);
        for (int cz = 0; cz < times; cz++) {
            pulses.cz();
        }
        return pulses.virtualZ(target, turned).turnX(target, Math.PI / 2).measured();
    }

    @Override
    public Outcome<Phases> analyse(Readings readings) {
        var one = new ArrayList<Measured>();
        var many = new ArrayList<Measured>();
        for (var setting : Setting.values()) {
            int first = setting.ordinal() * (coarsePhases + finePhases);
            one.add(phase(readings, first, coarsePhases, setting.target()));
            many.add(phase(readings, first + coarsePhases, finePhases, setting.target()));
        }
        if (!one.stream().allMatch(phase -> repetitions * phase.error() < 1)
                || !many.stream().allMatch(phase -> phase.error() < 0.4)) {
            return new Outcome.Unclear<>("a qubit shows no fringes after the CZ");
        }
        var second = fine(one.get(0), many.get(0));
        var first = fine(one.get(2), many.get(2));
        var conditional =
                fine(
                        less(one.get(1), one.get(0), Math.PI),
                        less(many.get(1), many.get(0), Math.PI));
        return new Outcome.Found<>(new Phases(conditional, first, second));
    }

    private static Measured less(Measured phase, Measured other, double constant) {
        return new Measured(
                Math.IEEEremainder(phase.value() - other.value() - constant, 2 * Math.PI),
                Math.hypot(phase.error(), other.error()));
    }

    /** The phase of one CZ, from that of many, with the turns that the coarse one says. */
    private Measured fine(Measured one, Measured many) {
        double rest =
                Math.IEEEremainder(many.value() - repetitions * one.value(), 2 * Math.PI)
                        / repetitions;
        double phase = Math.IEEEremainder(one.value() + rest, 2 * Math.PI);
        return new Measured(phase, many.error() / repetitions);
    }

    /** The phase of a fringe over evenly spaced points, from its first Fourier sum. */
    private static Measured phase(Readings readings, int first, int phases, int target) {
        double real = 0;
        double imaginary = 0;
        double variance = 0;
        for (int phase = 0; phase < phases; phase++) {
            var share = readings.share(first + phase, target);
            double angle = 2 * Math.PI * phase / phases;
            real += share.value() * Math.cos(angle);
            imaginary -= share.value() * Math.sin(angle);
            variance += share.error() * share.error() / 2;
        }
        double length = Math.max(Math.hypot(real, imaginary), 1e-9);
        return new Measured(Math.atan2(imaginary, real), Math.sqrt(variance) / length);
    }
}
