package cloud.somersault.persistence.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the file of a log into a state that it can be worked with, or says why not. What it looks
 * at does not grow with the log: the header, the schema, and the two ends of each table; damage in
 * between is reported when it is met, or by {@link LogCheck}.
 */
final class LogFile {
    private static final Logger LOG = LoggerFactory.getLogger(LogFile.class);
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private LogFile() {}

    static void prepare(Path file, EventLogSettings settings, Schema schema) throws IOException {
        boolean isNew = !Files.exists(file);
        if (!isNew) {
            checkHeader(file);
        }
        try (var session = Session.writing(file, settings)) {
            checkWriteAheadLog(file, session);
            schema.bring(file, session.connection());
            checkEnds(file, session);
        } catch (SQLException e) {
            throw EventLogException.of(file, e);
        }
        if (isNew) {
            syncFolder(file);
        }
    }

    /** Only before SQLite has opened the file: closing our channel would drop SQLite's locks. */
    private static void checkHeader(Path file) throws IOException {
        byte[] start;
        try (var in = Files.newInputStream(file)) {
            start = in.readNBytes(MAGIC.length);
        }
        // SQLite makes a file of no bytes first, and dies there when it is killed.
        if (start.length > 0 && !Arrays.equals(start, MAGIC)) {
            throw new EventLogException.Corrupt(file, "it does not begin like an SQLite database");
        }
    }

    private static void checkWriteAheadLog(Path file, Session session) throws SQLException {
        try (var rows = session.prepared("PRAGMA journal_mode").executeQuery()) {
            rows.next();
            if (!rows.getString(1).equals("wal")) {
                throw new EventLogException(
                        ("The event log %s can't be kept there: the file system has no shared memory"
                                        + " for SQLite's write-ahead log. Choose a folder on a local"
                                        + " disk.")
                                .formatted(file));
            }
        }
    }

    private static void checkEnds(Path file, Session session) throws SQLException {
        var last = session.number("SELECT max(ordering) FROM events");
        var first = session.number("SELECT min(ordering) FROM events");
        if (last > 0 && first != 1) {
            throw new EventLogException.Corrupt(file, "its first event is number " + first);
        }
        EventTable.after(session, last - 1, 1);
        session.number("SELECT ordering FROM event_tags LIMIT 1");
        session.number("SELECT count(*) FROM views");
        session.number("SELECT max(rowid) FROM results");
        session.number("SELECT max(rowid) FROM snapshots");
        session.number("SELECT to_sequence_nr FROM deletions LIMIT 1");
    }

    /** A new file's name must be on the disk as well as its content. */
    private static void syncFolder(Path file) {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return;
        }
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("The folder {} can't be synced here", folder, e);
        }
    }
}
