package cloud.somersault.chip.readout;

/**
 * How well a classical bit tells what its qubit was.
 *
 * @param zeroGivenZero the probability to read 0 of a qubit in |0>
 * @param oneGivenOne the probability to read 1 of a qubit in |1>
 */
public record BitReadout(double zeroGivenZero, double oneGivenOne) {

    /** Never wrong: for bits that nothing measures. */
    public static final BitReadout PERFECT = new BitReadout(1, 1);

    public BitReadout {
        if (!(zeroGivenZero >= 0 && zeroGivenZero <= 1 && oneGivenOne >= 0 && oneGivenOne <= 1)) {
            throw new IllegalArgumentException("probabilities are from 0 to 1");
        }
    }

    /** Whether reading it tells anything: at 1 both outcomes are as likely whatever it was. */
    public boolean tells() {
        return zeroGivenZero + oneGivenOne > 1;
    }

    /** The probability to read one value when it was another. */
    double read(char value, char was) {
        double right = was == '0' ? zeroGivenZero : oneGivenOne;
        return value == was ? right : 1 - right;
    }
}
