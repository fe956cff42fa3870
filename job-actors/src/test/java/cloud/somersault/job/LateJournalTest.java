package cloud.somersault.job;

import static cloud.somersault.job.OneNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.Options;
import cloud.somersault.job.model.JobSpec.ProgramText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.persistence.testkit.JournalOperation;
import org.apache.pekko.persistence.testkit.ProcessingPolicy;
import org.apache.pekko.persistence.testkit.ProcessingResult;
import org.apache.pekko.persistence.testkit.ProcessingSuccess;
import org.apache.pekko.persistence.testkit.StorageFailure;
import org.apache.pekko.persistence.testkit.WriteEvents;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The journal gives a write up, as Cassandra does when a replica answers too late, and it arrives
 * all the same: the job waits until it is there, and does not store it once more beside it.
 */
class LateJournalTest {
    /** How long the write is on its way that was given up. */
    private static final Duration LATE = Duration.ofSeconds(1);

    private static final String PLUS =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit q;
            bit c;
            h q;
            c = measure q;
            """;

    private OneNode node;

    @BeforeEach
    void start() {
        node = OneNode.ideal("late", "somersault.restart-after-journal-failure.least = 4s");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void an_end_that_arrives_after_it_was_given_up_is_not_stored_once_more() {
        node.journal().withPolicy(new GivenUpOnce("Job|late-end", JobEvent.Completed.class));
        submit("late-end");
        assertThat(node.ended("late-end")).isEqualTo("completed");
        assertThat(node.journal().persistedInStorage("Job|late-end"))
                .hasSize(2 + 3 + 1)
                .satisfiesOnlyOnce(
                        event -> assertThat(event).isInstanceOf(JobEvent.Completed.class));
    }

    @Test
    void a_shard_that_arrives_after_it_was_given_up_is_not_stored_once_more() {
        node.journal().withPolicy(new GivenUpOnce("Job|late-shard", JobEvent.ShardCompleted.class));
        submit("late-shard");
        assertThat(node.ended("late-shard")).isEqualTo("completed");
        assertThat(node.journal().persistedInStorage("Job|late-shard")).hasSize(2 + 3 + 1);
    }

    /** The first write of such an event is said to have failed, and is in the journal later. */
    private final class GivenUpOnce implements ProcessingPolicy<JournalOperation> {
        private final String entity;
        private final Class<? extends JobEvent> kind;
        private final AtomicBoolean done = new AtomicBoolean();

        GivenUpOnce(String entity, Class<? extends JobEvent> kind) {
            this.entity = entity;
            this.kind = kind;
        }

        @Override
        public ProcessingResult tryProcess(String id, JournalOperation operation) {
            if (operation instanceof WriteEvents written
                    && id.equals(entity)
                    && written.getBatch().stream().anyMatch(kind::isInstance)
                    && done.compareAndSet(false, true)) {
                List<Object> events = List.copyOf(written.getBatch());
                CompletableFuture.delayedExecutor(LATE.toMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> node.journal().persistForRecovery(id, events));
                return StorageFailure.create();
            }
            return ProcessingSuccess.getInstance();
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

    /** Again and again, as a client does, until the cluster is there. */
    private void submit(String jobId) {
        var asked = node.jobs().submit(jobId, cut()).toCompletableFuture();
        if (await(asked.handle((_, thrown) -> thrown != null))) {
            submit(jobId);
        }
    }
}
