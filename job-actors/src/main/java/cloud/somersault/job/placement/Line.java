package cloud.somersault.job.placement;

import cloud.somersault.job.model.ChipStanding;
import cloud.somersault.job.placement.DeskProtocol.Total;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One chip at the desk: who waits for it, and who is on it. */
final class Line {
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Map<String, ChipStanding> on = new LinkedHashMap<>();
    private final Map<String, Long> shots = new HashMap<>();
    private Total total = Total.NONE;
    private Instant freeAt = Instant.MIN;

    /** Whether a round is being made, or others are waited for. */
    boolean busy;

    void add(Waiting job) {
        waiting.putIfAbsent(job.jobId(), job);
    }

    /** A place is found for it. */
    void placed(String jobId) {
        waiting.remove(jobId);
    }

    /** It is here no more. */
    void remove(String jobId) {
        waiting.remove(jobId);
        on.remove(jobId);
        shots.remove(jobId);
    }

    /** It waits for its turn, with so many shots. */
    void expects(String jobId, long itsShots) {
        shots.put(jobId, itsShots);
    }

    /** Of all that are not on the chip yet. */
    long waitingShots() {
        return shots.values().stream().mapToLong(one -> one).sum();
    }

    /** The first ones. */
    List<Waiting> first(int most) {
        return waiting.values().stream().limit(most).toList();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Whether a round may come onto the chip. */
    boolean isFree(Instant now) {
        return !now.isBefore(freeAt);
    }

    Instant freeAt() {
        return freeAt;
    }

    void takenUntil(Instant end) {
        freeAt = end;
    }

    /** A job is on the chip; told twice it counts once. */
    void comesOn(ChipStanding standing) {
        waiting.remove(standing.jobId());
        shots.remove(standing.jobId());
        if (on.put(standing.jobId(), standing) == null) {
            total = total.plus(standing);
        }
    }

    Collection<ChipStanding> on() {
        return on.values();
    }

    Total total() {
        return total;
    }
}
