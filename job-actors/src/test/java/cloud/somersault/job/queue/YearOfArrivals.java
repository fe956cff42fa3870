package cloud.somersault.job.queue;

import cloud.somersault.job.queue.QueueSimulation.Arrival;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;

/**
 * Users of a quantum cloud, made up but stated: tenants of very unequal appetite (the k-th comes
 * k^-1 as often as the first), days and nights, weekdays, sizes over five decades, and a few
 * tenants who now and then drop thousands of jobs at once. A job's estimate is wrong by a factor
 * whose logarithm is normal.
 */
final class YearOfArrivals implements Iterator<Arrival> {
    static final double DAY_SECONDS = 86_400;

    /** The tenant that comes with thousands of jobs. */
    static final String CROWD = "crowd";

    private static final int TENANTS = 1000;
    private static final double SHARD_SECONDS = 0.25;
    private static final int SHARDS_MAX = 400;

    /** The median job is 20 ms of work; one in a thousand is more than a minute. */
    private static final double MEDIAN_SECONDS = 0.02;

    private static final double LOG_SPREAD = 2.6;
    private static final double ESTIMATE_LOG_SPREAD = 0.5;

    /** A crowd comes about twice a week. */
    private static final double CROWD_EVERY_SECONDS = 3.5 * DAY_SECONDS;

    private final SplittableRandom random;
    private final double jobsPerSecond;
    private final double untilSeconds;
    private final int crowdJobs;
    private final double[] appetite = new double[TENANTS];
    private double clock;
    private double crowdAt;
    private int crowdLeft;

    /**
     * Arrivals.
     *
     * @param jobs about so many a year, besides the crowds
     * @param crowdJobs how many come at once when a crowd comes
     */
    YearOfArrivals(long seed, long jobs, double days, int crowdJobs) {
        this.random = new SplittableRandom(seed);
        this.jobsPerSecond = jobs / (365 * DAY_SECONDS);
        this.untilSeconds = days * DAY_SECONDS;
        this.crowdJobs = crowdJobs;
        double sum = 0;
        for (int tenant = 0; tenant < TENANTS; tenant++) {
            sum += 1.0 / (tenant + 1);
            appetite[tenant] = sum;
        }
        crowdAt = exponential(CROWD_EVERY_SECONDS);
        advance();
    }

    private double exponential(double mean) {
        return -mean * Math.log(1 - random.nextDouble());
    }

    /** A Poisson process whose rate follows day and week: by thinning (Lewis and Shedler 1979). */
    private void advance() {
        double most = 2.5 * jobsPerSecond;
        do {
            clock += exponential(1 / most);
        } while (random.nextDouble() * most > rate(clock));
    }

    private double rate(double at) {
        double day = 1 - 0.8 * Math.cos(2 * Math.PI * at / DAY_SECONDS);
        boolean weekend = (long) (at / DAY_SECONDS) % 7 >= 5;
        return jobsPerSecond * day * (weekend ? 0.5 : 1.2);
    }

    @Override
    public boolean hasNext() {
        return crowdLeft > 0 || Math.min(clock, crowdAt) < untilSeconds;
    }

    @Override
    public Arrival next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (crowdLeft == 0 && crowdAt < clock) {
            crowdLeft = crowdJobs;
        }
        if (crowdLeft > 0) {
            double at = crowdAt;
            crowdLeft--;
            if (crowdLeft == 0) {
                crowdAt += exponential(CROWD_EVERY_SECONDS);
            }
            return job(at, CROWD);
        }
        double at = clock;
        advance();
        return job(at, tenant());
    }

    private String tenant() {
        double at = random.nextDouble() * appetite[TENANTS - 1];
        int index = Arrays.binarySearch(appetite, at);
        int rank = index >= 0 ? index : -index - 1;
        return "tenant-%04d".formatted(Math.min(rank, TENANTS - 1));
    }

    private Arrival job(double at, String tenant) {
        double seconds = MEDIAN_SECONDS * Math.exp(LOG_SPREAD * random.nextGaussian());
        int shards = (int) Math.clamp(Math.ceil(seconds / SHARD_SECONDS), 1, SHARDS_MAX);
        double took = Math.min(seconds / shards, 2 * SHARD_SECONDS);
        double wrong = Math.exp(ESTIMATE_LOG_SPREAD * random.nextGaussian());
        return new Arrival(at, tenant, random.nextInt(10), shards, took * wrong, took);
    }
}
