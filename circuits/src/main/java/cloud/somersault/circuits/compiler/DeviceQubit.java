package cloud.somersault.circuits.compiler;

/**
 * A qubit of a chip, as calibrated. All figures are 0 when it is out of service.
 *
 * @param id its number on the chip
 * @param inService whether programs may use it
 * @param gateError average infidelity of one pulse
 * @param readoutError probability of reading the wrong value, mean of both preparations
 * @param t1Seconds energy relaxation; 0 when not known
 * @param t2Seconds coherence; 0 when not known
 */
public record DeviceQubit(
        int id,
        boolean inService,
        double gateError,
        double readoutError,
        double t1Seconds,
        double t2Seconds) {

    public DeviceQubit {
        requireProbability(gateError);
        requireProbability(readoutError);
        if (!(t1Seconds >= 0) || !(t2Seconds >= 0)) {
            throw new IllegalArgumentException("qubit " + id + " has a negative lifetime");
        }
    }

    static void requireProbability(double error) {
        if (!(error >= 0 && error <= 1)) {
            throw new IllegalArgumentException("an error rate is 0 to 1, not " + error);
        }
    }

    /**
     * How fast an idle qubit loses its state, per second: 1/(6 T1) + 1/(3 T2), the first order of
     * the average gate infidelity 1/2 - e^{-t/T1}/6 - e^{-t/T2}/3 of waiting; T2 is capped at 2 T1.
     */
    double decayPerSecond() {
        double relaxation = t1Seconds > 0 ? 1 / t1Seconds : 0;
        double dephasing = t2Seconds > 0 ? Math.max(1 / t2Seconds, relaxation / 2) : relaxation / 2;
        return relaxation / 6 + dephasing / 3;
    }
}
