package cloud.somersault.persistence.journal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * The result of reading the whole log and finding fault with it.
 *
 * @param events how many events were read
 * @param findings what is wrong, a sentence each; at most {@value #FINDINGS_MAX}
 */
public record LogCheck(long events, List<String> findings) {
    private static final int FINDINGS_MAX = 100;
    private static final int PAGE_EVENTS = 1_000;

    public LogCheck {
        findings = List.copyOf(findings);
    }

    public boolean sound() {
        return findings.isEmpty();
    }

    /**
     * Checks every page, that the order has no gap, that the tag index agrees with the events, and
     * every link of every entity's chain. Takes time in proportion to the log, and memory to the
     * number of entities.
     */
    static LogCheck of(Session session) throws SQLException {
        var findings = new ArrayList<String>();
        long events = 0;
        // One transaction: what is written meanwhile is not looked at.
        session.execute("BEGIN");
        try {
            findings.addAll(damagedPages(session));
            if (findings.isEmpty()) {
                events = readAll(session, findings);
            }
        } catch (SQLException e) {
            findings.add("reading stopped: " + e.getMessage());
        } finally {
            session.execute("ROLLBACK");
        }
        return new LogCheck(events, findings.stream().limit(FINDINGS_MAX).toList());
    }

    private static List<String> damagedPages(Session session) throws SQLException {
        var findings = new ArrayList<String>();
        try (var rows =
                session.prepared("PRAGMA integrity_check(" + FINDINGS_MAX + ")").executeQuery()) {
            while (rows.next()) {
                if (!rows.getString(1).equals("ok")) {
                    findings.add(rows.getString(1));
                }
            }
        }
        return findings;
    }

    private static long readAll(Session session, List<String> findings) throws SQLException {
        var chains = new HashMap<String, String>();
        long last = 0;
        long tags = 0;
        while (findings.size() < FINDINGS_MAX) {
            var page = EventTable.after(session, last, PAGE_EVENTS);
            if (page.isEmpty()) {
                long indexed = session.number("SELECT count(*) FROM event_tags");
                if (indexed > tags) {
                    findings.add("the tag index has %d entries too many".formatted(indexed - tags));
                }
                return last;
            }
            for (var event : page) {
                check(session, last, event, chains, findings);
                last = event.ordering();
                tags += event.tags().size();
            }
        }
        return last;
    }

    private static void check(
            Session session,
            long previous,
            StoredEvent event,
            HashMap<String, String> chains,
            List<String> findings)
            throws SQLException {
        if (event.ordering() != previous + 1) {
            findings.add(
                    "events %d to %d are missing".formatted(previous + 1, event.ordering() - 1));
        }
        var before = chains.getOrDefault(event.persistenceId(), EventChain.START);
        if (!EventChain.next(before, event.event()).equals(event.chain())) {
            findings.add(
                    "event %d (%s, %d) breaks its entity's chain: it, or one before it, was changed, removed or moved"
                            .formatted(
                                    event.ordering(), event.persistenceId(), event.sequenceNr()));
        }
        chains.put(event.persistenceId(), event.chain());
        for (var tag : event.tags()) {
            if (session.number(
                            "SELECT count(*) FROM event_tags WHERE tag = ? AND ordering = ?",
                            tag,
                            event.ordering())
                    == 0) {
                findings.add(
                        "event %d is missing in the index of tag %s"
                                .formatted(event.ordering(), tag));
            }
        }
    }
}
