package cloud.somersault.job.queue;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.job.queue.FairQueue.Costed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What tenants may expect of the queue. */
class FairQueueTest {

    private static void startAll(FairQueue<String> queue, int shardsOfEach) {
        for (var job = queue.startNext(); job.isPresent(); job = queue.startNext()) {
            var id = job.get();
            queue.ready(
                    id,
                    IntStream.range(0, shardsOfEach)
                            .mapToObj(i -> new Costed<>(id + "/" + i, 1.0))
                            .toList());
        }
    }

    private static List<String> drain(FairQueue<String> queue, int shardsOfEach) {
        var order = new ArrayList<String>();
        startAll(queue, shardsOfEach);
        for (var next = queue.next(); next.isPresent(); next = queue.next()) {
            order.add(next.get().jobId());
            startAll(queue, shardsOfEach);
        }
        return order;
    }

    @Test
    void jobs_of_one_tenant_go_in_order() {
        var queue = new FairQueue<String>();
        List.of("a", "b", "c").forEach(job -> queue.enqueue(job, "alice", 5));
        assertThat(drain(queue, 1)).containsExactly("a", "b", "c");
    }

    @Test
    void a_higher_priority_goes_first_inside_a_tenant() {
        var queue = new FairQueue<String>();
        queue.enqueue("low", "alice", 1);
        queue.enqueue("high", "alice", 9);
        assertThat(drain(queue, 1)).containsExactly("high", "low");
    }

    @Test
    void a_job_that_is_overtaken_for_long_is_overtaken_no_more() {
        var queue = new FairQueue<String>();
        queue.enqueue("patient", "alice", 0);
        for (int i = 0; i < 1000; i++) {
            queue.enqueue("urgent" + i, "alice", 9);
        }
        assertThat(drain(queue, 1).indexOf("patient"))
                .isLessThanOrEqualTo(9 * FairQueue.AGEING_JOBS + 1);
    }

    @Test
    void a_tenant_with_100_000_jobs_delays_anothers_single_job_by_one_shard() {
        var queue = new FairQueue<String>();
        for (int i = 0; i < 100_000; i++) {
            queue.enqueue("crowd" + i, "crowd", 9);
        }
        startAll(queue, 3);
        for (int i = 0; i < 500; i++) {
            queue.next();
            startAll(queue, 3);
        }
        queue.enqueue("single", "alice", 0);
        startAll(queue, 3);
        var next = List.of(queue.next().orElseThrow(), queue.next().orElseThrow());
        assertThat(next).anyMatch(handed -> handed.jobId().equals("single"));
    }

    @Test
    void a_job_that_is_here_is_not_placed_twice() {
        var queue = new FairQueue<String>();
        assertThat(queue.enqueue("a", "alice", 5)).isTrue();
        assertThat(queue.enqueue("a", "alice", 5)).isFalse();
        startAll(queue, 1);
        assertThat(queue.enqueue("a", "alice", 5)).isFalse();
        assertThat(drain(queue, 1)).containsExactly("a");
    }

    @Test
    void a_removed_job_hands_out_nothing_more() {
        var queue = new FairQueue<String>();
        queue.enqueue("a", "alice", 5);
        startAll(queue, 4);
        assertThat(queue.next()).isPresent();
        queue.remove("a");
        assertThat(queue.next()).isEmpty();
        assertThat(queue.depth()).isZero();
    }

    /** Law: every job goes, once, whatever comes in whatever order. */
    @Test
    void every_shard_is_handed_out_exactly_once() {
        var dice = new SplittableRandom(Long.getLong("seed", 11));
        for (int round = 0; round < 200; round++) {
            var queue = new FairQueue<String>();
            int jobs = 1 + dice.nextInt(60);
            for (int i = 0; i < jobs; i++) {
                queue.enqueue("j" + i, "t" + dice.nextInt(5), dice.nextInt(10));
            }
            var order = drain(queue, 3);
            assertThat(order).hasSize(3 * jobs);
            var times = new HashMap<String, Integer>();
            order.forEach(job -> times.merge(job, 1, Integer::sum));
            assertThat(times).hasSize(jobs).allSatisfy((_, n) -> assertThat(n).isEqualTo(3));
        }
    }

    /** Law: busy tenants are served alike, within one shard and its cost. */
    @Test
    void busy_tenants_get_equal_shares() {
        var queue = new FairQueue<String>();
        for (int i = 0; i < 900; i++) {
            queue.enqueue("j" + i, "t" + i % 3, i % 10);
        }
        startAll(queue, 1);
        var served = new HashMap<String, Integer>();
        for (int i = 0; i < 300; i++) {
            served.merge(queue.next().orElseThrow().tenant(), 1, Integer::sum);
            startAll(queue, 1);
        }
        assertThat(served.values()).allSatisfy(n -> assertThat(n).isBetween(99, 101));
    }

    /** Law: a place in the queue is honest: at most the depth, and as many go before as it says. */
    @Test
    void a_position_is_never_larger_than_the_depth_nor_than_the_wait() {
        var dice = new SplittableRandom(Long.getLong("seed", 12));
        for (int round = 0; round < 100; round++) {
            var queue = new FairQueue<String>();
            int jobs = 1 + dice.nextInt(40);
            for (int i = 0; i < jobs; i++) {
                queue.enqueue("j" + i, "t" + dice.nextInt(4), 5);
            }
            var asked = "j" + dice.nextInt(jobs);
            var place = queue.position(asked).orElseThrow();
            assertThat(place.position()).isBetween(1, place.depth());
            var order = drain(queue, 1);
            assertThat(order.indexOf(asked) + 1).isEqualTo(place.position());
        }
    }

    @Test
    void whatever_comes_and_ends_no_waiting_job_is_lost() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new SplittableRandom(seed);
            var queue = new FairQueue<String>();
            var waiting = new HashSet<String>();
            var running = new ArrayList<String>();
            int jobs = 0;
            while (jobs < 60 || !waiting.isEmpty()) {
                switch (random.nextInt(3)) {
                    case 0 -> {
                        if (jobs < 60) {
                            var id = "job" + jobs++;
                            queue.enqueue(id, "tenant" + random.nextInt(3), random.nextInt(2));
                            waiting.add(id);
                        }
                    }
                    case 1 -> {
                        startAll(queue, 1);
                        queue.next()
                                .ifPresent(handed -> {
                                    waiting.remove(handed.jobId());
                                    running.add(handed.jobId());
                                });
                    }
                    default -> {
                        if (!running.isEmpty()) {
                            queue.remove(running.remove(random.nextInt(running.size())));
                        }
                    }
                }
                if (jobs == 60 && running.isEmpty() && !waiting.isEmpty()) {
                    startAll(queue, 1);
                    var next = queue.next();
                    assertThat(next).as("seed %d: %s wait", seed, waiting).isPresent();
                    waiting.remove(next.orElseThrow().jobId());
                    running.add(next.orElseThrow().jobId());
                }
            }
        }
    }
}
