package cloud.somersault.http.door;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Sessions, as other vendors have them: a name for jobs that belong together, until it is closed or
 * its time is up. Here they reserve nothing: jobs of a session wait like others. What is known of
 * them lies in the memory of the door; as the id tells when a session was opened, one from before a
 * restart, or of another node, is as good until its longest time is up.
 */
public final class DoorSessions {
    private static final int KEPT_MAX = 10_000;
    private static final long SECONDS_MAX = 8 * 3600;
    private static final int DATE_DIGITS = 8;

    private final Clock clock;
    private final Map<String, Session> known =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
                            return size() > KEPT_MAX;
                        }
                    });

    /** None yet. */
    public DoorSessions(Clock clock) {
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param mode as the protocol calls it
     * @param accepting whether it takes more jobs
     * @param isOpen whether it has neither been closed nor run out
     */
    public record Session(
            String id,
            String backend,
            String mode,
            Instant openedAt,
            long secondsMax,
            boolean accepting,
            boolean isOpen) {}

    /** Opens one for at most so long. */
    public Session open(String backend, String mode, long seconds) {
        long now = clock.instant().getEpochSecond();
        var id = uuid("%08x".formatted(now) + DoorJobs.drawnId().substring(DATE_DIGITS));
        var session =
                new Session(
                        id,
                        backend,
                        mode,
                        Instant.ofEpochSecond(now),
                        Math.clamp(seconds, 1, SECONDS_MAX),
                        true,
                        true);
        known.put(id, session);
        return session;
    }

    /** As it stands; fails with a problem when there is none. */
    public Session find(String id) {
        var session = known.get(id);
        if (session == null) {
            session = fromBefore(id);
        }
        boolean over =
                clock.instant().isAfter(session.openedAt().plusSeconds(session.secondsMax()));
        return over ? closed(session) : session;
    }

    private static Session fromBefore(String id) {
        if (!id.matches("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")) {
            throw Problem.of(ProblemCode.NOT_FOUND, "There is no such session.").toException();
        }
        return new Session(
                id,
                "",
                "session",
                Instant.ofEpochSecond(Long.parseLong(id.substring(0, DATE_DIGITS), 16)),
                SECONDS_MAX,
                true,
                true);
    }

    /** Takes no more jobs into it. */
    public Session accepting(String id, boolean accepting) {
        var session = find(id);
        var changed =
                new Session(
                        session.id(),
                        session.backend(),
                        session.mode(),
                        session.openedAt(),
                        session.secondsMax(),
                        accepting && session.isOpen(),
                        session.isOpen());
        known.put(id, changed);
        return changed;
    }

    /** Closes it. */
    public Session close(String id) {
        var session = closed(find(id));
        known.put(id, session);
        return session;
    }

    private static Session closed(Session session) {
        return new Session(
                session.id(),
                session.backend(),
                session.mode(),
                session.openedAt(),
                session.secondsMax(),
                false,
                false);
    }

    /** Fails with a problem unless the session takes jobs. */
    public void requireOpen(String id) {
        if (!find(id).accepting()) {
            throw Problem.of(ProblemCode.JOB_REFUSED, "The session takes no more jobs.")
                    .toException();
        }
    }

    private static String uuid(String digits) {
        return String.join(
                "-",
                digits.substring(0, 8),
                digits.substring(8, 12),
                digits.substring(12, 16),
                digits.substring(16, 20),
                digits.substring(20));
    }
}
