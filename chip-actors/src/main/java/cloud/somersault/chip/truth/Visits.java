package cloud.somersault.chip.truth;

import java.util.ArrayList;
import java.util.List;

/**
 * Random visits, as of a two-level defect that drifts into resonance with a qubit and out again:
 * they begin as a Poisson process and each lasts an exponential time, cut at {@value
 * #LASTS_AT_MOST} means. Time is cut into windows with draws of their own, so any moment is reached
 * at once.
 *
 * @param chance where its numbers come from
 * @param everySeconds mean time between two beginnings
 * @param lastingSeconds mean length of a visit
 */
record Visits(Chance chance, double everySeconds, double lastingSeconds) {

    private static final int LASTS_AT_MOST = 8;

    /** Draws that one visit may use. */
    private static final int DRAWS = 8;

    /** Mean number of beginnings in a window. */
    private static final double BEGINNINGS = 4;

    /**
     * One visit.
     *
     * @param beganSeconds when it began
     * @param lastsSeconds how long it lasts
     * @param window the window in which it began
     * @param number its number in the window
     */
    record Visit(double beganSeconds, double lastsSeconds, long window, int number) {

        boolean goesOnAt(double seconds) {
            return seconds >= beganSeconds && seconds < beganSeconds + lastsSeconds;
        }
    }

    Visits {
        if (!(everySeconds > 0 && lastingSeconds > 0)) {
            throw new IllegalArgumentException("times are positive");
        }
    }

    /** The visits that go on at a moment, the earliest first; none has begun before 0. */
    List<Visit> at(double seconds) {
        var there = new ArrayList<Visit>();
        for (var visit : beganBetween(seconds - LASTS_AT_MOST * lastingSeconds, seconds)) {
            if (visit.goesOnAt(seconds)) {
                there.add(visit);
            }
        }
        return there;
    }

    /** The visits that began in this time, the earliest first. */
    List<Visit> beganBetween(double from, double to) {
        double length = BEGINNINGS * everySeconds;
        var found = new ArrayList<Visit>();
        long last = (long) Math.floor(to / length);
        for (long window = Math.max(0, (long) Math.floor(from / length));
                window <= last;
                window++) {
            double end = (window + 1) * length;
            double moment = window * length;
            for (int number = 0; ; number++) {
                moment += everySeconds * chance.exponential(window, DRAWS * number);
                if (moment >= end) {
                    break;
                }
                double lasts =
                        lastingSeconds
                                * Math.min(
                                        LASTS_AT_MOST,
                                        chance.exponential(window, DRAWS * number + 1));
                if (moment >= from && moment <= to) {
                    found.add(new Visit(moment, lasts, window, number));
                }
            }
        }
        return found;
    }

    /** A number of the visit's own, uniform on (0, 1]; which = 0 to 5. */
    double uniform(Visit visit, int which) {
        return chance.uniform(visit.window(), DRAWS * visit.number() + 2 + which);
    }
}
