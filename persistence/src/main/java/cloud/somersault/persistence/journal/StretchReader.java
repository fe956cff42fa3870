package cloud.somersault.persistence.journal;

import cloud.somersault.persistence.journal.ChainScan.Fault;
import cloud.somersault.persistence.journal.ChainScan.Last;
import cloud.somersault.persistence.journal.ChainScan.Range;
import cloud.somersault.persistence.journal.Suspicions.Suspect;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads stretches of the log over one connection; one thread at a time. */
final class StretchReader implements AutoCloseable {
    private static final int KNOWN_TAGS_MAX = 1_000;

    private final Session session;
    private final ChainForm form = new ChainForm();

    /** Stored tags that are written as they ought to be: what a chain has of them. */
    private final Map<ByteBuffer, List<String>> knownTags = new HashMap<>();

    private final Map<String, Known> entities = new HashMap<>();
    private final List<Suspect> suspects = new ArrayList<>();
    private boolean damaged;

    /** The event of an entity that was read last, and the link that it gives if not its stored. */
    private static final class Known {
        private long sequenceNr;
        private byte[] link;
        private byte @Nullable [] computed;
        private @Nullable Suspect suspect;

        Known(long sequenceNr, byte[] link) {
            this.sequenceNr = sequenceNr;
            this.link = link;
        }
    }

    StretchReader(Session session) {
        this.session = session;
    }

    boolean damaged() {
        return damaged;
    }

    Stretch read(Range range) throws SQLException {
        entities.clear();
        suspects.clear();
        long events = 0;
        long last = range.from() - 1;
        var statement = session.prepared(ScanSql.STRETCH);
        statement.setLong(1, range.from());
        statement.setLong(2, range.to());
        try (var rows = statement.executeQuery()) {
            while (rows.next()) {
                long ordering = rows.getLong(1);
                gap(last + 1, ordering - 1);
                row(rows, ordering, range);
                last = ordering;
                events++;
            }
            gap(last + 1, range.to());
        } catch (SQLException unreadable) {
            damaged = true;
            suspect(
                    Fault.UNREADABLE,
                    "",
                    0,
                    "events %d to %d of the log can't be read: %s"
                            .formatted(last + 1, range.to(), unreadable.getMessage()));
        }
        var lasts = new HashMap<String, Last>(2 * entities.size());
        entities.forEach((id, known) -> lasts.put(id, new Last(known.sequenceNr, known.link)));
        return new Stretch(events, lasts, List.copyOf(suspects));
    }

    private void gap(long from, long to) {
        if (from <= to) {
            suspect(
                    Fault.GAP,
                    "",
                    0,
                    "numbers %d to %d of the log are missing".formatted(from, to));
        }
    }

    private void row(ResultSet rows, long ordering, Range range) throws SQLException {
        var id = new String(bytes(rows, 5), StandardCharsets.UTF_8);
        long number = rows.getLong(2);
        var link = Arrays.copyOf(bytes(rows, 11), ChainForm.LINK_BYTES);
        form(rows, ordering, number);
        var known = entities.get(id);
        if (known == null) {
            first(id, number, link, range);
        } else if (number == known.sequenceNr + 1) {
            follow(id, known, link);
        } else if (number > known.sequenceNr) {
            missing(id, known.sequenceNr + 1, number - 1);
            known.sequenceNr = number;
            known.link = link;
            known.computed = null;
        } else {
            suspect(
                    Fault.OUT_OF_ORDER,
                    id,
                    number,
                    "event %d of %s stands behind its event %d"
                            .formatted(number, id, known.sequenceNr));
        }
    }

    private void form(ResultSet rows, long ordering, long number) throws SQLException {
        form.begin()
                .bytes(bytes(rows, 5))
                .numberField(number)
                .numberField(rows.getLong(3))
                .bytes(bytes(rows, 6))
                .bytes(bytes(rows, 7))
                .numberField(rows.getLong(4))
                .bytes(bytes(rows, 8))
                .bytes(payload(rows));
        metadata(rows.getInt(12) != 0, ordering);
        form.tags(tags(bytes(rows, 9)));
    }

    /** As it was before it was packed; what can't be unpacked is none of ours as it is. */
    private byte[] payload(ResultSet rows) throws SQLException {
        var stored = bytes(rows, 10);
        try {
            return session.packing().unpack(rows.getInt(13), stored);
        } catch (IllegalStateException _) {
            return stored;
        }
    }

    private void metadata(boolean any, long ordering) throws SQLException {
        form.numberField(any ? 1 : 0);
        if (any) {
            var statement = session.prepared(ScanSql.METADATA);
            statement.setLong(1, ordering);
            try (var rows = statement.executeQuery()) {
                rows.next();
                form.numberField(rows.getLong(1)).bytes(bytes(rows, 2)).bytes(bytes(rows, 3));
            }
        }
    }

    /** Tags in another spelling than ours are none of ours. */
    private List<String> tags(byte[] stored) {
        var key = ByteBuffer.wrap(stored);
        var known = knownTags.get(key);
        if (known != null) {
            return known;
        }
        List<String> tags;
        try {
            var text = new String(stored, StandardCharsets.UTF_8);
            tags = EventTable.tagsFromJson(text);
            if (!EventTable.tagsToJson(tags).equals(text)) {
                tags = List.of("in another spelling", text);
            }
        } catch (IllegalStateException _) {
            tags = List.of("unreadable", new String(stored, StandardCharsets.ISO_8859_1));
        }
        if (knownTags.size() < KNOWN_TAGS_MAX) {
            knownTags.put(key, tags);
        }
        return tags;
    }

    /** An entity's first event in this stretch: the link before it lies in another one. */
    private void first(String id, long number, byte[] link, Range range) throws SQLException {
        var known = new Known(number, link);
        entities.put(id, known);
        var previous = number == 1 ? new byte[ChainForm.LINK_BYTES] : before(id, number, range);
        if (previous != null) {
            var computed = form.link(previous);
            if (!Arrays.equals(computed, link)) {
                alter(id, known, computed, Optional.of(form.copy()), link);
            }
        }
    }

    private byte @Nullable [] before(String id, long number, Range range) throws SQLException {
        var statement = session.prepared(ScanSql.BEFORE);
        statement.setString(1, id);
        statement.setLong(2, number);
        try (var rows = statement.executeQuery()) {
            long found = rows.next() ? rows.getLong(1) : 0;
            if (found < number - 1) {
                missing(id, found + 1, number - 1);
                return null;
            }
            if (rows.getLong(2) > range.to()) {
                suspect(
                        Fault.OUT_OF_ORDER,
                        id,
                        found,
                        "event %d of %s stands behind its event %d".formatted(found, id, number));
            }
            return Arrays.copyOf(bytes(rows, 3), ChainForm.LINK_BYTES);
        }
    }

    private void follow(String id, Known known, byte[] link) {
        var computed = form.link(known.link);
        known.sequenceNr++;
        known.link = link;
        if (Arrays.equals(computed, link)) {
            known.computed = null;
            return;
        }
        var suspected = known.suspect;
        if (known.computed != null
                && suspected != null
                && Arrays.equals(form.link(known.computed), link)) {
            suspects.replaceAll(one -> one == suspected ? suspected.inItsLink() : one);
            known.computed = null;
            return;
        }
        alter(id, known, computed, Optional.empty(), link);
    }

    private void alter(
            String id, Known known, byte[] computed, Optional<byte[]> copy, byte[] link) {
        var suspect = Suspect.altered(id, known.sequenceNr, computed, copy, link);
        known.computed = computed;
        known.suspect = suspect;
        suspects.add(suspect);
    }

    private void missing(String id, long from, long to) {
        suspect(
                Fault.EVENTS_MISSING,
                id,
                from,
                from == to
                        ? "event %d of %s is missing".formatted(from, id)
                        : "events %d to %d of %s are missing".formatted(from, to, id));
    }

    private void suspect(Fault fault, String id, long number, String message) {
        suspects.add(Suspect.of(fault, id, number, message));
    }

    private static byte[] bytes(ResultSet rows, int column) throws SQLException {
        return EventTable.bytes(rows, column);
    }

    @Override
    public void close() throws SQLException {
        session.close();
    }
}
