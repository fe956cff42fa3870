package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.client.Cloud;
import cloud.somersault.client.JobView;
import cloud.somersault.client.NoServerException;
import cloud.somersault.client.RefusedException;
import cloud.somersault.load.MixedJobs.MixedJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The promise of the house, tried: acknowledged means that it ends, once, with the same counts. */
@Execution(ExecutionMode.CONCURRENT)
class StormTest {
    private static final int JOBS = 500;
    private static final int CLIENTS = 8;
    private static final int KILLS = 3;
    private static final long SEED = Long.getLong("seed", 17);
    private static final Duration WITHIN = Duration.ofMinutes(5);

    @TempDir private Path calm;
    @TempDir private Path stormy;

    @Test
    void
            five_hundred_mixed_jobs_with_three_kills_end_once_each_with_the_counts_of_an_undisturbed_run()
                    throws Exception {
        var jobs = MixedJobs.draw(JOBS, SEED);
        Map<String, String> undisturbed;
        try (var server = Servers.startLight(calm)) {
            var accepted = submitAll(jobs, server::cloud);
            undisturbed = digests(server.cloud(), accepted);
        }

        try (var storm = new Storm(stormy, KILLS, JOBS, new SplittableRandom(SEED))) {
            var accepted = submitAll(jobs, storm);
            storm.over();
            var disturbed = digests(storm.get(), accepted);

            assertThat(new HashSet<>(accepted.values()))
                    .as("a job for each key, and none twice")
                    .hasSize(JOBS);
            assertThat(storm.get().allJobs(Optional.empty()))
                    .as("every job that the server knows")
                    .extracting(JobView::id)
                    .containsExactlyInAnyOrderElementsOf(accepted.values());
            assertThat(disturbed).isEqualTo(undisturbed);
            assertThat(storm.kills()).hasSize(KILLS);
            assertThat(underWay(storm)).as("jobs that a kill interrupted").isPositive();
            for (var id : accepted.values()) {
                assertThat(Endings.of(storm.get(), id)).as("endings of " + id).hasSize(1);
            }
        }
    }

    /** Submits from several clients at once; each repeats what was not answered. Ids by key. */
    private static Map<String, String> submitAll(List<MixedJob> jobs, Supplier<Cloud> cloud)
            throws Exception {
        var accepted = new ConcurrentHashMap<String, String>();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            var all = new ArrayList<Future<?>>();
            for (var job : jobs) {
                all.add(clients.submit(() -> accepted.put(job.key(), submit(job, cloud))));
            }
            for (var one : all) {
                one.get();
            }
        }
        return accepted;
    }

    private static String submit(MixedJob job, Supplier<Cloud> cloud) {
        long end_ns = System.nanoTime() + WITHIN.toNanos();
        while (true) {
            try {
                return cloud.get()
                        .submit(job.body(), Optional.of(job.key()), Optional.of(job.tenant()))
                        .id();
            } catch (NoServerException killed) {
                again(end_ns, killed);
            } catch (RefusedException refused) {
                if (refused.problem().status() != 429 && refused.problem().status() != 503) {
                    throw new AssertionError(job.body().toPrettyString(), refused);
                }
                again(end_ns, refused);
            }
        }
    }

    private static void again(long end_ns, RuntimeException why) {
        if (System.nanoTime() > end_ns) {
            throw why;
        }
        Servers.pause(Duration.ofMillis(50));
    }

    /** Waits for all; the digest of every job's result by its key. */
    private static Map<String, String> digests(Cloud cloud, Map<String, String> accepted) {
        var digests = new TreeMap<String, String>();
        accepted.forEach((key, id) -> {
            var job = cloud.await(id, WITHIN, _ -> {});
            assertThat(job.phase()).as("%s: %s", key, job).isEqualTo("completed");
            var result = cloud.result(id);
            assertThat(job.resultDigest()).contains(result.digest());
            digests.put(
                    key,
                    result.digest()
                            + " "
                            + result.results().stream()
                                    .map(circuit -> circuit.counts().toString())
                                    .toList());
        });
        return digests;
    }

    /** How many jobs had been accepted and had not ended when a kill came, all kills together. */
    private static long underWay(Storm storm) {
        var jobs = storm.get().allJobs(Optional.empty());
        long underWay = 0;
        for (var kill : storm.kills()) {
            underWay +=
                    jobs.stream()
                            .filter(job -> job.submittedAt().orElseThrow().isBefore(kill))
                            .filter(job -> job.endedAt().orElseThrow().isAfter(kill))
                            .count();
        }
        System.out.println(storm.kills().size() + " kills interrupted " + underWay + " jobs");
        return underWay;
    }
}
