package cloud.somersault.persistence.archive;

import cloud.somersault.job.ResultStore;
import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.journal.EventLogs;
import cloud.somersault.persistence.journal.SqliteReadJournal;
import cloud.somersault.persistence.journal.SqliteResultStore;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.persistence.proof.Provable;
import cloud.somersault.persistence.proof.SqliteProof;
import cloud.somersault.persistence.view.ChipHistory;
import cloud.somersault.persistence.view.JobList;
import cloud.somersault.persistence.view.SqliteChipHistory;
import cloud.somersault.persistence.view.SqliteJobList;
import cloud.somersault.tuning.session.SessionProtocol;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.stream.javadsl.Source;

/** One data folder: everything in the file of the event log. */
public final class SqliteArchive implements Archive, StoredEvents {
    private static final int ENTITIES_MAX = 100_000;

    private final ActorSystem<?> system;
    private final EventLog log;
    private final SqliteReadJournal journal;
    private final ResultStore results;
    private final JobList jobs;
    private final long roomBytesLeast;

    private SqliteArchive(ActorSystem<?> system, EventLog log) {
        this.system = system;
        this.log = log;
        this.journal =
                PersistenceQuery.get(system)
                        .getReadJournalFor(SqliteReadJournal.class, SqliteReadJournal.IDENTIFIER);
        this.results = new SqliteResultStore(log);
        this.jobs = SqliteJobList.start(system, log);
        this.roomBytesLeast =
                system.settings().config().getBytes("somersault.journal.room-kept-back");
    }

    /** The archive in the data folder of this system; its views begin to follow the log. */
    public static SqliteArchive open(ActorSystem<?> system) {
        return new SqliteArchive(system, EventLogs.of(system));
    }

    @Override
    public StoredEvents events() {
        return this;
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
        return SqliteChipHistory.start(system, log, chips);
    }

    @Override
    public CompletionStage<List<String>> tunings() {
        return ids(SessionProtocol.CREATED_TAG);
    }

    @Override
    public CompletionStage<List<String>> replays() {
        return ids(Archive.REPLAY_REQUESTED_TAG);
    }

    /** The entities that have an event with this tag, in the order of these events. */
    private CompletionStage<List<String>> ids(String tag) {
        return log.withTagAfterLater(tag, 0, ENTITIES_MAX)
                .thenApply(events ->
                        events.stream()
                                .map(StoredEvent::persistenceId)
                                .map(id -> id.substring(id.indexOf('|') + 1))
                                .toList());
    }

    @Override
    public Provable proof(Path folder, Executor executor) {
        return new SqliteProof(
                log, EventLogSettings.of(system.settings().config()), folder, executor);
    }

    @Override
    public boolean hasRoom() {
        return log.roomBytes() >= roomBytesLeast;
    }

    @Override
    public CompletionStage<Boolean> takesWrites() {
        return log.inTransaction(_ -> hasRoom());
    }

    @Override
    public Source<StoredEvent, NotUsed> currentStoredEventsOf(
            String persistenceId, long from, long to) {
        return journal.currentStoredEventsOf(persistenceId, from, to);
    }

    @Override
    public Source<StoredEvent, NotUsed> storedEventsOf(String persistenceId, long from, long to) {
        return journal.storedEventsOf(persistenceId, from, to);
    }

    @Override
    public Source<StoredEvent, NotUsed> storedEventsWithTag(String tag, long after) {
        return journal.storedEventsWithTag(tag, after);
    }

    @Override
    public Source<StoredEvent, NotUsed> currentStoredEventsWithTag(String tag, long after) {
        return journal.currentStoredEventsWithTag(tag, after);
    }

    @Override
    public CompletionStage<Optional<Instant>> writtenAt(long ordering) {
        return log.writtenAtLater(ordering);
    }

    @Override
    public long lastOrdering() {
        return log.lastOrdering();
    }
}
