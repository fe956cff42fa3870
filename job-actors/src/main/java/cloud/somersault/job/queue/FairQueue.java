package cloud.somersault.job.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Who goes next: start-time fair queueing between tenants (Goyal, Vin, Cheng, SIGCOMM 1996), then
 * priority and age inside a tenant.
 *
 * <p>Every tenant has a virtual time: the seconds of work handed out for it so far. The next shard
 * is taken from the tenant with the least virtual time, so a tenant with a hundred thousand jobs
 * delays another's single job by the shards being run, not by its own length. A tenant that comes
 * back from idling starts at the least virtual time of those present: idling saves nothing up.
 *
 * <p>A job passes three states here: waiting; starting (it was asked to prepare its shards); ready
 * (its shards can be handed out). Only a few jobs a tenant are started ahead of need, since started
 * jobs hold their compiled programs in memory.
 *
 * <p>Not thread-safe: the scheduler actor owns it. Knows no clock: ages are sequence numbers. A job
 * gains one step of priority for every {@link #AGEING_JOBS} jobs of its tenant that came after it
 * and went before it, so no job starves.
 *
 * @param <W> a piece of work
 */
public final class FairQueue<W> {

    /** Jobs of one tenant that are started ahead of need. */
    static final int STARTED_JOBS_PER_TENANT_MAX = 2;

    /** Being overtaken this often is worth one step of priority. */
    static final int AGEING_JOBS = 20;

    private final Map<String, Tenant<W>> tenants = new HashMap<>();
    private final Map<String, Entry<W>> entries = new HashMap<>();
    private double virtualTimeSeconds;

    /** A piece of work with its estimated cost. */
    public record Costed<W>(W work, double seconds) {}

    /** A piece of work that was handed out, and whose it is. */
    public record Handed<W>(String jobId, String tenant, W work) {}

    /** Where a waiting job stands. */
    public record Position(int position, int depth) {}

    private static final class Entry<W> {
        final String jobId;
        final String tenant;
        final int priority;
        final long sequence;
        final ArrayDeque<Costed<W>> ready = new ArrayDeque<>();
        boolean started;

        Entry(String jobId, String tenant, int priority, long sequence) {
            this.jobId = jobId;
            this.tenant = tenant;
            this.priority = priority;
            this.sequence = sequence;
        }

        boolean offers(Predicate<Costed<W>> fits) {
            return !ready.isEmpty() && fits.test(ready.element());
        }

        /** Lower goes first: a step of priority is worth AGEING_JOBS places in the line. */
        long rank() {
            return sequence - (long) priority * AGEING_JOBS;
        }
    }

    private static final class Tenant<W> {
        final String name;
        final TreeSet<Entry<W>> waiting =
                new TreeSet<>(
                        Comparator.comparingLong((Entry<W> entry) -> entry.rank())
                                .thenComparingLong(entry -> entry.sequence));
        final List<Entry<W>> started = new ArrayList<>();
        double virtualTimeSeconds;
        long nextSequence;

        Tenant(String name) {
            this.name = name;
        }

        boolean idle() {
            return waiting.isEmpty() && started.isEmpty();
        }
    }

    /** Adds a job at its place. A job that is already here stays where it is. */
    public boolean enqueue(String jobId, String tenantName, int priority) {
        if (entries.containsKey(jobId)) {
            return false;
        }
        var tenant = tenants.computeIfAbsent(tenantName, Tenant::new);
        if (tenant.idle()) {
            tenant.virtualTimeSeconds = Math.max(tenant.virtualTimeSeconds, virtualTimeSeconds);
        }
        var entry = new Entry<W>(jobId, tenantName, priority, tenant.nextSequence++);
        entries.put(jobId, entry);
        tenant.waiting.add(entry);
        return true;
    }

    /** Whether this job is here. */
    public boolean contains(String jobId) {
        return entries.containsKey(jobId);
    }

    /** Takes the next job that should prepare its shards, if any may. */
    public Optional<String> startNext() {
        return tenants.values().stream()
                .filter(tenant ->
                        !tenant.waiting.isEmpty()
                                && unexhausted(tenant) < STARTED_JOBS_PER_TENANT_MAX)
                .min(FairQueue::byVirtualTime)
                .map(tenant -> {
                    var entry = tenant.waiting.removeFirst();
                    entry.started = true;
                    tenant.started.add(entry);
                    return entry.jobId;
                });
    }

    /** Jobs that are preparing or still have shards to hand out. */
    private static <W> long unexhausted(Tenant<W> tenant) {
        return tenant.started.size();
    }

    private static int byVirtualTime(Tenant<?> left, Tenant<?> right) {
        int order = Double.compare(left.virtualTimeSeconds, right.virtualTimeSeconds);
        return order != 0 ? order : left.name.compareTo(right.name);
    }

    /** The shards of a started job are prepared. */
    public void ready(String jobId, List<Costed<W>> shards) {
        var entry = entries.get(jobId);
        if (entry != null && entry.started && entry.ready.isEmpty()) {
            entry.ready.addAll(shards);
        }
    }

    /** Hands out the next shard, if one is ready. */
    public Optional<Handed<W>> next() {
        return next(_ -> true);
    }

    /**
     * Hands out the next shard of one kind, if one is ready; the shards of a job keep their order.
     *
     * @param fits which shards may be handed out
     */
    public Optional<Handed<W>> next(Predicate<Costed<W>> fits) {
        return tenants.values().stream()
                .filter(tenant -> tenant.started.stream().anyMatch(entry -> entry.offers(fits)))
                .min(FairQueue::byVirtualTime)
                .flatMap(tenant -> nextOf(tenant, fits));
    }

    private Optional<Handed<W>> nextOf(Tenant<W> tenant, Predicate<Costed<W>> fits) {
        for (var entry : tenant.started) {
            if (!entry.offers(fits)) {
                continue;
            }
            var shard = entry.ready.remove();
            virtualTimeSeconds = Math.max(virtualTimeSeconds, tenant.virtualTimeSeconds);
            tenant.virtualTimeSeconds += shard.seconds();
            if (entry.ready.isEmpty()) {
                tenant.started.remove(entry);
            }
            return Optional.of(new Handed<>(entry.jobId, tenant.name, shard.work()));
        }
        return Optional.empty();
    }

    /** Forgets a job that has ended, with all that was not yet handed out. */
    public void remove(String jobId) {
        var entry = entries.remove(jobId);
        if (entry != null) {
            var tenant = tenants.get(entry.tenant);
            if (tenant != null) {
                // A started job's tenant may be forgotten and back, and then one with the same
                // numbers waits: it is another.
                if (entry.started) {
                    tenant.started.remove(entry);
                } else {
                    tenant.waiting.remove(entry);
                }
                if (tenant.idle() && tenant.virtualTimeSeconds <= virtualTimeSeconds) {
                    tenants.remove(tenant.name);
                }
            }
        }
    }

    /** Jobs that wait to be started. */
    public int depth() {
        return tenants.values().stream().mapToInt(tenant -> tenant.waiting.size()).sum();
    }

    /** Jobs of a tenant that wait to be started. */
    public int depth(String tenantName) {
        var tenant = tenants.get(tenantName);
        return tenant == null ? 0 : tenant.waiting.size();
    }

    /**
     * Where a waiting job stands, 1 being next, if it waits: the tenants take turns, so before the
     * k-th job of one tenant at most k jobs of each other go. Position is never larger than depth.
     */
    public Optional<Position> position(String jobId) {
        var entry = entries.get(jobId);
        if (entry == null || entry.started) {
            return Optional.empty();
        }
        var own = tenants.get(entry.tenant);
        if (own == null) {
            return Optional.empty();
        }
        int place = own.waiting.headSet(entry, true).size();
        int ahead = place;
        for (var tenant : tenants.values()) {
            if (tenant != own) {
                int before = byVirtualTime(tenant, own) < 0 ? place : place - 1;
                ahead += Math.min(tenant.waiting.size(), before);
            }
        }
        return Optional.of(new Position(ahead, depth()));
    }
}
