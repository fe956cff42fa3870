package cloud.somersault.chip.calibration;

/**
 * How a chip is calibrated by itself: in rounds, each within a share of the chip's time.
 *
 * @param roundSeconds virtual time between two rounds
 * @param share of the chip's time that calibration may take
 * @param savedRounds rounds whose unused share may be saved up, so that one round can do what many
 *     left over
 */
public record AutoSettings(double roundSeconds, double share, double savedRounds) {

    public AutoSettings {
        if (!(roundSeconds > 0 && share > 0 && share <= 1 && savedRounds >= 0)) {
            throw new IllegalArgumentException(
                    "rounds of %s s with %s of the time are no calibration"
                            .formatted(roundSeconds, share));
        }
    }

    /**
     * What a round may take, seconds of chip time. It begins with all that can be saved up.
     *
     * @param sinceSeconds how long the chip has been calibrated by itself, virtual time
     * @param spentSeconds what that took so far
     */
    public double budgetSeconds(double sinceSeconds, double spentSeconds) {
        double saved = share * roundSeconds * savedRounds;
        double earned = saved + share * sinceSeconds - spentSeconds;
        double most = share * roundSeconds * (1 + savedRounds);
        return Math.clamp(earned, 0, most);
    }
}
