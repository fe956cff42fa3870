package cloud.somersault.persistence.view;

import cloud.somersault.chip.calibration.Part;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.SqliteReadJournal;
import cloud.somersault.persistence.journal.ViewStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.Sequence;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.stream.RestartSettings;
import org.apache.pekko.stream.javadsl.RestartSource;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * The list of jobs beside an embedded log. Follows it; the rows and the place in the log are
 * written in one transaction, so every event counts exactly once.
 */
public final class SqliteJobList implements JobList {
    private static final int EVENTS_AT_ONCE = 500;
    private static final Duration TOGETHER = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final EventLog log;
    private final SqliteReadJournal journal;
    private final ViewStore store;
    private final CompletionStage<Done> caughtUp;

    /** How far the view has come; changed by one event batch after the other. */
    private volatile long position;

    /** Readers by the event that they wait for. */
    private final ConcurrentSkipListMap<Long, CompletableFuture<Done>> waiting =
            new ConcurrentSkipListMap<>();

    private SqliteJobList(ActorSystem<?> system, EventLog log) {
        this.system = system;
        this.log = log;
        this.journal =
                PersistenceQuery.get(system)
                        .getReadJournalFor(SqliteReadJournal.class, "somersault.read-journal");
        this.store = new ViewStore(log, "job_list", JobListTable.VERSION);
        this.caughtUp = catchUp();
    }

    /** Starts to follow the log. */
    public static SqliteJobList start(ActorSystem<?> system, EventLog log) {
        var list = new SqliteJobList(system, log);
        list.caughtUp.thenAccept(_ -> list.follow());
        return list;
    }

    /** Reads what is already in the log. */
    private CompletionStage<Done> catchUp() {
        return store.prepare(
                        both(JobListTable.REMOVE, ChipUseTable.REMOVE),
                        both(JobListTable.CREATE, ChipUseTable.CREATE))
                .thenCompose(_ ->
                        fromHere(true)
                                .grouped(EVENTS_AT_ONCE)
                                .mapAsync(1, this::apply)
                                .runWith(Sink.ignore(), system));
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
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
        return Source.completionStage(log.readLater(store::ordering))
                .flatMapConcat(here -> {
                    position = here;
                    var offset = Offset.sequence(here);
                    return current
                            ? journal.currentEventsByTag(JobProtocol.TAG, offset)
                            : journal.eventsByTag(JobProtocol.TAG, offset);
                });
    }

    private CompletionStage<Done> apply(List<EventEnvelope> events) {
        long to = ordering(events.getLast());
        return store.advance(
                        position,
                        to,
                        transaction -> {
                            var session = transaction.session();
                            for (var envelope : events) {
                                var job = jobId(envelope.persistenceId());
                                var event = (JobEvent) envelope.event();
                                JobListTable.apply(session, ordering(envelope), job, event);
                                ChipUseTable.apply(session, job, event);
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

    /**
     * Completes when the view has every event that was acknowledged before this call: whoever has
     * submitted a job finds it in the list. After {@link #PATIENCE} it answers as far as it is.
     */
    private CompletionStage<Done> upToDate() {
        return caughtUp.thenCompose(_ -> log.readLater(JobListTable::lastEvent))
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

    private static long ordering(EventEnvelope event) {
        return ((Sequence) event.offset()).value();
    }

    /** The job id in a persistence id. */
    public static String jobId(String persistenceId) {
        return PersistenceId.ofUniqueId(persistenceId)
                .id()
                .substring(JobProtocol.KEY.name().length() + 1);
    }

    @Override
    public CompletionStage<List<String>> unfinished() {
        return upToDate().thenCompose(_ -> log.readLater(JobListTable::unfinished));
    }

    @Override
    public CompletionStage<List<Row>> list(
            Optional<Long> before, Optional<String> phase, Optional<String> tenant, int limit) {
        return upToDate()
                .thenCompose(_ ->
                        log.readLater(session ->
                                JobListTable.before(
                                        session,
                                        before.orElse(Long.MAX_VALUE),
                                        phase,
                                        tenant,
                                        limit)));
    }

    @Override
    public CompletionStage<ChipTime> chipTime(String chip) {
        return upToDate().thenCompose(_ -> log.readLater(of -> ChipUseTable.time(of, chip)));
    }

    @Override
    public CompletionStage<Map<Part, Long>> chipUse(String chip, double sinceSeconds) {
        return upToDate()
                .thenCompose(_ ->
                        log.readLater(session -> ChipUseTable.parts(session, chip, sinceSeconds)));
    }
}
