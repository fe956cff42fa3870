package cloud.somersault.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.chip.coupler.Coupler;
import cloud.somersault.chip.qubit.Qubit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The door to the chips, on a cluster of one: Wukong with all its 72 qubits and 126 couplers. */
class ChipsTest {

    private static final Config CONFIG =
            ConfigFactory.parseString(
                            """
                            pekko.actor.provider = cluster
                            pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
                            pekko.cluster.roles = [keeper]
                            pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
                            pekko.coordinated-shutdown.exit-jvm = off
                            """)
                    .withFallback(PersistenceTestKitPlugin.config())
                    .withFallback(ConfigFactory.load())
                    .resolve();

    private static final ActorTestKit KIT = ActorTestKit.create("somersault", CONFIG);
    private static Chips chips;

    @BeforeAll
    static void start() throws Exception {
        var cluster = Cluster.get(KIT.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        chips =
                Chips.start(
                        KIT.system(),
                        ChipSettings.of(CONFIG),
                        List.of(ChipData.wukong()),
                        PastVersions.NONE);
        answer(chips.imported());
    }

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void the_current_snapshot_is_the_data_file_as_version_1() throws Exception {
        assertThat(answer(chips.current("wukong"))).isEqualTo(ChipData.wukong().snapshot(1));
        assertThat(answer(chips.version("wukong", 1))).isEqualTo(ChipData.wukong().snapshot(1));
    }

    @Test
    void every_qubit_and_coupler_knows_its_own_figures_and_the_dead_are_dead() throws Exception {
        var snapshot = answer(chips.current("wukong"));
        for (var qubit : snapshot.qubits()) {
            switch (answer(chips.qubit("wukong", qubit.id())).standing()) {
                case Qubit.InService(var figures, var version, _) -> {
                    assertThat(qubit.known()).contains(figures);
                    assertThat(version).isEqualTo(1);
                }
                case Qubit.Dead _ -> assertThat(qubit.inService()).isFalse();
                case Qubit.Unmeasured _, Qubit.Withdrawn _ -> throw new AssertionError(qubit);
            }
        }
        for (var coupler : snapshot.couplers()) {
            switch (answer(chips.coupler("wukong", coupler.second(), coupler.first())).standing()) {
                case Coupler.InService(var figures, var version, _) -> {
                    assertThat(coupler.known()).contains(figures);
                    assertThat(version).isEqualTo(1);
                }
                case Coupler.Dead _ -> assertThat(coupler.inService()).isFalse();
                case Coupler.Unmeasured _, Coupler.Withdrawn _ -> throw new AssertionError(coupler);
            }
        }
    }

    @Test
    void the_chips_are_named_and_ready_and_live_here() throws Exception {
        assertThat(chips.names()).containsExactly("wukong");
        assertThat(answer(chips.ready())).isTrue();
        assertThat(chips.hostsEntities()).isTrue();
        assertThat(answer(chips.origin("wukong")).title()).contains("Origin Wukong");
    }

    @Test
    void what_is_not_there_is_refused_with_its_name() {
        refused(
                chips.current("moon"),
                new ChipRefusal.UnknownChip("moon", chips.names().stream().toList()));
        refused(chips.version("wukong", 9), new ChipRefusal.UnknownVersion("wukong", 9, 1));
        refused(chips.qubit("wukong", 72), new ChipRefusal.UnknownQubit("wukong", 72, 72));
        refused(chips.coupler("wukong", 7, 0), new ChipRefusal.UnknownCoupler("wukong", 0, 7));
    }

    @Test
    void starting_again_imports_nothing_twice() throws Exception {
        var again =
                Chips.start(
                        KIT.system(),
                        ChipSettings.of(CONFIG),
                        List.of(ChipData.wukong()),
                        PastVersions.NONE);
        answer(again.imported());
        assertThat(answer(again.current("wukong")).version()).isEqualTo(1);
    }

    private static void refused(CompletionStage<?> stage, ChipRefusal refusal) {
        assertThatThrownBy(() -> answer(stage))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ChipRefusedException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(refusal));
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
