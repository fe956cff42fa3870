package cloud.somersault.chip;

import cloud.somersault.chip.coupler.CouplerActor;
import cloud.somersault.chip.coupler.CouplerAnswer;
import cloud.somersault.chip.coupler.CouplerCommand;
import cloud.somersault.chip.coupler.CouplerName;
import cloud.somersault.chip.qubit.QubitActor;
import cloud.somersault.chip.qubit.QubitAnswer;
import cloud.somersault.chip.qubit.QubitCommand;
import cloud.somersault.chip.qubit.QubitName;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Brings the figures of one calibration to every qubit and coupler, again and again to those that
 * stay silent, and goes home when all have answered: with Publish, or at the first refusal with
 * Abandon. It has no journal; the commands it brings are harmless when repeated.
 */
final class CourierActor extends AbstractBehavior<CourierActor.Message> {

    /** What the courier understands. */
    sealed interface Message {}

    private record Qubit(QubitAnswer answer) implements Message {}

    private record Coupler(CouplerAnswer answer) implements Message {}

    private enum Impatience implements Message {
        KNOCK_AGAIN
    }

    /**
     * What to bring.
     *
     * @param snapshot the calibration
     * @param at when it was started; the moment of all the events that it causes
     */
    record Errand(ChipSnapshot snapshot, Instant at) {}

    /** Where qubits and couplers are reached. */
    interface Doors {
        /** Tells a qubit. */
        void tell(QubitName name, QubitActor.Wish wish);

        /** Tells a coupler. */
        void tell(CouplerName name, CouplerActor.Wish wish);
    }

    private final Errand errand;
    private final InstantSource clock;
    private final ActorRef<ChipCommand> home;

    /** What is still to be told, by entity id. */
    private final Map<String, Runnable> silent = new LinkedHashMap<>();

    private CourierActor(
            ActorContext<Message> context,
            Errand errand,
            Doors doors,
            InstantSource clock,
            ActorRef<ChipCommand> home) {
        super(context);
        this.errand = errand;
        this.clock = clock;
        this.home = home;
        var qubitAnswers = context.messageAdapter(QubitAnswer.class, Qubit::new);
        for (var qubit : errand.snapshot().qubits()) {
            var name = new QubitName(errand.snapshot().chip(), qubit.id());
            var wish = new QubitActor.Wish(command(qubit), qubitAnswers);
            silent.put(name.entityId(), () -> doors.tell(name, wish));
        }
        var couplerAnswers = context.messageAdapter(CouplerAnswer.class, Coupler::new);
        for (var coupler : errand.snapshot().couplers()) {
            var name = new CouplerName(errand.snapshot().chip(), coupler.first(), coupler.second());
            var wish = new CouplerActor.Wish(command(coupler), couplerAnswers);
            silent.put(name.entityId(), () -> doors.tell(name, wish));
        }
        knock();
    }

    static Behavior<Message> create(
            Errand errand,
            Doors doors,
            Duration resendInterval,
            InstantSource clock,
            ActorRef<ChipCommand> home) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> {
                    timers.startTimerWithFixedDelay(Impatience.KNOCK_AGAIN, resendInterval);
                    return new CourierActor(context, errand, doors, clock, home);
                }));
    }

    private QubitCommand command(ChipQubit qubit) {
        return switch (qubit) {
            case ChipQubit.InService(_, _, _, var figures, _) ->
                    new QubitCommand.Calibrate(figures, errand.snapshot().version(), errand.at());
            case ChipQubit.OutOfService(_, _, _, var reason) ->
                    new QubitCommand.TakeOut(reason, errand.at());
        };
    }

    private CouplerCommand command(ChipCoupler coupler) {
        return switch (coupler) {
            case ChipCoupler.InService(_, _, var figures, _) ->
                    new CouplerCommand.Calibrate(figures, errand.snapshot().version(), errand.at());
            case ChipCoupler.OutOfService(_, _, var reason) ->
                    new CouplerCommand.TakeOut(reason, errand.at());
        };
    }

    private void knock() {
        silent.values().forEach(Runnable::run);
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder().onMessage(Message.class, this::onMessage).build();
    }

    private Behavior<Message> onMessage(Message message) {
        return switch (message) {
            case Qubit(QubitAnswer.Stands(var view)) -> told(view.name().entityId());
            case Qubit(QubitAnswer.Refused(var name, var refusal)) ->
                    refused(name.entityId(), refusal.message());
            case Coupler(CouplerAnswer.Stands(var view)) -> told(view.name().entityId());
            case Coupler(CouplerAnswer.Refused(var name, var refusal)) ->
                    refused(name.entityId(), refusal.message());
            case Impatience.KNOCK_AGAIN -> {
                getContext()
                        .getLog()
                        .info("chip {}: {} parts silent", errand.snapshot().chip(), silent.size());
                knock();
                yield this;
            }
        };
    }

    private Behavior<Message> told(String entityId) {
        silent.remove(entityId);
        if (!silent.isEmpty()) {
            return this;
        }
        home.tell(new ChipCommand.Publish(errand.snapshot(), clock.instant()));
        return Behaviors.stopped();
    }

    private Behavior<Message> refused(String entityId, String reason) {
        home.tell(
                new ChipCommand.Abandon(
                        errand.snapshot().version(), entityId + ": " + reason, clock.instant()));
        return Behaviors.stopped();
    }
}
