package cloud.somersault.persistence.past;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.persistence.archive.Archive;
import cloud.somersault.persistence.journal.Codec;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.persistence.view.ChipHistory;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * Answers questions about any moment. An entity is folded from its own events, which costs as much
 * as it has events (some 20 microseconds each); the queue comes from the spans of jobs and costs as
 * much as was in it.
 */
public final class Past {
    /** Of one answer. */
    public static final int EVENTS_MAX = 500;

    private static final int EVENTS_AT_ONCE = 128;
    private static final String PUBLISHED = "calibration-published";
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .serializationInclusion(JsonInclude.Include.NON_ABSENT)
                    .build();

    private final ActorSystem<?> system;
    private final Archive archive;
    private final ChipHistory history;
    private final Codec codec;
    private final Executor executor;

    /**
     * An entity at a moment.
     *
     * @param sequence the number of its last event until then
     * @param place of that event in the order of the log
     * @param at the moment that the event tells
     * @param event its name
     * @param state what there was to see
     */
    public record Entity(
            EntityKind kind,
            String id,
            long sequence,
            long place,
            Instant at,
            String event,
            String phase,
            JsonNode state) {}

    /** An event of an entity, as it is stored. */
    public record EntityEvent(long sequence, long place, Instant at, String event, JsonNode data) {}

    /** A chip at a moment; without figures before its first version. */
    public record Chip(Entity entity, EntityState.OfChip state, Optional<ChipSnapshot> snapshot) {}

    /**
     * Reads an archive.
     *
     * @param executor where events are decoded and folded
     */
    public Past(ActorSystem<?> system, Archive archive, ChipHistory history, Executor executor) {
        this.system = system;
        this.archive = archive;
        this.history = history;
        this.codec = new Codec(system.classicSystem());
        this.executor = executor;
    }

    /** An entity at a moment; empty when nothing had happened to it yet. */
    public CompletionStage<Optional<Entity>> entity(EntityKind kind, String id, Moment moment) {
        return folded(kind, id, moment).thenApply(Folded::entity);
    }

    private CompletionStage<Folded> folded(EntityKind kind, String id, Moment moment) {
        long last = moment instanceof Moment.Sequence(var number) ? number : Long.MAX_VALUE;
        var fold = new Folded(kind, id);
        return archive.events()
                .currentStoredEventsOf(kind.persistenceId(id), 1, last)
                .takeWhile(event -> hasHappened(event, moment))
                .grouped(EVENTS_AT_ONCE)
                .mapAsync(
                        1,
                        events ->
                                CompletableFuture.supplyAsync(
                                        () -> {
                                            events.forEach(fold::add);
                                            return fold;
                                        },
                                        executor))
                .runWith(Sink.ignore(), system)
                .thenApply(_ -> fold);
    }

    private static boolean hasHappened(StoredEvent event, Moment moment) {
        return switch (moment) {
            case Moment.At(var instant) -> !told(event).isAfter(instant);
            case Moment.Event(var place) -> event.ordering() <= place;
            case Moment.Sequence(var number) -> event.sequenceNr() <= number;
        };
    }

    /** The moment that an event tells; of one with figures, when it was written. */
    private static Instant told(StoredEvent event) {
        return StoredFields.texts(event.json(), "at").map(Instant::parse).orElse(event.writtenAt());
    }

    /** An entity while its events are read. */
    private final class Folded {
        private final EntityKind kind;
        private final String id;
        private EntityState state;
        private Optional<StoredEvent> last = Optional.empty();

        Folded(EntityKind kind, String id) {
            this.kind = kind;
            this.id = id;
            this.state = kind.fresh();
        }

        void add(StoredEvent event) {
            boolean figures =
                    kind == EntityKind.CHIP && StoredFields.name(event.json()).equals(PUBLISHED);
            state =
                    state.after(
                            figures
                                    ? new EntityState.OfChip.Published()
                                    : codec.decode(event.event().payload()));
            last = Optional.of(event);
        }

        Optional<Entity> entity() {
            return last.map(event ->
                    new Entity(
                            kind,
                            id,
                            event.sequenceNr(),
                            event.ordering(),
                            told(event),
                            StoredFields.name(event.json()),
                            state.phase(),
                            MAPPER.valueToTree(state.seen())));
        }
    }

    /** An entity's events after a number, oldest first. */
    public CompletionStage<List<EntityEvent>> events(
            EntityKind kind, String id, long after, int limit) {
        return archive.events()
                .currentStoredEventsOf(kind.persistenceId(id), after + 1, Long.MAX_VALUE)
                .take(limit)
                .map(event ->
                        new EntityEvent(
                                event.sequenceNr(),
                                event.ordering(),
                                told(event),
                                StoredFields.name(event.json()),
                                StoredFields.withoutFigures(event.json())))
                .runWith(Sink.seq(), system);
    }

    /** A chip at a moment, with its figures; empty before anything had happened to it. */
    public CompletionStage<Optional<Chip>> chip(String name, Moment moment) {
        return folded(EntityKind.CHIP, name, moment)
                .thenCompose(fold -> {
                    if (fold.entity().isEmpty()) {
                        return CompletableFuture.completedStage(Optional.empty());
                    }
                    var state = (EntityState.OfChip) fold.state;
                    CompletionStage<Optional<ChipSnapshot>> figures =
                            state.version() == 0
                                    ? CompletableFuture.completedStage(Optional.empty())
                                    : history.version(name, state.version());
                    return figures.thenApply(
                            snapshot -> fold.entity().map(one -> new Chip(one, state, snapshot)));
                });
    }

    /**
     * The queue at a moment.
     *
     * @throws IllegalArgumentException for {@link Moment.Sequence}: the queue has no numbers of its
     *     own
     */
    public CompletionStage<QueueState> queue(Moment moment) {
        return switch (moment) {
            case Moment.At(var instant) ->
                    archive.jobs()
                            .around(instant)
                            .thenApplyAsync(spans -> QueueState.at(instant, spans), executor);
            case Moment.Event(var place) ->
                    archive.events()
                            .writtenAt(place)
                            .thenCompose(written ->
                                    written.isEmpty()
                                            ? CompletableFuture.completedStage(
                                                    QueueState.at(Instant.EPOCH, List.of()))
                                            : archive.jobs()
                                                    .around(written.get())
                                                    .thenApplyAsync(
                                                            spans ->
                                                                    QueueState.atEvent(
                                                                            place, spans),
                                                            executor));
            case Moment.Sequence _ ->
                    throw new IllegalArgumentException("the queue has no events of its own");
        };
    }

    /** Whether nothing that comes later can change what is said about a moment. */
    public boolean isOver(Moment moment, Instant now) {
        return switch (moment) {
            case Moment.At(var instant) -> instant.isBefore(now.minusSeconds(SETTLED_SECONDS));
            case Moment.Event(var place) -> place <= archive.events().lastOrdering();
            case Moment.Sequence _ -> false;
        };
    }

    /** After so long every event is written and every view has it. */
    private static final long SETTLED_SECONDS = 60;

    /** The JSON of a state. */
    public static JsonNode json(Object state) {
        return MAPPER.valueToTree(state);
    }

    /** The mapper of states and stored events. */
    static JsonMapper mapper() {
        return MAPPER;
    }
}
