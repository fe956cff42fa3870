package cloud.somersault.simulators;

/**
 * What disturbs one qubit.
 *
 * @param gateDepolarizing p of the depolarizing channel after each pulse; 2 e for a calibrated gate
 *     error e
 * @param t1Seconds relaxation time; infinite for none
 * @param t2Seconds coherence time; infinite for none; more than 2 T1 counts as 2 T1
 * @param readZeroGivenZero F0, P(read 0 | prepared 0)
 * @param readOneGivenOne F1, P(read 1 | prepared 1)
 */
public record QubitNoise(
        double gateDepolarizing,
        double t1Seconds,
        double t2Seconds,
        double readZeroGivenZero,
        double readOneGivenOne) {

    /** A perfect qubit. */
    public static final QubitNoise NONE =
            new QubitNoise(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 1, 1);

    public QubitNoise {
        NoiseModel.requireProbability("gate depolarizing", gateDepolarizing);
        NoiseModel.requireProbability("F0", readZeroGivenZero);
        NoiseModel.requireProbability("F1", readOneGivenOne);
        if (!(t1Seconds > 0 && t2Seconds > 0)) {
            throw new IllegalArgumentException(
                    "T1 and T2 are positive, not " + t1Seconds + " s and " + t2Seconds + " s");
        }
    }
}
