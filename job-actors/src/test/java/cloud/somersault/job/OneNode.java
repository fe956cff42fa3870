package cloud.somersault.job;

import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;

/** A whole cloud of one node, whose journal lies in memory and can be told to fail. */
record OneNode(ActorTestKit kit, PersistenceTestKit journal, Jobs jobs) implements AutoCloseable {
    static final Duration WITHIN = Duration.ofSeconds(30);

    /** One for small jobs of the ideal target. */
    static OneNode ideal(String name, String settings) {
        return start(name, settings, new Idealists.NoChip(), new Idealists.NoStore());
    }

    static OneNode start(
            String name, String settings, JobWork.Calibrations calibrations, ResultStore results) {
        var kit =
                ActorTestKit.create(
                        name,
                        ConfigFactory.parseString(settings)
                                .withFallback(
                                        ConfigFactory.parseString(
                                                """
                                                pekko.actor.provider = cluster
                                                pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                                                pekko.cluster.roles = [keeper, simulator]
                                                pekko.cluster.jmx.enabled = off
                                                """))
                                .withFallback(PersistenceTestKitPlugin.getInstance().config())
                                .withFallback(ConfigFactory.load()));
        var journal = PersistenceTestKit.create(kit.system());
        var cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        var jobs =
                Jobs.start(
                        kit.system(),
                        JobSettings.from(kit.system().settings().config()),
                        calibrations,
                        results,
                        () -> CompletableFuture.completedFuture(List.of()),
                        Clock.systemUTC());
        return new OneNode(kit, journal, jobs);
    }

    /**
     * Waits for a job's end and tells which it was; a job that can't be asked now is asked again.
     */
    String ended(String jobId) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (System.nanoTime() < end_ns) {
            var asked = jobs.find(jobId).toCompletableFuture().exceptionally(_ -> Optional.empty());
            var job = await(asked);
            if (job.isPresent() && job.get().endedAt().isPresent()) {
                return job.get().phase();
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError(jobId + " did not end");
    }

    static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(WITHIN.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        kit.shutdownTestKit();
    }
}
