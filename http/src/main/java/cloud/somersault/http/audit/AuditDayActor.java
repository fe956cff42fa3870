package cloud.somersault.http.audit;

import cloud.somersault.chip.restart.Restarts;
import cloud.somersault.http.audit.AuditProtocol.Keep;
import cloud.somersault.http.audit.AuditProtocol.Kept;
import cloud.somersault.http.audit.AuditProtocol.Message;
import cloud.somersault.http.audit.AuditProtocol.Quiet;
import java.time.Duration;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.Recovery;

/**
 * A day of the audit log. It writes down and remembers nothing, so it need not read what it wrote:
 * a day of any length is ready at once.
 */
final class AuditDayActor extends EventSourcedBehavior<Message, AuditEvent, AuditDayActor.Nothing> {
    private static final Duration IDLE = Duration.ofMinutes(2);

    /** What a day remembers. */
    record Nothing() {}

    private final ActorContext<Message> context;
    private final ActorRef<ClusterSharding.ShardCommand> shard;

    private AuditDayActor(
            ActorContext<Message> context,
            ActorRef<ClusterSharding.ShardCommand> shard,
            String day) {
        super(PersistenceId.of(AuditProtocol.KEY.name(), day), Restarts.of(context));
        this.context = context;
        this.shard = shard;
    }

    /** The entity. */
    static Behavior<Message> create(String day, ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(context -> {
            context.setReceiveTimeout(IDLE, new Quiet());
            return new AuditDayActor(context, shard, day);
        });
    }

    @Override
    public Recovery recovery() {
        return Recovery.disabled();
    }

    @Override
    public Nothing emptyState() {
        return new Nothing();
    }

    @Override
    public EventHandler<Nothing, AuditEvent> eventHandler() {
        return (nothing, _) -> nothing;
    }

    @Override
    public Set<String> tagsFor(AuditEvent event) {
        return Set.of(AuditProtocol.TAG);
    }

    @Override
    public CommandHandler<Message, AuditEvent, Nothing> commandHandler() {
        return (_, message) ->
                switch (message) {
                    case Keep keep ->
                            Effect()
                                    .persist(keep.event())
                                    .thenRun(() -> keep.replyTo().tell(new Kept()));
                    case Quiet() ->
                            Effect()
                                    .none()
                                    .thenRun(() ->
                                            shard.tell(
                                                    new ClusterSharding.Passivate<>(
                                                            context.getSelf())));
                    default -> throw new IllegalStateException("unknown message " + message);
                };
    }
}
