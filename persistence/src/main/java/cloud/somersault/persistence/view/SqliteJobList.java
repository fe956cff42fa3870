package cloud.somersault.persistence.view;

import cloud.somersault.chip.calibration.Part;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.Session;
import cloud.somersault.persistence.journal.SqliteReadJournal;
import cloud.somersault.persistence.journal.ViewStore;
import cloud.somersault.persistence.journal.WriteTransaction;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.Sequence;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.stream.javadsl.Source;

/** The list of jobs beside an embedded log, which it follows. */
public final class SqliteJobList implements JobList {
    private static final int EVENTS_AT_ONCE = 500;

    private final EventLog log;
    private final ViewFollower follower;

    private SqliteJobList(EventLog log, ViewFollower follower) {
        this.log = log;
        this.follower = follower;
    }

    /** Starts to follow the log. */
    public static SqliteJobList start(ActorSystem<?> system, EventLog log) {
        var journal =
                PersistenceQuery.get(system)
                        .getReadJournalFor(SqliteReadJournal.class, "somersault.read-journal");
        var store = new ViewStore(log, "job_list", JobListTable.VERSION);
        var tables =
                store.prepare(
                        both(JobListTable.REMOVE, ChipUseTable.REMOVE),
                        both(JobListTable.CREATE, ChipUseTable.CREATE));
        return new SqliteJobList(
                log,
                ViewFollower.start(
                        system, log, store, tables, EVENTS_AT_ONCE, new JobRows(journal)));
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private record JobRows(SqliteReadJournal journal) implements ViewFollower.Rules {
        @Override
        public Source<EventEnvelope, ?> after(long number, boolean current) {
            var offset = Offset.sequence(number);
            return current
                    ? journal.currentEventsByTag(JobProtocol.TAG, offset)
                    : journal.eventsByTag(JobProtocol.TAG, offset);
        }

        @Override
        public long number(EventEnvelope event) {
            return ((Sequence) event.offset()).value();
        }

        @Override
        public long last(Session session) throws SQLException {
            return JobListTable.lastEvent(session);
        }

        @Override
        public void write(WriteTransaction transaction, List<EventEnvelope> events)
                throws SQLException {
            var session = transaction.session();
            for (var envelope : events) {
                var job = jobId(envelope.persistenceId());
                var event = (JobEvent) envelope.event();
                JobListTable.apply(session, number(envelope), job, event);
                ChipUseTable.apply(session, job, event);
            }
        }
    }

    /** The job id in a persistence id. */
    public static String jobId(String persistenceId) {
        return PersistenceId.ofUniqueId(persistenceId)
                .id()
                .substring(JobProtocol.KEY.name().length() + 1);
    }

    @Override
    public CompletionStage<List<String>> unfinished() {
        return follower.upToDate().thenCompose(_ -> log.readLater(JobListTable::unfinished));
    }

    @Override
    public CompletionStage<List<Row>> list(
            Optional<Long> before, Optional<String> phase, Optional<String> tenant, int limit) {
        return follower.upToDate()
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
    public long event(Row row) {
        return row.place();
    }

    @Override
    public CompletionStage<List<JobSpan>> around(Instant moment) {
        return follower.upToDate()
                .thenCompose(_ -> log.readLater(session -> JobSpanTable.around(session, moment)));
    }

    @Override
    public CompletionStage<ChipTime> chipTime(String chip) {
        return follower.upToDate()
                .thenCompose(_ -> log.readLater(of -> ChipUseTable.time(of, chip)));
    }

    @Override
    public CompletionStage<Map<Part, Long>> chipUse(String chip, double sinceSeconds) {
        return follower.upToDate()
                .thenCompose(_ ->
                        log.readLater(session -> ChipUseTable.parts(session, chip, sinceSeconds)));
    }
}
