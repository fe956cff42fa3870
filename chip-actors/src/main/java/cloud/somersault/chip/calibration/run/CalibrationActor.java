package cloud.somersault.chip.calibration.run;

import cloud.somersault.chip.ChipClock;
import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.calibration.Assembly;
import cloud.somersault.chip.calibration.ExperimentFailedException;
import cloud.somersault.chip.calibration.Group;
import cloud.somersault.chip.calibration.Laboratory;
import cloud.somersault.chip.calibration.Planner;
import cloud.somersault.chip.calibration.Use;
import cloud.somersault.chip.restart.Restarts;
import cloud.somersault.chip.wire.ChipMessage;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.javadsl.CommandHandlerWithReply;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehaviorWithEnforcedReplies;
import org.apache.pekko.persistence.typed.javadsl.ReplyEffect;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;

/**
 * The shell of one chip's calibration. It has one group of experiments run at a time, stores what
 * they found, moves the chip's clock on by the time that they took, and when nothing is left to do
 * has a version published. The rules are {@link CalibrationDecider}'s.
 *
 * <p>Everything that it does next follows from its events: after a stop it asks for the same
 * experiment under the same job id, and publishes the same version. The clock is moved to the end
 * of an experiment after that was stored, and again before the next one begins; twice is harmless.
 */
public final class CalibrationActor
        extends EventSourcedBehaviorWithEnforcedReplies<
                CalibrationActor.Message, CalibrationEvent, Logbook> {

    /** Under this key the calibrations are sharded, by the chip's name. */
    public static final EntityTypeKey<Message> KEY =
            EntityTypeKey.create(Message.class, "Calibration");

    /** How far back the use of parts counts, on the chip's clock. */
    private static final double LATELY_SECONDS = 86_400;

    /** What the actor understands. */
    public sealed interface Message extends ChipMessage {}

    /** A command, and who wants the answer. */
    public record Wish(CalibrationCommand command, ActorRef<CalibrationAnswer> replyTo)
            implements Message {}

    /** Look whether there is something to do. */
    public record Look() implements Message {}

    /** The chip as it stands, for a wish. */
    private record Informed(Wish wish, Status status) implements Message {}

    private record Uninformed(Wish wish, String why) implements Message {}

    /** The chip as it stands, for a round of its own. */
    private record RoundInformed(Status status) implements Message {}

    private record Status(ChipNow now, Use use) {}

    /** The clock shows this, and the last experiment is over. */
    private record Ready(long calibration, ChipClock clock) implements Message {}

    private record Measured(CalibrationEvent.ExperimentsMeasured event) implements Message {}

    private record Published(long calibration, long version) implements Message {}

    private record Released() implements Message {}

    private record StillHeld() implements Message {}

    private record Hopeless(long calibration, String code, String why) implements Message {}

    /** It did not work now, and may later. */
    private record Again(String why) implements Message {}

    /** The chip, and where experiments on it run. */
    interface Surroundings {
        /** How the chip stands. */
        CompletionStage<ChipNow> now();

        /** How much its parts were used since this moment of its clock. */
        CompletionStage<Use> usedSince(double virtualSeconds);

        /** Moves its clock on to this moment, unless it is there. */
        CompletionStage<ChipClock> clockTo(double virtualSeconds, String why);

        /** Makes this the chip's next version. */
        CompletionStage<ChipSnapshot> publish(ChipSnapshot measured);

        /** Lets jobs know on which qubits experiments run; none when it is over. */
        CompletionStage<?> hold(SortedSet<Integer> qubits);

        /** Where experiments run. */
        Laboratory laboratory();

        /** On what circuits are made and fits done. */
        Executor numerics();
    }

    private final ActorContext<Message> context;
    private final CalibrationDecider rules;
    private final Surroundings surroundings;
    private final Experimenter experimenter;
    private final InstantSource clock;

    /** Something is under way whose end will be told. */
    private boolean busy;

    /** Qubits may still be held for an experiment: before a stop, by this actor before. */
    private boolean holds = true;

    private CalibrationActor(
            ActorContext<Message> context,
            CalibrationDecider rules,
            Surroundings surroundings,
            InstantSource clock) {
        super(PersistenceId.of(KEY.name(), rules.chip()), Restarts.of(context));
        this.context = context;
        this.rules = rules;
        this.surroundings = surroundings;
        this.experimenter = new Experimenter(rules.chip(), surroundings, clock);
        this.clock = clock;
    }

    /**
     * The behavior of this chip's calibration.
     *
     * @param poll how often it looks whether there is something to do
     */
    static Behavior<Message> create(
            CalibrationDecider rules,
            Surroundings surroundings,
            Duration poll,
            InstantSource clock) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> {
                    timers.startTimerWithFixedDelay(new Look(), poll);
                    return new CalibrationActor(context, rules, surroundings, clock);
                }));
    }

    @Override
    public Logbook emptyState() {
        return Logbook.empty();
    }

    @Override
    public SignalHandler<Logbook> signalHandler() {
        return newSignalHandlerBuilder().onSignal(RecoveryCompleted.instance(), this::goOn).build();
    }

    @Override
    public CommandHandlerWithReply<Message, CalibrationEvent, Logbook> commandHandler() {
        return newCommandHandlerWithReplyBuilder()
                .forAnyState()
                .onCommand(Message.class, this::onMessage)
                .build();
    }

    private ReplyEffect<CalibrationEvent, Logbook> onMessage(Logbook logbook, Message message) {
        return switch (message) {
            case Wish(CalibrationCommand.Describe _, var replyTo) ->
                    Effect().reply(replyTo, new CalibrationAnswer.Stands(rules.overview(logbook)));
            case Wish wish -> {
                context.pipeToSelf(
                        status(),
                        (status, failure) ->
                                failure == null
                                        ? new Informed(wish, status)
                                        : new Uninformed(wish, said(failure)));
                yield Effect().noReply();
            }
            case Informed(Wish(var command, var replyTo), Status(var now, var use)) ->
                    switch (rules.decide(logbook, command, now, use, clock.instant())) {
                        case CalibrationDecision.Happened(var events) ->
                                Effect()
                                        .persist(events)
                                        .thenRun(this::goOn)
                                        .thenReply(
                                                replyTo,
                                                after ->
                                                        new CalibrationAnswer.Stands(
                                                                rules.overview(after)));
                        case CalibrationDecision.Refused(var refusal) ->
                                Effect().reply(replyTo, new CalibrationAnswer.Refused(refusal));
                    };
            case Uninformed(Wish(_, var replyTo), var why) -> {
                context.getLog().info("calibration of {}: {}", rules.chip(), why);
                yield Effect()
                        .reply(
                                replyTo,
                                new CalibrationAnswer.Refused(new CalibrationRefusal.NotReady()));
            }
            case Look _ -> {
                look(logbook);
                yield Effect().noReply();
            }
            case RoundInformed(Status(var now, var use)) -> {
                busy = false;
                yield happened(rules.round(logbook, now, use, clock.instant()));
            }
            case Ready(var number, var shown) -> {
                busy = false;
                yield ready(logbook, number, shown);
            }
            case Measured(var event) -> {
                busy = false;
                yield happened(
                        isUnderWay(logbook, event.calibration()) ? List.of(event) : List.of());
            }
            case Published(var number, var version) -> {
                busy = false;
                yield happened(
                        isUnderWay(logbook, number)
                                ? List.of(
                                        rules.finished(
                                                logbook, Optional.of(version), clock.instant()))
                                : List.of());
            }
            case Released _ -> Effect().noReply();
            case StillHeld _ -> {
                holds = true;
                yield Effect().noReply();
            }
            case Hopeless(var number, var code, var why) -> {
                busy = false;
                yield happened(
                        isUnderWay(logbook, number)
                                ? List.of(failed(logbook, number, code, why))
                                : List.of());
            }
            case Again(var why) -> {
                busy = false;
                context.getLog().info("calibration of {}: {}; again", rules.chip(), why);
                yield Effect().noReply();
            }
        };
    }

    private CalibrationEvent failed(Logbook logbook, long number, String code, String why) {
        context.getLog().warn("calibration {} of {}: {}", number, rules.chip(), why);
        double seconds = logbook.viewOf(logbook.underWay().orElseThrow()).virtualSeconds();
        return new CalibrationEvent.Failed(
                rules.chip(), number, code, why, seconds, clock.instant());
    }

    private static boolean isUnderWay(Logbook logbook, long number) {
        return logbook.underWay().filter(one -> one.number() == number).isPresent();
    }

    private ReplyEffect<CalibrationEvent, Logbook> happened(List<CalibrationEvent> events) {
        return Effect().persist(events).thenRun(this::goOn).thenNoReply();
    }

    /** When nothing else is under way: the calibration goes on, or it may be time for a round. */
    private void look(Logbook logbook) {
        if (logbook.underWay().isPresent()) {
            goOn(logbook);
            return;
        }
        release();
        if (!busy && rules.isAutomatic(logbook)) {
            busy = true;
            context.pipeToSelf(
                    status(),
                    (status, failure) ->
                            failure == null ? new RoundInformed(status) : new Again(said(failure)));
        }
    }

    private CompletionStage<Status> status() {
        return surroundings
                .now()
                .thenCompose(now ->
                        surroundings
                                .usedSince(now.clock().virtualSeconds() - LATELY_SECONDS)
                                .thenApply(use -> new Status(now, use)));
    }

    /**
     * The next step of the calibration under way begins with a clock that is where it should be.
     */
    private void goOn(Logbook logbook) {
        if (logbook.underWay().isEmpty()) {
            release();
            return;
        }
        if (busy) {
            return;
        }
        busy = true;
        var calibration = logbook.underWay().get();
        var view = logbook.viewOf(calibration);
        var why = "calibration %d, experiment %d".formatted(view.number(), view.experiments());
        context.pipeToSelf(
                surroundings.clockTo(view.virtualSeconds(), why),
                (shown, failure) ->
                        failure == null
                                ? new Ready(calibration.number(), shown)
                                : new Again(said(failure)));
    }

    private ReplyEffect<CalibrationEvent, Logbook> ready(
            Logbook logbook, long number, ChipClock shown) {
        if (!isUnderWay(logbook, number)) {
            goOn(logbook);
            return Effect().noReply();
        }
        var calibration = logbook.underWay().orElseThrow();
        var subject = logbook.subject().orElseThrow();
        double now = shown.virtualSeconds();
        var next =
                Planner.next(
                        subject.known(),
                        calibration.assignment(),
                        calibration.use(),
                        now,
                        logbook.viewOf(calibration).chipSeconds());
        if (next.isPresent()) {
            busy = true;
            measure(logbook, next.get(), now);
            return Effect().noReply();
        }
        release();
        var service = rules.service(logbook, clock.instant());
        if (!service.isEmpty()) {
            return happened(service);
        }
        if (!calibration.changed()) {
            return happened(List.of(rules.finished(logbook, Optional.empty(), clock.instant())));
        }
        busy = true;
        publish(logbook);
        return Effect().noReply();
    }

    /** No experiment runs any more; what could not be told now is told at the next look. */
    private void release() {
        if (holds) {
            holds = false;
            context.pipeToSelf(
                    surroundings.hold(Collections.emptySortedSet()),
                    (_, failure) -> failure == null ? new Released() : new StillHeld());
        }
    }

    private void measure(Logbook logbook, Group group, double now) {
        holds = true;
        long number = logbook.underWay().orElseThrow().number();
        context.pipeToSelf(
                experimenter.measure(logbook, group, now),
                (event, failure) ->
                        failure == null ? new Measured(event) : failure(number, failure));
    }

    private void publish(Logbook logbook) {
        var calibration = logbook.underWay().orElseThrow();
        var subject = logbook.subject().orElseThrow();
        var view = logbook.viewOf(calibration);
        var snapshot =
                Assembly.snapshot(
                        subject.first(),
                        subject.known(),
                        "Calibration %d of %s by experiments on its twin"
                                .formatted(view.number(), rules.chip()),
                        view.virtualSeconds());
        context.pipeToSelf(
                surroundings.publish(snapshot),
                (published, failure) ->
                        failure == null
                                ? new Published(calibration.number(), published.version())
                                : new Again(said(failure)));
    }

    private static Message failure(long calibration, Throwable failure) {
        return cause(failure) instanceof ExperimentFailedException failed
                ? new Hopeless(calibration, failed.code(), said(failed))
                : new Again(said(failure));
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }

    private static String said(Throwable failure) {
        var cause = cause(failure);
        return Optional.ofNullable(cause.getMessage()).orElseGet(cause::toString);
    }

    @Override
    public EventHandler<Logbook, CalibrationEvent> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent(Logbook::after);
    }
}
