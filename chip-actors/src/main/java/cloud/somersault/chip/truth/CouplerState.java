package cloud.somersault.chip.truth;

/**
 * What a coupler is at one moment. Angles are what a CZ pulse, tuned at second 0, gives too much.
 *
 * @param czError average infidelity of a perfectly tuned CZ
 * @param czPhaseRadians conditional phase
 * @param firstPhaseRadians phase of the first qubit
 * @param secondPhaseRadians phase of the second qubit
 * @param zzHz residual ZZ while no CZ is played
 */
public record CouplerState(
        double czError,
        double czPhaseRadians,
        double firstPhaseRadians,
        double secondPhaseRadians,
        double zzHz) {}
