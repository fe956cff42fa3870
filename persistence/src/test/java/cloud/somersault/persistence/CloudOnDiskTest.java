package cloud.somersault.persistence;

import static cloud.somersault.persistence.CloudOnDisk.await;
import static cloud.somersault.persistence.CloudOnDisk.spec;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.Jobs.Submission;
import cloud.somersault.persistence.audit.Replay;
import cloud.somersault.persistence.view.JobList;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs, their list and their replay on the real log: what outlives the process. */
class CloudOnDiskTest {
    private static final String BELL =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit[2] q;
            bit[2] c;
            h q[0];
            cx q[0], q[1];
            c = measure q;
            """;

    /** 16 qubits all measured: 3000 shots have nearly 3000 different bitstrings, some 60 kB. */
    private static final String WIDE =
            """
            OPENQASM 3.0;
            include "stdgates.inc";
            qubit[16] q;
            bit[16] c;
            h q;
            c = measure q;
            """;

    @TempDir Path folder;

    @Test
    void accepted_jobs_end_after_a_restart_with_the_counts_of_an_undisturbed_run() {
        try (var idle = new CloudOnDisk(folder, 0)) {
            for (int i = 0; i < 20; i++) {
                var target = i % 2 == 0 ? "ideal" : "wukong";
                assertThat(await(idle.jobs.submit("j" + i, spec("alice", target, BELL, 100 + i))))
                        .isInstanceOf(Submission.Accepted.class);
            }
        }
        var digests = new ArrayList<String>();
        try (var cloud = new CloudOnDisk(folder, 4)) {
            for (int i = 0; i < 20; i++) {
                var job = cloud.ended("j" + i);
                assertThat(job.phase()).isEqualTo("completed");
                digests.add(job.resultDigest().orElseThrow());
            }
            for (int i = 0; i < 20; i++) {
                var target = i % 2 == 0 ? "ideal" : "wukong";
                await(cloud.jobs.submit("k" + i, spec("alice", target, BELL, 100 + i)));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(cloud.ended("k" + i).resultDigest()).contains(digests.get(i));
            }
        }
    }

    @Test
    void a_job_replays_to_the_same_digest_also_after_a_restart_and_with_a_large_result() {
        try (var cloud = new CloudOnDisk(folder, 4)) {
            await(cloud.jobs.submit("bell", spec("alice", "wukong", BELL, 1000)));
            await(cloud.jobs.submit("wide", spec("alice", "ideal", WIDE, 3000)));
            cloud.ended("bell");
            cloud.ended("wide");
            long results =
                    cloud.log.read(session -> session.number("SELECT count(*) FROM results"));
            assertThat(results).isPositive();
        }
        try (var cloud = new CloudOnDisk(folder, 4)) {
            for (var job : new String[] {"bell", "wide"}) {
                assertThat(await(cloud.replay.replay(job)))
                        .isInstanceOfSatisfying(
                                Replay.Outcome.Replayed.class,
                                outcome -> {
                                    var report = outcome.report();
                                    assertThat(report.equal()).isTrue();
                                    assertThat(report.replayedDigest())
                                            .isEqualTo(report.recordedDigest());
                                    assertThat(report.compiled().map(one -> one.equal()))
                                            .isEqualTo(
                                                    job.equals("bell")
                                                            ? Optional.of(true)
                                                            : Optional.empty());
                                });
            }
            assertThat(await(cloud.replay.replay("nobody")))
                    .isInstanceOfSatisfying(
                            Replay.Outcome.Refused.class,
                            refused ->
                                    assertThat(refused.refusal().code())
                                            .isEqualTo("job-not-found"));
        }
    }

    @Test
    void the_list_is_paged_newest_first_and_filtered() {
        try (var cloud = new CloudOnDisk(folder, 4)) {
            for (int i = 0; i < 9; i++) {
                await(cloud.jobs.submit("j" + i, spec(i < 3 ? "bob" : "alice", "ideal", BELL, 10)));
            }
            for (int i = 0; i < 9; i++) {
                cloud.ended("j" + i);
            }
            await(cloud.jobs.submit("last", spec("bob", "ideal", BELL, 10)));
            assertThat(page(cloud, Optional.empty(), Optional.empty(), 1).getFirst().job().id())
                    .as("whoever has submitted a job finds it in the list at once")
                    .isEqualTo("last");
            cloud.ended("last");
            var seen = new ArrayList<String>();
            var before = Optional.<Long>empty();
            while (true) {
                var page = page(cloud, before, Optional.empty(), 4);
                if (page.isEmpty()) {
                    break;
                }
                page.forEach(row -> seen.add(row.job().id()));
                before = Optional.of(page.getLast().place());
            }
            assertThat(seen)
                    .containsExactly("last", "j8", "j7", "j6", "j5", "j4", "j3", "j2", "j1", "j0");
            assertThat(page(cloud, Optional.empty(), Optional.of("bob"), 100))
                    .extracting(row -> row.job().id())
                    .containsExactly("last", "j2", "j1", "j0");
        }
        // What the view says after a restart is what the jobs themselves say.
        try (var cloud = new CloudOnDisk(folder, 0)) {
            for (var row :
                    await(
                            cloud.list.list(
                                    Optional.empty(), Optional.empty(), Optional.empty(), 100))) {
                assertThat(Optional.of(row.job()))
                        .isEqualTo(await(cloud.jobs.find(row.job().id())));
            }
        }
    }

    private static List<JobList.Row> page(
            CloudOnDisk cloud, Optional<Long> before, Optional<String> tenant, int limit) {
        return await(cloud.list.list(before, Optional.empty(), tenant, limit));
    }
}
