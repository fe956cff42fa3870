package cloud.somersault.job.session;

import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.queue.QueueRules.Reservation;
import cloud.somersault.job.session.SessionBookEvent.Admitted;
import cloud.somersault.job.session.SessionBookEvent.Closed;
import cloud.somersault.job.session.SessionBookEvent.Opened;
import cloud.somersault.job.session.SessionBookEvent.Settled;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * All booked sessions, and the rules about them. Pure.
 *
 * <p>A session takes no job that could take it over its limit: what its jobs took so far, what is
 * put aside for those that have not ended, and what the new one is expected to take have to fit.
 *
 * @param sessions by id, oldest first; of those that are over, the newest {@value #OVER_MAX}
 */
record SessionBook(Map<String, BookedSession> sessions) {
    private static final int OVER_MAX = 1000;

    SessionBook {
        sessions = Collections.unmodifiableMap(new LinkedHashMap<>(sessions));
    }

    /** What is to be stored, or why not; neither: nothing is to be done. */
    record Decision(Optional<SessionBookEvent> event, Optional<Refusal> refusal) {
        static Decision happened(SessionBookEvent event) {
            return new Decision(Optional.of(event), Optional.empty());
        }

        static Decision unchanged() {
            return new Decision(Optional.empty(), Optional.empty());
        }

        static Decision refused(String code, String message, String hint) {
            return new Decision(Optional.empty(), Optional.of(Refusal.of(code, message, hint)));
        }
    }

    static SessionBook empty() {
        return new SessionBook(Map.of());
    }

    SessionBook after(SessionBookEvent event) {
        return switch (event) {
            case Opened opened -> with(BookedSession.of(opened));
            case Admitted admitted -> changed(admitted, session -> session.after(admitted));
            case Settled settled -> changed(settled, session -> session.after(settled));
            case Closed closed -> changed(closed, session -> session.after(closed));
        };
    }

    private SessionBook changed(SessionBookEvent event, UnaryOperator<BookedSession> change) {
        var session = sessions.get(event.sessionId());
        if (session == null) {
            throw new IllegalStateException("broken journal: no session " + event.sessionId());
        }
        return with(change.apply(session));
    }

    private SessionBook with(BookedSession session) {
        var more = new LinkedHashMap<>(sessions);
        more.put(session.opened().sessionId(), session);
        var ended = more.values().stream().filter(SessionBook::isEmptied).toList();
        for (var old : ended.subList(0, Math.max(0, ended.size() - OVER_MAX))) {
            more.remove(old.opened().sessionId());
        }
        return new SessionBook(more);
    }

    private static boolean isEmptied(BookedSession session) {
        return session.closed().isPresent() && session.unsettled().isEmpty();
    }

    /**
     * Books.
     *
     * @param bookableShare what all sessions of a moment together may have
     */
    Decision open(Opened asked, double bookableShare) {
        var known = sessions.get(asked.sessionId());
        if (known != null) {
            return same(known.opened(), asked)
                    ? Decision.unchanged()
                    : Decision.refused(
                            "idempotency-key-reused",
                            "This Idempotency-Key came before with another session.",
                            "Use a new key for a new session.");
        }
        // Every moment of the new session is shared with at most those that overlap it somewhere.
        double taken =
                sessions.values().stream()
                        .filter(one -> one.overlaps(asked.from(), asked.until()))
                        .mapToDouble(one -> one.opened().share())
                        .sum();
        if (taken + asked.share() > bookableShare) {
            return Decision.refused(
                    "share-not-available",
                    "Of the machine %s may be booked, and in that time %s is already."
                            .formatted(bookableShare, taken),
                    "Book less, or another time; GET /v1/sessions lists yours.");
        }
        return Decision.happened(asked);
    }

    private static boolean same(Opened known, Opened asked) {
        return known.tenant().equals(asked.tenant())
                && known.share() == asked.share()
                && known.workSecondsMax() == asked.workSecondsMax();
    }

    /** Lets a job into its tenant's session. */
    Decision admit(String tenant, Admitted asked) {
        var session = of(tenant, asked.sessionId());
        if (session.isEmpty()) {
            return notFound(asked.sessionId());
        }
        var one = session.get();
        if (one.unsettled().containsKey(asked.jobId())) {
            return Decision.unchanged();
        }
        if (!one.takesJobs(asked.at())) {
            return Decision.refused(
                    "session-closed",
                    "The session is %s and takes no jobs.".formatted(one.phase(asked.at())),
                    "Submit without a session, or open another one.");
        }
        double left = one.opened().workSecondsMax() - one.workSeconds() - one.expectedSeconds();
        if (!(asked.expectedSeconds() <= left)) {
            return Decision.refused(
                    "session-limit-reached",
                    ("The job is expected to take %.3f s, and the session's limit leaves %.3f s."
                                    + " Nothing was stored.")
                            .formatted(asked.expectedSeconds(), Math.max(0, left)),
                    "Submit it without the session, or ask for less.");
        }
        return Decision.happened(asked);
    }

    /** Counts what a job took; once. */
    Decision settle(Settled settled) {
        var session = sessions.get(settled.sessionId());
        return session != null && session.unsettled().containsKey(settled.jobId())
                ? Decision.happened(settled)
                : Decision.unchanged();
    }

    /** Closes a tenant's session. */
    Decision close(String tenant, Closed asked) {
        var session = of(tenant, asked.sessionId());
        if (session.isEmpty()) {
            return notFound(asked.sessionId());
        }
        return session.get().closed().isPresent() ? Decision.unchanged() : Decision.happened(asked);
    }

    /** A tenant's session; those of others are not there for it. */
    Optional<BookedSession> of(String tenant, String sessionId) {
        return Optional.ofNullable(sessions.get(sessionId))
                .filter(session -> session.opened().tenant().equals(tenant));
    }

    private static Decision notFound(String sessionId) {
        return Decision.refused(
                "session-not-found",
                "There is no session " + sessionId + " of this tenant.",
                "List them with GET /v1/sessions.");
    }

    /** What the queue has to keep for sessions. */
    List<Reservation> reservations(Instant now) {
        return sessions.values().stream()
                .filter(session -> now.isBefore(session.opened().until()))
                .flatMap(session -> session.reservation().stream())
                .toList();
    }
}
