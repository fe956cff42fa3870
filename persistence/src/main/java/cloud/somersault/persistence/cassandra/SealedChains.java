package cloud.somersault.persistence.cassandra;

import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.journal.EventChain;
import cloud.somersault.persistence.journal.StoredEvent;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * The hash chains of histories that have ended, kept in a table of their own: an event that is
 * altered, dropped or added afterwards no longer gives the link that was kept. The journal plugin
 * leaves no room for a link beside each event, as the embedded log has it.
 */
final class SealedChains {
    private static final String SEAL =
            "INSERT INTO @event_chains (persistence_id, sequence_nr, chain) VALUES (?, ?, ?)"
                    + " USING TIMESTAMP ?";
    private static final String SEALED =
            "SELECT sequence_nr, chain FROM @event_chains WHERE persistence_id = ?";

    private final ActorSystem<?> system;
    private final Cql cql;
    private final StoredEvents events;

    SealedChains(ActorSystem<?> system, Cql cql, StoredEvents events) {
        this.system = system;
        this.cql = cql;
        this.events = events;
    }

    /** What became of looking at one history. */
    enum Finding {
        /** It is what it was. */
        SOUND,
        /** It is not. */
        CHANGED,
        /** It has no seal yet. */
        OPEN
    }

    /** Keeps the link after an entity's last event. */
    CompletionStage<Void> seal(String persistenceId, long last) {
        return link(persistenceId, last)
                .thenCompose(link -> cql.write(SEAL, persistenceId, last, link, last));
    }

    /** Compares a history with its seal. */
    CompletionStage<Finding> look(String persistenceId) {
        return cql.row(SEALED, persistenceId)
                .thenCompose(row ->
                        row.isEmpty()
                                ? java.util.concurrent.CompletableFuture.completedStage(
                                        Finding.OPEN)
                                : link(persistenceId, Long.MAX_VALUE)
                                        .thenApply(link ->
                                                link.equals(row.get().getString("chain"))
                                                        ? Finding.SOUND
                                                        : Finding.CHANGED));
    }

    private CompletionStage<String> link(String persistenceId, long to) {
        return events.currentStoredEventsOf(persistenceId, 1, to)
                .map(StoredEvent::event)
                .runWith(Sink.fold(EventChain.START, EventChain::next), system);
    }
}
