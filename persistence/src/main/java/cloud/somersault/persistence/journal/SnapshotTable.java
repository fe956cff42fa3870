package cloud.somersault.persistence.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;

/** The statements on the snapshots: states of entities that shorten their recovery. */
final class SnapshotTable {
    private static final String SAVE =
            """
            INSERT OR REPLACE INTO snapshots (persistence_id, sequence_nr, written_at,
              serializer_id, manifest, payload, metadata_serializer_id, metadata_manifest, metadata)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """;
    private static final String MATCHING =
            """
            WHERE persistence_id = ? AND sequence_nr BETWEEN ? AND ?
             AND written_at BETWEEN ? AND ?
            """;
    private static final String LATEST =
            """
            SELECT persistence_id, sequence_nr, written_at, serializer_id, manifest, payload,
              metadata_serializer_id, metadata_manifest, metadata
            FROM snapshots
            """
                    + MATCHING
                    + "ORDER BY sequence_nr DESC LIMIT 1";
    private static final String DELETE = "DELETE FROM snapshots " + MATCHING;

    private SnapshotTable() {}

    /** A state as stored; {@code writtenAtMillis} since 1970. */
    record Row(
            String persistenceId,
            long sequenceNr,
            long writtenAtMillis,
            Encoded payload,
            Optional<Encoded> metadata) {}

    /** Which snapshots of an entity: bounds are included; times in milliseconds since 1970. */
    record Selection(
            String persistenceId,
            long sequenceNrFrom,
            long sequenceNrTo,
            long writtenAtMillisFrom,
            long writtenAtMillisTo) {}

    static void save(Session session, Row row) throws SQLException {
        var statement = session.prepared(SAVE);
        statement.setString(1, row.persistenceId());
        statement.setLong(2, row.sequenceNr());
        statement.setLong(3, row.writtenAtMillis());
        statement.setInt(4, row.payload().serializerId());
        statement.setString(5, row.payload().manifest());
        statement.setBytes(6, row.payload().bytes());
        EventTable.setMetadata(statement, 7, row.metadata());
        statement.executeUpdate();
    }

    static Optional<Row> latest(Session session, Selection selection) throws SQLException {
        var statement = session.prepared(LATEST);
        bind(statement, selection);
        try (var rows = statement.executeQuery()) {
            return rows.next()
                    ? Optional.of(
                            new Row(
                                    rows.getString(1),
                                    rows.getLong(2),
                                    rows.getLong(3),
                                    new Encoded(
                                            rows.getInt(4),
                                            rows.getString(5),
                                            EventTable.bytes(rows, 6)),
                                    EventTable.metadata(rows, 7)))
                    : Optional.empty();
        }
    }

    static void delete(Session session, Selection selection) throws SQLException {
        var statement = session.prepared(DELETE);
        bind(statement, selection);
        statement.executeUpdate();
    }

    private static void bind(PreparedStatement statement, Selection selection) throws SQLException {
        statement.setString(1, selection.persistenceId());
        statement.setLong(2, selection.sequenceNrFrom());
        statement.setLong(3, selection.sequenceNrTo());
        statement.setLong(4, selection.writtenAtMillisFrom());
        statement.setLong(5, selection.writtenAtMillisTo());
    }
}
