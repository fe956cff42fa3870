package cloud.somersault.simulators.plan;

/**
 * How reliably a qubit is read: the two diagonal elements of its readout matrix.
 *
 * @param zeroGivenZero P(read 0 | state 0), F0 of a calibration
 * @param oneGivenOne P(read 1 | state 1), F1 of a calibration
 */
public record Readout(double zeroGivenZero, double oneGivenOne) {

    /** Reads what is there. */
    public static final Readout PERFECT = new Readout(1, 1);

    public Readout {
        if (!(zeroGivenZero >= 0 && zeroGivenZero <= 1 && oneGivenOne >= 0 && oneGivenOne <= 1)) {
            throw new IllegalArgumentException("a readout probability lies between 0 and 1");
        }
    }

    public boolean perfect() {
        return zeroGivenZero == 1 && oneGivenOne == 1;
    }

    /** What is read, given the state and a uniform number on [0, 1). */
    public boolean read(boolean state, double uniform) {
        return state == uniform < (state ? oneGivenOne : zeroGivenZero);
    }
}
