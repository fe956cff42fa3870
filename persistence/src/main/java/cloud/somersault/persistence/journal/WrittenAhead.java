package cloud.somersault.persistence.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what commits have written ahead (SQLite's WAL) into the database's file, on a thread and a
 * connection of its own. SQLite would do it within a commit, after every thousand pages, and this
 * commit and all writes behind it would wait for two more trips to the disk.
 *
 * <p>The file that is written ahead begins anew only when all of it has been brought over, and
 * while commits go on there are always some pages more. So when it has become long, the writer does
 * the little that is left, after it has acknowledged a commit. That takes a trip or two to the
 * disk, 20 to 80 ms on a busy machine, for which whoever comes then has to wait.
 */
final class WrittenAhead implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WrittenAhead.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final long PAGE_BYTES = 4096;

    private final Path file;
    private final EventLogSettings settings;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("somersault-journal-behind").factory());
    private final AtomicBoolean isDue = new AtomicBoolean();
    private volatile boolean isLong;
    private @Nullable Session session;

    WrittenAhead(Path file, EventLogSettings settings) {
        this.file = file;
        this.settings = settings;
    }

    /**
     * Called by the writer after each commit.
     *
     * @param writing its own connection, in no transaction; null after trouble with the disk
     */
    void committed(@Nullable Session writing) {
        if (isLong && writing != null) {
            isLong = false;
            try {
                pages(writing);
            } catch (SQLException failure) {
                warn(failure);
            }
        }
        if (isDue.compareAndSet(false, true)) {
            thread.schedule(this::bringOver, PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void bringOver() {
        isDue.set(false);
        try {
            if (session == null) {
                session = Session.writing(file, settings);
            }
            isLong = pages(session) * PAGE_BYTES > settings.aheadBytesMax();
        } catch (SQLException | RuntimeException failure) {
            warn(failure);
            closeSession();
        }
    }

    /** Nothing is lost: it stays where it is, and may find room the next time. */
    private void warn(Exception failure) {
        LOG.warn("{} could not be brought up to date: {}", file, failure.getMessage());
    }

    /** Brings over what can be without anybody waiting; answers how many pages lie ahead in all. */
    private static long pages(Session session) throws SQLException {
        try (var row = session.prepared("PRAGMA wal_checkpoint(PASSIVE)").executeQuery()) {
            return row.next() ? row.getLong("log") : 0;
        }
    }

    private void closeSession() {
        var closing = session;
        session = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (SQLException failure) {
                LOG.warn("Closing a connection of {} failed", file, failure);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        thread.close();
        closeSession();
    }
}
