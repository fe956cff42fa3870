package cloud.somersault.job.queue;

import cloud.somersault.job.queue.FairQueue.Costed;
import cloud.somersault.job.queue.QueueRules.Reservation;
import cloud.somersault.job.queue.QueueRules.TenantRules;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;

/** One tenant's part of the {@link FairQueue}, which alone changes it. */
final class Tenant<W> {
    static final Comparator<Tenant<?>> BY_VIRTUAL_TIME =
            Comparator.comparingDouble((Tenant<?> tenant) -> tenant.virtualTimeSeconds)
                    .thenComparing(tenant -> tenant.name);

    final String name;
    final TenantRules rules;
    final Line<Entry<W>> line = new Line<>(Entry.BY_RANK, entry -> entry.expectedSeconds);
    final SequencedSet<Entry<W>> started = new LinkedHashSet<>();
    private List<Reservation> reservations;
    double virtualTimeSeconds;
    double startedSeconds;
    double runningSeconds;
    int runningShards;
    int readyShards;

    /** Those that have not ended. */
    int jobs;

    long nextSequence;

    /** What it has had on its booked share since its session began or it last got work ... */
    double bookedSeconds;

    /** ... and what all tenants had been given until then. */
    private double bookedFromSeconds;

    private boolean inSession;

    Tenant(String name, TenantRules rules, List<Reservation> reservations) {
        this.name = name;
        this.rules = rules;
        this.reservations = reservations;
    }

    boolean hasNoJobs() {
        return line.isEmpty() && started.isEmpty();
    }

    boolean mayStartOneMore() {
        return started.size() < FairQueue.STARTED_JOBS_PER_TENANT
                || (started.size() < FairQueue.STARTED_JOBS_PER_TENANT_MAX
                        && startedSeconds < FairQueue.STARTED_SECONDS_PER_TENANT);
    }

    void book(List<Reservation> sessions) {
        reservations = sessions;
    }

    /** Begins to count when a session has begun that it was not in. */
    void enterSession(double handedOutSeconds, Instant now) {
        boolean lasts = reservations.stream().anyMatch(one -> one.lasts(now));
        if (lasts && !inSession) {
            bookedFromSeconds = handedOutSeconds;
            bookedSeconds = 0;
        }
        inSession = lasts;
    }

    /** It idles: what it does not use of its session is not saved up. */
    void leaveSession() {
        inSession = false;
    }

    /** What it is still due of its booked share; negative when it has had more. */
    double dueSeconds(double handedOutSeconds, Instant now) {
        double share =
                reservations.stream()
                        .filter(one -> one.lasts(now))
                        .mapToDouble(Reservation::share)
                        .sum();
        return share > 0
                ? share * (handedOutSeconds - bookedFromSeconds) - bookedSeconds
                : Double.NEGATIVE_INFINITY;
    }

    /** Its first job that has such a shard to offer and may have it run. */
    Optional<Entry<W>> offering(Predicate<Costed<W>> fits) {
        for (var entry : started) {
            var next = entry.ready.peek();
            if (next != null && fits.test(next)) {
                return mayRun(next) ? Optional.of(entry) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean mayRun(Costed<W> shard) {
        return runningShards == 0 || runningSeconds + shard.seconds() <= rules.runningSecondsMax();
    }
}
