package cloud.somersault.job.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import cloud.somersault.job.queue.QueueSimulation.Arrival;
import cloud.somersault.job.queue.QueueSimulation.Ended;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The queue over days of arrivals. */
class QueueSimulationTest {
    private static final QueueRules EQUAL = QueueRules.equal(10_000_000, 10_000_000);

    private static List<Ended> run(List<Arrival> arrivals, int workers) {
        var ended = new ArrayList<Ended>();
        new QueueSimulation(EQUAL, workers, Instant.EPOCH, ended::add).run(arrivals.iterator());
        return ended;
    }

    @Test
    void everything_that_comes_ends_and_the_same_arrivals_end_alike() {
        var first = new ArrayList<Ended>();
        var simulation =
                new QueueSimulation(EQUAL, 2, Instant.EPOCH, first::add)
                        .run(new YearOfArrivals(7, 2_000_000, 2, 500));
        assertThat(first).hasSize((int) simulation.arrived());
        var second = new ArrayList<Ended>();
        new QueueSimulation(EQUAL, 2, Instant.EPOCH, second::add)
                .run(new YearOfArrivals(7, 2_000_000, 2, 500));
        assertThat(second).isEqualTo(first);
    }

    /** Law: the wait of a single job beside any crowd is the shards that run, not the crowd. */
    @Test
    void beside_100_000_jobs_of_another_a_single_small_job_waits_for_one_shard_at_most() {
        double shardSeconds = 0.4;
        var random = new SplittableRandom(Long.getLong("seed", 8));
        var arrivals = new ArrayList<Arrival>();
        IntStream.range(0, 100_000)
                .mapToObj(_ -> new Arrival(0, "crowd", 9, 1, 0.25, shardSeconds))
                .forEach(arrivals::add);
        for (int i = 0; i < 200; i++) {
            arrivals.add(new Arrival(random.nextDouble(5000), "single", 0, 1, 0.01, 0.01));
        }
        arrivals.sort(Comparator.comparingDouble(Arrival::atSeconds));
        for (int workers : List.of(1, 2, 7)) {
            assertThat(run(arrivals, workers))
                    .filteredOn(job -> job.job().tenant().equals("single"))
                    .hasSize(200)
                    .allSatisfy(job ->
                            assertThat(job.waitSeconds()).isLessThanOrEqualTo(shardSeconds + 0.02));
        }
    }

    @Test
    void tenants_that_always_have_work_get_equal_time_whatever_their_shards_are_like() {
        var arrivals = new ArrayList<Arrival>();
        for (int i = 0; i < 4000; i++) {
            arrivals.add(new Arrival(0, "tiny", 5, 1, 0.1, 0.05));
            arrivals.add(new Arrival(0, "large", 5, 3, 0.25, 0.5));
            arrivals.add(new Arrival(0, "wrong", 5, 1, 0.001, 0.4));
        }
        var simulation =
                new QueueSimulation(EQUAL, 3, Instant.EPOCH, _ -> {}).run(arrivals.iterator(), 180);
        for (var tenant : List.of("tiny", "large", "wrong")) {
            assertThat(simulation.served(tenant)).as(tenant).isCloseTo(180, within(3.0));
        }
        assertThat(simulation.utilisation()).isCloseTo(1, within(0.01));
    }

    @Test
    void no_job_starves_behind_a_stream_of_urgent_ones() {
        var arrivals = new ArrayList<Arrival>();
        arrivals.add(new Arrival(0, "a", 0, 1, 0.5, 0.5));
        for (int i = 0; i < 2000; i++) {
            arrivals.add(new Arrival(0.4 * i, "a", 9, 1, 0.5, 0.5));
        }
        var patient =
                run(arrivals, 1).stream().filter(job -> job.job().priority() == 0).findFirst();
        // Overtaken by at most as many as nine steps of priority are worth, and by two in hand.
        assertThat(patient.orElseThrow().waitSeconds())
                .isLessThanOrEqualTo(0.5 * (9 * FairQueue.AGEING_JOBS + 2));
    }
}
