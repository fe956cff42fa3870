package cloud.somersault.persistence.past;

import cloud.somersault.job.queue.FairQueue;
import cloud.somersault.persistence.view.JobSpan;
import cloud.somersault.persistence.view.JobSpan.Mark;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Who was waiting and who was running. Inside a tenant the waiting jobs stand in the order of its
 * line: by priority and age, as {@link FairQueue} has it. Whose turn it is between tenants, the
 * scheduler decides when a worker is free and nobody writes down, so the tenants stand by name.
 *
 * @param waiting the first in each tenant's line first
 * @param running those that began first first
 */
public record QueueState(List<Waiting> waiting, List<Running> running, List<Tenant> tenants) {

    private static final Comparator<JobSpan> LINE =
            Comparator.comparing(JobSpan::tenant)
                    .thenComparingLong(QueueState::rank)
                    .thenComparing(span -> span.submitted().at())
                    .thenComparing(JobSpan::id);

    public QueueState {
        waiting = List.copyOf(waiting);
        running = List.copyOf(running);
        tenants = List.copyOf(tenants);
    }

    /** A job, as far as it was known at the moment. */
    public record Queued(
            String id,
            String name,
            String tenant,
            String target,
            int priority,
            int programs,
            long shots,
            Instant submittedAt,
            long submittedEvent) {
        private static Queued of(JobSpan span) {
            return new Queued(
                    span.id(),
                    span.name(),
                    span.tenant(),
                    span.target(),
                    span.priority(),
                    span.programs(),
                    span.shots(),
                    span.submitted().at(),
                    span.submitted().event());
        }
    }

    /**
     * A job that waits.
     *
     * @param position in its tenant's line, from 1
     */
    public record Waiting(int position, Queued job) {}

    /** A job that runs. */
    public record Running(Queued job, Instant startedAt, long startedEvent) {}

    /** How many jobs a tenant has. */
    public record Tenant(String tenant, int waiting, int running) {}

    /** By the moments that events tell. */
    public static QueueState at(Instant moment, Collection<JobSpan> spans) {
        return of(spans, mark -> !mark.at().isAfter(moment));
    }

    /** By the order of the log. */
    public static QueueState atEvent(long place, Collection<JobSpan> spans) {
        return of(spans, mark -> mark.event() <= place);
    }

    private static QueueState of(Collection<JobSpan> spans, Predicate<Mark> happened) {
        var line = new ArrayList<JobSpan>();
        var begun = new ArrayList<JobSpan>();
        for (var span : spans) {
            if (happened.test(span.submitted()) && span.ended().filter(happened).isEmpty()) {
                (span.started().filter(happened).isPresent() ? begun : line).add(span);
            }
        }
        line.sort(LINE);
        begun.sort(
                Comparator.comparing((JobSpan span) -> started(span).at())
                        .thenComparing(JobSpan::id));
        var waiting = new ArrayList<Waiting>();
        var tenants = new TreeMap<String, Tenant>();
        for (var span : line) {
            var load =
                    tenants.merge(span.tenant(), new Tenant(span.tenant(), 1, 0), QueueState::sum);
            waiting.add(new Waiting(load.waiting(), Queued.of(span)));
        }
        var running = new ArrayList<Running>();
        for (var span : begun) {
            tenants.merge(span.tenant(), new Tenant(span.tenant(), 0, 1), QueueState::sum);
            running.add(new Running(Queued.of(span), started(span).at(), started(span).event()));
        }
        return new QueueState(waiting, running, List.copyOf(tenants.values()));
    }

    private static Tenant sum(Tenant one, Tenant more) {
        return new Tenant(
                one.tenant(), one.waiting() + more.waiting(), one.running() + more.running());
    }

    private static Mark started(JobSpan span) {
        return span.started().orElseThrow();
    }

    private static long rank(JobSpan span) {
        return span.arrival() - (long) span.priority() * FairQueue.AGEING_JOBS;
    }

    /** The same with jobs of one tenant only. */
    public QueueState ofTenant(String tenant) {
        return new QueueState(
                waiting.stream().filter(one -> one.job().tenant().equals(tenant)).toList(),
                running.stream().filter(one -> one.job().tenant().equals(tenant)).toList(),
                tenants.stream().filter(one -> one.tenant().equals(tenant)).toList());
    }

    /**
     * What happened between two moments.
     *
     * @param joined came in between and are still there
     * @param started waited before and run now
     * @param left were there and are no more
     */
    public record Change(List<String> joined, List<String> started, List<String> left) {
        public Change {
            joined = List.copyOf(joined);
            started = List.copyOf(started);
            left = List.copyOf(left);
        }
    }

    /** What is not as it was before. */
    public Change since(QueueState before) {
        var then = before.phases();
        var now = phases();
        var joined = new ArrayList<String>();
        var started = new ArrayList<String>();
        var left = new ArrayList<String>();
        now.forEach((id, runs) -> {
            var was = Optional.ofNullable(then.get(id));
            if (was.isEmpty()) {
                joined.add(id);
            } else if (runs && !was.get()) {
                started.add(id);
            }
        });
        then.keySet().stream().filter(id -> !now.containsKey(id)).forEach(left::add);
        return new Change(joined, started, left);
    }

    /** Whether each job runs. */
    private SortedMap<String, Boolean> phases() {
        var all = new TreeMap<String, Boolean>();
        waiting.forEach(one -> all.put(one.job().id(), false));
        running.forEach(one -> all.put(one.job().id(), true));
        return all;
    }
}
