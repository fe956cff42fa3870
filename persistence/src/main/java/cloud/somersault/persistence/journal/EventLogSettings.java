package cloud.somersault.persistence.journal;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How an event log is kept; {@code reference.conf} explains each key.
 *
 * @param fileName the database file inside the data folder
 * @param batchWritesMax the most writes in one commit
 * @param gather how long after one commit the next begins at the earliest
 * @param aheadBytesMax when so much is written ahead, the writer stops for a moment and begins anew
 * @param queueWritesMax the most writes waiting for a commit; one more is refused
 * @param readConnections connections (each with a thread) that read
 * @param pollInterval how often live readers look for events that another process wrote
 * @param busyTimeout how long a write waits for another process that writes the same file
 */
public record EventLogSettings(
        String fileName,
        int batchWritesMax,
        Duration gather,
        long aheadBytesMax,
        int queueWritesMax,
        int readConnections,
        Duration pollInterval,
        Duration busyTimeout) {
    private static final long AHEAD_BYTES_LEAST = 1 << 20;

    /** SQLite is told of twice as many as an int. */
    private static final long AHEAD_BYTES_MOST = 1000 << 20;

    public static final EventLogSettings DEFAULT =
            new EventLogSettings(
                    "events.db",
                    512,
                    Duration.ZERO,
                    32 << 20,
                    65_536,
                    4,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(10));

    public EventLogSettings {
        if (!(batchWritesMax > 0 && queueWritesMax > 0 && readConnections > 0)) {
            throw new IllegalArgumentException(
                    "batch, queue and read connections must be at least 1: %d, %d, %d"
                            .formatted(batchWritesMax, queueWritesMax, readConnections));
        }
        if (!(aheadBytesMax >= AHEAD_BYTES_LEAST && aheadBytesMax <= AHEAD_BYTES_MOST)) {
            throw new IllegalArgumentException(
                    "somersault.journal.ahead-max must be %d to %d bytes: %d"
                            .formatted(AHEAD_BYTES_LEAST, AHEAD_BYTES_MOST, aheadBytesMax));
        }
    }

    /** Reads {@code somersault.journal} of a whole configuration. */
    public static EventLogSettings of(Config config) {
        var journal = config.getConfig("somersault.journal");
        return new EventLogSettings(
                journal.getString("file"),
                journal.getInt("batch-writes-max"),
                journal.getDuration("gather"),
                journal.getBytes("ahead-max"),
                journal.getInt("queue-writes-max"),
                journal.getInt("read-connections"),
                journal.getDuration("poll-interval"),
                journal.getDuration("busy-timeout"));
    }

    /**
     * The data folder of a whole configuration.
     *
     * @throws IllegalArgumentException when {@code somersault.data-directory} is not set
     */
    public static Path dataFolder(Config config) {
        var folder = config.getString("somersault.data-directory");
        if (folder.isBlank()) {
            throw new IllegalArgumentException(
                    "somersault.data-directory is not set: name the folder that keeps the event log");
        }
        return Path.of(folder);
    }
}
