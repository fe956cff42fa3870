package cloud.somersault.tuning.session;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.ResultStore;
import cloud.somersault.tuning.session.Tunings.Outcome;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions on a cluster of one with a journal in memory, and a tuner that takes no time. */
class TuningsTest {
    private static final int STEPS = 40;

    private static ActorTestKit kit;
    private static PersistenceTestKit journal;
    private static Tunings tunings;
    private static volatile long failingStep = -1;

    @BeforeAll
    static void start() {
        kit =
                ActorTestKit.create(
                        "tunings",
                        ConfigFactory.parseString(
                                        """
                                        pekko.actor.provider = cluster
                                        pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                                        pekko.cluster.roles = [keeper]
                                        pekko.cluster.jmx.enabled = off
                                        """)
                                .withFallback(PersistenceTestKitPlugin.getInstance().config())
                                .withFallback(ConfigFactory.load()));
        journal = PersistenceTestKit.create(kit.system());
        var cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        tunings =
                Tunings.start(
                        kit.system(),
                        (_, _) -> new LineTuner(failingStep),
                        new MapStore(),
                        Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void a_session_takes_all_its_steps_and_keeps_its_checkpoints() {
        await(tunings.create("plain", Specs.of(STEPS, 10)));
        var ended = ended("plain");
        assertThat(ended.phase()).isEqualTo("completed");
        assertThat(ended.step()).isEqualTo(STEPS);
        assertThat(ended.checkpoints())
                .extracting(TuningEvent.Checkpoint::step)
                .containsExactly(10L, 20L, 30L, 40L);
        assertThat(ended.parameters()).hasValue(1L);
        assertThat(ended.validationLoss()).isPresent();
    }

    @Test
    void a_session_that_was_interrupted_again_and_again_has_the_same_losses_bit_by_bit() {
        await(tunings.create("undisturbed", Specs.of(STEPS, 7)));
        ended("undisturbed");
        await(tunings.create("disturbed", Specs.of(STEPS, 7)));
        while (find("disturbed").phase().equals("running")) {
            await(tunings.pause("disturbed"));
            await(tunings.resume("disturbed"));
        }
        assertThat(ended("disturbed").phase()).isEqualTo("completed");
        assertThat(losses("disturbed")).isEqualTo(losses("undisturbed")).hasSize(STEPS);
    }

    @Test
    void a_failed_batch_pauses_the_session_with_its_reason_and_it_can_be_resumed() {
        failingStep = 15;
        await(tunings.create("failing", Specs.of(STEPS, 10)));
        var paused = until("failing", "paused");
        assertThat(paused.step()).isEqualTo(14);
        assertThat(paused.paused().orElseThrow().code()).isEqualTo("quantum-batch-failed");
        assertThat(paused.paused().orElseThrow().message()).isEqualTo("Job 7 gave no counts.");
        failingStep = -1;
        await(tunings.resume("failing"));
        assertThat(ended("failing").phase()).isEqualTo("completed");
    }

    @Test
    void a_fork_goes_on_from_a_checkpoint_with_what_was_changed() {
        await(tunings.create("parent", Specs.of(STEPS, 10)));
        ended("parent");
        var refused = await(tunings.fork("parent", Optional.of(11L), "fork", spec -> spec));
        assertThat(refused).isInstanceOf(Outcome.Refused.class);
        await(tunings.fork("parent", Optional.of(20L), "fork", spec -> Specs.of(STEPS + 5, 10)));
        var fork = ended("fork");
        assertThat(fork.step()).isEqualTo(STEPS + 5);
        assertThat(fork.origin().orElseThrow().tuningId()).isEqualTo("parent");
        assertThat(losses("fork").subList(0, 20)).isEqualTo(losses("parent").subList(20, STEPS));
    }

    @Test
    void a_cancelled_session_takes_no_more_steps() {
        await(tunings.create("cancelled", Specs.of(1_000_000, 1000)));
        await(tunings.cancel("cancelled"));
        assertThat(find("cancelled").phase()).isEqualTo("cancelled");
        assertThat(await(tunings.resume("cancelled"))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void the_tuned_model_is_the_one_of_the_last_checkpoint() {
        await(tunings.create("asked", Specs.of(STEPS, 10)));
        ended("asked");
        var prompt = new Tuner.Prompt("w = ", 10, 0, 1);
        var text =
                await(
                        tunings.withTuned(
                                "asked", Optional.empty(), tuner -> tuner.complete(prompt)));
        var weight = Double.parseDouble(text.orElseThrow().substring(4));
        assertThat(weight).isBetween(1.5, 3.5);
        assertThat(await(tunings.withTuned("nobody", Optional.empty(), Tuner::checkpoint)))
                .isEmpty();
    }

    @Test
    void the_same_request_again_is_the_same_session() {
        await(tunings.create("twice", Specs.of(STEPS, 10)));
        assertThat(await(tunings.create("twice", Specs.of(STEPS, 10))))
                .isInstanceOf(Outcome.Done.class);
        assertThat(await(tunings.create("twice", Specs.of(STEPS, 11))))
                .isInstanceOf(Outcome.Refused.class);
    }

    private static List<Double> losses(String id) {
        var losses = new ArrayList<Double>();
        for (var event : journal.persistedInStorage("Tuning|" + id)) {
            if (event instanceof TuningEvent.StepTaken step) {
                losses.add(step.loss());
            }
        }
        return losses;
    }

    private static TuningView find(String id) {
        return await(tunings.find(id)).orElseThrow();
    }

    private static TuningView ended(String id) {
        return until(id, "completed");
    }

    private static TuningView until(String id, String phase) {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < patience) {
            var tuning = find(id);
            if (tuning.phase().equals(phase)) {
                return tuning;
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
        throw new AssertionError("session " + id + " is " + find(id));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
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
