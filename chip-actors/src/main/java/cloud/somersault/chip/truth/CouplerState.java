package cloud.somersault.chip.truth;

/**
 * What a coupler is at one moment.
 *
 * @param czError average infidelity of a perfectly tuned CZ
 * @param czPhaseRadians the conditional phase of a CZ pulse less that at time 0
 */
public record CouplerState(double czError, double czPhaseRadians) {}
