package cloud.somersault.chip;

import java.time.Instant;

/**
 * A chip's clock as one reads it.
 *
 * @param chip whose
 * @param virtualSeconds what it shows; runs that begin now see the chip as it is then
 * @param rate virtual seconds a wall second; 0 stands still
 * @param epoch the moment of second 0: when the chip's first figures were measured
 * @param truth what names the chip's truth now
 */
public record ChipClock(
        String chip, double virtualSeconds, double rate, Instant epoch, Truth truth) {

    private static final long MILLISECONDS = 1000;

    /** The virtual moment as a date, to the millisecond. */
    public Instant virtualTime() {
        return epoch.plusMillis(Math.round(virtualSeconds * MILLISECONDS));
    }
}
