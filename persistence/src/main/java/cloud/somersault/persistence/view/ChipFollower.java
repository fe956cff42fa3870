package cloud.somersault.persistence.view;

import cloud.somersault.chip.ChipEvent;
import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.Session;
import cloud.somersault.persistence.journal.SqliteReadJournal;
import cloud.somersault.persistence.journal.ViewStore;
import cloud.somersault.persistence.journal.WriteTransaction;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Brings the events of one chip into the history.
 *
 * @param events under which the log keeps the chip
 */
record ChipFollower(SqliteReadJournal journal, String events) implements ViewFollower.Rules {
    // A published version is a large event; few of them are held at once.
    private static final int EVENTS_AT_ONCE = 8;

    /**
     * Starts to follow.
     *
     * @param tables completes when the tables are there
     * @param events under which the log keeps the chip
     * @param place where the number of the last event is kept
     */
    static ViewFollower start(
            ActorSystem<?> system,
            EventLog log,
            SqliteReadJournal journal,
            CompletionStage<Void> tables,
            String events,
            ViewStore place) {
        return ViewFollower.start(
                system,
                log,
                place,
                tables.thenCompose(_ -> place.prepare(List.of(), List.of())),
                EVENTS_AT_ONCE,
                new ChipFollower(journal, events));
    }

    @Override
    public Source<EventEnvelope, ?> after(long number, boolean current) {
        return current
                ? journal.currentEventsByPersistenceId(events, number + 1, Long.MAX_VALUE)
                : journal.eventsByPersistenceId(events, number + 1, Long.MAX_VALUE);
    }

    @Override
    public long number(EventEnvelope event) {
        return event.sequenceNr();
    }

    @Override
    public long last(Session session) throws SQLException {
        return ChipHistoryTable.lastEvent(session, events);
    }

    @Override
    public void write(WriteTransaction transaction, List<EventEnvelope> batch) throws SQLException {
        for (var envelope : batch) {
            if (envelope.event() instanceof ChipEvent.CalibrationPublished published) {
                ChipHistoryTable.insert(
                        transaction.session(), ChipEntry.of(envelope.sequenceNr(), published));
            }
        }
    }
}
