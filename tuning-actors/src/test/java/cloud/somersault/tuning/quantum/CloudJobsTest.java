package cloud.somersault.tuning.quantum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.chip.ChipClock;
import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Truth;
import cloud.somersault.job.JobSettings;
import cloud.somersault.job.JobWork;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.ResultStore;
import cloud.somersault.simulators.batch.Precision;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The quantum layer over the whole cloud: a cluster of one, real jobs, a journal in memory. */
class CloudJobsTest {
    private static final RingAnsatz RING = new RingAnsatz(4, 1);
    private static final int SHOTS = 1000;
    private static final double[] THETA = new Random(1).doubles(16, -3, 3).toArray();
    private static final double[] INPUTS = new Random(2).doubles(16, -3, 3).toArray();
    private static final double[] EXACT =
            ExactLayerTest.layer(4, 1, Precision.F64).evaluate(THETA, INPUTS, 4);

    private static ActorTestKit kit;
    private static QuantumJobs cloud;

    @BeforeAll
    static void start() {
        kit =
                ActorTestKit.create(
                        "tuning-jobs",
                        ConfigFactory.parseString(
                                        """
                                        pekko.actor.provider = cluster
                                        pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                                        pekko.cluster.roles = [keeper, simulator]
                                        pekko.cluster.jmx.enabled = off
                                        somersault.job.warm-up = off
                                        """)
                                .withFallback(PersistenceTestKitPlugin.getInstance().config())
                                .withFallback(ConfigFactory.load()));
        var cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        var calibrations = new OneCalibration(ChipData.wukong().snapshot(1));
        var jobs =
                Jobs.start(
                        kit.system(),
                        JobSettings.from(kit.system().settings().config()),
                        calibrations,
                        new MapStore(),
                        () -> CompletableFuture.completedFuture(List.of()),
                        Clock.systemUTC());
        cloud = new CloudJobs(jobs, calibrations);
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void on_the_ideal_target_values_are_exact_up_to_their_shots() {
        var values = layer("ideal", "a").evaluate(THETA, INPUTS, 4);
        // 5 deviations of 1/sqrt(shots) at most: once in 100,000 seeds one of 16 lies outside.
        for (int k = 0; k < values.length; k++) {
            assertThat(values[k]).isCloseTo(EXACT[k], within(5 / Math.sqrt(SHOTS)));
        }
    }

    @Test
    void on_the_chip_values_are_pulled_together_by_its_noise_but_still_depend_on_the_angles() {
        var runs = new RingRuns(cloud, "b", "wukong", SHOTS);
        var values = new ShiftLayer(RING, runs).evaluate(THETA, INPUTS, 4);
        assertThat(deviation(values)).isLessThan(0.8 * deviation(EXACT));
        // The same angles give the same values up to their shots, other angles other values. (By
        // how
        // much they follow the ideal ones depends on the rings' CZs, whose errors are coherent.)
        var again = chip("b again").evaluate(THETA, INPUTS, 4);
        var other = chip("b other").evaluate(THETA, new Random(3).doubles(16, -3, 3).toArray(), 4);
        assertThat(distance(values, again)).isLessThan(2 * Math.sqrt(2.0 / SHOTS));
        assertThat(distance(values, other)).isGreaterThan(4 * Math.sqrt(2.0 / SHOTS));
        var sent = runs.sent().getFirst();
        assertThat(runs.sent()).hasSize(1);
        assertThat(sent.circuits()).isEqualTo(1); // four rings side by side
        assertThat(sent.calibrationVersion()).hasValue(1L);
        assertThat(sent.target()).isEqualTo("wukong");
    }

    @Test
    void what_is_asked_again_after_a_crash_is_found_and_not_run_again() {
        var first = new RingRuns(cloud, "c", "wukong", SHOTS);
        var values = new ShiftLayer(RING, first).linearize(THETA, INPUTS, 1).values();
        var second = new RingRuns(cloud, "c", "wukong", SHOTS);
        assertThat(new ShiftLayer(RING, second).linearize(THETA, INPUTS, 1).values())
                .isEqualTo(values);
        assertThat(second.sent()).isEqualTo(first.sent());
    }

    @Test
    void what_the_chip_does_not_take_is_said_in_words() {
        var runs = new RingRuns(cloud, "d", "wukong", 100_000_000);
        assertThatThrownBy(() -> new ShiftLayer(RING, runs).evaluate(THETA, INPUTS, 4))
                .isInstanceOf(QuantumBatchException.class)
                .hasMessageContaining("shots");
        var three = new RingRuns(cloud, "d", "wukong", SHOTS);
        assertThatThrownBy(() ->
                        new ShiftLayer(new RingAnsatz(3, 1), three)
                                .evaluate(new double[12], new double[3], 1))
                .isInstanceOf(QuantumBatchException.class)
                .hasMessageContaining("no working ring of 3 qubits");
    }

    private static ShiftLayer layer(String target, String session) {
        return new ShiftLayer(RING, new RingRuns(cloud, session, target, SHOTS));
    }

    private static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElseThrow();
    }

    private static ShiftLayer chip(String prefix) {
        return new ShiftLayer(RING, new RingRuns(cloud, prefix, "wukong", SHOTS));
    }

    /** The root mean square of the differences. */
    private static double distance(double[] first, double[] second) {
        double sum = 0;
        for (int k = 0; k < first.length; k++) {
            sum += (first[k] - second[k]) * (first[k] - second[k]) / first.length;
        }
        return Math.sqrt(sum);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(
                java.util.Arrays.stream(values)
                        .map(value -> (value - mean) * (value - mean))
                        .average()
                        .orElseThrow());
    }

    private record OneCalibration(ChipSnapshot chip) implements JobWork.Calibrations {
        @Override
        public CompletionStage<ChipNow> now(String name) {
            var truth = new Truth(72, "transmons-1", 1, 0, 0);
            var clock = new ChipClock(name, truth.virtualSeconds(), 0, chip.measuredAt(), truth);
            return CompletableFuture.completedFuture(new ChipNow(chip, clock));
        }

        @Override
        public CompletionStage<ChipSnapshot> version(String name, long version) {
            return CompletableFuture.completedFuture(chip);
        }
    }

    private static final class MapStore implements ResultStore {
        private final Map<String, byte[]> content = new ConcurrentHashMap<>();

        @Override
        public CompletionStage<Void> put(String digest, byte[] bytes) {
            content.put(digest, bytes);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Optional<byte[]>> get(String digest) {
            return CompletableFuture.completedFuture(Optional.ofNullable(content.get(digest)));
        }
    }
}
