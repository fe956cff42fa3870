package cloud.somersault.chip;

import java.time.Duration;
import java.time.Instant;

/**
 * The chip's own time: seconds since its first figures were true. It runs at some rate against the
 * wall, or stands still and is moved by hand.
 *
 * @param setSeconds what it showed when it was set or moved last
 * @param rate virtual seconds a wall second; 0 stands still
 * @param setAt when that was, by the wall
 */
public record VirtualClock(double setSeconds, double rate, Instant setAt) {

    /** While the clock runs, the truth moves in ticks: runs within one see the same chip. */
    public static final double TICK_SECONDS = 60;

    private static final double NANOSECOND = 1e-9;

    /** The moment at which the chip is what it is now: whole ticks while the clock runs. */
    public double seconds(Instant now) {
        double exact = exactSeconds(now);
        return rate > 0
                ? Math.max(setSeconds, TICK_SECONDS * Math.floor(exact / TICK_SECONDS))
                : exact;
    }

    /** What it shows. A wall clock that was put back does not put it back. */
    public double exactSeconds(Instant now) {
        if (!(rate > 0) || now.isBefore(setAt)) {
            return setSeconds;
        }
        var wall = Duration.between(setAt, now);
        return setSeconds + rate * (wall.toSeconds() + wall.toNanosPart() * NANOSECOND);
    }
}
