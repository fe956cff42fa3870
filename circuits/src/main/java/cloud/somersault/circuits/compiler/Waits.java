package cloud.somersault.circuits.compiler;

import java.util.Arrays;

/** When each chip qubit is free while a program is routed, and what waiting loses until then. */
final class Waits {
    private final WorkingChip chip;
    private final double[] freeSeconds;
    private double loss;

    Waits(WorkingChip chip) {
        this.chip = chip;
        freeSeconds = new double[chip.size()];
        Arrays.fill(freeSeconds, -1);
    }

    private Waits(Waits other) {
        chip = other.chip;
        freeSeconds = other.freeSeconds.clone();
        loss = other.loss;
    }

    Waits copy() {
        return new Waits(this);
    }

    /** So many CZ on a pair, each with a pulse on either side. */
    void step(int first, int second, int czGates) {
        double begin = Math.max(0, Math.max(freeSeconds[first], freeSeconds[second]));
        wait(first, begin);
        wait(second, begin);
        var device = chip.device();
        double end =
                begin + czGates * (device.twoQubitGateSeconds() + device.oneQubitGateSeconds());
        freeSeconds[first] = end;
        freeSeconds[second] = end;
    }

    /** A qubit that has had no pulse yet waits for free. */
    private void wait(int qubit, double until) {
        if (freeSeconds[qubit] >= 0) {
            loss += (until - freeSeconds[qubit]) * chip.idleCost(qubit);
        }
    }

    /** -log of what is left of the success after all waits so far. */
    double loss() {
        return loss;
    }

    /** What all that have begun lose until the last is done. */
    double pending() {
        double end = end();
        double sum = 0;
        for (int qubit = 0; qubit < freeSeconds.length; qubit++) {
            if (freeSeconds[qubit] >= 0) {
                sum += (end - freeSeconds[qubit]) * chip.idleCost(qubit);
            }
        }
        return sum;
    }

    private double end() {
        double end = 0;
        for (double free : freeSeconds) {
            end = Math.max(end, free);
        }
        return end;
    }

    /** What a qubit loses until all others are done. */
    double untilTheEnd(int qubit) {
        return freeSeconds[qubit] < 0 ? 0 : (end() - freeSeconds[qubit]) * chip.idleCost(qubit);
    }
}
