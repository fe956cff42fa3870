package cloud.somersault.persistence.journal;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.persistence.SelectedSnapshot;
import org.apache.pekko.persistence.SnapshotMetadata;
import org.apache.pekko.persistence.SnapshotSelectionCriteria;
import org.apache.pekko.persistence.snapshot.japi.SnapshotStore;
import scala.concurrent.Future;
import scala.jdk.javaapi.FutureConverters;

/** Pekko's door for snapshots: plugin id {@code somersault.snapshot-store}. */
public final class SqliteSnapshotStore extends SnapshotStore {
    private final EventLog log = EventLogs.of(context().system());
    private final Codec codec = new Codec(context().system());

    @Override
    public Future<Optional<SelectedSnapshot>> doLoadAsync(
            String persistenceId, SnapshotSelectionCriteria criteria) {
        return FutureConverters.asScala(
                log.readLater(session ->
                        SnapshotTable.latest(session, selection(persistenceId, criteria))
                                .map(this::decode)));
    }

    private SelectedSnapshot decode(SnapshotTable.Row row) {
        var metadata =
                SnapshotMetadata.apply(
                        row.persistenceId(), row.sequenceNr(), row.writtenAtMillis());
        return SelectedSnapshot.create(
                row.metadata().map(codec::decode).map(metadata::withMetadata).orElse(metadata),
                codec.decode(row.payload()));
    }

    @Override
    public Future<Void> doSaveAsync(SnapshotMetadata metadata, Object snapshot) {
        SnapshotTable.Row row;
        try {
            row =
                    new SnapshotTable.Row(
                            metadata.persistenceId(),
                            metadata.sequenceNr(),
                            metadata.timestamp(),
                            codec.encode(snapshot),
                            codec.encode(metadata.metadata()));
        } catch (RuntimeException e) {
            return FutureConverters.asScala(CompletableFuture.failedFuture(e));
        }
        return FutureConverters.asScala(
                log.write(transaction -> SnapshotTable.save(transaction.session(), row)));
    }

    @Override
    public Future<Void> doDeleteAsync(SnapshotMetadata metadata) {
        // A timestamp of 0 means that the caller knows only the sequence number.
        long at = metadata.timestamp();
        return delete(
                new SnapshotTable.Selection(
                        metadata.persistenceId(),
                        metadata.sequenceNr(),
                        metadata.sequenceNr(),
                        at == 0 ? Long.MIN_VALUE : at,
                        at == 0 ? Long.MAX_VALUE : at));
    }

    @Override
    public Future<Void> doDeleteAsync(String persistenceId, SnapshotSelectionCriteria criteria) {
        return delete(selection(persistenceId, criteria));
    }

    private Future<Void> delete(SnapshotTable.Selection selection) {
        return FutureConverters.asScala(
                log.write(transaction -> SnapshotTable.delete(transaction.session(), selection)));
    }

    private static SnapshotTable.Selection selection(
            String persistenceId, SnapshotSelectionCriteria criteria) {
        return new SnapshotTable.Selection(
                persistenceId,
                criteria.minSequenceNr(),
                criteria.maxSequenceNr(),
                criteria.minTimestamp(),
                criteria.maxTimestamp());
    }
}
