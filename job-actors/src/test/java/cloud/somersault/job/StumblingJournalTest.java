package cloud.somersault.job;

import static cloud.somersault.job.OneNode.await;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.Options;
import cloud.somersault.job.model.JobSpec.ProgramText;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.persistence.testkit.JournalOperation;
import org.apache.pekko.persistence.testkit.ProcessingPolicy;
import org.apache.pekko.persistence.testkit.ProcessingResult;
import org.apache.pekko.persistence.testkit.ProcessingSuccess;
import org.apache.pekko.persistence.testkit.StorageFailure;
import org.apache.pekko.persistence.testkit.WriteEvents;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The journal fails a write in the middle of a job's life: the job goes on by itself. */
class StumblingJournalTest {
    private static final String PLUS =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit q;
            bit c;
            h q;
            c = measure q;
            """;

    private static OneNode node;

    @BeforeAll
    static void start() {
        node = OneNode.ideal("stumbling", "");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void mend() {
        node.journal().resetPolicy();
    }

    @Test
    void a_job_of_which_only_the_result_was_not_stored_ends_though_no_worker_has_anything_of_it() {
        var failures = failOnce(JobEvent.Completed.class);
        await(node.jobs().submit("last-write", cut()));
        assertThat(node.ended("last-write")).isEqualTo("completed");
        assertThat(failures).hasValue(1);
        assertThat(node.journal().persistedInStorage("Job|last-write")).hasSize(2 + 3 + 1);
    }

    @Test
    void a_job_of_which_a_shard_was_not_stored_gets_its_counts_again_and_once() {
        var failures = failOnce(JobEvent.ShardCompleted.class);
        await(node.jobs().submit("shard-write", cut()));
        assertThat(node.ended("shard-write")).isEqualTo("completed");
        assertThat(failures).hasValue(1);
        assertThat(node.journal().persistedInStorage("Job|shard-write")).hasSize(2 + 3 + 1);
    }

    /** The next write of such an event fails; how many have. */
    private static AtomicInteger failOnce(Class<? extends JobEvent> kind) {
        var failures = new AtomicInteger();
        node.journal().withPolicy(new FailOnce(kind, failures));
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
}
