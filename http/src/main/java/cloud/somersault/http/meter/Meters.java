package cloud.somersault.http.meter;

import cloud.somersault.http.route.Endpoint;
import cloud.somersault.job.meter.JobMeters;
import cloud.somersault.job.queue.FairQueue.TenantLoad;
import cloud.somersault.job.queue.SchedulerProtocol.Load;
import cloud.somersault.persistence.journal.CommitMeter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Everything that is measured on this node, in Micrometer's registry for Prometheus. Names are in
 * {@code docs/operating.md}; the dashboard in {@code docs/grafana-dashboard.json} uses them.
 */
public final class Meters implements JobMeters, CommitMeter, AutoCloseable {
    /** Tenants that are named; the others are summed up, so that tenants can't fill the memory. */
    private static final int TENANTS_NAMED = 50;

    private static final String OTHERS = "(others)";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Timer commits;
    private final DistributionSummary commitWrites;
    private final Timer writes;
    private final DistributionSummary writeEvents;
    private final Timer recoveries;
    private final MultiGauge waiting;
    private final MultiGauge running;
    private final MultiGauge entities;
    private final AtomicInteger shardsOut = new AtomicInteger();
    private final AtomicInteger threads = new AtomicInteger();

    /** With the JVM's own meters. */
    public Meters() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        commits =
                Timer.builder("somersault.journal.commit")
                        .description("One commit of the event log, the disk included")
                        .serviceLevelObjectives(millis(1, 2, 5, 10, 20, 50, 100, 500, 2000))
                        .register(registry);
        writes =
                Timer.builder("somersault.journal.write")
                        .description("A job's events from its entity to their acknowledgement")
                        .serviceLevelObjectives(millis(1, 2, 5, 10, 20, 50, 100, 500, 2000))
                        .register(registry);
        writeEvents =
                DistributionSummary.builder("somersault.journal.write.events")
                        .description("Events of a job that are written together")
                        .serviceLevelObjectives(1, 2, 4, 8)
                        .register(registry);
        commitWrites =
                DistributionSummary.builder("somersault.journal.commit.writes")
                        .description("Writes that share a commit")
                        .serviceLevelObjectives(1, 2, 4, 8, 16, 32, 64, 128, 256, 512)
                        .register(registry);
        recoveries =
                Timer.builder("somersault.job.recovery")
                        .description("A job's entity until its events are read")
                        .serviceLevelObjectives(millis(1, 2, 5, 10, 20, 50, 100, 500, 2000))
                        .register(registry);
        waiting =
                MultiGauge.builder("somersault.queue.jobs")
                        .description("Jobs that wait, by tenant")
                        .register(registry);
        running =
                MultiGauge.builder("somersault.queue.running.seconds")
                        .description("Estimated work that is with the workers, by tenant")
                        .register(registry);
        entities =
                MultiGauge.builder("somersault.entities")
                        .description("Job entities in memory, by shard region statistics")
                        .register(registry);
        gauge("somersault.queue.shards.out", "Pieces that are with the workers", shardsOut);
        gauge("somersault.queue.threads", "Threads of all nodes that ask for work", threads);
    }

    private void gauge(String name, String what, AtomicInteger value) {
        Gauge.builder(name, value, AtomicInteger::get).description(what).register(registry);
    }

    private static Duration[] millis(int... values) {
        var durations = new Duration[values.length];
        for (int i = 0; i < values.length; i++) {
            durations[i] = Duration.ofMillis(values[i]);
        }
        return durations;
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos((long) (seconds * 1e9));
    }

    /** In Prometheus's text format. */
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void accepted(String target) {
        registry.counter("somersault.jobs.accepted", "target", target).increment();
    }

    @Override
    public void turnedAway(String why) {
        registry.counter("somersault.jobs.turned.away", "why", why).increment();
    }

    @Override
    public void ended(String target, String phase, double seconds) {
        Timer.builder("somersault.jobs.ended")
                .description("Jobs that have ended, and how long after they were accepted")
                .tags("target", target, "phase", phase)
                .serviceLevelObjectives(millis(10, 50, 100, 500, 1000, 5000, 30_000, 300_000))
                .register(registry)
                .record(seconds(seconds));
    }

    @Override
    public void ran(String lane, double seconds) {
        Timer.builder("somersault.shard")
                .description("A piece of work on a worker's thread")
                .tags("lane", lane)
                .serviceLevelObjectives(millis(1, 5, 10, 50, 100, 250, 500, 1000, 5000, 60_000))
                .register(registry)
                .record(seconds(seconds));
    }

    @Override
    public void written(int events, double seconds) {
        writes.record(seconds(seconds));
        writeEvents.record(events);
    }

    @Override
    public void recovered(double seconds) {
        recoveries.record(seconds(seconds));
    }

    @Override
    public void chipUsed(String chip, double seconds) {
        registry.counter("somersault.chip.seconds", "chip", chip).increment(seconds);
    }

    @Override
    public void committed(int writes, long nanos) {
        commits.record(Duration.ofNanos(nanos));
        commitWrites.record(writes);
    }

    /**
     * A circuit breaker.
     *
     * @param part of the database behind it
     */
    public void breaker(String part, BooleanSupplier open) {
        Gauge.builder("somersault.breaker.open", open, one -> one.getAsBoolean() ? 1 : 0)
                .description("Whether the circuit breaker before this part of the database is open")
                .tags("part", part)
                .strongReference(true)
                .register(registry);
    }

    /** The same endpoints, each measured by its name in the OpenAPI document. */
    public List<Endpoint> measured(List<Endpoint> endpoints) {
        return endpoints.stream().map(endpoint -> endpoint.handledBy(measured(endpoint))).toList();
    }

    private Endpoint.Handler measured(Endpoint endpoint) {
        return call -> {
            long begun = System.nanoTime();
            return endpoint.handler()
                    .handle(call)
                    .whenComplete((response, failure) ->
                            answered(
                                    endpoint.operationId(),
                                    failure == null
                                            ? Integer.toString(response.status().intValue())
                                            : "problem",
                                    (System.nanoTime() - begun) / 1e9));
        };
    }

    private void answered(String operation, String status, double seconds) {
        Timer.builder("somersault.http.requests")
                .description("Requests by what they asked for")
                .tags("operation", operation, "status", status)
                .serviceLevelObjectives(millis(5, 10, 50, 100, 500, 1000, 5000))
                .register(registry)
                .record(seconds(seconds));
    }

    /** What the scheduler says of itself. */
    public void queue(Load load) {
        shardsOut.set(load.shardsOut());
        threads.set(load.threads());
        waiting.register(rows(load.tenants(), TenantLoad::waiting), true);
        running.register(rows(load.tenants(), TenantLoad::runningSeconds), true);
    }

    private static List<Row<?>> rows(
            Map<String, TenantLoad> tenants, ToDoubleFunction<TenantLoad> value) {
        var largestFirst =
                tenants.entrySet().stream()
                        .sorted(
                                Comparator.comparingDouble((Map.Entry<String, TenantLoad> tenant) ->
                                        -value.applyAsDouble(tenant.getValue())))
                        .toList();
        int named = Math.min(TENANTS_NAMED, largestFirst.size());
        var rows = new ArrayList<Row<?>>();
        for (var tenant : largestFirst.subList(0, named)) {
            rows.add(row("tenant", tenant.getKey(), value.applyAsDouble(tenant.getValue())));
        }
        double others =
                largestFirst.subList(named, largestFirst.size()).stream()
                        .mapToDouble(tenant -> value.applyAsDouble(tenant.getValue()))
                        .sum();
        rows.add(row("tenant", OTHERS, others));
        return rows;
    }

    private static Row<?> row(String tag, String name, double value) {
        return Row.of(Tags.of(tag, name), value);
    }

    /**
     * How many job entities each shard on this node has.
     *
     * @param sizes of the shards
     */
    public void entities(List<Integer> sizes) {
        int all = sizes.stream().mapToInt(Integer::intValue).sum();
        entities.register(
                List.of(
                        row("of", "all", all),
                        row(
                                "of",
                                "largest-shard",
                                sizes.stream().mapToInt(size -> size).max().orElse(0)),
                        row("of", "mean-shard", sizes.isEmpty() ? 0 : (double) all / sizes.size()),
                        row("of", "shards", sizes.size())),
                true);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
