package cloud.somersault.persistence.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;

/**
 * One connection to the log's file with its prepared statements; used by one thread at a time.
 * Statements are kept and used again: read a result to its end, and close it, before the same text
 * is prepared again.
 */
public final class Session implements AutoCloseable {
    private static final int WRITER_CACHE_KIBIBYTES = 16 * 1024;

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final EventPacking packing = new EventPacking();

    private Session(Connection connection) {
        this.connection = connection;
    }

    /** A connection that may write: a commit returns when the disk has it. */
    static Session writing(Path file, EventLogSettings settings) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(settings.busyTimeout().toMillis()));
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTempStore(TempStore.MEMORY);
        config.setCacheSize(-WRITER_CACHE_KIBIBYTES);
        config.setJournalSizeLimit(Math.toIntExact(2 * settings.aheadBytesMax()));
        config.setGetGeneratedKeys(false); // else the driver asks for one after every insert
        return new Session(config.createConnection("jdbc:sqlite:" + file));
    }

    static Session reading(Path file, EventLogSettings settings) throws SQLException {
        var config = new SQLiteConfig();
        config.setBusyTimeout(Math.toIntExact(settings.busyTimeout().toMillis()));
        config.setTempStore(TempStore.MEMORY);
        var session = new Session(config.createConnection("jdbc:sqlite:" + file));
        session.execute("PRAGMA query_only = ON");
        return session;
    }

    public Connection connection() {
        return connection;
    }

    /** The statement of this text, prepared at its first use. */
    public PreparedStatement prepared(String sql) throws SQLException {
        var known = prepared.get(sql);
        if (known != null) {
            return known;
        }
        var statement = connection.prepareStatement(sql);
        prepared.put(sql, statement);
        return statement;
    }

    /** How this session's events are packed and unpacked. */
    EventPacking packing() {
        return packing;
    }

    /** Runs a statement that answers nothing. */
    public void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The number that a query of one row and one column answers; 0 for NULL and for no row. */
    public long number(String sql, Object... parameters) throws SQLException {
        var statement = prepared(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        try (var rows = statement.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public void close() throws SQLException {
        packing.close();
        connection.close();
    }
}
