package cloud.somersault.persistence.journal;

import com.typesafe.config.Config;
import java.sql.SQLException;
import java.util.List;
import java.util.function.ToLongFunction;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.journal.EventAdapters;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.Sequence;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByTagQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentPersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.EventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.EventsByTagQuery;
import org.apache.pekko.persistence.query.javadsl.PersistenceIdsQuery;
import org.apache.pekko.persistence.query.javadsl.ReadJournal;
import org.apache.pekko.stream.javadsl.Source;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Pekko's door for queries: plugin id {@value #IDENTIFIER}. Every offset is {@link Sequence} of the
 * event's ordering in the whole log and excludes the event that it names. Live queries get an event
 * when it is committed.
 *
 * <p>A query of one entity leaves out what was deleted, as recovery does; the queries by tag and of
 * everything give the whole log.
 */
public final class SqliteReadJournal
        implements ReadJournal,
                CurrentPersistenceIdsQuery,
                PersistenceIdsQuery,
                CurrentEventsByPersistenceIdQuery,
                EventsByPersistenceIdQuery,
                CurrentEventsByTagQuery,
                EventsByTagQuery {
    public static final String IDENTIFIER = "somersault.read-journal";

    private final EventLog log;
    private final Codec codec;
    private final EventAdapters adapters;
    private final int pageEvents;

    SqliteReadJournal(ExtendedActorSystem system, Config config) {
        this.log = EventLogs.of(system);
        this.codec = new Codec(system);
        this.adapters = Persistence.get(system).adaptersFor(config.getString("write-plugin"));
        this.pageEvents = config.getInt("page-events-max");
    }

    @Override
    public Source<String, NotUsed> currentPersistenceIds() {
        return persistenceIds(false);
    }

    @Override
    public Source<String, NotUsed> persistenceIds() {
        return persistenceIds(true);
    }

    private Source<String, NotUsed> persistenceIds(boolean live) {
        return stream(
                        new Interest.NewEntities(),
                        0,
                        live,
                        (session, position) -> EventTable.firstAfter(session, position, pageEvents))
                .map(StoredEvent::persistenceId);
    }

    @Override
    public Source<EventEnvelope, NotUsed> currentEventsByPersistenceId(
            String persistenceId, long from, long to) {
        return currentStoredEventsOf(persistenceId, from, to).mapConcat(this::decode);
    }

    @Override
    public Source<EventEnvelope, NotUsed> eventsByPersistenceId(
            String persistenceId, long from, long to) {
        return storedEventsOf(persistenceId, from, to).mapConcat(this::decode);
    }

    @Override
    public Source<EventEnvelope, NotUsed> currentEventsByTag(String tag, Offset offset) {
        return byTag(tag, offset, false).mapConcat(this::decode);
    }

    @Override
    public Source<EventEnvelope, NotUsed> eventsByTag(String tag, Offset offset) {
        return byTag(tag, offset, true).mapConcat(this::decode);
    }

    private Source<StoredEvent, NotUsed> byTag(String tag, Offset offset, boolean live) {
        return stream(
                new Interest.Tag(tag),
                ordering(offset),
                live,
                (session, position) -> EventTable.taggedAfter(session, tag, position, pageEvents));
    }

    /** The events after an ordering, of all entities, in the order of the log. */
    public Source<EventEnvelope, NotUsed> currentAllEvents(long fromOrdering) {
        return currentAllStoredEvents(fromOrdering).mapConcat(this::decode);
    }

    /** Like {@link #currentAllEvents}, and then each event as it is committed. */
    public Source<EventEnvelope, NotUsed> allEvents(long fromOrdering) {
        return allStoredEvents(fromOrdering).mapConcat(this::decode);
    }

    /** The events after an ordering as they are stored: for who wants the bytes. */
    public Source<StoredEvent, NotUsed> currentAllStoredEvents(long fromOrdering) {
        return everything(fromOrdering, false);
    }

    /** Like {@link #currentAllStoredEvents}, and then each event as it is committed. */
    public Source<StoredEvent, NotUsed> allStoredEvents(long fromOrdering) {
        return everything(fromOrdering, true);
    }

    private Source<StoredEvent, NotUsed> everything(long fromOrdering, boolean live) {
        return stream(
                new Interest.Everything(),
                fromOrdering,
                live,
                (session, position) -> EventTable.after(session, position, pageEvents));
    }

    /** The events with a tag after an ordering as they are stored, and then each when committed. */
    public Source<StoredEvent, NotUsed> storedEventsWithTag(String tag, long fromOrdering) {
        return byTag(tag, Offset.sequence(fromOrdering), true);
    }

    /** Like {@link #storedEventsWithTag}, as far as there are. */
    public Source<StoredEvent, NotUsed> currentStoredEventsWithTag(String tag, long fromOrdering) {
        return byTag(tag, Offset.sequence(fromOrdering), false);
    }

    /** An entity's events between two sequence numbers, both included, as they are stored. */
    public Source<StoredEvent, NotUsed> currentStoredEventsOf(
            String persistenceId, long from, long to) {
        return ofEntity(persistenceId, from, to, false);
    }

    /** Like {@link #currentStoredEventsOf}, and then each event as it is committed. */
    public Source<StoredEvent, NotUsed> storedEventsOf(String persistenceId, long from, long to) {
        return ofEntity(persistenceId, from, to, true);
    }

    private Source<StoredEvent, NotUsed> ofEntity(
            String persistenceId, long from, long to, boolean live) {
        LogStream.Page page =
                (session, position) -> {
                    long next =
                            1 + Math.max(position, EventTable.deletedTo(session, persistenceId));
                    return positioned(
                            EventTable.ofEntity(session, persistenceId, next, to, pageEvents),
                            StoredEvent::sequenceNr);
                };
        return new LogStream(
                        new Interest.Entity(persistenceId), Math.max(from, 1) - 1, to, live, page)
                .of(log);
    }

    /** Reads what follows an ordering. */
    private interface OrderedPage {
        List<StoredEvent> after(Session session, long ordering) throws SQLException;
    }

    private Source<StoredEvent, NotUsed> stream(
            Interest interest, long from, boolean live, OrderedPage page) {
        LogStream.Page positions =
                (session, position) ->
                        positioned(page.after(session, position), StoredEvent::ordering);
        // A current query ends where the log ended when it was started, not where it was asked for.
        return Source.lazySource(() ->
                        new LogStream(
                                        interest,
                                        from,
                                        live ? Long.MAX_VALUE : log.lastOrdering(),
                                        live,
                                        positions)
                                .of(log))
                .mapMaterializedValue(_ -> NotUsed.getInstance());
    }

    private static List<LogStream.Positioned> positioned(
            List<StoredEvent> events, ToLongFunction<StoredEvent> position) {
        return events.stream()
                .map(event -> new LogStream.Positioned(position.applyAsLong(event), event))
                .toList();
    }

    private static long ordering(Offset offset) {
        if (offset instanceof Sequence sequence) {
            return sequence.value();
        }
        if (offset.equals(Offset.noOffset())) {
            return 0;
        }
        throw new IllegalArgumentException(
                "An offset here is Offset.sequence(ordering) or Offset.noOffset(), not " + offset);
    }

    private List<EventEnvelope> decode(StoredEvent stored) {
        var event = stored.event();
        var object = log.recent().payload(event).orElseGet(() -> codec.decode(event.payload()));
        var adapted = adapters.get(object.getClass()).fromJournal(object, event.adapterManifest());
        return CollectionConverters.asJava(adapted.events()).stream()
                .map(one -> envelope(stored, one))
                .toList();
    }

    private EventEnvelope envelope(StoredEvent stored, Object event) {
        var envelope =
                EventEnvelope.apply(
                        Offset.sequence(stored.ordering()),
                        stored.persistenceId(),
                        stored.sequenceNr(),
                        event,
                        stored.writtenAt().toEpochMilli());
        return stored.event()
                .metadata()
                .map(metadata -> envelope.withMetadata(codec.decode(metadata)))
                .orElse(envelope);
    }
}
