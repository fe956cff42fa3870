package cloud.somersault.persistence.cassandra;

import cloud.somersault.chip.ChipActor;
import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipEvent;
import cloud.somersault.chip.ChipQubit;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.persistence.view.ChipEntry;
import cloud.somersault.persistence.view.ChipHistory;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * The chips' history in tables. Nobody follows the chips: whoever asks first writes the rows of
 * what was published since, and then reads. The rows follow from the events alone, so two nodes
 * that do so at once write the same.
 */
final class CassandraChipHistory implements ChipHistory {
    private static final String PLACE = "SELECT sequence_nr FROM @chip_places WHERE chip = ?";
    private static final String PUT_PLACE =
            "INSERT INTO @chip_places (chip, sequence_nr) VALUES (?, ?) USING TIMESTAMP ?";
    private static final String PUT_VERSION =
            "INSERT INTO @chip_versions (chip, version, published_nanos, measured_at, source,"
                    + " digest, qubits, qubits_in_service, couplers, couplers_in_service,"
                    + " sequence_nr) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String PUT_MOMENT =
            "INSERT INTO @chip_moments (chip, published_nanos, version) VALUES (?, ?, ?)"
                    + " USING TIMESTAMP ?";
    private static final String PUT_PART =
            "INSERT INTO @chip_parts (chip, part, version, published_nanos, measured_at, document)"
                    + " VALUES (?, ?, ?, ?, ?, ?) USING TIMESTAMP ?";
    private static final String PART_BEFORE =
            "SELECT version, document FROM @chip_parts WHERE chip = ? AND part = ? AND version < ?"
                    + " ORDER BY version DESC LIMIT 1";
    private static final String MOMENT =
            "SELECT version FROM @chip_moments WHERE chip = ? AND published_nanos <= ? LIMIT 1";
    private static final String VERSION =
            "SELECT * FROM @chip_versions WHERE chip = ? AND version = ?";
    private static final String VERSIONS =
            "SELECT * FROM @chip_versions WHERE chip = ? AND version < ? LIMIT ?";
    private static final String PARTS =
            "SELECT * FROM @chip_parts WHERE chip = ? AND part = ? AND version >= ?"
                    + " AND version <= ? LIMIT ?";

    private final ActorSystem<?> system;
    private final Cql cql;
    private final CassandraEvents events;
    private final Set<String> chips;
    private final Map<String, CompletionStage<Done>> catchingUp = new ConcurrentHashMap<>();

    CassandraChipHistory(
            ActorSystem<?> system, Cql cql, CassandraEvents events, Collection<String> chips) {
        this.system = system;
        this.cql = cql;
        this.events = events;
        this.chips = Set.copyOf(chips);
    }

    // Catching up

    /** One after the other on this node; each knows what was published before it was called. */
    private CompletionStage<Done> upToDate(String chip) {
        if (!chips.contains(chip)) {
            throw new IllegalArgumentException("no history of chip " + chip + " is kept");
        }
        Supplier<CompletionStage<Done>> next = () -> catchUp(chip);
        return catchingUp.compute(
                chip,
                (_, before) ->
                        before == null
                                ? next.get()
                                : before.handle((_, _) -> Done.getInstance())
                                        .thenCompose(_ -> next.get()));
    }

    private CompletionStage<Done> catchUp(String chip) {
        var entity = ChipActor.KEY.name() + "|" + chip;
        return cql.row(PLACE, chip)
                .thenApply(row -> row.map(one -> one.getLong(0)).orElse(0L))
                .thenCompose(place ->
                        events.lastSequenceNr(entity, place)
                                .thenCompose(last ->
                                        last <= place
                                                ? CompletableFuture.completedStage(
                                                        Done.getInstance())
                                                : apply(chip, entity, place + 1, last)));
    }

    private CompletionStage<Done> apply(String chip, String entity, long from, long to) {
        return events.currentStoredEventsOf(entity, from, to)
                .mapAsync(1, event -> apply(event).thenApply(_ -> Done.getInstance()))
                .runWith(Sink.ignore(), system)
                .thenCompose(_ -> cql.write(PUT_PLACE, chip, to, to))
                .thenApply(_ -> Done.getInstance());
    }

    private CompletionStage<?> apply(StoredEvent stored) {
        return events.decode(stored) instanceof ChipEvent.CalibrationPublished published
                ? write(ChipEntry.of(stored.sequenceNr(), published))
                : CompletableFuture.completedStage(Done.getInstance());
    }

    private CompletionStage<?> write(ChipEntry entry) {
        var event = entry.event();
        var snapshot = event.snapshot();
        long number = entry.sequenceNr();
        long nanos = ChipEntry.nanos(event.at());
        var writes = new ArrayList<CompletionStage<Void>>();
        for (var part : entry.documents().entrySet()) {
            writes.add(part(entry, part.getKey(), part.getValue()));
        }
        writes.add(
                cql.write(
                        PUT_VERSION,
                        event.chip(),
                        event.version(),
                        nanos,
                        event.measuredAt().toString(),
                        event.source(),
                        event.digest(),
                        snapshot.qubits().size(),
                        (int) snapshot.qubits().stream().filter(ChipQubit::inService).count(),
                        snapshot.couplers().size(),
                        (int) snapshot.couplers().stream().filter(ChipCoupler::inService).count(),
                        number,
                        number));
        writes.add(cql.write(PUT_MOMENT, event.chip(), nanos, event.version(), number));
        return Columns.each(writes, write -> write);
    }

    /** A row only where what is known is not what the version before knew. */
    private CompletionStage<Void> part(ChipEntry entry, String part, String document) {
        var event = entry.event();
        return cql.row(PART_BEFORE, event.chip(), part, event.version())
                .thenCompose(before ->
                        before.map(row -> Columns.text(row, "document"))
                                        .filter(document::equals)
                                        .isPresent()
                                ? CompletableFuture.<Void>completedStage(null)
                                : cql.write(
                                        PUT_PART,
                                        event.chip(),
                                        part,
                                        event.version(),
                                        ChipEntry.nanos(event.at()),
                                        event.measuredAt().toString(),
                                        document,
                                        entry.sequenceNr()));
    }

    // Answers

    @Override
    public CompletionStage<Optional<Moment>> at(String chip, Instant moment) {
        return upToDate(chip)
                .thenCompose(_ -> versionAt(chip, moment))
                .thenCompose(number ->
                        number == 0
                                ? CompletableFuture.completedStage(Optional.empty())
                                : cql.row(VERSION, chip, number)
                                        .thenCompose(row -> moment(row.orElseThrow()))
                                        .thenApply(Optional::of));
    }

    @Override
    public CompletionStage<Optional<ChipSnapshot>> version(String chip, long version) {
        return upToDate(chip)
                .thenCompose(_ -> cql.row(VERSION, chip, version))
                .thenCompose(row ->
                        row.isPresent()
                                ? moment(row.get()).thenApply(one -> Optional.of(one.snapshot()))
                                : CompletableFuture.completedStage(Optional.empty()));
    }

    /** The number of the version that was current; 0 before the first. */
    private CompletionStage<Long> versionAt(String chip, Instant moment) {
        return cql.row(MOMENT, chip, ChipEntry.nanos(moment))
                .thenApply(row -> row.map(one -> one.getLong(0)).orElse(0L));
    }

    private CompletionStage<Moment> moment(Row row) {
        var version = version(row);
        long number = row.getLong("sequence_nr");
        return events.currentStoredEventsOf(
                        ChipActor.KEY.name() + "|" + version.chip(), number, number)
                .runWith(Sink.head(), system)
                .thenApply(stored -> {
                    var event = (ChipEvent.CalibrationPublished) events.decode(stored);
                    return new Moment(version, ChipEntry.checked(event.snapshot(), version));
                });
    }

    @Override
    public CompletionStage<List<Version>> versions(String chip, Optional<Long> before, int limit) {
        return upToDate(chip)
                .thenCompose(_ -> cql.rows(VERSIONS, chip, before.orElse(Long.MAX_VALUE), limit))
                .thenApply(rows -> rows.stream().map(CassandraChipHistory::version).toList());
    }

    @Override
    public CompletionStage<List<Point>> qubit(String chip, int id, Stretch stretch) {
        return points(chip, ChipHistory.qubitPart(id), stretch);
    }

    @Override
    public CompletionStage<List<Point>> coupler(
            String chip, int first, int second, Stretch stretch) {
        return points(chip, ChipHistory.couplerPart(first, second), stretch);
    }

    /** From the last change that was known at the beginning, to the version current at the end. */
    private CompletionStage<List<Point>> points(String chip, String part, Stretch stretch) {
        return upToDate(chip)
                .thenCompose(_ -> versionAt(chip, stretch.from()))
                .thenCompose(current -> cql.row(PART_BEFORE, chip, part, current + 1))
                .thenCompose(known ->
                        versionAt(chip, stretch.to())
                                .thenCompose(last ->
                                        cql.rows(
                                                PARTS,
                                                chip,
                                                part,
                                                Math.max(
                                                        known.map(row -> row.getLong("version"))
                                                                .orElse(0L),
                                                        stretch.after() + 1),
                                                last,
                                                stretch.limit())))
                .thenApply(rows -> rows.stream().map(CassandraChipHistory::point).toList());
    }

    private static Point point(Row row) {
        return new Point(
                row.getLong("version"),
                ChipEntry.instant(row.getLong("published_nanos")),
                Instant.parse(Columns.text(row, "measured_at")),
                ChipEntry.document(Columns.text(row, "document")));
    }

    private static Version version(Row row) {
        return new Version(
                Columns.text(row, "chip"),
                row.getLong("version"),
                ChipEntry.instant(row.getLong("published_nanos")),
                Instant.parse(Columns.text(row, "measured_at")),
                Columns.text(row, "source"),
                Columns.text(row, "digest"),
                row.getInt("qubits"),
                row.getInt("qubits_in_service"),
                row.getInt("couplers"),
                row.getInt("couplers_in_service"));
    }
}
