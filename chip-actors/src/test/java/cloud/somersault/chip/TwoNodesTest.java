package cloud.somersault.chip;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node without the keeper's role holds no chip and still reaches it, over the wire. */
class TwoNodesTest {

    private final ActorTestKit keeper = node("keeper");
    private final ActorTestKit visitor = node("visitor");

    @AfterEach
    void stop() {
        visitor.shutdownTestKit();
        keeper.shutdownTestKit();
    }

    @Test
    void a_visitor_reads_the_snapshot_and_the_parts_that_the_keeper_holds() throws Exception {
        var seed = Cluster.get(keeper.system()).selfMember().address();
        for (var node : List.of(keeper, visitor)) {
            Cluster.get(node.system()).manager().tell(Join.create(seed));
        }
        var here =
                Chips.start(
                        keeper.system(),
                        ChipSettings.of(keeper.system().settings().config()),
                        List.of(ChipData.wukong()),
                        PastVersions.NONE);
        var there =
                Chips.start(
                        visitor.system(),
                        ChipSettings.of(visitor.system().settings().config()),
                        List.of(ChipData.wukong()),
                        PastVersions.NONE);
        answer(here.imported());
        answer(there.imported());

        assertThat(here.hostsEntities()).isTrue();
        assertThat(there.hostsEntities()).isFalse();
        assertThat(answer(there.ready())).isTrue();
        assertThat(answer(there.current("wukong"))).isEqualTo(ChipData.wukong().snapshot(1));
        assertThat(answer(there.qubit("wukong", 56))).isEqualTo(answer(here.qubit("wukong", 56)));
        assertThat(answer(there.coupler("wukong", 56, 62)).inService()).isTrue();
        assertThat(answer(there.qubit("wukong", 0)).inService()).isFalse();
    }

    private static ActorTestKit node(String role) {
        Config config =
                ConfigFactory.parseString(
                                """
                                pekko.actor.provider = cluster
                                pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
                                pekko.cluster.roles = [%s]
                                pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
                                pekko.coordinated-shutdown.exit-jvm = off
                                """
                                        .formatted(role))
                        .withFallback(PersistenceTestKitPlugin.config())
                        .withFallback(ConfigFactory.load())
                        .resolve();
        return ActorTestKit.create("somersault", config);
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
