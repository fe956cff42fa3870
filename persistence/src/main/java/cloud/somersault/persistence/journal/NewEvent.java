package cloud.somersault.persistence.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An event on its way into the log.
 *
 * @param persistenceId the entity that it happened to
 * @param sequenceNr its number in that entity's history, from 1
 * @param writtenAt when the entity persisted it; kept to the millisecond
 * @param writerUuid the incarnation of the actor that wrote it
 * @param adapterManifest the manifest of a Pekko event adapter; empty without one
 * @param payload the event itself
 * @param metadata Pekko's metadata of a replicated event; empty otherwise
 * @param tags under which live queries find it; distinct
 */
public record NewEvent(
        String persistenceId,
        long sequenceNr,
        Instant writtenAt,
        String writerUuid,
        String adapterManifest,
        Encoded payload,
        Optional<Encoded> metadata,
        List<String> tags) {
    public NewEvent {
        if (!(sequenceNr > 0)) {
            throw new IllegalArgumentException("a sequence number counts from 1: " + sequenceNr);
        }
        writtenAt = Instant.ofEpochMilli(writtenAt.toEpochMilli());
        tags = tags.stream().distinct().sorted().toList();
    }
}
