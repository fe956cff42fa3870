package cloud.somersault.chip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.chip.qubit.Qubit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A small chip through its door: its clock is moved, and what was measured on it is published. */
class ChipsLifeTest {

    private static final Config CONFIG =
            ConfigFactory.parseString(
                            """
                            pekko.actor.provider = cluster
                            pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }
                            pekko.cluster.roles = [keeper]
                            pekko.cluster.jmx.multi-mbeans-in-same-jvm = on
                            pekko.coordinated-shutdown.exit-jvm = off
                            somersault.chip.life { seed = 9, drift = "none", rate = 0 }
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
                        InstantSource.fixed(Trio.TUESDAY),
                        List.of(Trio.data()),
                        PastVersions.NONE);
        answer(chips.imported());
    }

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void a_day_passes_and_what_was_measured_is_published_once_without_another_birth()
            throws Exception {
        assertThat(answer(chips.now("trio")))
                .isEqualTo(
                        new ChipNow(
                                Trio.data().snapshot(1),
                                new ChipClock(
                                        "trio",
                                        0,
                                        0,
                                        Trio.data().measuredAt(),
                                        new Truth(9, "none", 1, 0, 0))));
        assertThat(answer(chips.advance("trio", 86_000, "a day")).virtualSeconds())
                .isEqualTo(86_000);
        assertThat(answer(chips.advanceTo("trio", 86_400, "chip time")).virtualSeconds())
                .isEqualTo(86_400);
        assertThat(answer(chips.advanceTo("trio", 86_400, "chip time")).virtualSeconds())
                .isEqualTo(86_400);

        var measured = Trio.measured();
        assertThat(answer(chips.publish(measured))).isEqualTo(measured);
        assertThat(answer(chips.publish(measured))).as("again").isEqualTo(measured);

        var now = answer(chips.now("trio"));
        assertThat(now.snapshot()).isEqualTo(measured);
        assertThat(now.clock().truth()).isEqualTo(new Truth(9, "none", 1, 0, 86_400));
        assertThat(now.clock().virtualTime()).isEqualTo(measured.measuredAt());
        assertThat(answer(chips.qubit("trio", 0)).standing())
                .isEqualTo(
                        new Qubit.InService(
                                measured.qubitFigures(0).orElseThrow(), 2, Trio.TUESDAY));
    }

    @Test
    void where_experiments_run_is_known_until_they_are_over_and_is_no_event() throws Exception {
        answer(chips.hold("trio", new TreeSet<>(List.of(0, 2))));
        assertThat(answer(chips.now("trio")).held()).containsExactly(0, 2);
        answer(chips.hold("trio", new TreeSet<>()));
        assertThat(answer(chips.now("trio")).held()).isEmpty();
    }

    @Test
    void a_chip_that_is_not_there_has_no_clock() {
        assertThatThrownBy(() -> answer(chips.clock("moon")))
                .hasCauseInstanceOf(ChipRefusedException.class);
    }

    private static <T> T answer(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
