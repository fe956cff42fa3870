package cloud.somersault.persistence.cassandra;

import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.journal.Codec;
import cloud.somersault.persistence.journal.Encoded;
import cloud.somersault.persistence.journal.NewEvent;
import cloud.somersault.persistence.journal.StoredEvent;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.pattern.Patterns;
import org.apache.pekko.persistence.cassandra.query.javadsl.CassandraReadJournal;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.TimeBasedUUID;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * The events in the journal plugin's own table, as they are stored. The ordering of an event is the
 * time in its timeuuid, in steps of 100 ns: two events of different nodes may share one. There is
 * no link beside an event; {@link SealedChains} keeps one for each ended history.
 */
final class CassandraEvents implements StoredEvents {
    /**
     * How the plugin cuts an entity's events into partitions; its {@code target-partition-size}.
     */
    static final long PARTITION_EVENTS = 500_000;

    private static final int NANOS_A_STEP = 100;
    private static final int PAGE_EVENTS = 256;

    /** Where a stream goes on that has seen all there is. */
    private static final long NOTHING_MORE = Long.MIN_VALUE;

    private static final String OF_ENTITY =
            "SELECT * FROM @messages WHERE persistence_id = ? AND partition_nr = ?"
                    + " AND sequence_nr >= ? AND sequence_nr <= ? LIMIT "
                    + PAGE_EVENTS;
    private static final String BORN = "SELECT value FROM @about WHERE what = 'born'";
    private static final String LAST =
            "SELECT sequence_nr FROM @messages WHERE persistence_id = ? AND partition_nr = ?"
                    + " ORDER BY sequence_nr DESC LIMIT 1";

    private final ActorSystem<?> system;
    private final Cql cql;
    private final CassandraReadJournal journal;
    private final Codec codec;
    private final Duration poll;

    /**
     * @param poll how soon a stream of one entity sees a new event
     */
    CassandraEvents(ActorSystem<?> system, Cql cql, CassandraReadJournal journal, Duration poll) {
        this.system = system;
        this.cql = cql;
        this.journal = journal;
        this.codec = new Codec(system.classicSystem());
        this.poll = poll;
    }

    @Override
    public Source<StoredEvent, NotUsed> currentStoredEventsOf(
            String persistenceId, long from, long to) {
        return stream(persistenceId, from, to, false);
    }

    @Override
    public Source<StoredEvent, NotUsed> storedEventsOf(String persistenceId, long from, long to) {
        return stream(persistenceId, from, to, true);
    }

    private Source<StoredEvent, NotUsed> stream(
            String persistenceId, long from, long to, boolean live) {
        return Source.unfoldAsync(Math.max(1, from), next -> page(persistenceId, next, to, live))
                .mapConcat(events -> events);
    }

    private CompletionStage<Optional<Pair<Long, List<StoredEvent>>>> page(
            String persistenceId, long next, long to, boolean live) {
        if (next == NOTHING_MORE || next > to) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        long partition = partition(next);
        long lastHere = Math.min(to, (partition + 1) * PARTITION_EVENTS);
        return cql.rows(OF_ENTITY, persistenceId, partition, next, lastHere)
                .thenCompose(rows -> {
                    if (!rows.isEmpty()) {
                        var events = rows.stream().map(this::event).toList();
                        long last = events.getLast().sequenceNr();
                        boolean all = rows.size() < PAGE_EVENTS && last < lastHere;
                        return completed(all && !live ? NOTHING_MORE : last + 1, events);
                    }
                    return live
                            ? Patterns.after(
                                    poll, system.classicSystem(), () -> completed(next, List.of()))
                            : CompletableFuture.completedStage(Optional.empty());
                });
    }

    private static CompletionStage<Optional<Pair<Long, List<StoredEvent>>>> completed(
            long next, List<StoredEvent> events) {
        return CompletableFuture.completedStage(Optional.of(Pair.create(next, events)));
    }

    private static long partition(long sequenceNr) {
        return (sequenceNr - 1) / PARTITION_EVENTS;
    }

    /**
     * The number of an entity's last event; 0 before the first.
     *
     * @param known an event that it has for certain
     */
    CompletionStage<Long> lastSequenceNr(String persistenceId, long known) {
        long partition = partition(Math.max(1, known));
        return last(persistenceId, partition)
                .thenCompose(here ->
                        here == (partition + 1) * PARTITION_EVENTS
                                ? last(persistenceId, partition + 1)
                                        .thenApply(there -> Math.max(here, there))
                                : CompletableFuture.completedStage(here));
    }

    private CompletionStage<Long> last(String persistenceId, long partition) {
        return cql.row(LAST, persistenceId, partition)
                .thenApply(row -> row.map(one -> one.getLong(0)).orElse(0L));
    }

    @Override
    public Source<StoredEvent, NotUsed> storedEventsWithTag(String tag, long after) {
        return Source.completionStage(birth())
                .flatMapConcat(birth -> journal.eventsByTag(tag, offset(Math.max(after, birth))))
                .map(this::event)
                .mapMaterializedValue(_ -> NotUsed.getInstance());
    }

    @Override
    public Source<StoredEvent, NotUsed> currentStoredEventsWithTag(String tag, long after) {
        return Source.completionStage(birth())
                .flatMapConcat(
                        birth -> journal.currentEventsByTag(tag, offset(Math.max(after, birth))))
                .map(this::event)
                .mapMaterializedValue(_ -> NotUsed.getInstance());
    }

    /** An ordering before all events: when the tables were made. Nobody looks further back. */
    private CompletionStage<Long> birth() {
        return cql.row(BORN)
                .thenApply(row ->
                        row.map(one -> Columns.text(one, "value"))
                                .map(Long::parseLong)
                                .map(millis -> Uuids.startOf(millis).timestamp())
                                .orElseThrow(() ->
                                        new IllegalStateException("the tables have no birthday")));
    }

    /** The offset before all events. */
    CompletionStage<Offset> beginning() {
        return birth().thenApply(CassandraEvents::offset);
    }

    /** The offset after all events of an ordering, or before all events. */
    CompletionStage<Offset> offsetAfter(long ordering) {
        return birth().thenApply(birth -> offset(Math.max(ordering, birth)));
    }

    /** Excludes every event of that time. */
    private static Offset offset(long ordering) {
        // Version 1 has the time's bits in three pieces; the rest is the greatest that there is, as
        // Cassandra compares it: byte by byte, with sign.
        return Offset.timeBasedUUID(new UUID(time(ordering), 0x7F7F_7F7F_7F7F_7F7FL));
    }

    /** The ordering of a moment: its time in steps of 100 ns. */
    static long ordering(Instant moment) {
        return Uuids.startOf(moment.toEpochMilli()).timestamp()
                + moment.getNano() % 1_000_000 / NANOS_A_STEP;
    }

    /** A time in the steps of orderings. */
    static long steps(Duration time) {
        return time.toNanos() / NANOS_A_STEP;
    }

    /** The first half of the timeuuid of an ordering. */
    private static long time(long ordering) {
        return (ordering << 32)
                | ((ordering & 0xFFFF_0000_0000L) >>> 16)
                | 0x1000
                | (ordering >>> 48 & 0x0FFF);
    }

    @Override
    public CompletionStage<Optional<Instant>> writtenAt(long ordering) {
        return birth().thenApply(birth ->
                ordering < birth
                        ? Optional.empty()
                        : Optional.of(
                                Instant.ofEpochMilli(
                                        Uuids.unixTimestamp(new UUID(time(ordering), 0)))));
    }

    @Override
    public long lastOrdering() {
        return Uuids.timeBased().timestamp();
    }

    /** The event in a stored form. */
    Object decode(StoredEvent event) {
        return codec.decode(event.event().payload());
    }

    private StoredEvent event(EventEnvelope envelope) {
        long ordering = ((TimeBasedUUID) envelope.offset()).value().timestamp();
        return new StoredEvent(
                ordering,
                new NewEvent(
                        envelope.persistenceId(),
                        envelope.sequenceNr(),
                        Instant.ofEpochMilli(envelope.timestamp()),
                        "",
                        "",
                        codec.encode(envelope.event()),
                        Optional.empty(),
                        List.of()),
                "");
    }

    private StoredEvent event(Row row) {
        var time = present(row.getUuid("timestamp"));
        var metadata = row.getByteBuffer("meta");
        var tags = row.getSet("tags", String.class);
        return new StoredEvent(
                time.timestamp(),
                new NewEvent(
                        present(row.getString("persistence_id")),
                        row.getLong("sequence_nr"),
                        Instant.ofEpochMilli(Uuids.unixTimestamp(time)),
                        present(row.getString("writer_uuid")),
                        orEmpty(row.getString("event_manifest")),
                        new Encoded(
                                row.getInt("ser_id"),
                                orEmpty(row.getString("ser_manifest")),
                                bytes(present(row.getByteBuffer("event")))),
                        metadata == null
                                ? Optional.empty()
                                : Optional.of(
                                        new Encoded(
                                                row.getInt("meta_ser_id"),
                                                orEmpty(row.getString("meta_ser_manifest")),
                                                bytes(metadata))),
                        tags == null ? List.of() : List.copyOf(tags)),
                "");
    }

    private static byte[] bytes(ByteBuffer buffer) {
        var bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("a stored event lacks a column");
        }
        return value;
    }
}
