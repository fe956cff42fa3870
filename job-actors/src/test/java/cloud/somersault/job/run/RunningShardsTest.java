package cloud.somersault.job.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.run.ShardWork.WorkCircuit;
import cloud.somersault.simulators.CancelledRunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The memory of a node: what runs at a time never needs more than there is. */
class RunningShardsTest {
    private static final long SEED = Long.getLong("seed", 5);
    private static final long MEBIBYTE = 1L << 20;

    private static ShardWork shard(String jobId, long memoryBytes) {
        var program = new ProgramText("openqasm-3", "", Map.of());
        var circuit = new WorkCircuit(0, program, "state-vector", memoryBytes);
        return new ShardWork(
                jobId, 0, List.of(), List.of(circuit), List.of(1), 1, Optional.empty());
    }

    @Test
    void shards_that_run_together_never_need_more_than_the_node_has() throws Exception {
        long budget = 100 * MEBIBYTE;
        var running = new RunningShards(budget);
        var used = new AtomicLong();
        var most = new AtomicLong();
        var dice = new SplittableRandom(SEED);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var runs = new ArrayList<CompletableFuture<Void>>();
            for (int i = 0; i < 400; i++) {
                long bytes = dice.nextLong(budget - MEBIBYTE);
                runs.add(
                        CompletableFuture.runAsync(
                                () -> {
                                    try (var _ = running.begin(shard("job", bytes))) {
                                        long now = used.addAndGet(bytes);
                                        most.accumulateAndGet(now, Math::max);
                                        Thread.yield();
                                        used.addAndGet(-bytes);
                                    }
                                },
                                threads));
            }
            for (var run : runs) {
                run.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(used).hasValue(0);
        assertThat(most.get()).isPositive().isLessThanOrEqualTo(budget);
    }

    @Test
    void a_shard_that_would_never_fit_is_refused_and_not_begun() {
        var running = new RunningShards(100 * MEBIBYTE);
        assertThatThrownBy(() -> running.begin(shard("job", 100 * MEBIBYTE)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("101 MiB")
                .hasMessageContaining("100 MiB");
    }

    @Test
    void a_shard_that_waits_for_memory_ends_with_its_job() {
        var running = new RunningShards(100 * MEBIBYTE);
        try (var _ = running.begin(shard("first", 60 * MEBIBYTE))) {
            var second =
                    CompletableFuture.supplyAsync(
                            () -> running.begin(shard("second", 60 * MEBIBYTE)));
            running.cancel("second");
            assertThatThrownBy(() -> second.get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(CancelledRunException.class);
        }
    }
}
