package cloud.somersault.persistence.journal;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What work inside a commit may use: statements on the log's own file, and appending events. It is
 * shared with other work of the same commit, so work neither commits nor rolls back; to undo, it
 * throws. Work may be run a second time (alone) when its commit failed.
 */
public final class WriteTransaction {
    private final Session session;
    private final ChainCache chains;
    private long lastOrdering;
    private final Set<Interest> touched = new HashSet<>();

    WriteTransaction(Session session, ChainCache chains, long lastOrdering) {
        this.session = session;
        this.chains = chains;
        this.lastOrdering = lastOrdering;
    }

    public Session session() {
        return session;
    }

    /** See {@link Session#prepared}. */
    public PreparedStatement prepared(String sql) throws SQLException {
        return session.prepared(sql);
    }

    /** Appends an event and answers its ordering. */
    public long append(NewEvent event) throws SQLException {
        // Nothing is before the first event: the log refuses a second one of this number.
        var previous =
                event.sequenceNr() == 1
                        ? EventChain.START
                        : chains.last(session, event.persistenceId());
        var link = EventChain.next(previous, event);
        EventTable.insert(session, new StoredEvent(lastOrdering + 1, event, link));
        chains.put(event.persistenceId(), link);
        lastOrdering++;
        touched.add(new Interest.Everything());
        touched.add(new Interest.Entity(event.persistenceId()));
        if (event.sequenceNr() == 1) {
            touched.add(new Interest.NewEntities());
        }
        event.tags().forEach(tag -> touched.add(new Interest.Tag(tag)));
        return lastOrdering;
    }

    long lastOrdering() {
        return lastOrdering;
    }

    Set<Interest> touched() {
        return touched;
    }

    /** The last links of the entities that wrote recently; forgotten when a transaction fails. */
    static final class ChainCache {
        private static final int ENTITIES_MAX = 4_096;

        private final Map<String, String> links =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                        return size() > ENTITIES_MAX;
                    }
                };

        String last(Session session, String persistenceId) throws SQLException {
            var known = links.get(persistenceId);
            return known != null ? known : EventTable.lastChain(session, persistenceId);
        }

        void put(String persistenceId, String link) {
            links.put(persistenceId, link);
        }
    }
}
