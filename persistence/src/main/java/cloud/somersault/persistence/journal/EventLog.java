package cloud.somersault.persistence.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The event log in its data folder: one append-only, totally ordered, gapless list of events in an
 * SQLite file, with room beside it for results and views. One process keeps a folder at a time.
 *
 * <p>Writing never blocks the caller and is acknowledged when the disk has it. Reading methods that
 * answer a value block on the disk; the {@code Later} ones use the log's own threads. Methods fail
 * with an {@link EventLogException}.
 */
public final class EventLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

    /** Reads the file; the session is only lent. */
    public interface Query<T> {
        T run(Session session) throws SQLException;
    }

    /** Writes the file; see {@link WriteTransaction} for what it may do. */
    public interface Work<T extends @Nullable Object> {
        T run(WriteTransaction transaction) throws Exception;
    }

    /** Writes the file without an answer. */
    public interface Statements {
        void run(WriteTransaction transaction) throws Exception;
    }

    private final Path file;
    private final DataFolderLock lock;
    private final ReadSessions readers;
    private final GroupCommit writer;
    private final CommitSignals signals = new CommitSignals();
    private final RecentEvents recent = new RecentEvents();
    private final ScheduledExecutorService poller =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("somersault-journal-poll").factory());
    private final AtomicLong lastOrdering = new AtomicLong();

    private EventLog(Path file, DataFolderLock lock, EventLogSettings settings)
            throws SQLException {
        this.file = file;
        this.lock = lock;
        this.readers = new ReadSessions(file, settings);
        this.lastOrdering.set(readers.read(EventTable::lastOrdering));
        this.writer = new GroupCommit(file, settings, this::committed);
        long pollMillis = settings.pollInterval().toMillis();
        poller.scheduleWithFixedDelay(this::poll, pollMillis, pollMillis, TimeUnit.MILLISECONDS);
    }

    /**
     * Opens the log of a data folder, making folder and file when there are none.
     *
     * @throws DataFolderHeldException when another process keeps the folder
     * @throws EventLogException.Corrupt when the file is damaged, or no event log
     * @throws EventLogException.TooNew when a later version wrote it
     */
    public static EventLog open(Path dataFolder, EventLogSettings settings) {
        return open(dataFolder, settings, Schema.CURRENT);
    }

    static EventLog open(Path dataFolder, EventLogSettings settings, Schema schema) {
        var file = dataFolder.toAbsolutePath().resolve(settings.fileName());
        DataFolderLock lock = null;
        try {
            lock = DataFolderLock.take(dataFolder);
            LogFile.prepare(file, settings, schema);
            var log = new EventLog(file, lock, settings);
            LOG.info("Opened the event log {} at event {}", file, log.lastOrdering());
            return log;
        } catch (IOException | SQLException | RuntimeException e) {
            release(lock, e);
            throw e instanceof IOException
                    ? new EventLogException.InputOutput(file, e)
                    : EventLogException.of(file, e);
        }
    }

    private static void release(@Nullable DataFolderLock lock, Exception reason) {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                reason.addSuppressed(e);
            }
        }
    }

    /** Tells somebody of every commit from now on. */
    public void measure(CommitMeter by) {
        writer.measure(by);
    }

    /** The database file. */
    public Path file() {
        return file;
    }

    /** Bytes that the disk under the log can still take; one system call. */
    public long roomBytes() {
        // A FileStore would read the table of all mounts first, at every submission.
        return file.toFile().getUsableSpace();
    }

    /** Appends events in this order, all or none; answers their orderings. */
    public CompletionStage<List<Long>> append(List<NewEvent> events) {
        return writer.submit(transaction -> {
            var orderings = new ArrayList<Long>(events.size());
            for (var event : events) {
                orderings.add(transaction.append(event));
            }
            return List.copyOf(orderings);
        });
    }

    /**
     * Does work in the next commit, all or nothing. The work runs on the writing thread, must be
     * quick, and may be run again when its commit failed.
     */
    public <T extends @Nullable Object> CompletionStage<T> inTransaction(Work<T> work) {
        return writer.submit(work);
    }

    /** Like {@link #inTransaction}, for work that answers nothing. */
    @SuppressWarnings("NullAway") // The one value of Void is null.
    public CompletionStage<Void> write(Statements statements) {
        return writer.submit(transaction -> {
            statements.run(transaction);
            return null;
        });
    }

    /**
     * Hides an entity's events up to a sequence number from its recovery. The log keeps them: they
     * stay in {@link #after}, {@link #withTagAfter} and {@link #ofEntity}.
     */
    public CompletionStage<Void> deleteTo(String persistenceId, long sequenceNr) {
        return write(transaction ->
                EventTable.deleteTo(transaction.session(), persistenceId, sequenceNr));
    }

    /** The ordering of the last acknowledged event; 0 in an empty log. */
    public long lastOrdering() {
        return lastOrdering.get();
    }

    /** The event of an ordering. */
    public Optional<StoredEvent> at(long ordering) {
        return after(ordering - 1, 1).stream().filter(e -> e.ordering() == ordering).findFirst();
    }

    /** When the event of an ordering was written, or the last one before it; on a log's thread. */
    public CompletionStage<Optional<Instant>> writtenAtLater(long ordering) {
        return readLater(session -> EventTable.writtenAt(session, ordering));
    }

    /** Events after an ordering, in order. */
    public List<StoredEvent> after(long ordering, int limit) {
        return read(session -> EventTable.after(session, ordering, limit));
    }

    /** Events with a tag after an ordering, in order. */
    public List<StoredEvent> withTagAfter(String tag, long ordering, int limit) {
        return read(session -> EventTable.taggedAfter(session, tag, ordering, limit));
    }

    /** Like {@link #withTagAfter}, read on one of the log's threads. */
    public CompletionStage<List<StoredEvent>> withTagAfterLater(
            String tag, long ordering, int limit) {
        return readLater(session -> EventTable.taggedAfter(session, tag, ordering, limit));
    }

    /** The first event of each entity after an ordering, in order. */
    public List<StoredEvent> firstEventsAfter(long ordering, int limit) {
        return read(session -> EventTable.firstAfter(session, ordering, limit));
    }

    /** An entity's events from one sequence number to another, both included, hidden ones too. */
    public List<StoredEvent> ofEntity(String persistenceId, long from, long to, int limit) {
        return read(session -> EventTable.ofEntity(session, persistenceId, from, to, limit));
    }

    /**
     * The last event of each entity that has any between two orderings, the first excluded, the
     * last included; read on one of the log's threads.
     */
    public CompletionStage<Map<String, ChainScan.Last>> lastOfEntities(long after, long to) {
        return readLater(session -> EventTable.lastOfEntities(session, after, to));
    }

    /** One event of an entity, hidden or not. */
    public Optional<StoredEvent> event(String persistenceId, long sequenceNr) {
        return ofEntity(persistenceId, sequenceNr, sequenceNr, 1).stream().findFirst();
    }

    /** The highest sequence number of an entity; 0 when there is none. */
    public long highestSequenceNr(String persistenceId) {
        return read(session -> EventTable.highestSequenceNr(session, persistenceId));
    }

    /** Up to which sequence number an entity's events are hidden; 0 when none is. */
    public long deletedTo(String persistenceId) {
        return read(session -> EventTable.deletedTo(session, persistenceId));
    }

    /** Reads the whole log and says what is wrong with it; takes time in proportion to the log. */
    public LogCheck check() {
        return read(LogCheck::of);
    }

    /** Reads on the calling thread. */
    public <T> T read(Query<T> query) {
        return readers.read(query);
    }

    /** Reads on one of the log's threads. */
    public <T> CompletionStage<T> readLater(Query<T> query) {
        return readers.readLater(query);
    }

    RecentEvents recent() {
        return recent;
    }

    CommitSignals.Waiting await(Interest interest) {
        return signals.await(interest);
    }

    boolean nobodyWaits() {
        return signals.nobodyWaits();
    }

    private void committed(long ordering, Set<Interest> touched) {
        lastOrdering.accumulateAndGet(ordering, Math::max);
        signals.committed(touched);
    }

    /** Finds what another process wrote; our own commits wake their readers themselves. */
    private void poll() {
        if (signals.nobodyWaits()) {
            return;
        }
        try {
            long found = read(EventTable::lastOrdering);
            if (lastOrdering.getAndAccumulate(found, Math::max) < found) {
                signals.wakeAll();
            }
        } catch (RuntimeException e) {
            LOG.warn("Looking for new events in {} failed", file, e);
        }
    }

    /** Commits what waits, ends the readings under way, and gives the data folder back. */
    @Override
    public void close() {
        poller.shutdownNow();
        writer.close();
        readers.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new EventLogException.InputOutput(file, e);
        }
    }
}
