package cloud.somersault.persistence.evidence;

import cloud.somersault.persistence.journal.Encoded;
import cloud.somersault.persistence.journal.NewEvent;
import cloud.somersault.persistence.journal.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * An event with everything that its link is made of, as docs/audit.md names it.
 *
 * @param payload in hex
 * @param document the payload as a text, for people
 * @param chain its link, lower-case hex
 */
record EvidenceRow(
        String persistenceId,
        long sequenceNr,
        long writtenAtMs,
        String writerUuid,
        String adapterManifest,
        int serializerId,
        String manifest,
        String payload,
        Optional<Metadata> metadata,
        List<String> tags,
        String document,
        String chain) {

    /** Pekko's metadata of an event, if it has any. */
    record Metadata(int serializerId, String manifest, String bytes) {}

    static EvidenceRow of(StoredEvent stored, String link) {
        var event = stored.event();
        var hex = HexFormat.of();
        return new EvidenceRow(
                event.persistenceId(),
                event.sequenceNr(),
                event.writtenAt().toEpochMilli(),
                event.writerUuid(),
                event.adapterManifest(),
                event.payload().serializerId(),
                event.payload().manifest(),
                hex.formatHex(event.payload().bytes()),
                event.metadata()
                        .map(one ->
                                new Metadata(
                                        one.serializerId(),
                                        one.manifest(),
                                        hex.formatHex(one.bytes()))),
                event.tags(),
                new String(stored.json(), StandardCharsets.UTF_8),
                link);
    }

    /** As the log has it; its place in the log is not known. */
    StoredEvent stored() {
        var hex = HexFormat.of();
        return new StoredEvent(
                sequenceNr,
                new NewEvent(
                        persistenceId,
                        sequenceNr,
                        Instant.ofEpochMilli(writtenAtMs),
                        writerUuid,
                        adapterManifest,
                        new Encoded(serializerId, manifest, hex.parseHex(payload)),
                        metadata.map(one ->
                                new Encoded(
                                        one.serializerId(),
                                        one.manifest(),
                                        hex.parseHex(one.bytes()))),
                        tags),
                chain);
    }
}
