package cloud.somersault.http.route;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The end of all connections of a door, for when its server stops. */
public final class Closing {
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private volatile boolean begun;

    /** Not yet. */
    public Closing() {}

    /** Closes each connection, with the answer that is under way if there is one. */
    public void begin() {
        begun = true;
        open.forEach(Connection::closeUnlessAsked);
    }

    boolean hasBegun() {
        return begun;
    }

    void opened(Connection connection) {
        open.add(connection);
        if (begun) {
            connection.closeUnlessAsked();
        }
    }

    void ended(Connection connection) {
        open.remove(connection);
    }
}
