package cloud.somersault.chip;

/**
 * How long things take on a chip.
 *
 * @param oneQubitGateSeconds one pulse; Z rotations are virtual and take no time
 * @param twoQubitGateSeconds one CZ
 * @param readoutSeconds one readout
 * @param shotPeriodSeconds from the start of one shot to the start of the next, passive reset
 *     included
 */
public record ChipDurations(
        double oneQubitGateSeconds,
        double twoQubitGateSeconds,
        double readoutSeconds,
        double shotPeriodSeconds) {

    public ChipDurations {
        positive("oneQubitGateSeconds", oneQubitGateSeconds);
        positive("twoQubitGateSeconds", twoQubitGateSeconds);
        positive("readoutSeconds", readoutSeconds);
        positive("shotPeriodSeconds", shotPeriodSeconds);
    }

    private static void positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be positive, not " + value);
        }
    }
}
