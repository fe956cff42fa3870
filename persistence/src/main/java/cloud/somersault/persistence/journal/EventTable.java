package cloud.somersault.persistence.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements on the events and their tags. */
final class EventTable {
    private static final String INSERT =
            """
            INSERT INTO events (ordering, persistence_id, sequence_nr, written_at, writer_uuid,
              serializer_id, manifest, adapter_manifest, payload,
              metadata_serializer_id, metadata_manifest, metadata, tags, chain, packing)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """;
    private static final String INSERT_TAG = "INSERT INTO event_tags (tag, ordering) VALUES (?, ?)";
    // The joins and indexes are forced: the planner must not choose to walk the whole log.
    private static final String COLUMNS =
            """
            SELECT e.ordering, e.persistence_id, e.sequence_nr, e.written_at, e.writer_uuid,
              e.serializer_id, e.manifest, e.adapter_manifest, e.payload,
              e.metadata_serializer_id, e.metadata_manifest, e.metadata, e.tags, e.chain, e.packing
            """;
    private static final String AFTER =
            COLUMNS + "FROM events e WHERE e.ordering > ? ORDER BY e.ordering LIMIT ?";
    private static final String FIRST_AFTER =
            COLUMNS
                    + """
                    FROM events e INDEXED BY first_events
                    WHERE e.ordering > ? AND e.sequence_nr = 1 ORDER BY e.ordering LIMIT ?\
                    """;
    private static final String TAGGED_AFTER =
            COLUMNS
                    + """
                    FROM event_tags t CROSS JOIN events e ON e.ordering = t.ordering
                    WHERE t.tag = ? AND t.ordering > ? ORDER BY t.ordering LIMIT ?\
                    """;
    private static final String OF_ENTITY =
            COLUMNS
                    + """
                    FROM events e INDEXED BY events_by_entity
                    WHERE e.persistence_id = ? AND e.sequence_nr BETWEEN ? AND ?
                    ORDER BY e.sequence_nr LIMIT ?\
                    """;
    private static final String LAST_CHAIN =
            "SELECT chain FROM events WHERE persistence_id = ? ORDER BY sequence_nr DESC LIMIT 1";

    private static final String LINKS =
            """
            SELECT persistence_id, sequence_nr, chain FROM events
            WHERE ordering > ? AND ordering <= ? ORDER BY ordering\
            """;

    private static final HexFormat HEX = HexFormat.of();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NO_TAGS = "[]";

    private EventTable() {}

    static void insert(Session session, StoredEvent stored) throws SQLException {
        var event = stored.event();
        var statement = session.prepared(INSERT);
        statement.setLong(1, stored.ordering());
        statement.setString(2, event.persistenceId());
        statement.setLong(3, event.sequenceNr());
        statement.setLong(4, event.writtenAt().toEpochMilli());
        statement.setString(5, event.writerUuid());
        statement.setInt(6, event.payload().serializerId());
        statement.setString(7, event.payload().manifest());
        statement.setString(8, event.adapterManifest());
        var packed = session.packing().pack(event.payload().bytes());
        statement.setBytes(9, packed.bytes());
        setMetadata(statement, 10, event.metadata());
        statement.setString(13, tagsToJson(event.tags()));
        statement.setBytes(14, HEX.parseHex(stored.chain()));
        statement.setInt(15, packed.packing());
        statement.executeUpdate();
        for (var tag : event.tags()) {
            var insertTag = session.prepared(INSERT_TAG);
            insertTag.setString(1, tag);
            insertTag.setLong(2, stored.ordering());
            insertTag.executeUpdate();
        }
    }

    static List<StoredEvent> after(Session session, long ordering, int limit) throws SQLException {
        return orderedAfter(session, AFTER, ordering, limit);
    }

    /** The first event of each entity, in the order of the log. */
    static List<StoredEvent> firstAfter(Session session, long ordering, int limit)
            throws SQLException {
        return orderedAfter(session, FIRST_AFTER, ordering, limit);
    }

    private static List<StoredEvent> orderedAfter(
            Session session, String sql, long ordering, int limit) throws SQLException {
        var statement = session.prepared(sql);
        statement.setLong(1, ordering);
        statement.setInt(2, limit);
        return read(session, statement);
    }

    static List<StoredEvent> taggedAfter(Session session, String tag, long ordering, int limit)
            throws SQLException {
        var statement = session.prepared(TAGGED_AFTER);
        statement.setString(1, tag);
        statement.setLong(2, ordering);
        statement.setInt(3, limit);
        return read(session, statement);
    }

    static List<StoredEvent> ofEntity(
            Session session, String persistenceId, long from, long to, int limit)
            throws SQLException {
        var statement = session.prepared(OF_ENTITY);
        statement.setString(1, persistenceId);
        statement.setLong(2, from);
        statement.setLong(3, to);
        statement.setInt(4, limit);
        return read(session, statement);
    }

    /** The last event of each entity between two orderings, the first excluded. */
    static Map<String, ChainScan.Last> lastOfEntities(Session session, long after, long to)
            throws SQLException {
        var statement = session.prepared(LINKS);
        statement.setLong(1, after);
        statement.setLong(2, to);
        var lasts = new HashMap<String, ChainScan.Last>();
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                lasts.put(rows.getString(1), new ChainScan.Last(rows.getLong(2), bytes(rows, 3)));
            }
        }
        return lasts;
    }

    /** The entity's last link; {@link EventChain#START} before its first event. */
    static String lastChain(Session session, String persistenceId) throws SQLException {
        var statement = session.prepared(LAST_CHAIN);
        statement.setString(1, persistenceId);
        try (var rows = statement.executeQuery()) {
            return rows.next() ? HEX.formatHex(rows.getBytes(1)) : EventChain.START;
        }
    }

    static long lastOrdering(Session session) throws SQLException {
        return session.number("SELECT max(ordering) FROM events");
    }

    /** When the last event up to an ordering was written. */
    static Optional<Instant> writtenAt(Session session, long ordering) throws SQLException {
        var statement =
                session.prepared(
                        "SELECT written_at FROM events WHERE ordering <= ?"
                                + " ORDER BY ordering DESC LIMIT 1");
        statement.setLong(1, ordering);
        try (var rows = statement.executeQuery()) {
            return rows.next()
                    ? Optional.of(Instant.ofEpochMilli(rows.getLong(1)))
                    : Optional.empty();
        }
    }

    static long highestSequenceNr(Session session, String persistenceId) throws SQLException {
        return session.number(
                "SELECT max(sequence_nr) FROM events WHERE persistence_id = ?", persistenceId);
    }

    static long deletedTo(Session session, String persistenceId) throws SQLException {
        return session.number(
                "SELECT to_sequence_nr FROM deletions WHERE persistence_id = ?", persistenceId);
    }

    /** Hides the events up to a sequence number, at most up to the highest there is. */
    static void deleteTo(Session session, String persistenceId, long sequenceNr)
            throws SQLException {
        var statement =
                session.prepared(
                        """
                        INSERT INTO deletions (persistence_id, to_sequence_nr) VALUES (?, ?)
                        ON CONFLICT (persistence_id) DO UPDATE
                        SET to_sequence_nr = max(to_sequence_nr, excluded.to_sequence_nr)\
                        """);
        statement.setString(1, persistenceId);
        statement.setLong(2, Math.min(sequenceNr, highestSequenceNr(session, persistenceId)));
        statement.executeUpdate();
    }

    /** Binds the three metadata columns that start at {@code first}. */
    static void setMetadata(PreparedStatement statement, int first, Optional<Encoded> metadata)
            throws SQLException {
        if (metadata.isPresent()) {
            statement.setInt(first, metadata.get().serializerId());
            statement.setString(first + 1, metadata.get().manifest());
            statement.setBytes(first + 2, metadata.get().bytes());
        } else {
            statement.setNull(first, Types.INTEGER);
            statement.setNull(first + 1, Types.VARCHAR);
            statement.setNull(first + 2, Types.BLOB);
        }
    }

    /** Reads the three metadata columns that start at {@code first}. */
    static Optional<Encoded> metadata(ResultSet rows, int first) throws SQLException {
        var bytes = rows.getBytes(first + 2);
        return bytes == null
                ? Optional.empty()
                : Optional.of(new Encoded(rows.getInt(first), rows.getString(first + 1), bytes));
    }

    /** A BLOB column that is never NULL; SQLite's driver answers null for one of no bytes. */
    static byte[] bytes(ResultSet rows, int column) throws SQLException {
        var bytes = rows.getBytes(column);
        return bytes == null ? new byte[0] : bytes;
    }

    private static List<StoredEvent> read(Session session, PreparedStatement statement)
            throws SQLException {
        try (var rows = statement.executeQuery()) {
            var events = new ArrayList<StoredEvent>();
            while (rows.next()) {
                events.add(row(session, rows));
            }
            return events;
        }
    }

    private static StoredEvent row(Session session, ResultSet rows) throws SQLException {
        var payload = session.packing().unpack(rows.getInt(15), bytes(rows, 9));
        var event =
                new NewEvent(
                        rows.getString(2),
                        rows.getLong(3),
                        Instant.ofEpochMilli(rows.getLong(4)),
                        rows.getString(5),
                        rows.getString(8),
                        new Encoded(rows.getInt(6), rows.getString(7), payload),
                        metadata(rows, 10),
                        tagsFromJson(rows.getString(13)));
        return new StoredEvent(rows.getLong(1), event, HEX.formatHex(rows.getBytes(14)));
    }

    static String tagsToJson(List<String> tags) {
        try {
            return tags.isEmpty() ? NO_TAGS : JSON.writeValueAsString(tags);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("tags that are no texts: " + tags, e);
        }
    }

    static List<String> tagsFromJson(String json) {
        try {
            return json.equals(NO_TAGS) ? List.of() : List.of(JSON.readValue(json, String[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored tags are no JSON array: " + json, e);
        }
    }
}
