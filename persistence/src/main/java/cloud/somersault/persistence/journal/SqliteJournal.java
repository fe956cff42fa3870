package cloud.somersault.persistence.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.persistence.AtomicWrite;
import org.apache.pekko.persistence.PersistentRepr;
import org.apache.pekko.persistence.journal.Tagged;
import org.apache.pekko.persistence.journal.japi.AsyncWriteJournal;
import scala.concurrent.Future;
import scala.jdk.javaapi.CollectionConverters;
import scala.jdk.javaapi.FutureConverters;

/**
 * Pekko's door for writing and recovering: plugin id {@code somersault.journal}. Events are
 * serialized here, on the plugin's own dispatcher; all input and output is on the log's threads.
 */
public final class SqliteJournal extends AsyncWriteJournal {
    private static final int REPLAY_PAGE_EVENTS = 500;

    private final EventLog log = EventLogs.of(context().system());
    private final Codec codec = new Codec(context().system());

    /** The last write of each entity that has one under way; its recovery must wait for it. */
    private final ConcurrentHashMap<String, CompletionStage<?>> underWay =
            new ConcurrentHashMap<>();

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(
            Iterable<AtomicWrite> writes) {
        var events = new ArrayList<NewEvent>();
        var rejections = new ArrayList<Optional<Exception>>();
        String persistenceId = "";
        for (var write : writes) {
            persistenceId = write.persistenceId();
            try {
                events.addAll(encode(write));
                rejections.add(Optional.empty());
            } catch (Exception rejected) {
                rejections.add(Optional.of(rejected));
            }
        }
        var answer = new CompletableFuture<Iterable<Optional<Exception>>>();
        if (events.isEmpty()) {
            answer.complete(rejections);
            return FutureConverters.asScala(answer);
        }
        var id = persistenceId;
        underWay.put(id, answer);
        log.append(events)
                .whenComplete((_, failure) -> {
                    underWay.remove(id, answer);
                    if (failure == null) {
                        answer.complete(rejections);
                    } else {
                        answer.completeExceptionally(failure);
                    }
                });
        return FutureConverters.asScala(answer);
    }

    private List<NewEvent> encode(AtomicWrite write) {
        var events = new ArrayList<NewEvent>();
        for (var event : CollectionConverters.asJava(write.payload())) {
            events.add(encode(event));
        }
        return events;
    }

    private NewEvent encode(PersistentRepr event) {
        Object payload = event.payload();
        List<String> tags = List.of();
        if (payload instanceof Tagged tagged) {
            payload = tagged.payload();
            tags = List.copyOf(CollectionConverters.asJava(tagged.tags()));
        }
        var encoded =
                new NewEvent(
                        event.persistenceId(),
                        event.sequenceNr(),
                        event.timestamp() > 0
                                ? Instant.ofEpochMilli(event.timestamp())
                                : Instant.now(),
                        event.writerUuid(),
                        event.manifest(),
                        codec.encode(payload),
                        codec.encode(event.metadata()),
                        tags);
        log.recent().keep(encoded, payload);
        return encoded;
    }

    @Override
    public Future<Void> doAsyncDeleteMessagesTo(String persistenceId, long toSequenceNr) {
        return FutureConverters.asScala(log.deleteTo(persistenceId, toSequenceNr));
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        var answer = new CompletableFuture<Long>();
        afterWritesOf(
                persistenceId,
                () ->
                        complete(
                                answer,
                                log.readLater(session ->
                                        EventTable.highestSequenceNr(session, persistenceId))));
        return FutureConverters.asScala(answer);
    }

    @Override
    public Future<Void> doAsyncReplayMessages(
            String persistenceId,
            long fromSequenceNr,
            long toSequenceNr,
            long max,
            Consumer<PersistentRepr> replay) {
        var answer = new CompletableFuture<Void>();
        afterWritesOf(
                persistenceId,
                () ->
                        complete(
                                answer,
                                log.readLater(session ->
                                                Math.max(
                                                        fromSequenceNr,
                                                        1
                                                                + EventTable.deletedTo(
                                                                        session, persistenceId)))
                                        .thenCompose(from ->
                                                replayPages(
                                                        persistenceId,
                                                        from,
                                                        toSequenceNr,
                                                        max,
                                                        replay))));
        return FutureConverters.asScala(answer);
    }

    /**
     * A page at a time, each on its own turn of the reading threads: a long history lets others in
     * between.
     */
    private CompletionStage<Void> replayPages(
            String persistenceId, long from, long to, long max, Consumer<PersistentRepr> replay) {
        if (max <= 0 || from > to) {
            return CompletableFuture.completedFuture(null);
        }
        int limit = (int) Math.min(max, REPLAY_PAGE_EVENTS);
        return log.readLater(
                        session -> EventTable.ofEntity(session, persistenceId, from, to, limit))
                .thenCompose(page -> {
                    page.forEach(stored -> replay.accept(decode(stored)));
                    return page.size() < limit
                            ? CompletableFuture.completedFuture(null)
                            : replayPages(
                                    persistenceId,
                                    page.getLast().sequenceNr() + 1,
                                    to,
                                    max - page.size(),
                                    replay);
                });
    }

    private PersistentRepr decode(StoredEvent stored) {
        var event = stored.event();
        var repr =
                PersistentRepr.apply(
                                codec.decode(event.payload()),
                                event.sequenceNr(),
                                event.persistenceId(),
                                event.adapterManifest(),
                                false,
                                ActorRef.noSender(),
                                event.writerUuid())
                        .withTimestamp(event.writtenAt().toEpochMilli());
        return event.metadata()
                .map(metadata -> repr.withMetadata(codec.decode(metadata)))
                .orElse(repr);
    }

    private void afterWritesOf(String persistenceId, Runnable action) {
        var write = underWay.get(persistenceId);
        if (write == null) {
            action.run();
        } else {
            write.whenComplete((_, _) -> action.run());
        }
    }

    /** Hands the outcome on without wrapping a failure. */
    private static <T> void complete(CompletableFuture<T> answer, CompletionStage<T> outcome) {
        outcome.whenComplete((value, failure) -> {
            if (failure == null) {
                answer.complete(value);
            } else {
                answer.completeExceptionally(
                        failure instanceof CompletionException && failure.getCause() != null
                                ? failure.getCause()
                                : failure);
            }
        });
    }
}
