package cloud.somersault.persistence.view;

import cloud.somersault.chip.ChipActor;
import cloud.somersault.chip.ChipEvent;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.persistence.journal.EventLog;
import cloud.somersault.persistence.journal.SqliteReadJournal;
import cloud.somersault.persistence.journal.ViewStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * The chips' history beside an embedded log. The snapshot itself is not copied: it is read from its
 * event and its digest is checked.
 */
public final class SqliteChipHistory implements ChipHistory {
    private static final String VIEW = "chip_history";

    private final EventLog log;
    private final SqliteReadJournal journal;
    private final ActorSystem<?> system;
    private final Map<String, ViewFollower> followers;

    private SqliteChipHistory(
            EventLog log,
            SqliteReadJournal journal,
            ActorSystem<?> system,
            Map<String, ViewFollower> followers) {
        this.log = log;
        this.journal = journal;
        this.system = system;
        this.followers = Map.copyOf(followers);
    }

    /** Starts to follow the events of these chips. */
    public static SqliteChipHistory start(
            ActorSystem<?> system, EventLog log, Collection<String> chips) {
        var journal =
                PersistenceQuery.get(system)
                        .getReadJournalFor(SqliteReadJournal.class, SqliteReadJournal.IDENTIFIER);
        var tables =
                new ViewStore(log, VIEW, ChipHistoryTable.VERSION)
                        .prepare(ChipHistoryTable.REMOVE, ChipHistoryTable.CREATE);
        var followers =
                chips.stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(),
                                        chip ->
                                                ChipFollower.start(
                                                        system,
                                                        log,
                                                        journal,
                                                        tables,
                                                        events(chip),
                                                        place(log, chip))));
        return new SqliteChipHistory(log, journal, system, followers);
    }

    /** How far the view has come is counted for each chip, in the chip's own events. */
    private static ViewStore place(EventLog log, String chip) {
        return new ViewStore(log, VIEW + "/" + chip, ChipHistoryTable.VERSION);
    }

    /** Under which the log keeps a chip. */
    private static String events(String chip) {
        return ChipActor.KEY.name() + "|" + chip;
    }

    @Override
    public CompletionStage<Optional<Moment>> at(String chip, Instant moment) {
        return ask(chip, session -> ChipHistoryTable.at(session, chip, moment))
                .thenCompose(this::moment);
    }

    @Override
    public CompletionStage<Optional<ChipSnapshot>> version(String chip, long version) {
        return ask(chip, session -> ChipHistoryTable.version(session, chip, version))
                .thenCompose(this::moment)
                .thenApply(found -> found.map(Moment::snapshot));
    }

    private CompletionStage<Optional<Moment>> moment(Optional<ChipHistoryTable.Place> found) {
        return found.isPresent()
                ? snapshot(found.get()).thenApply(Optional::of)
                : CompletableFuture.completedStage(Optional.empty());
    }

    private CompletionStage<Moment> snapshot(ChipHistoryTable.Place place) {
        var version = place.version();
        return journal.currentEventsByPersistenceId(
                        events(version.chip()), place.sequenceNr(), place.sequenceNr())
                .runWith(Sink.head(), system)
                .thenApply(envelope -> {
                    var event = (ChipEvent.CalibrationPublished) envelope.event();
                    return new Moment(version, ChipEntry.checked(event.snapshot(), version));
                });
    }

    @Override
    public CompletionStage<List<Version>> versions(String chip, Optional<Long> before, int limit) {
        return ask(
                chip,
                session ->
                        ChipHistoryTable.before(
                                session, chip, before.orElse(Long.MAX_VALUE), limit));
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

    private CompletionStage<List<Point>> points(String chip, String part, Stretch stretch) {
        return ask(
                chip,
                session ->
                        ChipHistoryTable.points(
                                session,
                                chip,
                                part,
                                stretch.from(),
                                stretch.to(),
                                stretch.after(),
                                stretch.limit()));
    }

    private <T> CompletionStage<T> ask(String chip, EventLog.Query<T> query) {
        var follower = followers.get(chip);
        if (follower == null) {
            throw new IllegalArgumentException("no history of chip " + chip + " is kept");
        }
        return follower.upToDate().thenCompose(_ -> log.readLater(query));
    }
}
