package cloud.somersault.job.queue;

import cloud.somersault.job.queue.FairQueue.Charge;
import cloud.somersault.job.queue.FairQueue.Costed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The real queue before workers that only exist as a number, event by event: arrivals and ends of
 * shards. Preparing takes no time. The same arrivals give the same outcome.
 */
final class QueueSimulation {

    /**
     * A job that comes.
     *
     * @param expectedSeconds of each shard, as the queue is told
     * @param tookSeconds of each shard, as it turns out
     */
    record Arrival(
            double atSeconds,
            String tenant,
            int priority,
            int shards,
            double expectedSeconds,
            double tookSeconds) {}

    /**
     * What became of a job.
     *
     * @param alone whether its tenant had nothing else here when it came
     * @param waitSeconds until its first shard was begun
     * @param foreseenSeconds what it was told that this would be; NaN if nobody asked
     */
    record Ended(
            Arrival job,
            boolean alone,
            double waitSeconds,
            double turnaroundSeconds,
            double foreseenSeconds) {}

    private record Piece(String jobId, double seconds) {}

    private record Running(double endSeconds, String tenant, Piece piece, Charge charge) {}

    private static final class InHand {
        final Arrival arrival;
        final boolean alone;
        double startedSeconds = Double.NaN;
        double foreseenSeconds = Double.NaN;
        int left;

        InHand(Arrival arrival, boolean alone) {
            this.arrival = arrival;
            this.alone = alone;
            this.left = arrival.shards();
        }
    }

    /** One job in so many is asked for its place, since asking costs most. */
    private static final int ASKED_ONE_IN = 200;

    private final FairQueue<Piece> queue;
    private final int workers;
    private final Instant epoch;
    private final Consumer<Ended> ended;
    private final Map<String, InHand> jobs = new HashMap<>();
    private final Map<String, Integer> jobsOf = new HashMap<>();
    private final PriorityQueue<Running> running =
            new PriorityQueue<>((a, b) -> Double.compare(a.endSeconds(), b.endSeconds()));
    private final Map<String, Double> servedSeconds = new HashMap<>();
    private double busySeconds;
    private double nowSeconds;
    private long arrived;
    private int deepest;

    QueueSimulation(QueueRules rules, int workers, Instant epoch, Consumer<Ended> ended) {
        this.queue = new FairQueue<>(rules);
        this.workers = workers;
        this.epoch = epoch;
        this.ended = ended;
    }

    /** Until the last job has ended. */
    QueueSimulation run(Iterator<Arrival> arrivals) {
        return run(arrivals, Double.POSITIVE_INFINITY);
    }

    /** Until a moment. */
    QueueSimulation run(Iterator<Arrival> arrivals, double untilSeconds) {
        var next = arrivals.hasNext() ? List.of(arrivals.next()) : List.<Arrival>of();
        while (!next.isEmpty() || !running.isEmpty()) {
            double end = running.isEmpty() ? Double.POSITIVE_INFINITY : running.peek().endSeconds();
            boolean comes = !next.isEmpty() && next.getFirst().atSeconds() <= end;
            double at = comes ? next.getFirst().atSeconds() : end;
            if (at > untilSeconds) {
                break;
            }
            nowSeconds = at;
            queue.at(epoch.plusMillis((long) (nowSeconds * 1e3)));
            if (comes) {
                arrive(next.getFirst());
                next = arrivals.hasNext() ? List.of(arrivals.next()) : List.of();
            } else {
                end(running.remove());
            }
            handOut();
        }
        return this;
    }

    private void arrive(Arrival arrival) {
        var id = "job" + arrived++;
        boolean alone = jobsOf.merge(arrival.tenant(), 1, Integer::sum) == 1;
        var job = new InHand(arrival, alone);
        jobs.put(id, job);
        queue.enqueue(
                id,
                arrival.tenant(),
                arrival.priority(),
                arrival.shards() * arrival.expectedSeconds());
        deepest = Math.max(deepest, queue.depth());
        if (arrived % ASKED_ONE_IN == 0) {
            start();
            queue.position(id)
                    .ifPresent(place -> job.foreseenSeconds = place.secondsAhead() / workers);
        }
    }

    private void end(Running shard) {
        queue.settle(shard.tenant(), shard.charge(), shard.piece().seconds());
        var job = jobs.get(shard.piece().jobId());
        if (--job.left == 0) {
            queue.remove(shard.piece().jobId());
            jobs.remove(shard.piece().jobId());
            jobsOf.merge(shard.tenant(), -1, Integer::sum);
            ended.accept(
                    new Ended(
                            job.arrival,
                            job.alone,
                            job.startedSeconds - job.arrival.atSeconds(),
                            nowSeconds - job.arrival.atSeconds(),
                            job.foreseenSeconds));
        }
    }

    private void start() {
        for (var begun = queue.startNext(); begun.isPresent(); begun = queue.startNext()) {
            var id = begun.get();
            var arrival = jobs.get(id).arrival;
            queue.ready(
                    id,
                    Collections.nCopies(
                            arrival.shards(),
                            new Costed<>(
                                    new Piece(id, arrival.tookSeconds()),
                                    arrival.expectedSeconds())));
        }
    }

    private void handOut() {
        start();
        while (running.size() < workers) {
            var handed = queue.next();
            if (handed.isEmpty()) {
                return;
            }
            var shard = handed.get();
            var job = jobs.get(shard.jobId());
            if (Double.isNaN(job.startedSeconds)) {
                job.startedSeconds = nowSeconds;
            }
            double seconds = shard.work().seconds();
            busySeconds += seconds;
            servedSeconds.merge(shard.tenant(), seconds, Double::sum);
            running.add(
                    new Running(
                            nowSeconds + seconds, shard.tenant(), shard.work(), shard.charge()));
            start();
        }
    }

    /** The share of the workers' time that was used. */
    double utilisation() {
        return busySeconds / (workers * nowSeconds);
    }

    /** Seconds of work that a tenant was given. */
    double served(String tenant) {
        return servedSeconds.getOrDefault(tenant, 0.0);
    }

    int runningNow() {
        return running.size();
    }

    double nowSeconds() {
        return nowSeconds;
    }

    /** The longest the queue ever was. */
    int deepest() {
        return deepest;
    }

    /** The jobs' ids never repeat, so this is also how many came. */
    long arrived() {
        return arrived;
    }

    /** The value that a share of these values does not exceed. */
    static double quantile(List<Double> values, double share) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        var sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get((int) Math.min(sorted.size() - 1L, (long) (share * sorted.size())));
    }
}
