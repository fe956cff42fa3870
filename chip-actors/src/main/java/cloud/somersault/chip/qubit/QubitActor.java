package cloud.somersault.chip.qubit;

import cloud.somersault.chip.restart.Restarts;
import cloud.somersault.chip.wire.ChipMessage;
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
 * The shell of one qubit: remembers its events and answers. The rules are {@link QubitDecider}'s.
 */
public final class QubitActor
        extends EventSourcedBehaviorWithEnforcedReplies<QubitActor.Wish, QubitEvent, Qubit> {

    /** Under this key the qubits of all chips are sharded, by {@link QubitName#entityId}. */
    public static final EntityTypeKey<Wish> KEY = EntityTypeKey.create(Wish.class, "Qubit");

    /** A command, and who wants the answer. */
    public record Wish(QubitCommand command, ActorRef<QubitAnswer> replyTo)
            implements ChipMessage {}

    private final QubitName name;

    private QubitActor(ActorContext<Wish> context, QubitName name) {
        super(PersistenceId.of(KEY.name(), name.entityId()), Restarts.of(context));
        this.name = name;
    }

    /** The behavior of this qubit. */
    public static Behavior<Wish> create(QubitName name) {
        return Behaviors.setup(context -> new QubitActor(context, name));
    }

    @Override
    public Qubit emptyState() {
        return new Qubit.Unmeasured();
    }

    @Override
    public CommandHandlerWithReply<Wish, QubitEvent, Qubit> commandHandler() {
        return newCommandHandlerWithReplyBuilder()
                .forAnyState()
                .onCommand(Wish.class, this::onWish)
                .build();
    }

    private ReplyEffect<QubitEvent, Qubit> onWish(Qubit qubit, Wish wish) {
        return switch (QubitDecider.decide(name, qubit, wish.command())) {
            case QubitDecision.Happened(var events) ->
                    Effect()
                            .persist(events)
                            .thenReply(
                                    wish.replyTo(),
                                    after -> new QubitAnswer.Stands(new QubitView(name, after)));
            case QubitDecision.Refused(var refusal) ->
                    Effect().reply(wish.replyTo(), new QubitAnswer.Refused(name, refusal));
        };
    }

    @Override
    public EventHandler<Qubit, QubitEvent> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent(Qubit::after);
    }
}
