package cloud.somersault.job.placement;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.qubit.QubitFigures;
import cloud.somersault.job.model.ChipPlacement.Disturbed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What is left between circuits that no coupler joins: a part of every pulse reaches other qubits
 * over the wires, and turns those whose frequency is near. A pulse of time t that turns its own
 * qubit by pi turns one that gets the part x of it, and is off by d in angular frequency, out of
 * its place with a probability of no more than (x pi / 2)^2, nor than (x pi / t d)^2 (Rabi's
 * formula with a generalized frequency of at least x pi / t and at least d); its average infidelity
 * is two thirds of that.
 *
 * <p>Nobody has published x for this chip. It is taken as the mean of a comparable one, -37 dB
 * (Kosen et al., PRX Quantum 5, 030350, arXiv 2403.00285), for every pair alike, although theirs
 * fell with the distance; and all neighbours count as if they played such pulses all the time. So
 * the figure is too high rather than too low, and depends on who is on the chip, not on what they
 * play.
 *
 * <p>Readout is not disturbed further: qubits of one program are read together, too, under the
 * published readout figures.
 */
final class StrayDrive {
    /** The part of a pulse's amplitude that reaches another qubit: -37 dB. */
    static final double AMPLITUDE = Math.pow(10, -37.0 / 20);

    private static final double INFIDELITY_OF_A_FLIP = 2.0 / 3;

    private StrayDrive() {}

    /**
     * What others do to the qubits of a circuit.
     *
     * @param own the circuit's qubits
     * @param others those of all other circuits
     */
    static List<Disturbed> on(
            Collection<Integer> own, Collection<Integer> others, ChipSnapshot chip) {
        var disturbed = new ArrayList<Disturbed>();
        for (int qubit : own.stream().sorted().distinct().toList()) {
            double error = 0;
            for (int other : others) {
                error += error(qubit, other, chip);
            }
            if (error > 0) {
                disturbed.add(new Disturbed(qubit, Math.min(0.5, error)));
            }
        }
        return disturbed;
    }

    private static double error(int qubit, int other, ChipSnapshot chip) {
        var own = chip.qubitFigures(qubit).map(QubitFigures::frequencyHz);
        var theirs = chip.qubitFigures(other).map(QubitFigures::frequencyHz);
        return own.isPresent() && theirs.isPresent()
                ? error(own.get() - theirs.get(), chip.durations().oneQubitGateSeconds())
                : 0;
    }

    /**
     * Average infidelity that one pulse adds to a qubit.
     *
     * @param detuningHz between the two qubits
     */
    static double error(double detuningHz, double pulseSeconds) {
        double resonant = AMPLITUDE * Math.PI / 2;
        double driven = AMPLITUDE * Math.PI / pulseSeconds;
        double off = 2 * Math.PI * Math.abs(detuningHz);
        double amplitude = off > 0 ? Math.min(resonant, driven / off) : resonant;
        return INFIDELITY_OF_A_FLIP * amplitude * amplitude;
    }
}
