package cloud.somersault.persistence.cassandra;

import cloud.somersault.chip.Truth;
import cloud.somersault.chip.calibration.Part;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.persistence.view.JobList.ChipTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * What users' completed jobs take of the chips: a row for each, by the hour of the chip's clock in
 * which it was compiled. Sums are made when they are asked for: a counter would count an event that
 * comes again twice.
 */
final class ChipUses {
    private static final double HOUR_SECONDS = 3600;
    private static final int REMEMBERED = 20_000;

    private static final String PUT =
            "INSERT INTO @chip_uses (chip, hour, id, seconds, parts) VALUES (?, ?, ?, ?, ?)"
                    + " USING TIMESTAMP ?";
    private static final String PUT_HOUR = "INSERT INTO @chip_hours (chip, hour) VALUES (?, ?)";
    private static final String HOURS = "SELECT hour FROM @chip_hours WHERE chip = ? AND hour >= ?";
    private static final String SUM =
            "SELECT count(seconds), sum(seconds) FROM @chip_uses WHERE chip = ? AND hour = ?";
    private static final String PARTS = "SELECT parts FROM @chip_uses WHERE chip = ? AND hour = ?";

    private final ActorSystem<?> system;
    private final Cql cql;
    private final CassandraEvents events;

    /** The use of running jobs, as far as they were seen to begin. */
    private final Map<String, JobEvent.Compiled> begun =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(
                                Map.Entry<String, JobEvent.Compiled> eldest) {
                            return size() > REMEMBERED;
                        }
                    });

    ChipUses(ActorSystem<?> system, Cql cql, CassandraEvents events) {
        this.system = system;
        this.cql = cql;
        this.events = events;
    }

    /** A job begins. */
    void compiled(String persistenceId, JobEvent.Compiled event) {
        begun.put(persistenceId, event);
    }

    /** A job has completed, with its event of this number: now it counts. */
    CompletionStage<Void> completed(String persistenceId, long number) {
        var known = begun.remove(persistenceId);
        return known != null
                ? write(persistenceId, number, known)
                : events.currentStoredEventsOf(persistenceId, 1, number)
                        .map(events::decode)
                        .filter(event -> event instanceof JobEvent.Compiled)
                        .runWith(Sink.headOption(), system)
                        .thenCompose(found ->
                                found.map(event ->
                                                write(
                                                        persistenceId,
                                                        number,
                                                        (JobEvent.Compiled) event))
                                        .orElseGet(() -> CompletableFuture.completedStage(null)));
    }

    private CompletionStage<Void> write(
            String persistenceId, long number, JobEvent.Compiled compiled) {
        if (compiled.use().isEmpty() || compiled.calibration().isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        var use = compiled.use().get();
        var chip = compiled.calibration().get().chip();
        long hour = hour(compiled.truth().map(Truth::virtualSeconds).orElse(0.0));
        var parts =
                use.parts().stream()
                        .collect(
                                Collectors.toMap(
                                        part -> text(part.qubits()),
                                        JobEvent.PartUse::gates,
                                        Long::sum));
        var id = JobRows.jobId(persistenceId);
        return cql.write(PUT, chip, hour, id, use.chipSeconds(), parts, number)
                .thenCompose(_ -> cql.write(PUT_HOUR, chip, hour));
    }

    /** What all completed jobs took of a chip. */
    CompletionStage<ChipTime> time(String chip) {
        return hours(chip, Double.NEGATIVE_INFINITY)
                .thenCompose(hours -> Columns.each(hours, hour -> cql.row(SUM, chip, hour)))
                .thenApply(rows -> {
                    long jobs = 0;
                    double seconds = 0;
                    for (var row : rows.stream().flatMap(Optional::stream).toList()) {
                        jobs += row.getLong(0);
                        seconds += row.getDouble(1);
                    }
                    return new ChipTime(jobs, seconds);
                });
    }

    /** Pulses and CZ on each part that was used in the hour of this moment or later. */
    CompletionStage<Map<Part, Long>> parts(String chip, double sinceSeconds) {
        return hours(chip, sinceSeconds)
                .thenCompose(hours -> Columns.each(hours, hour -> cql.rows(PARTS, chip, hour)))
                .thenApply(pages -> {
                    var sums = new TreeMap<Part, Long>();
                    for (var row : pages.stream().flatMap(List::stream).toList()) {
                        Columns.numbers(row, "parts")
                                .forEach((part, gates) -> sums.merge(part(part), gates, Long::sum));
                    }
                    return sums;
                });
    }

    private CompletionStage<List<Long>> hours(String chip, double sinceSeconds) {
        return cql.rows(HOURS, chip, hour(sinceSeconds))
                .thenApply(rows -> rows.stream().map(row -> row.getLong("hour")).toList());
    }

    private static long hour(double seconds) {
        return (long) Math.floor(seconds / HOUR_SECONDS);
    }

    private static String text(List<Integer> qubits) {
        return qubits.stream().map(String::valueOf).collect(Collectors.joining("-"));
    }

    private static Part part(String text) {
        return new Part(Arrays.stream(text.split("-")).map(Integer::valueOf).toList());
    }
}
