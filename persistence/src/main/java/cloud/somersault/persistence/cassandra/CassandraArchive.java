package cloud.somersault.persistence.cassandra;

import cloud.somersault.job.ResultStore;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.persistence.archive.Archive;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.proof.Provable;
import cloud.somersault.persistence.view.ChipHistory;
import cloud.somersault.persistence.view.JobList;
import cloud.somersault.tuning.session.SessionProtocol;
import com.datastax.oss.driver.api.core.CqlSession;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.cassandra.query.javadsl.CassandraReadJournal;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.projection.javadsl.Handler;

/**
 * Everything in Cassandra, for any number of keepers. The journal is read at once; the job list and
 * the list of tuning sessions come from projections that are some seconds late ({@code
 * events-by-tag.eventual-consistency-delay}).
 */
public final class CassandraArchive implements Archive {
    private static final String JOBS = "job-list";
    private static final String TUNINGS = "tuning-list";
    private static final String SPANS = "job-spans";
    private static final String REPLAYS = "replay-list";
    private static final String WRITE =
            "INSERT INTO @writes (what, at) VALUES ('readiness', toTimestamp(now())) USING TTL 86400";
    private static final String TUNING =
            "INSERT INTO @tunings (shelf, place, id) VALUES (?, ?, ?) USING TIMESTAMP ?";
    private static final String ALL_TUNINGS = "SELECT id FROM @tunings WHERE shelf = ?";

    private final ActorSystem<?> system;
    private final Cql cql;
    private final CassandraReadJournal journal;
    private final CassandraEvents events;
    private final ResultStore results;
    private final JobList jobs;

    private CassandraArchive(ActorSystem<?> system) {
        this.system = system;
        this.journal =
                PersistenceQuery.get(system)
                        .getReadJournalFor(
                                CassandraReadJournal.class, CassandraReadJournal.Identifier());
        var config = system.settings().config();
        CompletionStage<CqlSession> session = journal.session().underlying();
        this.cql = new Cql(session, CassandraSettings.of(config).keyspace());
        this.events =
                new CassandraEvents(
                        system,
                        cql,
                        journal,
                        config.getDuration("pekko.persistence.cassandra.query.refresh-interval"));
        this.results = new CassandraResultStore(cql);
        this.jobs =
                new CassandraJobList(
                        cql, new ChipUses(system, cql, events), new JobSpans(system, cql, events));
    }

    /**
     * The archive of this system, which was started with {@link CassandraSettings#over}.
     *
     * @param keeps whether this node takes its turn in writing the views
     */
    public static CassandraArchive open(ActorSystem<?> system, boolean keeps) {
        var archive = new CassandraArchive(system);
        if (keeps) {
            archive.follow();
        }
        return archive;
    }

    private void follow() {
        var chains = new SealedChains(system, cql, events);
        Projections.follow(
                system,
                journal,
                JOBS,
                JobProtocol.TAG,
                events::beginning,
                () -> new JobRows(system, cql, chains, new ChipUses(system, cql, events)));
        Projections.follow(
                system,
                journal,
                SPANS,
                JobProtocol.TAG,
                events::beginning,
                () -> new JobSpans(system, cql, events));
        Projections.follow(
                system,
                journal,
                TUNINGS,
                SessionProtocol.CREATED_TAG,
                events::beginning,
                () -> new CreatedRows(cql, CreatedRows.TUNINGS));
        Projections.follow(
                system,
                journal,
                REPLAYS,
                Archive.REPLAY_REQUESTED_TAG,
                events::beginning,
                () -> new CreatedRows(cql, CreatedRows.REPLAYS));
    }

    /** A row for each tuning session or replay, by the millisecond of its creation. */
    private static final class CreatedRows extends Handler<List<EventEnvelope>> {
        static final int TUNINGS = 0;
        static final int REPLAYS = 1;

        private final Cql cql;
        private final int shelf;

        CreatedRows(Cql cql, int shelf) {
            this.cql = cql;
            this.shelf = shelf;
        }

        @Override
        public CompletionStage<Done> process(List<EventEnvelope> created) {
            return Columns.each(
                            created,
                            one ->
                                    cql.write(
                                            TUNING,
                                            shelf,
                                            one.timestamp(),
                                            id(one.persistenceId()),
                                            one.sequenceNr()))
                    .thenApply(_ -> Done.getInstance());
        }

        private static String id(String persistenceId) {
            return persistenceId.substring(persistenceId.indexOf('|') + 1);
        }
    }

    @Override
    public StoredEvents events() {
        return events;
    }

    @Override
    public ResultStore results() {
        return results;
    }

    @Override
    public JobList jobs() {
        return jobs;
    }

    @Override
    public ChipHistory history(Collection<String> chips) {
        return new CassandraChipHistory(system, cql, events, chips);
    }

    @Override
    public CompletionStage<List<String>> tunings() {
        return ids(CreatedRows.TUNINGS);
    }

    @Override
    public CompletionStage<List<String>> replays() {
        return ids(CreatedRows.REPLAYS);
    }

    private CompletionStage<List<String>> ids(int shelf) {
        return cql.rows(ALL_TUNINGS, shelf)
                .thenApply(rows -> rows.stream().map(row -> Columns.text(row, "id")).toList());
    }

    @Override
    public Provable proof(Path folder, Executor executor) {
        return new CassandraProof(system, cql, journal, events, results, folder);
    }

    @Override
    public boolean hasRoom() {
        return true;
    }

    @Override
    public CompletionStage<Boolean> takesWrites() {
        return cql.write(WRITE).thenApply(_ -> true);
    }
}
