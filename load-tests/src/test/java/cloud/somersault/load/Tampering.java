package cloud.somersault.load;

import static java.util.Objects.requireNonNull;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Harm done to the journal in Cassandra by somebody who may write its tables, and knows them. */
final class Tampering implements AutoCloseable {
    private static final String MESSAGES = "somersault.messages";
    private static final String INSERT =
            "INSERT INTO %s (persistence_id, partition_nr, sequence_nr, timestamp, timebucket, writer_uuid, ser_id, ser_manifest, event_manifest, event, tags) VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                    .formatted(MESSAGES);
    private static final String DELETE =
            "DELETE FROM %s WHERE persistence_id = ? AND partition_nr = 0 AND sequence_nr = ?"
                    .formatted(MESSAGES);
    private static final long HOUR_MS = 3_600_000;

    private final CqlSession session;

    Tampering(CassandraRing ring) {
        var at = ring.contactPoints().split(",")[0].split(":");
        session =
                CqlSession.builder()
                        .addContactPoint(new InetSocketAddress(at[0], Integer.parseInt(at[1])))
                        .withLocalDatacenter("datacenter1")
                        .build();
    }

    private List<Row> rows(String id) {
        return session.execute(
                        "SELECT * FROM %s WHERE persistence_id = ? AND partition_nr = 0"
                                .formatted(MESSAGES),
                        id)
                .all();
    }

    int events(String id) {
        return rows(id).size();
    }

    private static UUID time(Row row) {
        return requireNonNull(row.getUuid("timestamp"));
    }

    private static ByteBuffer event(Row row) {
        return requireNonNull(row.getByteBuffer("event"));
    }

    private void put(Row like, String id, long number, UUID time, ByteBuffer event) {
        session.execute(
                INSERT,
                id,
                number,
                time,
                like.getString("timebucket"),
                like.getString("writer_uuid"),
                like.getInt("ser_id"),
                like.getString("ser_manifest"),
                like.getString("event_manifest"),
                event,
                requireNonNull(like.getSet("tags", String.class)));
    }

    /** One space more behind its JSON. */
    void alter(String id, int number) {
        var row = rows(id).get(number - 1);
        var old = event(row);
        var event = ByteBuffer.allocate(old.remaining() + 1).put(old.duplicate()).put((byte) ' ');
        put(row, id, number, time(row), event.flip());
    }

    /** Another text in it. */
    void rewrite(String id, int number, String text, String with) {
        var row = rows(id).get(number - 1);
        var old = StandardCharsets.UTF_8.decode(event(row).duplicate()).toString();
        if (!old.contains(text)) {
            throw new IllegalArgumentException("no " + text + " in " + old);
        }
        put(
                row,
                id,
                number,
                time(row),
                ByteBuffer.wrap(old.replace(text, with).getBytes(StandardCharsets.UTF_8)));
    }

    void drop(String id, int number) {
        session.execute(DELETE, id, (long) number);
    }

    /** Each in the other's place. */
    void exchange(String id, int one, int other) {
        var rows = rows(id);
        drop(id, one);
        drop(id, other);
        move(rows.get(one - 1), id, other);
        move(rows.get(other - 1), id, one);
    }

    private void move(Row row, String id, long number) {
        put(row, id, number, time(row), event(row));
    }

    /** A copy of its last event behind it, or beside it with the same number, an hour old. */
    void append(String id, boolean sameNumber) {
        var last = rows(id).getLast();
        put(
                last,
                id,
                last.getLong("sequence_nr") + (sameNumber ? 0 : 1),
                Uuids.startOf(System.currentTimeMillis() - HOUR_MS),
                event(last));
    }

    void remove(String id) {
        session.execute(
                "DELETE FROM %s WHERE persistence_id = ? AND partition_nr = 0".formatted(MESSAGES),
                id);
        session.execute("DELETE FROM somersault.all_persistence_ids WHERE persistence_id = ?", id);
    }

    /** An entity that never was, with the history of another an hour ago. */
    void invent(String id, String like) {
        session.execute(
                "INSERT INTO somersault.all_persistence_ids (persistence_id) VALUES (?)", id);
        long number = 1;
        for (var row : rows(like)) {
            put(
                    row,
                    id,
                    number,
                    Uuids.startOf(System.currentTimeMillis() - HOUR_MS + number),
                    event(row));
            number++;
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
