package cloud.somersault.job.queue;

import cloud.somersault.job.queue.QueueSimulation.Ended;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A year of arrivals through the queue. Arguments, each name=value: jobs (a year), days, workers,
 * crowd (jobs that come at once), seed.
 */
final class QueueBenchmark {

    private QueueBenchmark() {}

    public static void main(String[] arguments) {
        var options = new HashMap<String, Long>();
        for (var argument : arguments) {
            var parts = argument.split("=", 2);
            options.put(parts[0], Long.parseLong(parts[1]));
        }
        long jobs = options.getOrDefault("jobs", 1_000_000L);
        long days = options.getOrDefault("days", 365L);
        int workers = options.getOrDefault("workers", 1L).intValue();
        int crowd = options.getOrDefault("crowd", 2_000L).intValue();
        long seed = options.getOrDefault("seed", 1L);
        var cpu = ManagementFactory.getThreadMXBean();
        long begin = cpu.getCurrentThreadCpuTime();
        var classes = new Waits();
        var simulation =
                new QueueSimulation(
                                QueueRules.equal(100_000_000, 100_000_000),
                                workers,
                                Instant.EPOCH,
                                classes)
                        .run(new YearOfArrivals(seed, jobs, days, crowd));
        System.out.printf(
                Locale.ROOT,
                "%,d jobs in %d days on %d workers, which were busy %.0f %% of the time; at most"
                        + " %,d waited; simulated in %.1f s of CPU%n%n",
                simulation.arrived(),
                days,
                workers,
                100 * simulation.utilisation(),
                simulation.deepest(),
                (cpu.getCurrentThreadCpuTime() - begin) / 1e9);
        classes.print();
    }

    /** Waits by kind of job. */
    private static final class Waits implements Consumer<Ended> {
        private static final double SMALL_SECONDS = 0.25;
        private final Map<String, List<Double>> waits = new HashMap<>();
        private final List<Double> errors = new ArrayList<>();

        @Override
        public void accept(Ended job) {
            var arrival = job.job();
            boolean small = arrival.shards() * arrival.tookSeconds() <= SMALL_SECONDS;
            var kind =
                    arrival.tenant().equals(YearOfArrivals.CROWD)
                            ? "of a crowd"
                            : (small ? "small, " : "larger, ")
                                    + (job.alone() ? "alone" : "behind own");
            waits.computeIfAbsent(kind, _ -> new ArrayList<>()).add(job.waitSeconds());
            if (job.foreseenSeconds() > 1) {
                errors.add(Math.abs(Math.log(job.waitSeconds() / job.foreseenSeconds())));
            }
        }

        void print() {
            System.out.printf(
                    Locale.ROOT,
                    "%-20s %12s %12s %12s %12s%n",
                    "jobs",
                    "how many",
                    "wait p50 s",
                    "p99 s",
                    "longest s");
            waits.forEach((kind, values) ->
                    System.out.printf(
                            Locale.ROOT,
                            "%-20s %,12d %12.3f %12.3f %12.3f%n",
                            kind,
                            values.size(),
                            QueueSimulation.quantile(values, 0.5),
                            QueueSimulation.quantile(values, 0.99),
                            QueueSimulation.quantile(values, 1)));
            System.out.printf(
                    Locale.ROOT,
                    "%nForeseen waits of more than a second (%,d of them were asked for): half are"
                            + " right within a factor of %.2f, nine in ten within %.2f.%n",
                    errors.size(),
                    Math.exp(QueueSimulation.quantile(errors, 0.5)),
                    Math.exp(QueueSimulation.quantile(errors, 0.9)));
        }
    }
}
