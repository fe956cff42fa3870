package cloud.somersault.chip.truth;

/**
 * What a qubit is at one moment.
 *
 * @param frequencyHz transition frequency
 * @param t1Seconds energy relaxation time
 * @param t2Seconds coherence time, at most 2 T1
 * @param pulseError average infidelity of a perfectly tuned pulse
 * @param pulseGain angle turned by a pulse over the angle at time 0; 1 when nothing has drifted
 * @param readZeroGivenZero F0
 * @param readOneGivenOne F1
 */
public record QubitState(
        double frequencyHz,
        double t1Seconds,
        double t2Seconds,
        double pulseError,
        double pulseGain,
        double readZeroGivenZero,
        double readOneGivenOne) {}
