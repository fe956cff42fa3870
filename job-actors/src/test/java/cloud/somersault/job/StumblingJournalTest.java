package cloud.somersault.job;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.Options;
import cloud.somersault.job.model.JobSpec.ProgramText;
import com.typesafe.config.ConfigFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;
import org.apache.pekko.persistence.testkit.JournalOperation;
import org.apache.pekko.persistence.testkit.PersistenceTestKitPlugin;
import org.apache.pekko.persistence.testkit.ProcessingPolicy;
import org.apache.pekko.persistence.testkit.ProcessingResult;
import org.apache.pekko.persistence.testkit.ProcessingSuccess;
import org.apache.pekko.persistence.testkit.StorageFailure;
import org.apache.pekko.persistence.testkit.WriteEvents;
import org.apache.pekko.persistence.testkit.javadsl.PersistenceTestKit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The journal fails a write in the middle of a job's life: the job goes on by itself. */
class StumblingJournalTest {
    private static final Duration WITHIN = Duration.ofSeconds(30);

    private static final String PLUS =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit q;
            bit c;
            h q;
            c = measure q;
            """;

    private static ActorTestKit kit;
    private static PersistenceTestKit journal;
    private static Jobs jobs;

    @BeforeAll
    static void start() {
        kit =
                ActorTestKit.create(
                        "stumbling",
                        ConfigFactory.parseString(
                                        """
                                        pekko.actor.provider = cluster
                                        pekko.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
                                        pekko.cluster.roles = [keeper, simulator]
                                        pekko.cluster.jmx.enabled = off
                                        """)
                                .withFallback(PersistenceTestKitPlugin.getInstance().config())
                                .withFallback(ConfigFactory.load()));
        journal = PersistenceTestKit.create(kit.system());
        var cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        jobs =
                Jobs.start(
                        kit.system(),
                        JobSettings.from(kit.system().settings().config()),
                        new Idealists.NoChip(),
                        new Idealists.NoStore(),
                        () -> CompletableFuture.completedFuture(List.of()),
                        Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        kit.shutdownTestKit();
    }

    @AfterEach
    void mend() {
        journal.resetPolicy();
    }

    @Test
    void a_job_of_which_only_the_result_was_not_stored_ends_though_no_worker_has_anything_of_it() {
        var failures = failOnce(JobEvent.Completed.class);
        await(jobs.submit("last-write", cut()));
        assertThat(ended("last-write")).isEqualTo("completed");
        assertThat(failures).hasValue(1);
        assertThat(journal.persistedInStorage("Job|last-write")).hasSize(2 + 3 + 1);
    }

    @Test
    void a_job_of_which_a_shard_was_not_stored_gets_its_counts_again_and_once() {
        var failures = failOnce(JobEvent.ShardCompleted.class);
        await(jobs.submit("shard-write", cut()));
        assertThat(ended("shard-write")).isEqualTo("completed");
        assertThat(failures).hasValue(1);
        assertThat(journal.persistedInStorage("Job|shard-write")).hasSize(2 + 3 + 1);
    }

    /** The next write of such an event fails; how many have. */
    private static AtomicInteger failOnce(Class<? extends JobEvent> kind) {
        var failures = new AtomicInteger();
        journal.withPolicy(new FailOnce(kind, failures));
        return failures;
    }

    private record FailOnce(Class<? extends JobEvent> kind, AtomicInteger failures)
            implements ProcessingPolicy<JournalOperation> {
        @Override
        public ProcessingResult tryProcess(String entity, JournalOperation operation) {
            boolean meant =
                    operation instanceof WriteEvents written
                            && written.getBatch().stream().anyMatch(kind::isInstance);
            return meant && failures.compareAndSet(0, 1)
                    ? StorageFailure.create()
                    : ProcessingSuccess.getInstance();
        }
    }

    private static JobSpec cut() {
        return new JobSpec(
                "cut",
                "alice",
                JobSpec.IDEAL,
                List.of(new ProgramText("openqasm-3", PLUS, Map.of())),
                300,
                1,
                5,
                new Options(Optional.empty(), Optional.empty(), Optional.of(3), 60));
    }

    private static String ended(String jobId) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (System.nanoTime() < end_ns) {
            var job = await(jobs.find(jobId)).orElseThrow();
            if (job.endedAt().isPresent()) {
                return job.phase();
            }
            LockSupport.parkNanos(20_000_000);
        }
        throw new AssertionError(jobId + " did not end");
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(WITHIN.toSeconds(), TimeUnit.SECONDS).join();
    }
}
