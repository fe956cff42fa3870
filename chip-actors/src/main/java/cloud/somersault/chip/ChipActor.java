package cloud.somersault.chip;

import cloud.somersault.chip.restart.Restarts;
import cloud.somersault.chip.wire.ChipMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;

/**
 * The shell of one chip: remembers its calibration versions and answers. The rules are {@link
 * ChipDecider}'s; the walk to the qubits and couplers is a courier's, a child without a journal.
 *
 * <p>An import is resumed, not redone: after a stop between calibration-started and
 * calibration-published the next import of the same data sends a new courier with the same version
 * and the same moment, and the qubits and couplers that know it already answer without an event.
 */
public final class ChipActor
        extends EventSourcedBehaviorWithEnforcedReplies<ChipActor.Message, ChipEvent, Chip> {

    /** Under this key the chips are sharded, by name. */
    public static final EntityTypeKey<Message> KEY = EntityTypeKey.create(Message.class, "Chip");

    /** What the actor understands. */
    public sealed interface Message extends ChipMessage {}

    /** A command, and who wants the answer. */
    public record Wish(ChipCommand command, ActorRef<ChipAnswer> replyTo) implements Message {}

    /** The courier is back. */
    private record CourierBack(ChipCommand command) implements Message {}

    /** The courier has stopped; if it was lost on its way, the next import sends another. */
    private record CourierGone(long version) implements Message {}

    /** What a chip needs of its surroundings. */
    record Surroundings(LifeSettings life, Couriers couriers) {}

    /** Makes a courier that brings the figures of a calibration to all parts of the chip. */
    @FunctionalInterface
    interface Couriers {
        Behavior<CourierActor.Message> courier(
                CourierActor.Errand errand, ActorRef<ChipCommand> home);
    }

    private record Courier(long version, ActorRef<CourierActor.Message> ref) {}

    private final ActorContext<Message> context;
    private final String name;
    private final Surroundings surroundings;
    private final ActorRef<ChipCommand> home;
    private Optional<Courier> courier = Optional.empty();

    /** Where experiments run; after a stop nowhere, until the calibration says it again. */
    private SortedSet<Integer> held = Collections.emptySortedSet();

    private ChipActor(ActorContext<Message> context, String name, Surroundings surroundings) {
        super(PersistenceId.of(KEY.name(), name), Restarts.of(context));
        this.context = context;
        this.name = name;
        this.surroundings = surroundings;
        this.home = context.messageAdapter(ChipCommand.class, CourierBack::new);
    }

    /** The behavior of this chip; resendInterval is the courier's patience with a silent part. */
    static Behavior<Message> create(
            String name,
            LifeSettings life,
            CourierActor.Doors doors,
            Duration resendInterval,
            InstantSource clock) {
        return create(
                name,
                new Surroundings(
                        life,
                        (errand, home) ->
                                CourierActor.create(errand, doors, resendInterval, clock, home)));
    }

    static Behavior<Message> create(String name, Surroundings surroundings) {
        return Behaviors.setup(context -> new ChipActor(context, name, surroundings));
    }

    @Override
    public Chip emptyState() {
        return Chip.fresh();
    }

    @Override
    public CommandHandlerWithReply<Message, ChipEvent, Chip> commandHandler() {
        return newCommandHandlerWithReplyBuilder()
                .forAnyState()
                .onCommand(Message.class, this::onMessage)
                .build();
    }

    private ReplyEffect<ChipEvent, Chip> onMessage(Chip chip, Message message) {
        return switch (message) {
            case Wish(var command, var replyTo) ->
                    switch (ChipDecider.decide(name, surroundings.life(), chip, command)) {
                        case ChipDecision.Happened(var events) ->
                                Effect()
                                        .persist(events)
                                        .thenRun((Chip after) -> look(after, command))
                                        .thenReply(replyTo, after -> answer(after, command));
                        case ChipDecision.Refused(var refusal) ->
                                Effect().reply(replyTo, new ChipAnswer.Refused(refusal));
                    };
            case CourierGone(var version) -> {
                forget(version);
                yield Effect().noReply();
            }
            case CourierBack(var command) -> {
                forget(version(command));
                yield switch (ChipDecider.decide(name, surroundings.life(), chip, command)) {
                    case ChipDecision.Happened(var events) ->
                            Effect()
                                    .persist(events)
                                    .thenRun((Chip after) -> look(after, command))
                                    .thenNoReply();
                    case ChipDecision.Refused(var refusal) -> {
                        context.getLog().warn("chip {}: {}", name, refusal.message());
                        yield Effect().noReply();
                    }
                };
            }
        };
    }

    private ChipAnswer answer(Chip after, ChipCommand command) {
        if (command instanceof ChipCommand.Hold(var qubits)) {
            held = qubits;
        }
        var answer = ChipDecider.answer(name, after, command);
        return answer instanceof ChipAnswer.Stands(var now)
                ? new ChipAnswer.Stands(now.withHeld(held))
                : answer;
    }

    private void forget(long version) {
        courier = courier.filter(one -> one.version() != version);
    }

    private static long version(ChipCommand brought) {
        return switch (brought) {
            case ChipCommand.Publish publish -> publish.snapshot().version();
            case ChipCommand.Abandon abandon -> abandon.version();
            case ChipCommand.Import _,
                    ChipCommand.Recalibrate _,
                    ChipCommand.CurrentSnapshot _,
                    ChipCommand.SnapshotOfVersion _,
                    ChipCommand.Now _,
                    ChipCommand.Advance _,
                    ChipCommand.AdvanceTo _,
                    ChipCommand.SetRate _,
                    ChipCommand.Hold _ ->
                    throw new IllegalStateException("a courier brings no " + brought);
        };
    }

    /** After a command: the courier of the version under way walks, and no other. */
    private void look(Chip after, ChipCommand command) {
        switch (command) {
            case ChipCommand.Import(var data, _) -> {
                if (after instanceof Chip.Calibrating calibrating) {
                    send(calibrating, data.snapshot(calibrating.version()));
                }
            }
            case ChipCommand.Recalibrate(var measured, _) -> {
                if (after instanceof Chip.Calibrating calibrating) {
                    send(calibrating, measured.withVersion(calibrating.version()));
                }
            }
            case ChipCommand.Publish publish ->
                    context.getLog().info("chip {}: published {}", name, publish.snapshot());
            case ChipCommand.Abandon abandon ->
                    context.getLog()
                            .warn(
                                    "chip {}: calibration version {} abandoned: {}",
                                    name,
                                    abandon.version(),
                                    abandon.reason());
            case ChipCommand.CurrentSnapshot _,
                    ChipCommand.SnapshotOfVersion _,
                    ChipCommand.Now _,
                    ChipCommand.Advance _,
                    ChipCommand.AdvanceTo _,
                    ChipCommand.SetRate _,
                    ChipCommand.Hold _ -> {}
        }
    }

    private void send(Chip.Calibrating calibrating, ChipSnapshot snapshot) {
        if (!snapshot.digest().equals(calibrating.digest())
                || courier.filter(one -> one.version() == calibrating.version()).isPresent()) {
            return;
        }
        courier.ifPresent(other -> context.stop(other.ref()));
        context.getLog()
                .info("chip {}: telling calibration version {}", name, calibrating.version());
        var errand = new CourierActor.Errand(snapshot, calibrating.startedAt());
        var ref = context.spawnAnonymous(surroundings.couriers().courier(errand, home));
        context.watchWith(ref, new CourierGone(calibrating.version()));
        courier = Optional.of(new Courier(calibrating.version(), ref));
    }

    @Override
    public EventHandler<Chip, ChipEvent> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent(Chip::after);
    }
}
