package cloud.somersault.persistence.archive;

import cloud.somersault.persistence.journal.StoredEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The events as they are stored, for who wants the bytes. Streams are read as fast as asked for.
 */
public interface StoredEvents {
    /** An entity's events between two sequence numbers, both included, as far as there are. */
    Source<StoredEvent, NotUsed> currentStoredEventsOf(String persistenceId, long from, long to);

    /** Like {@link #currentStoredEventsOf}, and then each event soon after it is written. */
    Source<StoredEvent, NotUsed> storedEventsOf(String persistenceId, long from, long to);

    /**
     * The events with a tag whose {@link StoredEvent#ordering} is greater, in that order, and then
     * each soon after it is written.
     */
    Source<StoredEvent, NotUsed> storedEventsWithTag(String tag, long after);

    /**
     * Like {@link #storedEventsWithTag}, as far as there are. In a shared archive an event appears
     * here some seconds late.
     */
    Source<StoredEvent, NotUsed> currentStoredEventsWithTag(String tag, long after);

    /**
     * When the event of an ordering was written, or the last one before it; empty when there is
     * none so early.
     */
    CompletionStage<Optional<Instant>> writtenAt(long ordering);

    /** The ordering that every event of the past has at most, and every future one exceeds. */
    long lastOrdering();
}
