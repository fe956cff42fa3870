package cloud.somersault.persistence.view;

import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.Session;
import cloud.somersault.persistence.journal.ViewStore;
import cloud.somersault.persistence.journal.WriteTransaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
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
 * Brings events of the log into a view, first those that are there, then those that come. Rows and
 * the number of the last event in them are written in one transaction, so every event counts
 * exactly once.
 */
final class ViewFollower {
    private static final Duration TOGETHER = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** Of which events a view is made, and what becomes of them. */
    interface Rules {
        /** The events after this number: those that are there, or all that will ever come. */
        Source<EventEnvelope, ?> after(long number, boolean current);

        /** What {@link #after} counts by. */
        long number(EventEnvelope event);

        /** The number of the last event in the log; 0 when there is none. */
        long last(Session session) throws SQLException;

        /** Writes what these events change. */
        void write(WriteTransaction transaction, List<EventEnvelope> events) throws Exception;
    }

    private final ActorSystem<?> system;
    private final EventLog log;
    private final ViewStore store;
    private final Rules rules;
    private final int eventsAtOnce;
    private final CompletionStage<Done> caughtUp;

    /** How far the view has come; changed by one batch of events after the other. */
    private volatile long position;

    /** Readers by the event that they wait for. */
    private final ConcurrentSkipListMap<Long, CompletableFuture<Done>> waiting =
            new ConcurrentSkipListMap<>();

    private ViewFollower(
            ActorSystem<?> system,
            EventLog log,
            ViewStore store,
            CompletionStage<Void> tables,
            int eventsAtOnce,
            Rules rules) {
        this.system = system;
        this.log = log;
        this.store = store;
        this.rules = rules;
        this.eventsAtOnce = eventsAtOnce;
        this.caughtUp =
                tables.thenCompose(_ ->
                        fromHere(true)
                                .grouped(eventsAtOnce)
                                .mapAsync(1, this::apply)
                                .runWith(Sink.ignore(), system));
    }

    /**
     * Starts to follow, for as long as the system runs.
     *
     * @param store keeps the number of the last event in the view
     * @param tables completes when the tables are there
     * @param eventsAtOnce are held in memory and written in one transaction at most
     */
    static ViewFollower start(
            ActorSystem<?> system,
            EventLog log,
            ViewStore store,
            CompletionStage<Void> tables,
            int eventsAtOnce,
            Rules rules) {
        var follower = new ViewFollower(system, log, store, tables, eventsAtOnce, rules);
        follower.caughtUp.thenAccept(_ -> follower.follow());
        return follower;
    }

    private void follow() {
        var restarts = RestartSettings.create(Duration.ofMillis(200), Duration.ofSeconds(5), 0.2);
        RestartSource.withBackoff(
                        restarts,
                        () ->
                                fromHere(false)
                                        .groupedWithin(eventsAtOnce, TOGETHER)
                                        .mapAsync(1, this::apply))
                .runWith(Sink.ignore(), system);
    }

    private Source<EventEnvelope, ?> fromHere(boolean current) {
        return Source.completionStage(log.readLater(store::ordering))
                .flatMapConcat(here -> {
                    position = here;
                    return rules.after(here, current);
                });
    }

    private CompletionStage<Done> apply(List<EventEnvelope> events) {
        long to = rules.number(events.getLast());
        return store.advance(position, to, transaction -> rules.write(transaction, events))
                .thenApply(_ -> {
                    position = to;
                    waiting.headMap(to, true)
                            .values()
                            .removeIf(reader -> reader.complete(Done.done()));
                    return Done.done();
                });
    }

    /**
     * Completes when the view has every event that was acknowledged before this call, or after
     * {@link #PATIENCE}: then it is as far as it is.
     */
    CompletionStage<Done> upToDate() {
        return caughtUp.thenCompose(_ -> log.readLater(rules::last))
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
