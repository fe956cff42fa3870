package cloud.somersault.job.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.job.queue.FairQueue.Costed;
import cloud.somersault.job.queue.QueueRules.Reservation;
import cloud.somersault.job.queue.QueueRules.TenantRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the operator's rules do: weights, quotas, booked sessions. */
class FairSharesTest {
    private static final Instant MORNING = Instant.parse("2026-11-21T08:00:00Z");
    private static final TenantRules USUAL = new TenantRules(1, 1_000_000, Double.MAX_VALUE);

    private static QueueRules rules(Map<String, TenantRules> tenants, Reservation... sessions) {
        return new QueueRules(1_000_000, USUAL, tenants, List.of(sessions));
    }

    private static void fill(FairQueue<String> queue, String tenant, int jobs) {
        for (int i = 0; i < jobs; i++) {
            queue.enqueue(tenant + i, tenant, 5, 1);
        }
    }

    private static void start(FairQueue<String> queue, double seconds) {
        for (var job = queue.startNext(); job.isPresent(); job = queue.startNext()) {
            queue.ready(job.get(), List.of(new Costed<>(job.get(), seconds)));
        }
    }

    /** Hands out so many shards of one second, each done when the next is asked for. */
    private static Map<String, Integer> served(FairQueue<String> queue, int shards) {
        var served = new HashMap<String, Integer>();
        for (int i = 0; i < shards; i++) {
            start(queue, 1);
            var handed = queue.next().orElseThrow();
            served.merge(handed.tenant(), 1, Integer::sum);
            queue.settle(handed.tenant(), handed.charge(), 1);
            queue.remove(handed.jobId());
        }
        return served;
    }

    /** Law: over any weights, what busy tenants get is in proportion, within one shard each. */
    @Test
    void busy_tenants_are_served_in_proportion_to_their_weights() {
        var random = new SplittableRandom(Long.getLong("seed", 3));
        for (int round = 0; round < 50; round++) {
            var weights = new HashMap<String, TenantRules>();
            double sum = 0;
            for (int i = 0; i < 2 + random.nextInt(5); i++) {
                double weight = 0.25 * (1 + random.nextInt(16));
                weights.put("t" + i, new TenantRules(weight, 100_000, Double.MAX_VALUE));
                sum += weight;
            }
            var queue = new FairQueue<String>(rules(weights));
            weights.keySet().forEach(tenant -> fill(queue, tenant, 600));
            int shards = 500;
            var served = served(queue, shards);
            for (var tenant : weights.entrySet()) {
                double due = shards * tenant.getValue().weight() / sum;
                assertThat((double) served.getOrDefault(tenant.getKey(), 0))
                        .isCloseTo(due, within((double) weights.size()));
            }
        }
    }

    @Test
    void work_that_takes_longer_than_estimated_is_charged_as_it_was() {
        var queue = new FairQueue<String>();
        fill(queue, "honest", 400);
        fill(queue, "optimist", 400);
        var seconds = new HashMap<String, Double>();
        for (int i = 0; i < 300; i++) {
            start(queue, 1);
            var handed = queue.next().orElseThrow();
            double took = handed.tenant().equals("optimist") ? 4 : 1;
            seconds.merge(handed.tenant(), took, Double::sum);
            queue.settle(handed.tenant(), handed.charge(), took);
        }
        assertThat(seconds.get("optimist")).isCloseTo(seconds.get("honest"), within(5.0));
    }

    @Test
    void a_tenant_that_idled_gets_no_more_than_the_others_afterwards() {
        var queue = new FairQueue<String>();
        fill(queue, "busy", 400);
        served(queue, 100);
        fill(queue, "late", 400);
        assertThat(served(queue, 100).get("late")).isBetween(49, 51);
    }

    @Test
    void no_more_work_of_a_tenant_is_under_way_than_its_quota_but_one_shard_always_may_be() {
        var queue =
                new FairQueue<String>(rules(Map.of("small", new TenantRules(1, 1_000_000, 2.5))));
        fill(queue, "small", 10);
        start(queue, 1);
        var first = queue.next().orElseThrow();
        assertThat(queue.next()).isPresent();
        assertThat(queue.next()).isEmpty();
        fill(queue, "other", 1);
        start(queue, 1);
        assertThat(queue.next().orElseThrow().tenant()).isEqualTo("other");
        queue.settle("small", first.charge(), 1);
        assertThat(queue.next().orElseThrow().tenant()).isEqualTo("small");
    }

    @Test
    void a_shard_larger_than_the_quota_runs_alone() {
        var queue =
                new FairQueue<String>(rules(Map.of("small", new TenantRules(1, 1_000_000, 0.5))));
        fill(queue, "small", 2);
        start(queue, 1);
        var only = queue.next().orElseThrow();
        assertThat(queue.next()).isEmpty();
        queue.settle("small", only.charge(), 1);
        assertThat(queue.next()).isPresent();
    }

    @Test
    void a_full_queue_names_its_limit() {
        var queue =
                new FairQueue<String>(
                        new QueueRules(
                                3, new TenantRules(1, 2, Double.MAX_VALUE), Map.of(), List.of()));
        fill(queue, "a", 2);
        assertThat(queue.limit("a")).contains(new QueueLimit("queue.tenant-jobs-max", 2));
        assertThat(queue.limit("b")).isEmpty();
        fill(queue, "b", 1);
        assertThat(queue.limit("b")).contains(new QueueLimit("queue.jobs-max", 3));
    }

    @Test
    void a_booked_session_gets_its_share_and_fair_queueing_the_rest() {
        var session = new Reservation("booked", MORNING, MORNING.plus(Duration.ofHours(1)), 0.5);
        var queue = new FairQueue<String>(rules(Map.of(), session));
        queue.at(MORNING);
        for (var tenant : List.of("booked", "a", "b", "c")) {
            fill(queue, tenant, 1000);
        }
        // Half of 400, and a quarter of the other half.
        assertThat(served(queue, 400).get("booked")).isBetween(248, 252);
    }

    @Test
    void before_and_after_its_session_a_tenant_is_like_any_other() {
        var session =
                new Reservation("booked", MORNING.plusSeconds(60), MORNING.plusSeconds(120), 0.9);
        var queue = new FairQueue<String>(rules(Map.of(), session));
        queue.at(MORNING);
        for (var tenant : List.of("booked", "a")) {
            fill(queue, tenant, 2000);
        }
        assertThat(served(queue, 100).get("booked")).isBetween(49, 51);
        queue.at(MORNING.plusSeconds(60));
        assertThat(served(queue, 100).get("booked")).isBetween(93, 97);
        queue.at(MORNING.plusSeconds(120));
        assertThat(served(queue, 100).get("booked")).isBetween(49, 51);
    }

    @Test
    void what_a_session_does_not_use_others_get_and_nothing_is_saved_up() {
        var session = new Reservation("booked", MORNING, MORNING.plusSeconds(60), 0.5);
        var queue = new FairQueue<String>(rules(Map.of(), session));
        queue.at(MORNING);
        fill(queue, "a", 1000);
        assertThat(served(queue, 100)).isEqualTo(Map.of("a", 100));
        fill(queue, "booked", 1000);
        assertThat(served(queue, 100).get("booked")).isBetween(73, 77);
    }

    /** Law: with exact estimates and one worker, a job starts when its place says. */
    @Test
    void a_job_starts_after_the_work_that_its_place_names() {
        var random = new SplittableRandom(Long.getLong("seed", 17));
        for (int round = 0; round < 100; round++) {
            var weights = new HashMap<String, TenantRules>();
            for (int i = 0; i < 4; i++) {
                weights.put(
                        "t" + i, new TenantRules(1 << random.nextInt(3), 1000, Double.MAX_VALUE));
            }
            var queue = new FairQueue<String>(rules(weights));
            var seconds = new HashMap<String, Double>();
            int jobs = 1 + random.nextInt(60);
            for (int i = 0; i < jobs; i++) {
                double cost = (1 + random.nextInt(16)) / 16.0;
                seconds.put("j" + i, cost);
                queue.enqueue("j" + i, "t" + random.nextInt(4), random.nextInt(10), cost);
            }
            var asked = "j" + random.nextInt(jobs);
            var place = queue.position(asked).orElseThrow();
            var order = new ArrayList<String>();
            double before = 0;
            while (!order.contains(asked)) {
                for (var job = queue.startNext(); job.isPresent(); job = queue.startNext()) {
                    queue.ready(
                            job.get(), List.of(new Costed<>(job.get(), seconds.get(job.get()))));
                }
                var next = queue.next().orElseThrow();
                if (!next.jobId().equals(asked)) {
                    before += seconds.get(next.jobId());
                }
                order.add(next.jobId());
            }
            assertThat(order).hasSize(place.position());
            // Of each other tenant the work in hand may reach beyond: at most one job, one second.
            assertThat(place.secondsAhead()).isBetween(before - 3, before + 1e-9);
        }
    }

    @Test
    void the_load_names_who_has_how_much() {
        var queue = new FairQueue<String>();
        fill(queue, "a", 5);
        start(queue, 1);
        var handed = queue.next().orElseThrow();
        assertThat(queue.load().get("a")).isEqualTo(new FairQueue.TenantLoad(3, 1, 1.0));
        queue.settle("a", handed.charge(), 1);
        for (int i = 0; i < 5; i++) {
            queue.remove("a" + i);
        }
        assertThat(queue.load().values()).allSatisfy(load -> assertThat(load.waiting()).isZero());
    }

    /** Law: whatever comes, ends and settles, no count drifts from what a plain sum says. */
    @Test
    void counts_agree_with_plain_sums() {
        for (long seed = 0; seed < 100; seed++) {
            var random = new SplittableRandom(seed);
            var queue = new FairQueue<String>();
            var running = new ArrayList<FairQueue.Handed<String>>();
            var known = new ArrayList<String>();
            for (int step = 0; step < 400; step++) {
                switch (random.nextInt(5)) {
                    case 0, 1 -> {
                        queue.enqueue("j" + step, "t" + random.nextInt(6), random.nextInt(10), 0.5);
                        known.add("j" + step);
                    }
                    case 2 -> {
                        start(queue, 1);
                        queue.next().ifPresent(running::add);
                    }
                    case 3 -> {
                        if (!running.isEmpty()) {
                            var done = running.remove(random.nextInt(running.size()));
                            queue.settle(done.tenant(), done.charge(), random.nextInt(3));
                            if (random.nextBoolean()) {
                                queue.remove(done.jobId());
                                known.remove(done.jobId());
                            }
                        }
                    }
                    default -> {
                        if (!known.isEmpty()) {
                            var gone = known.remove(random.nextInt(known.size()));
                            queue.remove(gone);
                        }
                    }
                }
                var load = queue.load().values();
                assertThat(load.stream().mapToInt(FairQueue.TenantLoad::waiting).sum())
                        .isEqualTo(queue.depth());
                assertThat(load.stream().mapToDouble(FairQueue.TenantLoad::runningSeconds).sum())
                        .isEqualTo((double) running.size());
            }
            Collections.reverse(known);
            known.forEach(queue::remove);
            running.forEach(done -> queue.settle(done.tenant(), done.charge(), 1));
            assertThat(queue.depth()).isZero();
            fill(queue, "last", 3);
            start(queue, 1);
            assertThat(queue.next()).isPresent();
        }
    }
}
