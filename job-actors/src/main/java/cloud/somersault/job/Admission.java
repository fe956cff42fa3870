package cloud.somersault.job;

import cloud.somersault.job.queue.SchedulerProtocol.Entrance;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a door knows of the room in the queue, so that it need not ask the scheduler before each of
 * a thousand submissions a second. Of the room that the scheduler has named it gives away a
 * sixteenth, and only for a moment: the limits of the queue are exceeded by about as much at the
 * most, and a queue that is nearly full is asked every time.
 */
final class Admission {
    private static final long KNOWN_NANOS = 100_000_000;
    private static final int PART = 16;
    private static final int TENANTS_MAX = 1000;

    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    /** What all tenants together may take. */
    private final AtomicReference<Room> all = new AtomicReference<>(new Room(0, 0, 0));

    private record Room(long untilNanos, AtomicInteger left) {
        Room(long nowNanos, long forNanos, int room) {
            this(nowNanos + forNanos, new AtomicInteger(room / PART));
        }

        boolean takes(long nowNanos) {
            return nowNanos - untilNanos < 0 && left.getAndDecrement() > 0;
        }
    }

    /** Whether one more job of this tenant surely may come in; if not, the scheduler knows. */
    boolean admits(String tenant, long nowNanos) {
        var room = rooms.get(tenant);
        return room != null && room.takes(nowNanos) && all.get().takes(nowNanos);
    }

    /** What the scheduler has answered. */
    Entrance learn(String tenant, Entrance entrance, long nowNanos) {
        if (rooms.size() >= TENANTS_MAX) {
            rooms.clear();
        }
        rooms.put(tenant, new Room(nowNanos, KNOWN_NANOS, entrance.room().orElse(0)));
        all.set(new Room(nowNanos, KNOWN_NANOS, entrance.roomOfAll().orElse(0)));
        return entrance;
    }
}
