package cloud.somersault.simulators;

/**
 * What disturbs one qubit. Depolarizing, Pauli and Kraus channels follow each pulse; T1, T2 and the
 * thermal population act during waits; a rotation error and a detuning are coherent: the same in
 * every shot, so that they add up and can be echoed away.
 *
 * @param gateDepolarizing p of the depolarizing channel after each pulse; 2 e for a calibrated gate
 *     error e
 * @param t1Seconds relaxation time; infinite for none
 * @param t2Seconds coherence time; infinite for none; more than 2 T1 counts as 2 T1
 * @param readZeroGivenZero F0, P(read 0 | prepared 0)
 * @param readOneGivenOne F1, P(read 1 | prepared 1)
 * @param excitedPopulation of |1> in thermal equilibrium: what T1 relaxes to
 * @param rotationError each pulse turns by its angle times 1 + this; negative turns too little
 * @param detuningHz by how much the qubit is faster than the clock that drives it: |1> gets the
 *     phase e^{-2 pi i detuning t}
 * @param gatePauli after each pulse
 * @param gateKraus after each pulse, on one qubit
 */
public record QubitNoise(
        double gateDepolarizing,
        double t1Seconds,
        double t2Seconds,
        double readZeroGivenZero,
        double readOneGivenOne,
        double excitedPopulation,
        double rotationError,
        double detuningHz,
        PauliRates gatePauli,
        KrausChannel gateKraus) {

    /** A perfect qubit. */
    public static final QubitNoise NONE =
            new QubitNoise(0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 1, 1);

    public QubitNoise {
        NoiseModel.requireProbability("gate depolarizing", gateDepolarizing);
        NoiseModel.requireProbability("F0", readZeroGivenZero);
        NoiseModel.requireProbability("F1", readOneGivenOne);
        NoiseModel.requireProbability("excited population", excitedPopulation);
        NoiseModel.requireFinite("rotation error", rotationError);
        NoiseModel.requireFinite("detuning", detuningHz);
        if (!(t1Seconds > 0 && t2Seconds > 0)) {
            throw new IllegalArgumentException(
                    "T1 and T2 are positive, not " + t1Seconds + " s and " + t2Seconds + " s");
        }
        if (gateKraus.operators().stream().anyMatch(operator -> operator.size() != 8)) {
            throw new IllegalArgumentException("a pulse has Kraus operators of one qubit");
        }
    }

    /** Without thermal population, and without errors that are coherent or biased. */
    public QubitNoise(
            double gateDepolarizing,
            double t1Seconds,
            double t2Seconds,
            double readZeroGivenZero,
            double readOneGivenOne) {
        this(
                gateDepolarizing,
                t1Seconds,
                t2Seconds,
                readZeroGivenZero,
                readOneGivenOne,
                0,
                0,
                0,
                PauliRates.NONE,
                KrausChannel.NONE);
    }

    /** The same with coherent errors. */
    public QubitNoise withCoherentErrors(double otherRotationError, double otherDetuningHz) {
        return new QubitNoise(
                gateDepolarizing,
                t1Seconds,
                t2Seconds,
                readZeroGivenZero,
                readOneGivenOne,
                excitedPopulation,
                otherRotationError,
                otherDetuningHz,
                gatePauli,
                gateKraus);
    }

    /** The same with another thermal population of |1>. */
    public QubitNoise withExcitedPopulation(double population) {
        return new QubitNoise(
                gateDepolarizing,
                t1Seconds,
                t2Seconds,
                readZeroGivenZero,
                readOneGivenOne,
                population,
                rotationError,
                detuningHz,
                gatePauli,
                gateKraus);
    }

    /** The same with other channels after each pulse. */
    public QubitNoise withGateChannels(PauliRates pauli, KrausChannel kraus) {
        return new QubitNoise(
                gateDepolarizing,
                t1Seconds,
                t2Seconds,
                readZeroGivenZero,
                readOneGivenOne,
                excitedPopulation,
                rotationError,
                detuningHz,
                pauli,
                kraus);
    }

    /** See {@link NoiseModel#scaled}. */
    QubitNoise scaled(double factor) {
        return new QubitNoise(
                NoiseModel.scaledProbability(gateDepolarizing, factor),
                t1Seconds / factor,
                t2Seconds / factor,
                1 - NoiseModel.scaledProbability(1 - readZeroGivenZero, factor),
                1 - NoiseModel.scaledProbability(1 - readOneGivenOne, factor),
                NoiseModel.scaledProbability(excitedPopulation, factor),
                rotationError * factor,
                detuningHz * factor,
                gatePauli.scaled(factor),
                gateKraus.scaled(factor));
    }
}
