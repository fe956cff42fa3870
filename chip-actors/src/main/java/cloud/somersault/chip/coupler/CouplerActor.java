package cloud.somersault.chip.coupler;

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
 * The shell of one coupler: remembers its events and answers. The rules are {@link
 * CouplerDecider}'s.
 */
public final class CouplerActor
        extends EventSourcedBehaviorWithEnforcedReplies<CouplerActor.Wish, CouplerEvent, Coupler> {

    /** Under this key the couplers of all chips are sharded, by {@link CouplerName#entityId}. */
    public static final EntityTypeKey<Wish> KEY = EntityTypeKey.create(Wish.class, "Coupler");

    /** A command, and who wants the answer. */
    public record Wish(CouplerCommand command, ActorRef<CouplerAnswer> replyTo)
            implements ChipMessage {}

    private final CouplerName name;

    private CouplerActor(ActorContext<Wish> context, CouplerName name) {
        super(PersistenceId.of(KEY.name(), name.entityId()), Restarts.of(context));
        this.name = name;
    }

    /** The behavior of this coupler. */
    public static Behavior<Wish> create(CouplerName name) {
        return Behaviors.setup(context -> new CouplerActor(context, name));
    }

    @Override
    public Coupler emptyState() {
        return new Coupler.Unmeasured();
    }

    @Override
    public CommandHandlerWithReply<Wish, CouplerEvent, Coupler> commandHandler() {
        return newCommandHandlerWithReplyBuilder()
                .forAnyState()
                .onCommand(Wish.class, this::onWish)
                .build();
    }

    private ReplyEffect<CouplerEvent, Coupler> onWish(Coupler coupler, Wish wish) {
        return switch (CouplerDecider.decide(name, coupler, wish.command())) {
            case CouplerDecision.Happened(var events) ->
                    Effect()
                            .persist(events)
                            .thenReply(
                                    wish.replyTo(),
                                    after ->
                                            new CouplerAnswer.Stands(new CouplerView(name, after)));
            case CouplerDecision.Refused(var refusal) ->
                    Effect().reply(wish.replyTo(), new CouplerAnswer.Refused(name, refusal));
        };
    }

    @Override
    public EventHandler<Coupler, CouplerEvent> eventHandler() {
        return newEventHandlerBuilder().forAnyState().onAnyEvent(Coupler::after);
    }
}
