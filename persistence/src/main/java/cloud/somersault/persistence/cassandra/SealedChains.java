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

    private final ActorSystem<?> system;
    private final Cql cql;
    private final StoredEvents events;

    SealedChains(ActorSystem<?> system, Cql cql, StoredEvents events) {
        this.system = system;
        this.cql = cql;
        this.events = events;
    }

    /** Keeps the link after an entity's last event. */
    CompletionStage<Void> seal(String persistenceId, long last) {
        return link(persistenceId, last)
                .thenCompose(link -> cql.write(SEAL, persistenceId, last, link, last));
    }

    private CompletionStage<String> link(String persistenceId, long to) {
        return events.currentStoredEventsOf(persistenceId, 1, to)
                .map(StoredEvent::event)
                .runWith(Sink.fold(EventChain.START, EventChain::next), system);
    }
}
