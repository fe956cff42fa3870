package cloud.somersault.http;

import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.MemberUp;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * What goes on without anybody asking (tuning sessions, calibrations) lives on some keeper; when
 * that is lost, or its entities move to a new one, nobody would ask for them again. So whenever a
 * node comes or goes, every keeper calls them, a few times until the shards have settled.
 */
final class LostNodes {
    private static final List<Duration> CALLS =
            List.of(Duration.ofSeconds(3), Duration.ofSeconds(15), Duration.ofSeconds(40));

    private LostNodes() {}

    /** Calls when a node has come or gone, for as long as the system runs. */
    static void follow(ActorSystem<?> system, Runnable call) {
        var listener = system.systemActorOf(listen(call), "lost-nodes", Props.empty());
        Cluster.get(system).subscriptions().tell(new Subscribe<>(listener, MemberEvent.class));
    }

    private static Behavior<MemberEvent> listen(Runnable call) {
        return Behaviors.setup(context -> {
            var system = context.getSystem();
            return Behaviors.receiveMessage(event -> {
                if (event instanceof MemberRemoved || event instanceof MemberUp) {
                    for (var delay : CALLS) {
                        system.scheduler().scheduleOnce(delay, call, system.executionContext());
                    }
                }
                return Behaviors.same();
            });
        });
    }
}
