package cloud.somersault.http.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts what is said again and again, so that whoever knocks a million times costs a few events
 * and not a million. The first time of an act passes; its repetitions within a window are counted,
 * and told when the window is over. In one window at most {@value #KINDS_MAX} kinds are told apart;
 * all others are counted as one.
 *
 * <p>Not for several threads at once.
 */
final class Repeats {
    static final int KINDS_MAX = 200;

    private static final String OTHERS = "(others)";

    private final Duration window;
    private final Map<AuditAct, Count> counts = new LinkedHashMap<>();

    /** An act that was repeated, or may yet be. */
    private record Count(Instant since, long times) {}

    /** What is told at the end of a window: so often again. */
    record Repeated(AuditAct act, long times, Instant since) {}

    Repeats(Duration window) {
        this.window = window;
    }

    /** How long repetitions are counted before they are told. */
    Duration window() {
        return window;
    }

    /** Whether this is worth an event now; if not, it was counted. */
    boolean first(AuditAct act, Instant now) {
        var known = counts.get(act);
        if (known != null) {
            counts.put(act, new Count(known.since(), known.times() + 1));
            return false;
        }
        if (counts.size() < KINDS_MAX) {
            counts.put(act, new Count(now, 0));
            return true;
        }
        counts.merge(
                AuditAct.done(OTHERS, OTHERS).withOutcome(OTHERS),
                new Count(now, 1),
                (before, one) -> new Count(before.since(), before.times() + one.times()));
        return false;
    }

    /** Ends the windows that are over, and says what was counted in them. */
    List<Repeated> ended(Instant now) {
        return ended(now.minus(window), new ArrayList<>());
    }

    /** Ends all windows. */
    List<Repeated> all() {
        return ended(Instant.MAX, new ArrayList<>());
    }

    private List<Repeated> ended(Instant begunUntil, List<Repeated> told) {
        counts.entrySet()
                .removeIf(entry -> {
                    var count = entry.getValue();
                    boolean over = !count.since().isAfter(begunUntil);
                    if (over && count.times() > 0) {
                        told.add(new Repeated(entry.getKey(), count.times(), count.since()));
                    }
                    return over;
                });
        return told;
    }
}
