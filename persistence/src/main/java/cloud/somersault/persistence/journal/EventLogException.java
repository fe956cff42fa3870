package cloud.somersault.persistence.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The event log could not do what was asked. The nested types say what a caller can tell apart; the
 * message names the file and what to do.
 */
public class EventLogException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EventLogException(String message) {
        super(message);
    }

    EventLogException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The file is damaged, or is no event log. */
    public static final class Corrupt extends EventLogException {
        private static final long serialVersionUID = 1L;

        Corrupt(Path file, String finding) {
            super(describe(file, finding));
        }

        Corrupt(Path file, String finding, Throwable cause) {
            super(describe(file, finding), cause);
        }

        private static String describe(Path file, String finding) {
            return ("The event log %s is damaged: %s. Nothing was changed. Stop the server and keep a"
                            + " copy of the folder; then either put a backup in its place, or rescue"
                            + " what can be read with: ./somersault journal repair --data \"%s\"")
                    .formatted(file, finding, file.getParent());
        }
    }

    /** The file was written by a later version of Somersault. */
    public static final class TooNew extends EventLogException {
        private static final long serialVersionUID = 1L;

        TooNew(Path file, int found, int known) {
            super(
                    ("The event log %s has schema version %d and this Somersault knows versions up to"
                                    + " %d. Start the later Somersault that wrote it; an older one would"
                                    + " lose what it does not know.")
                            .formatted(file, found, known));
        }
    }

    /**
     * There is no room left on the disk; what is acknowledged is safe, and writing goes on when
     * there is room.
     */
    public static final class Full extends EventLogException {
        private static final long serialVersionUID = 1L;

        Full(Path file, Throwable cause) {
            super(
                    ("No room left to write the event log %s. Nothing acknowledged is lost; free some"
                                    + " space and writing goes on by itself.")
                            .formatted(file),
                    cause);
        }
    }

    /** Reading or writing the file failed in the operating system. */
    public static final class InputOutput extends EventLogException {
        private static final long serialVersionUID = 1L;

        InputOutput(Path file, Throwable cause) {
            super(
                    "Reading or writing the event log %s failed: %s"
                            .formatted(file, cause.getMessage()),
                    cause);
        }
    }

    /** More writes are waiting than the queue holds; try again later. */
    public static final class Busy extends EventLogException {
        private static final long serialVersionUID = 1L;

        Busy(Path file, int waiting) {
            super(
                    "%d writes are waiting for the event log %s already; try again later"
                            .formatted(waiting, file));
        }
    }

    /** The log was closed. */
    public static final class Closed extends EventLogException {
        private static final long serialVersionUID = 1L;

        Closed(Path file) {
            super("The event log %s is closed".formatted(file));
        }
    }

    /** What a failure of SQLite means; failures that are no trouble of the file are wrapped. */
    static RuntimeException of(Path file, Throwable failure) {
        return switch (failure) {
            case SQLiteException sqlite -> of(file, sqlite);
            case SQLException sql -> new EventLogException(file + ": " + sql.getMessage(), sql);
            case RuntimeException runtime -> runtime;
            default -> new EventLogException(file + ": " + failure, failure);
        };
    }

    private static EventLogException of(Path file, SQLiteException failure) {
        return switch (primary(failure)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                    new Corrupt(file, String.valueOf(failure.getMessage()), failure);
            case SQLITE_FULL -> new Full(file, failure);
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY -> new InputOutput(file, failure);
            default -> new EventLogException(file + ": " + failure.getMessage(), failure);
        };
    }

    /** The error code without its extension: SQLITE_IOERR for SQLITE_IOERR_WRITE. */
    private static SQLiteErrorCode primary(SQLiteException failure) {
        return SQLiteErrorCode.getErrorCode(failure.getResultCode().code & 0xff);
    }
}
