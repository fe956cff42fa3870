package cloud.somersault.persistence.journal;

import java.time.Instant;
import java.util.List;

/**
 * An event as the log keeps it.
 *
 * @param ordering its place in the one order of the whole log: 1, 2, 3, ... without a gap
 * @param event what was written
 * @param chain the entity's hash chain up to and with this event, lower-case hexadecimal; see
 *     {@link EventChain}
 */
public record StoredEvent(long ordering, NewEvent event, String chain) {
    public String persistenceId() {
        return event.persistenceId();
    }

    public long sequenceNr() {
        return event.sequenceNr();
    }

    public Instant writtenAt() {
        return event.writtenAt();
    }

    /** The event's JSON in UTF-8; not to be changed. */
    public byte[] json() {
        return Packed.json(event.payload().bytes());
    }

    public List<String> tags() {
        return event.tags();
    }
}
