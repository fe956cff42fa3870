package cloud.somersault.persistence.view;

import cloud.somersault.chip.ChipEvent;
import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.SqliteReadJournal;
import cloud.somersault.persistence.journal.ViewStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.stream.RestartSettings;
import org.apache.pekko.stream.javadsl.RestartSource;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Brings the events of one chip into the history. Rows and the number of the last event in them are
 * written in one transaction, so every event counts exactly once.
 */
final class ChipFollower {
    // A published version is a large event; few of them are held at once.
    private static final int EVENTS_AT_ONCE = 8;
    private static final Duration TOGETHER = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final EventLog log;
    private final SqliteReadJournal journal;
    private final String events;
    private final ViewStore place;
    private final CompletionStage<Done> caughtUp;

    /** The last event in the view, by its number in the chip. */
    private volatile long position;

    /** Readers by the event that they wait for. */
    private final ConcurrentSkipListMap<Long, CompletableFuture<Done>> waiting =
            new ConcurrentSkipListMap<>();

    private ChipFollower(
            ActorSystem<?> system,
            EventLog log,
            SqliteReadJournal journal,
            CompletionStage<Void> tables,
            String events,
            ViewStore place) {
        this.system = system;
        this.log = log;
        this.journal = journal;
        this.events = events;
        this.place = place;
        this.caughtUp =
                tables.thenCompose(_ -> place.prepare(List.of(), List.of()))
                        .thenCompose(_ ->
                                fromHere(true)
                                        .grouped(EVENTS_AT_ONCE)
                                        .mapAsync(1, this::apply)
                                        .runWith(Sink.ignore(), system));
    }

    /**
     * Starts to follow.
     *
     * @param tables completes when the tables are there
     * @param events under which the log keeps the chip
     * @param place where the number of the last event is kept
     */
    static ChipFollower start(
            ActorSystem<?> system,
            EventLog log,
            SqliteReadJournal journal,
            CompletionStage<Void> tables,
            String events,
            ViewStore place) {
        var follower = new ChipFollower(system, log, journal, tables, events, place);
        follower.caughtUp.thenAccept(_ -> follower.follow());
        return follower;
    }

    /** Follows what is written from now on, for as long as the system runs. */
    private void follow() {
        var restarts = RestartSettings.create(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2);
        RestartSource.withBackoff(
                        restarts,
                        () ->
                                fromHere(false)
                                        .groupedWithin(EVENTS_AT_ONCE, TOGETHER)
                                        .mapAsync(1, this::apply))
                .runWith(Sink.ignore(), system);
    }

    private Source<EventEnvelope, ?> fromHere(boolean current) {
        return Source.completionStage(log.readLater(place::ordering))
                .flatMapConcat(here -> {
                    position = here;
                    return current
                            ? journal.currentEventsByPersistenceId(events, here + 1, Long.MAX_VALUE)
                            : journal.eventsByPersistenceId(events, here + 1, Long.MAX_VALUE);
                });
    }

    private CompletionStage<Done> apply(List<EventEnvelope> batch) {
        long to = batch.getLast().sequenceNr();
        var entries = batch.stream().flatMap(one -> entry(one).stream()).toList();
        return place.advance(
                        position,
                        to,
                        transaction -> {
                            for (var entry : entries) {
                                ChipHistoryTable.insert(transaction.session(), entry);
                            }
                        })
                .thenApply(_ -> {
                    position = to;
                    waiting.headMap(to, true)
                            .values()
                            .removeIf(reader -> reader.complete(Done.done()));
                    return Done.done();
                });
    }

    private static Optional<ChipEntry> entry(EventEnvelope envelope) {
        return envelope.event() instanceof ChipEvent.CalibrationPublished published
                ? Optional.of(ChipEntry.of(envelope.sequenceNr(), published))
                : Optional.empty();
    }

    /**
     * Completes when the view has every event of the chip that was acknowledged before this call,
     * or after {@link #PATIENCE}: then it is as far as it is.
     */
    CompletionStage<Done> upToDate() {
        return caughtUp.thenCompose(
                        _ -> log.readLater(session -> ChipHistoryTable.lastEvent(session, events)))
                .thenCompose(last -> {
                    var reader = waiting.computeIfAbsent(last, _ -> new CompletableFuture<>());
                    if (position >= last) {
                        waiting.remove(last);
                        reader.complete(Done.done());
                    }
                    return reader.copy()
                            .completeOnTimeout(
                                    Done.done(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                });
    }
}
