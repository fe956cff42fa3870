package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.JoinSeedNodes;
import org.junit.jupiter.api.Test;

/** The first of the nodes comes back while another is there that has no time to answer. */
class CompanionsTest {
    private static final String FIRST = "127.0.0.1:";

    @Test
    void the_first_node_makes_no_second_cluster_while_another_is_there_and_silent()
            throws Exception {
        try (var silent = listening()) {
            int own = Ports.row(1);
            var joined = List.of(FIRST + own, FIRST + silent.getLocalPort());
            assertThat(whatBecomesOf(joined, own, 4)).isEqualTo("ClusterJoinUnsuccessfulReason");
        }
    }

    @Test
    void the_first_node_makes_the_cluster_when_each_of_those_there_belongs_to_none()
            throws Exception {
        int own = Ports.row(1);
        int other = Ports.row(1);
        var joined = List.of(FIRST + own, FIRST + other);
        var config = config(other);
        var companion = ActorSystem.<Void>create(Behaviors.empty(), Node.SYSTEM, config);
        try {
            assertThat(whatBecomesOf(joined, own, 60)).isEqualTo("up");
        } finally {
            companion.terminate();
        }
    }

    @Test
    void only_those_that_are_there_are_waited_for() throws IOException {
        try (var one = listening()) {
            int own = Ports.row(1);
            var join = List.of(FIRST + own, FIRST + Ports.row(1), FIRST + one.getLocalPort());
            assertThat(Companions.find(join, config(own)).join())
                    .containsExactly(join.getFirst(), join.getLast());
        }
    }

    @Test
    void a_node_that_is_not_the_first_joins_as_it_was_told() throws IOException {
        var join = List.of(FIRST + 1, FIRST + 2);
        assertThat(Companions.find(join, config(Ports.row(1))).join()).isEqualTo(join);
    }

    /**
     * "up", or the reason for which its node ended.
     *
     * @param patienceSeconds after which it ends if it has not joined
     */
    private static String whatBecomesOf(List<String> join, int port, int patienceSeconds)
            throws Exception {
        var patience =
                ConfigFactory.parseString(
                        "pekko.cluster.shutdown-after-unsuccessful-join-seed-nodes = %ds"
                                .formatted(patienceSeconds));
        var companions = Companions.find(join, patience.withFallback(config(port)));
        var system = ActorSystem.<Void>create(Behaviors.empty(), Node.SYSTEM, companions.config());
        try {
            var become = new CompletableFuture<String>();
            org.apache.pekko.cluster.Cluster.get(system)
                    .registerOnMemberUp(() -> become.complete("up"));
            // Before the last phase: its end may wait for a connection to one that is silent, which
            // a real node cuts short by ending its JVM.
            CoordinatedShutdown.get(system)
                    .addTask(
                            CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                            "what-became-of-it",
                            () -> {
                                become.complete(
                                        CoordinatedShutdown.get(system)
                                                .getShutdownReason()
                                                .map(reason -> reason.getClass().getSimpleName())
                                                .orElse("nothing")
                                                .replace("$", ""));
                                return CompletableFuture.completedFuture(Done.getInstance());
                            });
            var seeds =
                    companions.join().stream()
                            .map(node -> "pekko://" + Node.SYSTEM + "@" + node)
                            .map(AddressFromURIString::parse)
                            .toList();
            Cluster.get(system).manager().tell(new JoinSeedNodes(seeds));
            return become.get(120, TimeUnit.SECONDS);
        } finally {
            system.terminate();
        }
    }

    private static Config config(int port) {
        return ConfigFactory.parseString(
                        """
                        pekko.actor.provider = cluster
                        pekko.remote.artery.transport = tcp
                        pekko.remote.artery.canonical { hostname = "127.0.0.1", port = %d }
                        pekko.cluster.roles = [keeper]
                        pekko.cluster.jmx.enabled = off
                        pekko.cluster.seed-node-timeout = 1s
                        pekko.coordinated-shutdown.exit-jvm = off
                        """
                                .formatted(port))
                .withFallback(ConfigFactory.load());
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
}
