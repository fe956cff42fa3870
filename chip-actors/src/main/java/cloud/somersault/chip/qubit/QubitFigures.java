package cloud.somersault.chip.qubit;

/**
 * What calibration knows of one working qubit. Fidelities and readout figures are probabilities.
 *
 * @param frequencyHz the transition frequency
 * @param t1Seconds energy relaxation time
 * @param t2Seconds coherence time, published as T2; the one that the noise rule uses
 * @param ts2Seconds the second coherence time of the published calibration, Ts2; kept, not used
 * @param gateFidelity average fidelity of one pulse
 * @param readZeroGivenZero F0, the probability to read 0 when 0 was prepared
 * @param readOneGivenOne F1, the probability to read 1 when 1 was prepared
 */
public record QubitFigures(
        double frequencyHz,
        double t1Seconds,
        double t2Seconds,
        double ts2Seconds,
        double gateFidelity,
        double readZeroGivenZero,
        double readOneGivenOne) {

    public QubitFigures {
        positive("frequencyHz", frequencyHz);
        positive("t1Seconds", t1Seconds);
        positive("t2Seconds", t2Seconds);
        positive("ts2Seconds", ts2Seconds);
        // Below one half the depolarizing channel of the noise rule, p = 2 (1 - F), is none.
        if (!(gateFidelity >= 0.5 && gateFidelity <= 1)) {
            throw new IllegalArgumentException(
                    "gateFidelity must lie between 0.5 and 1, not " + gateFidelity);
        }
        probability("readZeroGivenZero", readZeroGivenZero);
        probability("readOneGivenOne", readOneGivenOne);
    }

    private static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }

    private static void probability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " must lie between 0 and 1, not " + value);
        }
    }

    /** The probability that a pulse goes wrong: 1 - fidelity. */
    public double gateError() {
        return 1 - gateFidelity;
    }

    /** The mean probability to read the wrong value: 1 - (F0 + F1) / 2. */
    public double readoutError() {
        return 1 - (readZeroGivenZero + readOneGivenOne) / 2;
    }
}
