package cloud.somersault.simulators.plan;

import java.util.OptionalDouble;

/**
 * What an engine that approximates has lost, shot by shot, as logarithms of fidelities: they add up
 * over the parts of a circuit. The worst shot speaks for a run, because a maximum is the same
 * however the shots are cut into ranges.
 */
public final class Truncation {
    private final int shots;
    private double[] logFidelity = new double[0];

    public Truncation(int shots) {
        this.shots = shots;
    }

    /** The state of these shots has lost so much, in one part of the circuit. */
    public void add(int[] some, double logFidelityOfPart) {
        if (logFidelityOfPart == 0) {
            return;
        }
        if (logFidelity.length == 0) {
            logFidelity = new double[shots];
        }
        for (int shot : some) {
            logFidelity[shot] += logFidelityOfPart;
        }
    }

    /** 1 - fidelity of the worst shot; 0 if nothing was truncated. */
    public OptionalDouble error() {
        double least = 0;
        for (double one : logFidelity) {
            least = Math.min(least, one);
        }
        return OptionalDouble.of(least == 0 ? 0 : -StrictMath.expm1(least));
    }
}
