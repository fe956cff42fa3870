package cloud.somersault.persistence.view;

import java.time.Instant;
import java.util.Optional;

/**
 * From when to when a job was in the queue or ran, by the moments in its events and by their places
 * in the log.
 *
 * @param phase how it ended: completed, failed or cancelled; submitted or running if it has not
 * @param arrival which of its tenant's jobs it is, by the order in which they came; what counts is
 *     the difference between two of them
 * @param started when it began to run, if it did
 * @param ended when it ended, if it has
 */
public record JobSpan(
        String id,
        String name,
        String tenant,
        String target,
        String phase,
        int priority,
        long shots,
        int programs,
        long arrival,
        Mark submitted,
        Optional<Mark> started,
        Optional<Mark> ended) {

    /**
     * An event.
     *
     * @param at the moment that it tells
     * @param event its place in the order of the whole log
     */
    public record Mark(Instant at, long event) {}
}
