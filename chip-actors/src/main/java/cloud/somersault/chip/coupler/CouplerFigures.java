package cloud.somersault.chip.coupler;

/**
 * What calibration knows of one working coupler.
 *
 * @param czFidelity average fidelity of the CZ over this coupler, 0.25 to 1
 */
public record CouplerFigures(double czFidelity) {

    public CouplerFigures {
        // Below one quarter the depolarizing channel of the noise rule, p = 4/3 (1 - F), is none.
        if (!(czFidelity >= 0.25 && czFidelity <= 1)) {
            throw new IllegalArgumentException(
                    "czFidelity must lie between 0.25 and 1, not " + czFidelity);
        }
    }

    /** The probability that a CZ goes wrong: 1 - fidelity. */
    public double czError() {
        return 1 - czFidelity;
    }
}
