package cloud.somersault.persistence.retention;

import cloud.somersault.chip.restart.Restarts;
import cloud.somersault.persistence.retention.RetentionProtocol.Erase;
import cloud.somersault.persistence.retention.RetentionProtocol.Message;
import cloud.somersault.persistence.retention.RetentionProtocol.These;
import cloud.somersault.persistence.retention.RetentionProtocol.Which;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * Has contents erased: that it is to be done is stored first, then the keys are destroyed, then
 * that it is done. Killed in between, it goes on when it starts again; and keys that have come back
 * by then, with a backup of their folder, are destroyed once more.
 */
final class RetentionActor extends EventSourcedBehavior<Message, RetentionEvent, Erasures> {
    /** The entity whose events say what was erased. */
    static final PersistenceId ID = PersistenceId.of("Retention", "contents");

    /** Who asks for what is erased because it is old. */
    static final String BY_AGE = "retention";

    private final ActorContext<Message> context;
    private final KeyFile keys;
    private final RetentionSettings settings;
    private final InstantSource clock;
    private final Map<String, List<ActorRef<Erasure>>> waiting = new HashMap<>();

    private record Tick() implements Message {}

    private record Destroyed(String id, long keys) implements Message {}

    private record Broken(String id, Throwable cause) implements Message {}

    static Behavior<Message> create(KeyFile keys, RetentionSettings settings, InstantSource clock) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(
                        timers -> new RetentionActor(context, timers, keys, settings, clock)));
    }

    private RetentionActor(
            ActorContext<Message> context,
            TimerScheduler<Message> timers,
            KeyFile keys,
            RetentionSettings settings,
            InstantSource clock) {
        super(ID, Restarts.of(context));
        this.context = context;
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        timers.startTimerWithFixedDelay(new Tick(), settings.lookInterval());
    }

    @Override
    public Erasures emptyState() {
        return Erasures.NONE;
    }

    @Override
    public EventHandler<Erasures, RetentionEvent> eventHandler() {
        return Erasures::after;
    }

    @Override
    public Set<String> tagsFor(RetentionEvent event) {
        return Set.of("retention");
    }

    @Override
    public SignalHandler<Erasures> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::again)
                .build();
    }

    /** What was not finished, and what has come back. */
    private void again(Erasures erasures) {
        for (var erasure : erasures.all().values()) {
            destroy(erasure);
        }
        context.getSelf().tell(new Tick());
    }

    @Override
    public CommandHandler<Message, RetentionEvent, Erasures> commandHandler() {
        return (erasures, message) ->
                switch (message) {
                    case Erase erase -> begin(erasures, erase);
                    case Which(var tenant, var replyTo) -> {
                        replyTo.tell(new These(erasures.of(tenant)));
                        yield Effect().none();
                    }
                    case Destroyed(var id, long count) -> finish(erasures, id, count);
                    case Broken(var id, var cause) -> {
                        context.getLog().warn("erasure {} has to be tried again", id, cause);
                        yield Effect().none();
                    }
                    case Tick() -> look(erasures);
                    default -> throw new IllegalStateException("unknown message " + message);
                };
    }

    private Effect<RetentionEvent, Erasures> begin(Erasures erasures, Erase erase) {
        var known = erasures.find(erase.id());
        if (known.isPresent()) {
            if (known.get().done()) {
                erase.replyTo().tell(known.get());
            } else {
                waits(erase);
                destroy(known.get());
            }
            return Effect().none();
        }
        waits(erase);
        return Effect()
                .persist(
                        new RetentionEvent.ErasureAsked(
                                erase.id(),
                                erase.tenant(),
                                erase.before(),
                                erase.by(),
                                clock.instant()))
                .thenRun((Erasures after) -> destroy(after.find(erase.id()).orElseThrow()));
    }

    private void waits(Erase erase) {
        waiting.computeIfAbsent(erase.id(), _ -> new ArrayList<>()).add(erase.replyTo());
    }

    private void destroy(Erasure erasure) {
        context.pipeToSelf(
                keys.destroy(erasure.tenant(), erasure.before(), erasure.askedAt()),
                (count, failure) ->
                        failure == null
                                ? new Destroyed(erasure.id(), count)
                                : new Broken(erasure.id(), failure));
    }

    private Effect<RetentionEvent, Erasures> finish(Erasures erasures, String id, long count) {
        var erasure = erasures.find(id).orElseThrow();
        if (erasure.done()) {
            if (count > 0) {
                context.getLog()
                        .warn("{} keys of erasure {} had come back, and are destroyed", count, id);
            }
            return Effect().none();
        }
        return Effect()
                .persist(new RetentionEvent.ErasureDone(id, count, clock.instant()))
                .thenRun((Erasures after) -> {
                    var done = after.find(id).orElseThrow();
                    var those = Optional.ofNullable(waiting.remove(id)).orElse(List.of());
                    those.forEach(one -> one.tell(done));
                    context.getLog()
                            .info("{} keys of {} are destroyed", done.keys(), done.tenant());
                });
    }

    /** What could not be finished is tried again, and what is too old is erased. */
    private Effect<RetentionEvent, Erasures> look(Erasures erasures) {
        erasures.all().values().stream().filter(one -> !one.done()).forEach(this::destroy);
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        keys.oldestDays()
                .forEach((tenant, oldest) ->
                        settings.daysOf(tenant)
                                .map(today::minusDays)
                                .filter(first ->
                                        oldest.isBefore(first) && !erasures.underWay(tenant))
                                .ifPresent(first ->
                                        context.getSelf()
                                                .tell(
                                                        new Erase(
                                                                "%s-%s-%s"
                                                                        .formatted(
                                                                                BY_AGE, tenant,
                                                                                first),
                                                                tenant,
                                                                Optional.of(
                                                                        first.atStartOfDay(
                                                                                        ZoneOffset
                                                                                                .UTC)
                                                                                .toInstant()),
                                                                BY_AGE,
                                                                context.getSystem().ignoreRef()))));
        return Effect().none();
    }
}
