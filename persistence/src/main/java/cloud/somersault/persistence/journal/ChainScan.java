package cloud.somersault.persistence.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Reads every event of a log and checks every link of every chain, with all processors: the log is
 * cut into stretches of its order, each is read by itself, and an event whose predecessor lies in
 * another stretch has its link fetched from there. So memory does not grow with the log.
 *
 * <p>Nothing of an event is understood here, only its bytes: no JSON is read.
 */
public final class ChainScan {
    private static final int STRETCH_EVENTS = 16_384;
    private static final int STRETCHES_AHEAD_EACH = 3;

    private final Path file;
    private final EventLogSettings settings;
    private final int threads;
    private final Listener listener;
    private final Suspicions suspicions = new Suspicions();

    /** What may be wrong with an event or the log. */
    public enum Fault {
        /** The event is not what its link was made of. */
        EVENT_ALTERED,
        /** The event is as it was; its link is not. */
        LINK_ALTERED,
        /** An entity's events are not all there. */
        EVENTS_MISSING,
        /** An event stands behind one that came later, or a second time. */
        OUT_OF_ORDER,
        /** Numbers of the log are missing. */
        GAP,
        /** The file can't be read there, or its tables are not what they were. */
        UNREADABLE
    }

    /**
     * One thing that is wrong.
     *
     * @param persistenceId of the entity; empty where the whole log is meant
     * @param sequenceNr of the (first) event concerned; 0 where the whole log is meant
     * @param message a sentence
     */
    public record Finding(Fault fault, String persistenceId, long sequenceNr, String message) {}

    /**
     * What was read.
     *
     * @param events how many
     * @param suspicions how many things are wrong
     * @param findings the first of them, in the order of the log
     */
    public record Outcome(long events, long suspicions, List<Finding> findings) {
        public Outcome {
            findings = List.copyOf(findings);
        }
    }

    /** The last event of an entity in a window of the log: its number and link. */
    public record Last(long sequenceNr, byte[] link) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Last(long number, byte[] its)
                    && number == sequenceNr
                    && Arrays.equals(its, link);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(sequenceNr);
        }

        @Override
        public String toString() {
            return sequenceNr + " " + hex();
        }

        /** The link in lower-case hex. */
        public String hex() {
            return HexFormat.of().formatHex(link);
        }
    }

    /** Told, on the calling thread and in the order of the log, how far it is. */
    public interface Listener {
        /** A window is read: the entities that have events in it, and how many events it has. */
        void window(int index, Map<String, Last> entities, long events);

        /** So many of all events are read. */
        void progress(long events, long all);
    }

    private ChainScan(Path file, EventLogSettings settings, int threads, Listener listener) {
        this.file = file;
        this.settings = settings;
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * Reads a log; a server may be writing it, and what comes meanwhile is left out.
     *
     * @param cuts orderings, ascending: each ends a window, which begins after the one before; what
     *     follows the last is read too, but is no window
     * @throws EventLogException when there is no log, or so little of one that nothing can be said
     */
    public static Outcome of(
            Path file, EventLogSettings settings, List<Long> cuts, int threads, Listener listener) {
        try {
            return new ChainScan(file, settings, threads, listener).run(cuts);
        } catch (SQLException damaged) {
            throw EventLogException.of(file, damaged);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new EventLogException("Reading %s was interrupted.".formatted(file), stopped);
        }
    }

    /** Orderings from one to another, both included; which window they belong to. */
    record Range(long from, long to, int window) {}

    private Outcome run(List<Long> cuts) throws SQLException, InterruptedException {
        long last;
        List<Range> ranges;
        try (var session = Session.reading(file, settings)) {
            last = EventTable.lastOrdering(session);
            ranges = ranges(session, last, cuts);
            ScanSql.schemaFaults(session).forEach(suspicions::ofTheLog);
        }
        var pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("chain-scan-", 0).factory());
        try (var readers = new StretchReaders(file, settings)) {
            long events =
                    merge(
                            ranges,
                            last,
                            cuts.size(),
                            range -> pool.submit(() -> readers.read(range)));
            return new Outcome(events, suspicions.count(), suspicions.findings());
        } finally {
            pool.shutdownNow();
        }
    }

    private interface Reading {
        Future<Stretch> submit(Range range);
    }

    /** What is missing altogether is one range, however many numbers that is. */
    private static List<Range> ranges(Session session, long last, List<Long> cuts)
            throws SQLException {
        var ranges = new ArrayList<Range>();
        long from = 1;
        int window = 0;
        var ends = new TreeSet<>(cuts);
        ends.add(Math.max(last, ends.isEmpty() ? 0 : ends.last()));
        for (long end : ends) {
            while (from <= end) {
                long next = session.number(ScanSql.NEXT, from);
                long present = next == 0 ? end + 1 : next;
                long to = Math.min(end, Math.max(from + STRETCH_EVENTS - 1, present - 1));
                ranges.add(new Range(from, to, window));
                from = to + 1;
            }
            window++;
        }
        return ranges;
    }

    private long merge(List<Range> ranges, long last, int windows, Reading reading)
            throws InterruptedException {
        var ahead = new ArrayDeque<Future<Stretch>>();
        int next = 0;
        long events = 0;
        int window = 0;
        long before = 0;
        Map<String, Last> entities = new HashMap<>();
        for (var range : ranges) {
            while (next < ranges.size() && ahead.size() < threads * STRETCHES_AHEAD_EACH) {
                ahead.add(reading.submit(ranges.get(next)));
                next++;
            }
            var stretch = take(ahead.remove());
            while (window < range.window()) {
                listener.window(window++, entities, events - before);
                entities = new HashMap<>();
                before = events;
            }
            suspicions.addAll(stretch.suspects());
            entities.putAll(stretch.lasts());
            events += stretch.events();
            listener.progress(Math.min(range.to(), last), last);
        }
        while (window < windows) {
            listener.window(window++, entities, events - before);
            entities = new HashMap<>();
            before = events;
        }
        return events;
    }

    private static Stretch take(Future<Stretch> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a stretch of the log was not read", failed.getCause());
        }
    }
}
