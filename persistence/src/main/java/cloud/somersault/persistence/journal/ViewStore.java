package cloud.somersault.persistence.journal;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Keeps one view's tables in the log's own file, each change together with the ordering of the last
 * event in it: after any crash the view continues with exactly the next event, none twice.
 *
 * <p>A view reads {@link EventLog#after} from {@link #ordering} on, and hands what the events
 * change to {@link #advance}. A view of another version is made anew from the first event.
 */
public final class ViewStore {
    private final EventLog log;
    private final String name;
    private final int version;

    /**
     * @param name of the view; its tables should begin with it
     * @param version of its tables and rules; counts from 1
     */
    public ViewStore(EventLog log, String name, int version) {
        this.log = log;
        this.name = name;
        this.version = version;
    }

    /**
     * Makes the view's tables when there are none, or those of another version: then {@code remove}
     * (which must not mind that there are none) and {@code create} run and the view begins at 0.
     */
    public CompletionStage<Void> prepare(List<String> remove, List<String> create) {
        return log.write(transaction -> {
            var session = transaction.session();
            long found = session.number("SELECT version FROM views WHERE name = ?", name);
            if (found == version) {
                return;
            }
            for (var sql : remove) {
                session.execute(sql);
            }
            for (var sql : create) {
                session.execute(sql);
            }
            var insert =
                    transaction.prepared(
                            "INSERT OR REPLACE INTO views (name, version, ordering)"
                                    + " VALUES (?, ?, 0)");
            insert.setString(1, name);
            insert.setInt(2, version);
            insert.executeUpdate();
        });
    }

    /**
     * The ordering of the last event in the view; 0 at its beginning. Reads on the calling thread.
     */
    public long ordering() {
        return log.read(this::ordering);
    }

    /** The same, in a reading that is under way. */
    public long ordering(Session session) throws SQLException {
        return session.number(
                "SELECT ordering FROM views WHERE name = ? AND version = ?", name, version);
    }

    /**
     * Makes a change and notes that the events up to {@code to} are in the view, both or neither.
     * Fails with {@link IllegalStateException}, and changes nothing, when the view does not stand
     * at {@code from}: someone else has moved it on.
     */
    public CompletionStage<Void> advance(long from, long to, EventLog.Statements change) {
        return log.write(transaction -> {
            var move =
                    transaction.prepared(
                            "UPDATE views SET ordering = ?"
                                    + " WHERE name = ? AND version = ? AND ordering = ?");
            move.setLong(1, to);
            move.setString(2, name);
            move.setInt(3, version);
            move.setLong(4, from);
            if (move.executeUpdate() != 1) {
                throw new IllegalStateException(
                        "the view %s, version %d, does not stand at event %d"
                                .formatted(name, version, from));
            }
            change.run(transaction);
        });
    }
}
