package cloud.somersault.persistence.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * A query as a stream: page after page, each when the reader asks for it. A live one that has seen
 * everything waits for a commit that concerns it and reads then; it never polls.
 *
 * @param interest what wakes it
 * @param from the position after which it begins; positions are orderings, or sequence numbers of
 *     one entity
 * @param to the last position that it gives; it is complete there
 * @param live whether it waits for more; otherwise it is complete at the end of what there is
 * @param page reads what follows a position, on a reading thread
 */
record LogStream(Interest interest, long from, long to, boolean live, Page page) {
    /** What follows a position, in order; empty when nothing does. */
    interface Page {
        List<Positioned> after(Session session, long position) throws SQLException;
    }

    /** An event and its place in this stream. */
    record Positioned(long position, StoredEvent event) {}

    /**
     * The events. Pages are read on the stream's own actor: behind a boundary of actors sixteen of
     * them would be read ahead, and stay for as long as it is not noticed that a reader has gone.
     */
    Source<StoredEvent, NotUsed> of(EventLog log) {
        return Source.lazySource(() -> pages(new Cursor(log)))
                .mapMaterializedValue(_ -> NotUsed.getInstance())
                .mapConcat(events -> events);
    }

    private static Source<List<StoredEvent>, NotUsed> pages(Cursor cursor) {
        return Source.unfoldAsync(
                        cursor,
                        place ->
                                place.next()
                                        .thenApply(page ->
                                                page.map(events -> Pair.create(place, events))))
                .watchTermination((none, done) -> {
                    done.whenComplete((_, _) -> cursor.close());
                    return none;
                });
    }

    /** One reader's place in the stream. */
    private final class Cursor {
        private final EventLog log;
        private long position = from;
        private volatile boolean closed;
        private volatile CommitSignals.@Nullable Waiting waiting;

        Cursor(EventLog log) {
            this.log = log;
        }

        CompletionStage<Optional<List<StoredEvent>>> next() {
            if (position >= to) {
                return CompletableFuture.completedFuture(Optional.empty());
            }
            if (!live) {
                return log.readLater(session -> page.after(session, position))
                        .thenApply(this::advance);
            }
            var signal = log.await(interest);
            waiting = signal;
            if (closed) {
                signal.close();
            }
            return log.readLater(session -> page.after(session, position))
                    .thenCompose(found -> {
                        if (!found.isEmpty()) {
                            signal.close();
                            return CompletableFuture.completedFuture(advance(found));
                        }
                        return signal.woken().thenCompose(_ -> next());
                    });
        }

        private Optional<List<StoredEvent>> advance(List<Positioned> found) {
            var events =
                    found.stream()
                            .filter(one -> one.position() <= to)
                            .map(Positioned::event)
                            .toList();
            if (!found.isEmpty()) {
                position = found.getLast().position();
            }
            return events.isEmpty() ? Optional.empty() : Optional.of(events);
        }

        void close() {
            closed = true;
            var signal = waiting;
            if (signal != null) {
                signal.close();
            }
        }
    }
}
