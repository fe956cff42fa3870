package cloud.somersault.job.session;

import cloud.somersault.job.queue.QueueRules.Reservation;
import cloud.somersault.job.session.SessionBookEvent.Admitted;
import cloud.somersault.job.session.SessionBookEvent.Closed;
import cloud.somersault.job.session.SessionBookEvent.Opened;
import cloud.somersault.job.session.SessionBookEvent.Settled;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A session as its events have left it.
 *
 * @param unsettled the jobs whose end is not yet counted, in the order in which they came
 * @param jobs how many came in
 * @param workSeconds what those took that are counted
 */
record BookedSession(
        Opened opened,
        Map<String, Admitted> unsettled,
        int jobs,
        double workSeconds,
        Optional<Closed> closed) {
    BookedSession {
        unsettled = Collections.unmodifiableMap(new LinkedHashMap<>(unsettled));
    }

    static BookedSession of(Opened opened) {
        return new BookedSession(opened, Map.of(), 0, 0, Optional.empty());
    }

    BookedSession after(Admitted admitted) {
        var more = new LinkedHashMap<>(unsettled);
        more.put(admitted.jobId(), admitted);
        return new BookedSession(opened, more, jobs + 1, workSeconds, closed);
    }

    BookedSession after(Settled settled) {
        var fewer = new LinkedHashMap<>(unsettled);
        fewer.remove(settled.jobId());
        return new BookedSession(opened, fewer, jobs, workSeconds + settled.seconds(), closed);
    }

    BookedSession after(Closed end) {
        return new BookedSession(opened, unsettled, jobs, workSeconds, Optional.of(end));
    }

    /** What is put aside for jobs that have not ended. */
    double expectedSeconds() {
        return unsettled.values().stream().mapToDouble(Admitted::expectedSeconds).sum();
    }

    boolean takesJobs(Instant now) {
        return closed.isEmpty() && !now.isBefore(opened.from()) && now.isBefore(opened.until());
    }

    /** Its share of the machine, as the queue has it: until it ends, or is closed and emptied. */
    Optional<Reservation> reservation() {
        boolean keeps = closed.map(end -> end.drained() && !unsettled.isEmpty()).orElse(true);
        return keeps
                ? Optional.of(
                        new Reservation(
                                opened.tenant(), opened.from(), opened.until(), opened.share()))
                : Optional.empty();
    }

    boolean overlaps(Instant from, Instant until) {
        return closed.isEmpty() && opened.from().isBefore(until) && from.isBefore(opened.until());
    }

    /** As it stands, in a word. */
    String phase(Instant now) {
        if (closed.isPresent()) {
            return unsettled.isEmpty() ? "closed" : "closing";
        }
        if (now.isBefore(opened.from())) {
            return "booked";
        }
        return now.isBefore(opened.until()) ? "open" : "over";
    }
}
