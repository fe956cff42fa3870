package cloud.somersault.chip.truth;

/**
 * What a coupler is at one moment. Angles are what a CZ pulse, tuned at second 0, gives too much.
 *
 * @param czError average infidelity of a perfectly tuned CZ
 * @param czPhaseRadians conditional phase
 * @param firstPhaseRadians phase of the first qubit
 * @param secondPhaseRadians phase of the second qubit
 * @param zzHz residual ZZ while no CZ is played
 * @param czSwapRadians exchange of |01> and |10>, more than there was at second 0
 * @param czLeakage probability that |11> leaks in a CZ
 */
public record CouplerState(
        double czError,
        double czPhaseRadians,
        double firstPhaseRadians,
        double secondPhaseRadians,
        double zzHz,
        double czSwapRadians,
        double czLeakage) {}
