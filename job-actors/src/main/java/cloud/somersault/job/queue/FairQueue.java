package cloud.somersault.job.queue;

import cloud.somersault.job.queue.QueueRules.Reservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Who goes next: start-time fair queueing between tenants (Goyal, Vin, Cheng, SIGCOMM 1996), each
 * with its weight, then priority and age inside a tenant.
 *
 * <p>Every tenant has a virtual time: the seconds of work handed out for it so far, divided by its
 * weight. The next shard is taken from the tenant with the least virtual time, so a tenant with a
 * hundred thousand jobs delays another's single job by the shards being run, not by its own length.
 * A tenant that comes back from idling starts at the least virtual time of those present: idling
 * saves nothing up. What a shard was charged is an estimate; when it is done the tenant is charged
 * what it took ({@link #settle}), so estimates that are always too low gain nobody anything.
 *
 * <p>A booked session goes first while its tenant has had less than the booked share of all that
 * was handed out since it had work.
 *
 * <p>A job passes three states here: waiting; starting (it was asked to prepare its shards); ready
 * (its shards can be handed out). Only a few jobs a tenant are started ahead of need, since started
 * jobs hold their compiled programs in memory: two, or as many small ones as are half a second of
 * work.
 *
 * <p>Everything is logarithmic in the number of jobs. Not thread-safe: the scheduler actor owns it.
 * Knows no clock: ages are sequence numbers, and {@link #at} tells it the time. A job gains one
 * step of priority for every {@link #AGEING_JOBS} jobs of its tenant that came after it and went
 * before it, so no job starves.
 *
 * @param <W> a piece of work
 */
public final class FairQueue<W> {

    /** Jobs of one tenant that are started ahead of need, whatever their size. */
    static final int STARTED_JOBS_PER_TENANT = 2;

    /** Small ones: until they are so much work, ... */
    static final double STARTED_SECONDS_PER_TENANT = 0.5;

    /** ... or so many. */
    static final int STARTED_JOBS_PER_TENANT_MAX = 64;

    /** Of all tenants together. */
    static final int STARTED_JOBS_MAX = 1024;

    /** Being overtaken this often is worth one step of priority. */
    public static final int AGEING_JOBS = 20;

    /** What a job is taken for of which nothing is known. */
    public static final double EXPECTED_SECONDS = 0.125;

    private final QueueRules rules;
    private List<Reservation> reservations;
    private final Map<String, Tenant<W>> tenants = new HashMap<>();
    private final Map<String, Entry<W>> entries = new HashMap<>();
    private final TreeSet<Tenant<W>> startable = new TreeSet<>(Tenant.BY_VIRTUAL_TIME);
    private final TreeSet<Tenant<W>> offering = new TreeSet<>(Tenant.BY_VIRTUAL_TIME);
    private final TreeSet<Tenant<W>> idle = new TreeSet<>(Tenant.BY_VIRTUAL_TIME);
    private double virtualTimeSeconds;
    private double handedOutSeconds;
    private int waiting;
    private int startedJobs;
    private Instant now = Instant.EPOCH;

    /** A piece of work with its estimated cost. */
    public record Costed<W>(W work, double seconds) {}

    /** A piece of work that was handed out, whose it is, and what was charged for it. */
    public record Handed<W>(String jobId, String tenant, W work, Charge charge) {}

    /**
     * What a tenant was charged for a shard.
     *
     * @param reserved whether it went on a booked share
     */
    public record Charge(double seconds, boolean reserved) {}

    /**
     * Where a waiting job stands.
     *
     * @param position 1 being next, never larger than depth
     * @param depth jobs that wait
     * @param secondsAhead work that goes before it, by the estimates
     */
    public record Position(int position, int depth, double secondsAhead) {}

    /** A tenant's part of the queue. */
    public record TenantLoad(int waiting, int started, double runningSeconds) {}

    /** All tenants alike, any number of jobs. */
    public FairQueue() {
        this(QueueRules.equal(Integer.MAX_VALUE, Integer.MAX_VALUE));
    }

    public FairQueue(QueueRules rules) {
        this.rules = rules;
        this.reservations = rules.reservations();
    }

    /** Books these sessions besides those of the rules, instead of what was booked so before. */
    public void book(List<Reservation> sessions) {
        var all = new ArrayList<>(rules.reservations());
        all.addAll(sessions);
        reservations = List.copyOf(all);
        tenants.values().forEach(tenant -> tenant.book(bookedBy(tenant.name)));
    }

    private List<Reservation> bookedBy(String tenant) {
        return reservations.stream().filter(one -> one.tenant().equals(tenant)).toList();
    }

    /** What time it is; sessions begin and end by it. */
    public void at(Instant time) {
        now = time;
        for (var session : reservations) {
            var tenant = tenants.get(session.tenant());
            if (tenant != null) {
                tenant.enterSession(handedOutSeconds, now);
            }
        }
    }

    /** Which limit keeps this tenant from submitting one more job, if one does. */
    public Optional<QueueLimit> limit(String tenantName) {
        if (waiting >= rules.waitingJobsMax()) {
            return Optional.of(new QueueLimit(QueueLimit.ALL, rules.waitingJobsMax()));
        }
        int most = rules.of(tenantName).waitingJobsMax();
        return depth(tenantName) >= most
                ? Optional.of(new QueueLimit(QueueLimit.TENANT, most))
                : Optional.empty();
    }

    /** Adds a job of which nobody knows how long it takes. */
    public boolean enqueue(String jobId, String tenantName, int priority) {
        return enqueue(jobId, tenantName, priority, EXPECTED_SECONDS);
    }

    /**
     * Adds a job at its place. A job that is already here stays where it is.
     *
     * @param expectedSeconds what it is expected to cost
     */
    public boolean enqueue(String jobId, String tenantName, int priority, double expectedSeconds) {
        if (entries.containsKey(jobId)) {
            return false;
        }
        var tenant = tenants.computeIfAbsent(tenantName, this::tenant);
        var entry =
                new Entry<W>(
                        jobId,
                        tenant,
                        priority,
                        tenant.nextSequence++,
                        Math.max(0, expectedSeconds));
        entries.put(jobId, entry);
        change(
                tenant,
                () -> {
                    if (tenant.hasNoJobs()) {
                        tenant.virtualTimeSeconds =
                                Math.max(tenant.virtualTimeSeconds, virtualTimeSeconds);
                        tenant.leaveSession();
                        tenant.enterSession(handedOutSeconds, now);
                    }
                    tenant.jobs++;
                    tenant.line.add(entry);
                    waiting++;
                });
        return true;
    }

    private Tenant<W> tenant(String name) {
        return new Tenant<>(name, rules.of(name), bookedBy(name));
    }

    /** Changes what decides about a tenant's place in the three sets. */
    private void change(Tenant<W> tenant, Runnable what) {
        startable.remove(tenant);
        offering.remove(tenant);
        idle.remove(tenant);
        what.run();
        if (!tenant.line.isEmpty() && tenant.mayStartOneMore()) {
            startable.add(tenant);
        }
        if (tenant.readyShards > 0) {
            offering.add(tenant);
        }
        if (tenant.jobs == 0 && tenant.runningShards == 0) {
            idle.add(tenant);
        }
    }

    /** Whether this job is here. */
    public boolean contains(String jobId) {
        return entries.containsKey(jobId);
    }

    /** Takes the next job that should prepare its shards, if any may. */
    public Optional<String> startNext() {
        if (startable.isEmpty() || startedJobs >= STARTED_JOBS_MAX) {
            return Optional.empty();
        }
        var tenant = startable.first();
        var entry = tenant.line.first().orElseThrow();
        change(
                tenant,
                () -> {
                    tenant.line.remove(entry);
                    entry.started = true;
                    tenant.started.add(entry);
                    tenant.startedSeconds += entry.left();
                    waiting--;
                    startedJobs++;
                });
        return Optional.of(entry.jobId);
    }

    /** The shards of a started job are prepared; answers whether that was news. */
    public boolean ready(String jobId, List<Costed<W>> shards) {
        var entry = entries.get(jobId);
        if (entry == null || !entry.started || entry.exhausted || !entry.ready.isEmpty()) {
            return false;
        }
        var tenant = entry.tenant;
        change(
                tenant,
                () -> {
                    tenant.startedSeconds -= entry.left();
                    entry.ready.addAll(shards);
                    entry.readySeconds = shards.stream().mapToDouble(Costed::seconds).sum();
                    tenant.readyShards += shards.size();
                    tenant.startedSeconds += entry.left();
                });
        return true;
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
        var booked = booked(fits);
        if (booked.isPresent()) {
            return booked;
        }
        for (var tenant : offering) {
            var entry = tenant.offering(fits);
            if (entry.isPresent()) {
                return Optional.of(handOut(entry.get(), false));
            }
        }
        return Optional.empty();
    }

    private Optional<Handed<W>> booked(Predicate<Costed<W>> fits) {
        if (reservations.isEmpty()) {
            return Optional.empty();
        }
        return reservations.stream()
                .filter(session -> session.lasts(now))
                .map(Reservation::tenant)
                .distinct()
                .flatMap(name -> Optional.ofNullable(tenants.get(name)).stream())
                .filter(tenant -> tenant.dueSeconds(handedOutSeconds, now) >= 0)
                .sorted(
                        Comparator.comparingDouble((Tenant<W> tenant) ->
                                        -tenant.dueSeconds(handedOutSeconds, now))
                                .thenComparing(tenant -> tenant.name))
                .flatMap(tenant -> tenant.offering(fits).stream())
                .findFirst()
                .map(entry -> handOut(entry, true));
    }

    private Handed<W> handOut(Entry<W> entry, boolean reserved) {
        var tenant = entry.tenant;
        var shard = entry.ready.element();
        change(
                tenant,
                () -> {
                    tenant.startedSeconds -= entry.left();
                    entry.ready.remove();
                    entry.readySeconds =
                            entry.ready.isEmpty() ? 0 : entry.readySeconds - shard.seconds();
                    tenant.readyShards--;
                    if (entry.ready.isEmpty()) {
                        entry.exhausted = true;
                        tenant.started.remove(entry);
                        startedJobs--;
                    }
                    tenant.startedSeconds =
                            tenant.started.isEmpty() ? 0 : tenant.startedSeconds + entry.left();
                    tenant.runningSeconds += shard.seconds();
                    tenant.runningShards++;
                    handedOutSeconds += shard.seconds();
                    if (reserved) {
                        tenant.bookedSeconds += shard.seconds();
                    } else {
                        virtualTimeSeconds =
                                Math.max(virtualTimeSeconds, tenant.virtualTimeSeconds);
                        tenant.virtualTimeSeconds += shard.seconds() / tenant.rules.weight();
                    }
                });
        forgetIdle();
        return new Handed<>(
                entry.jobId, tenant.name, shard.work(), new Charge(shard.seconds(), reserved));
    }

    /** Who idles and has no more virtual time than a newcomer gets would be the same as one. */
    private void forgetIdle() {
        while (!idle.isEmpty() && idle.first().virtualTimeSeconds <= virtualTimeSeconds) {
            tenants.remove(idle.removeFirst().name);
        }
    }

    /**
     * A shard that was handed out is done, lost or given up: it is under way no longer, and its
     * tenant is charged what it took instead of what was expected.
     */
    public void settle(String tenantName, Charge charge, double tookSeconds) {
        var tenant = tenants.get(tenantName);
        if (tenant == null || tenant.runningShards == 0) {
            return;
        }
        change(
                tenant,
                () -> {
                    tenant.runningShards--;
                    tenant.runningSeconds =
                            tenant.runningShards == 0
                                    ? 0
                                    : tenant.runningSeconds - charge.seconds();
                    double more = tookSeconds - charge.seconds();
                    handedOutSeconds += more;
                    if (charge.reserved()) {
                        tenant.bookedSeconds += more;
                    } else {
                        tenant.virtualTimeSeconds += more / tenant.rules.weight();
                    }
                });
        forgetIdle();
    }

    /** Forgets a job that has ended; answers what of it was ready and not yet handed out. */
    public List<Costed<W>> remove(String jobId) {
        var entry = entries.remove(jobId);
        if (entry == null) {
            return List.of();
        }
        var tenant = entry.tenant;
        var left = List.copyOf(entry.ready);
        change(
                tenant,
                () -> {
                    tenant.jobs--;
                    if (!entry.started) {
                        tenant.line.remove(entry);
                        waiting--;
                    } else if (!entry.exhausted) {
                        tenant.started.remove(entry);
                        tenant.startedSeconds =
                                tenant.started.isEmpty() ? 0 : tenant.startedSeconds - entry.left();
                        tenant.readyShards -= entry.ready.size();
                        startedJobs--;
                    }
                });
        forgetIdle();
        return left;
    }

    /** What a job was expected to cost when it came; 0 when it is not here. */
    public double expectedSeconds(String jobId) {
        var entry = entries.get(jobId);
        return entry == null ? 0 : entry.expectedSeconds;
    }

    /** What everything that is not yet handed out is expected to cost. */
    public double waitingSeconds() {
        return tenants.values().stream()
                .mapToDouble(tenant -> tenant.line.sum() + tenant.startedSeconds)
                .sum();
    }

    /** Jobs that wait to be started. */
    public int depth() {
        return waiting;
    }

    /** Jobs of a tenant that wait to be started. */
    public int depth(String tenantName) {
        var tenant = tenants.get(tenantName);
        return tenant == null ? 0 : tenant.line.size();
    }

    /** Every tenant that has something here. */
    public Map<String, TenantLoad> load() {
        var load = new HashMap<String, TenantLoad>();
        tenants.forEach((name, tenant) ->
                load.put(
                        name,
                        new TenantLoad(
                                tenant.line.size(), tenant.started.size(), tenant.runningSeconds)));
        return load;
    }

    /**
     * Where a waiting job stands, if it waits: by the virtual times at which the jobs before it and
     * those of other tenants will start if everything takes as long as expected, nothing comes, and
     * no session is booked.
     */
    public Optional<Position> position(String jobId) {
        var entry = entries.get(jobId);
        if (entry == null || entry.started) {
            return Optional.empty();
        }
        var own = entry.tenant;
        double ownAhead = own.startedSeconds + own.line.sumBefore(entry);
        double starts = own.virtualTimeSeconds + ownAhead / own.rules.weight();
        int ahead = own.line.countBefore(entry);
        double secondsAhead = ownAhead;
        for (var tenant : tenants.values()) {
            if (tenant != own) {
                double before = (starts - tenant.virtualTimeSeconds) * tenant.rules.weight();
                boolean first = tenant.name.compareTo(own.name) < 0;
                ahead += tenant.line.countStartingBelow(before - tenant.startedSeconds, first);
                double all = tenant.startedSeconds + tenant.line.sum();
                secondsAhead += Math.max(0, Math.min(all, before));
            }
        }
        return Optional.of(new Position(ahead + 1, waiting, secondsAhead));
    }
}
