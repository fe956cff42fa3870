package cloud.somersault.persistence.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the log of a data folder from outside: a server may be writing it. One thread at a time;
 * methods fail with an {@link EventLogException}.
 */
public final class LogFileReader implements AutoCloseable {
    private static final int PAGE_EVENTS = 500;

    private final Path file;
    private final Session session;

    private LogFileReader(Path file, Session session) {
        this.file = file;
        this.session = session;
    }

    /** Of a data folder. */
    public static LogFileReader open(Path dataFolder, EventLogSettings settings) {
        var file = dataFolder.toAbsolutePath().resolve(settings.fileName());
        if (!Files.isRegularFile(file)) {
            throw new EventLogException("There is no event log %s.".formatted(file));
        }
        try {
            return new LogFileReader(file, Session.reading(file, settings));
        } catch (SQLException damaged) {
            throw EventLogException.of(file, damaged);
        }
    }

    /** The database file. */
    public Path file() {
        return file;
    }

    /** The number of the last event; 0 when there is none. */
    public long lastOrdering() {
        return read(EventTable::lastOrdering);
    }

    /** The highest number of an entity's events; 0 when there is none. */
    public long highestSequenceNr(String persistenceId) {
        return read(session -> EventTable.highestSequenceNr(session, persistenceId));
    }

    /** All events of an entity, oldest first. */
    public List<StoredEvent> events(String persistenceId) {
        var all = new ArrayList<StoredEvent>();
        while (true) {
            long from = all.isEmpty() ? 1 : all.getLast().sequenceNr() + 1;
            var page =
                    read(session ->
                            EventTable.ofEntity(
                                    session, persistenceId, from, Long.MAX_VALUE, PAGE_EVENTS));
            all.addAll(page);
            if (page.size() < PAGE_EVENTS) {
                return all;
            }
        }
    }

    /** The JSON of an entity's events by their numbers, whatever else is wrong with them. */
    public Map<Long, byte[]> documents(String persistenceId) {
        return read(session -> {
            var all = new TreeMap<Long, byte[]>();
            var query =
                    session.prepared(
                            "SELECT sequence_nr, payload, packing FROM events"
                                    + " WHERE persistence_id = ?");
            query.setString(1, persistenceId);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    all.put(rows.getLong(1), unpacked(session, rows));
                }
            }
            return all;
        });
    }

    private static byte[] unpacked(Session session, ResultSet rows) throws SQLException {
        var stored = EventTable.bytes(rows, 2);
        try {
            return Packed.json(session.packing().unpack(rows.getInt(3), stored));
        } catch (IllegalStateException _) {
            return stored;
        }
    }

    /** Large content, by its digest; not compared with it. */
    public Optional<byte[]> content(String digest) {
        return read(session -> Optional.ofNullable(SqliteResultStore.find(session, digest)));
    }

    private <T> T read(EventLog.Query<T> query) {
        try {
            return query.run(session);
        } catch (SQLException damaged) {
            throw EventLogException.of(file, damaged);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException broken) {
            throw EventLogException.of(file, broken);
        }
    }
}
