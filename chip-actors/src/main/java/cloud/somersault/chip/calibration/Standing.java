package cloud.somersault.chip.calibration;

import cloud.somersault.chip.calibration.Fact.Checked;
import cloud.somersault.chip.calibration.Fact.Verdict;
import cloud.somersault.chip.calibration.Finding.Found;
import java.util.Optional;

/**
 * How a place stands: when it was set, what was found then, and how restless it has been.
 *
 * @param found in the last full measurement
 * @param setSeconds when that was, virtual time
 * @param checked the last check since
 * @param unclear full measurements in a row that said nothing
 * @param unclearSeconds when the last of them was
 * @param restlessness how fast it moves: the square of its movement, in units of what is tolerated,
 *     that comes in a second; absent when it was never seen twice
 */
record Standing(
        Optional<Found> found,
        double setSeconds,
        Optional<Checked> checked,
        int unclear,
        double unclearSeconds,
        Optional<Double> restlessness) {

    /** How much of what was thought of its restlessness is kept when it is seen anew. */
    private static final double MEMORY = 0.6;

    /** Full measurements in vain, each looking at other times, until a place is given up. */
    private static final int ATTEMPTS = 3;

    static final Standing UNKNOWN =
            new Standing(
                    Optional.empty(),
                    Double.NEGATIVE_INFINITY,
                    Optional.empty(),
                    0,
                    Double.NEGATIVE_INFINITY,
                    Optional.empty());

    /** The last time that it was looked at with a result. */
    double seenSeconds() {
        return checked.map(Checked::seconds).orElse(setSeconds);
    }

    /** Which way to try next: each attempt in vain leads to another. */
    int attempt() {
        return unclear % ATTEMPTS;
    }

    /** All ways were tried in vain, and nothing was found since. */
    boolean isGivenUp() {
        return unclear >= ATTEMPTS;
    }

    /** The same, tried since this moment. */
    boolean isGivenUpSince(double seconds) {
        return unclear > 0 && unclear % ATTEMPTS == 0 && unclearSeconds >= seconds;
    }

    Standing measured(Place place, Found now, double seconds) {
        return new Standing(
                Optional.of(now),
                seconds,
                Optional.empty(),
                0,
                Double.NEGATIVE_INFINITY,
                watched(place, now, seconds));
    }

    Standing checked(Place place, Finding finding, Verdict verdict, double seconds) {
        var now = finding instanceof Found some ? watched(place, some, seconds) : restlessness;
        return new Standing(
                found,
                setSeconds,
                Optional.of(new Checked(place, seconds, verdict)),
                unclear,
                unclearSeconds,
                now);
    }

    Standing saidNothing(double seconds) {
        return new Standing(found, setSeconds, checked, unclear + 1, seconds, restlessness);
    }

    /** How restless it is, having been seen so since it was set. */
    private Optional<Double> watched(Place place, Found now, double seconds) {
        double waited = seconds - setSeconds;
        if (found.isEmpty() || !(waited > 0)) {
            return restlessness;
        }
        double moved = Movement.between(found.get(), now).squared() / waited;
        return Optional.of(
                restlessness.map(before -> MEMORY * before + (1 - MEMORY) * moved).orElse(moved));
    }
}
