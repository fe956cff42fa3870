package cloud.somersault.chip;

import java.time.Instant;

/**
 * A chip that lives: what its truth is made of, and its clock.
 *
 * @param seed of everything random about it
 * @param drift how it drifts
 * @param ofVersion the calibration version whose figures were true once
 * @param sinceSeconds when they were, on its clock
 * @param epoch the moment of second 0: when its first figures were measured
 * @param clock its clock
 */
public record ChipLife(
        long seed,
        DriftModel drift,
        long ofVersion,
        double sinceSeconds,
        Instant epoch,
        VirtualClock clock) {

    /** A clock shows no more than this, a thousand years. */
    public static final double SECONDS_MAX = 3.2e10;

    /** The same with its clock set or moved. */
    ChipLife withClock(VirtualClock other) {
        return new ChipLife(seed, drift, ofVersion, sinceSeconds, epoch, other);
    }

    /** What is true of it now. */
    Truth truth(Instant now) {
        return new Truth(seed, drift.id(), ofVersion, sinceSeconds, clock.seconds(now));
    }
}
