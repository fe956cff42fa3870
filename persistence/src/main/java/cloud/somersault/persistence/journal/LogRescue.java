package cloud.somersault.persistence.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies every event that can still be read, and still belongs to its entity's hash chain, from a
 * damaged file into a new one.
 *
 * <p>An entity's events are of use up to the first one that is missing or altered: what came after
 * it happened to a state that nobody knows any more, so it is left behind and reported. Events of
 * other entities are not concerned. They keep their order and get new numbers without a gap; the
 * chains leave the numbers out, so they stay valid. Results are copied if they can be read. Views
 * are not copied: they are made again from the events.
 *
 * <p>Where a stretch of the log can't be read it is read by halves, down to single events, so that
 * only what lies on a damaged page is lost.
 */
public final class LogRescue {
    private static final Logger LOG = LoggerFactory.getLogger(LogRescue.class);
    private static final int BATCH_EVENTS = 500;

    /** An event takes more than this in the file. */
    private static final int EVENT_BYTES_LEAST = 64;

    private final Path file;
    private final EventLogSettings settings;
    private final Session rescued;
    private Session damaged;
    private final Map<String, StoredEvent> last = new HashMap<>();
    private final Map<String, Long> cut = new TreeMap<>();
    private long ordering;
    private long seen;
    private long greatestSeen;
    private long leftBehind;

    /**
     * What came of it.
     *
     * @param events how many were rescued
     * @param unreadable numbers of the log under which nothing could be read
     * @param leftBehind events that could be read, but follow one of their entity that is lost
     * @param cut the entities that lost something, with the number of their last rescued event
     * @param results how many large results were rescued
     * @param damagedFile where the damaged file is now
     */
    public record Report(
            long events,
            long unreadable,
            long leftBehind,
            Map<String, Long> cut,
            long results,
            Path damagedFile) {
        public Report {
            cut = Map.copyOf(cut);
        }
    }

    private LogRescue(Path file, EventLogSettings settings, Session rescued) throws SQLException {
        this.file = file;
        this.settings = settings;
        this.rescued = rescued;
        this.damaged = Session.reading(file, settings);
    }

    /** Makes the new file and puts it in the place of the damaged one. */
    static Report rescue(Path file, EventLogSettings settings) throws SQLException, IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".rescued");
        delete(fresh);
        Report report;
        var aside = aside(file);
        try (var to = Session.writing(fresh, settings)) {
            Schema.CURRENT.bring(fresh, to.connection());
            var rescue = new LogRescue(file, settings, to);
            rescue.events();
            long results = rescue.results();
            rescue.damaged.close();
            report =
                    new Report(
                            rescue.ordering,
                            rescue.greatestSeen - rescue.seen,
                            rescue.leftBehind,
                            rescue.cut,
                            results,
                            aside);
            to.execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        for (var part : List.of("", "-wal", "-shm")) {
            var old = sibling(file, part);
            if (Files.exists(old)) {
                Files.move(old, sibling(aside, part));
            }
        }
        Files.move(fresh, file);
        delete(fresh);
        LOG.info("Rescued {} events of {}", report.events(), aside);
        return report;
    }

    private static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static void delete(Path file) throws IOException {
        for (var part : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(sibling(file, part));
        }
    }

    private static Path aside(Path file) {
        int number = 1;
        while (Files.exists(sibling(file, ".damaged-" + number))) {
            number++;
        }
        return sibling(file, ".damaged-" + number);
    }

    private void events() throws SQLException, IOException {
        long to = greatestOrdering();
        rescued.execute("BEGIN IMMEDIATE");
        for (long from = 1; from <= to; from += BATCH_EVENTS) {
            for (var event : between(from, Math.min(to, from + BATCH_EVENTS - 1))) {
                seen++;
                greatestSeen = Math.max(greatestSeen, event.ordering());
                keep(event);
            }
        }
        rescued.execute("COMMIT");
    }

    /** The last number; if that can't be read, one that it can't exceed. */
    private long greatestOrdering() throws IOException {
        try {
            long known = EventTable.lastOrdering(damaged);
            greatestSeen = known;
            return known;
        } catch (SQLException _) {
            return Files.size(file) / EVENT_BYTES_LEAST;
        }
    }

    /** What can be read of a stretch: all at once, or by halves around what can't. */
    private List<StoredEvent> between(long from, long to) throws SQLException {
        int count = Math.toIntExact(to - from + 1);
        try {
            return EventTable.after(damaged, from - 1, count).stream()
                    .filter(event -> event.ordering() <= to)
                    .toList();
        } catch (SQLException | RuntimeException _) {
            // A connection that has met damage answers nothing but that any more.
            damaged.close();
            damaged = Session.reading(file, settings);
            if (from == to) {
                return List.of();
            }
            long middle = from + (to - from) / 2;
            var both = new ArrayList<>(between(from, middle));
            both.addAll(between(middle + 1, to));
            return both;
        }
    }

    private void keep(StoredEvent event) throws SQLException {
        var id = event.persistenceId();
        var before = last.get(id);
        long expected = before == null ? 1 : before.sequenceNr() + 1;
        var link = before == null ? EventChain.START : before.chain();
        boolean follows =
                event.sequenceNr() == expected
                        && EventChain.next(link, event.event()).equals(event.chain());
        if (cut.containsKey(id) || !follows) {
            cut.putIfAbsent(id, expected - 1);
            leftBehind++;
            return;
        }
        ordering++;
        EventTable.insert(rescued, new StoredEvent(ordering, event.event(), event.chain()));
        last.put(id, event);
    }

    private long results() throws SQLException {
        rescued.execute("BEGIN IMMEDIATE");
        long kept = 0;
        try (var digests = damaged.prepared("SELECT digest FROM results").executeQuery()) {
            while (digests.next()) {
                kept += copyResult(digests.getString(1));
            }
        } catch (SQLException _) {
            LOG.warn("Not all results could be listed");
        }
        rescued.execute("COMMIT");
        return kept;
    }

    private int copyResult(String digest) throws SQLException {
        byte[] content;
        try {
            var query = damaged.prepared("SELECT bytes FROM results WHERE digest = ?");
            query.setString(1, digest);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    return 0;
                }
                content = EventTable.bytes(rows, 1);
            }
        } catch (SQLException _) {
            return 0;
        }
        var insert =
                rescued.prepared("INSERT OR IGNORE INTO results (digest, bytes) VALUES (?, ?)");
        insert.setString(1, digest);
        insert.setBytes(2, content);
        return insert.executeUpdate();
    }
}
