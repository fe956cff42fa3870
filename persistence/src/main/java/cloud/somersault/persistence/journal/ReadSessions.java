package cloud.somersault.persistence.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The connections that read, and as many threads for whoever must not block. Readers never wait for
 * the writer, nor the writer for them.
 */
final class ReadSessions implements AutoCloseable {
    /** A waiting reader notices within this time that the log was closed. */
    private static final long CLOSED_LOOKED_AT_MILLIS = 100;

    private final Path file;
    private final List<Session> all = new ArrayList<>();
    private final BlockingQueue<Session> idle;
    private final ExecutorService threads;
    private volatile boolean closed;

    ReadSessions(Path file, EventLogSettings settings) throws SQLException {
        this.file = file;
        this.idle = new ArrayBlockingQueue<>(settings.readConnections());
        for (int i = 0; i < settings.readConnections(); i++) {
            all.add(Session.reading(file, settings));
        }
        idle.addAll(all);
        this.threads =
                Executors.newFixedThreadPool(
                        settings.readConnections(),
                        Thread.ofPlatform().daemon().name("somersault-journal-read-", 0).factory());
    }

    /** Reads on the calling thread, which waits for a free connection. */
    <T> T read(EventLog.Query<T> query) {
        var session = borrow();
        try {
            return query.run(session);
        } catch (SQLException e) {
            throw EventLogException.of(file, e);
        } finally {
            idle.add(session);
        }
    }

    private Session borrow() {
        try {
            Session session = null;
            while (session == null) {
                if (closed) {
                    throw new EventLogException.Closed(file);
                }
                session = idle.poll(CLOSED_LOOKED_AT_MILLIS, TimeUnit.MILLISECONDS);
            }
            return session;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EventLogException("Interrupted while waiting to read " + file, e);
        }
    }

    /** Reads on a thread of its own. */
    <T> CompletionStage<T> readLater(EventLog.Query<T> query) {
        var answer = new CompletableFuture<T>();
        try {
            threads.execute(() -> {
                try {
                    answer.complete(read(query));
                } catch (Throwable e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException _) {
            answer.completeExceptionally(new EventLogException.Closed(file));
        }
        return answer;
    }

    /** Waits for the readings under way. */
    @Override
    public void close() {
        closed = true;
        threads.close();
        for (int i = 0; i < all.size(); i++) {
            try {
                idle.take().close();
            } catch (SQLException e) {
                throw EventLogException.of(file, e);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
