package cloud.somersault.persistence.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one writer of the log. Writes queue up while a commit waits for the disk; the next commit
 * takes all that are waiting, so one trip to the disk serves many writes and the busier the log,
 * the larger the commits. A write is acknowledged after its commit, never before, and by another
 * thread, so that nobody's continuation holds up the next commit.
 *
 * <p>When anything in a commit fails, the commit is undone and each of its writes gets a commit of
 * its own: only the guilty one fails. That is slow, and rare. A failure of the disk makes the
 * writer open a new connection for the next commit; the queue and the thread live on.
 *
 * <p>The ordering is counted here and assigned inside the transaction: with a single writer it has
 * no gap, and nothing with a smaller number can become visible later.
 */
final class GroupCommit implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** Called after each commit, on the acknowledging thread. */
    interface CommitListener {
        void committed(long lastOrdering, Set<Interest> touched);
    }

    private static final class Write<T extends @Nullable Object> {
        private final EventLog.Work<T> work;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private @Nullable Runnable acknowledgement;

        Write(EventLog.Work<T> work) {
            this.work = work;
        }

        void attempt(WriteTransaction transaction) throws Exception {
            T result = work.run(transaction);
            acknowledgement = () -> done.complete(result);
        }

        void acknowledge() {
            if (acknowledgement != null) {
                acknowledgement.run();
            }
        }
    }

    private final Path file;
    private final EventLogSettings settings;
    private final CommitListener listener;
    private final WrittenAhead ahead;
    private final BlockingQueue<Write<?>> queue;
    private final Write<@Nullable Void> farewell = new Write<>(_ -> null);
    private final Thread writer;
    private final ExecutorService acknowledger =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("somersault-journal-ack").factory());
    private volatile CommitMeter meter = CommitMeter.NONE;
    private volatile boolean closed;
    private volatile boolean stopped;

    private @Nullable Session session;
    private WriteTransaction.ChainCache chains = new WriteTransaction.ChainCache();
    private long lastOrdering;

    GroupCommit(Path file, EventLogSettings settings, CommitListener listener) {
        this.file = file;
        this.settings = settings;
        this.listener = listener;
        this.ahead = new WrittenAhead(file, settings);
        this.queue = new ArrayBlockingQueue<>(settings.queueWritesMax());
        this.writer =
                Thread.ofPlatform().daemon().name("somersault-journal-writer").start(this::write);
    }

    void measure(CommitMeter by) {
        meter = by;
    }

    <T extends @Nullable Object> CompletionStage<T> submit(EventLog.Work<T> work) {
        var write = new Write<T>(work);
        if (closed) {
            write.done.completeExceptionally(new EventLogException.Closed(file));
        } else if (!queue.offer(write)) {
            write.done.completeExceptionally(
                    new EventLogException.Busy(file, settings.queueWritesMax()));
        } else if (stopped && queue.remove(write)) {
            write.done.completeExceptionally(new EventLogException.Closed(file));
        }
        return write.done;
    }

    private void write() {
        var batch = new ArrayList<Write<?>>(settings.batchWritesMax());
        long next_ns = System.nanoTime();
        try {
            while (!batch.contains(farewell)) {
                batch.clear();
                batch.add(queue.take());
                LockSupport.parkNanos(this, next_ns - System.nanoTime());
                queue.drainTo(batch, settings.batchWritesMax() - 1);
                commit(List.copyOf(batch));
                ahead.committed(session);
                next_ns = System.nanoTime() + settings.gather().toNanos();
            }
        } catch (InterruptedException _) {
            LOG.warn("The writer of {} was interrupted and stops", file);
        } finally {
            closed = true;
            stopped = true;
            closeSession();
            var left = new ArrayList<Write<?>>();
            queue.drainTo(left);
            left.forEach(write -> refuse(write, new EventLogException.Closed(file)));
        }
    }

    private void commit(List<Write<?>> batch) {
        WriteTransaction transaction;
        long begun = System.nanoTime();
        try {
            transaction = begin();
        } catch (Throwable failure) {
            rollBack(failure);
            batch.forEach(write -> refuse(write, EventLogException.of(file, failure)));
            return;
        }
        try {
            for (var write : batch) {
                write.attempt(transaction);
            }
            current().prepared("COMMIT").execute();
            lastOrdering = transaction.lastOrdering();
            meter.committed(batch.size(), System.nanoTime() - begun);
            acknowledger.execute(() -> acknowledge(batch, transaction));
        } catch (Throwable failure) {
            rollBack(failure);
            if (batch.size() > 1) {
                batch.forEach(write -> commit(List.of(write)));
            } else {
                refuse(batch.getFirst(), EventLogException.of(file, failure));
            }
        }
    }

    private WriteTransaction begin() throws SQLException {
        if (session == null) {
            session = Session.writing(file, settings);
            session.execute("PRAGMA wal_autocheckpoint = 0");
            chains = new WriteTransaction.ChainCache();
            lastOrdering = EventTable.lastOrdering(session);
        }
        session.prepared("BEGIN IMMEDIATE").execute();
        return new WriteTransaction(session, chains, lastOrdering);
    }

    private Session current() {
        if (session == null) {
            throw new IllegalStateException("no transaction has begun");
        }
        return session;
    }

    private void acknowledge(List<Write<?>> batch, WriteTransaction transaction) {
        listener.committed(transaction.lastOrdering(), transaction.touched());
        batch.forEach(Write::acknowledge);
    }

    private void refuse(Write<?> write, RuntimeException cause) {
        LOG.warn("A write to {} failed: {}", file, cause.getMessage());
        if (cause instanceof EventLogException && !(cause instanceof EventLogException.Closed)) {
            meter.failed(cause);
        }
        acknowledger.execute(() -> write.done.completeExceptionally(cause));
    }

    /**
     * Forgets the transaction, and the connection too: after trouble with the disk it may be stale.
     */
    private void rollBack(Throwable failure) {
        chains = new WriteTransaction.ChainCache();
        if (session == null) {
            return;
        }
        try {
            // A full disk makes SQLite roll back by itself, and then there is nothing left to undo.
            if (!session.connection().isClosed()) {
                session.execute("ROLLBACK");
            }
        } catch (SQLException e) {
            LOG.debug("Nothing to roll back in {}", file, e);
        }
        if (failure instanceof SQLException) {
            closeSession();
        }
    }

    private void closeSession() {
        var closing = session;
        session = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (SQLException e) {
                LOG.warn("Closing the writing connection of {} failed", file, e);
            }
        }
    }

    /** Commits what is waiting, then stops; writes that come later are refused. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                queue.put(farewell);
                writer.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                writer.interrupt();
            }
        }
        ahead.close();
        acknowledger.close();
    }
}
