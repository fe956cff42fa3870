package cloud.somersault.persistence.cassandra;

import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.persistence.view.JobSpan;
import cloud.somersault.persistence.view.JobSpan.Mark;
import cloud.somersault.persistence.view.SpanCell;
import com.datastax.oss.driver.api.core.cql.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.projection.javadsl.Handler;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * From when to when jobs were in the queue. A row is written when a job ends, from its events
 * alone, into the cell of its span; jobs that have not ended are few and are read from their
 * events.
 */
final class JobSpans extends Handler<List<EventEnvelope>> {
    private static final int AT_ONCE = 32;
    private static final String PUT =
            "INSERT INTO @job_spans (level, stretch, id, name, tenant, target, phase, priority,"
                    + " shots, programs, submitted_at, submitted_event, started_at, started_event,"
                    + " ended_at, ended_event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
                    + " ?) USING TIMESTAMP ?";
    private static final String CELL = "SELECT * FROM @job_spans WHERE level = ? AND stretch = ?";

    private final ActorSystem<?> system;
    private final Cql cql;
    private final CassandraEvents events;

    JobSpans(ActorSystem<?> system, Cql cql, CassandraEvents events) {
        this.system = system;
        this.cql = cql;
        this.events = events;
    }

    @Override
    public CompletionStage<Done> process(List<EventEnvelope> envelopes) {
        return Source.from(envelopes)
                .filter(one -> isLast((JobEvent) one.event()))
                .mapAsyncUnordered(AT_ONCE, this::write)
                .runWith(Sink.ignore(), system);
    }

    private static boolean isLast(JobEvent event) {
        return switch (event) {
            case JobEvent.Completed _, JobEvent.Failed _, JobEvent.Cancelled _ -> true;
            case JobEvent.Submitted _, JobEvent.Compiled _, JobEvent.ShardCompleted _ -> false;
        };
    }

    private CompletionStage<Done> write(EventEnvelope last) {
        return span(last.persistenceId())
                .thenCompose(span -> span.map(this::write).orElseGet(JobSpans::nothing))
                .thenApply(_ -> Done.getInstance());
    }

    private CompletionStage<Void> write(JobSpan span) {
        if (span.ended().isEmpty()) {
            return nothing();
        }
        var ended = span.ended().get();
        var cell = SpanCell.of(span.submitted().at(), ended.at());
        return cql.write(
                PUT,
                cell.level(),
                cell.stretch(),
                span.id(),
                span.name(),
                span.tenant(),
                span.target(),
                span.phase(),
                span.priority(),
                span.shots(),
                span.programs(),
                span.submitted().at().toString(),
                span.submitted().event(),
                span.started().map(one -> one.at().toString()).orElse(""),
                span.started().map(Mark::event).orElse(0L),
                ended.at().toString(),
                ended.event(),
                1L);
    }

    private static CompletionStage<Void> nothing() {
        return CompletableFuture.completedStage(null);
    }

    /** The span of a job by its events so far. */
    private CompletionStage<Optional<JobSpan>> span(String persistenceId) {
        return events.currentStoredEventsOf(persistenceId, 1, Long.MAX_VALUE)
                .runFold(new Marks(), Marks::with, system)
                .thenApply(marks -> marks.span(JobRows.jobId(persistenceId)));
    }

    /** What a job's events say of its span. */
    private final class Marks {
        private @Nullable JobSpec spec;
        private @Nullable Mark submitted;
        private @Nullable Mark started;
        private @Nullable Mark ended;
        private String phase = "submitted";

        Marks with(StoredEvent stored) {
            var event = (JobEvent) events.decode(stored);
            var mark = new Mark(event.at(), stored.ordering());
            switch (event) {
                case JobEvent.Submitted first -> {
                    spec = first.spec();
                    submitted = mark;
                }
                case JobEvent.Compiled _ -> {
                    started = mark;
                    phase = "running";
                }
                case JobEvent.ShardCompleted _ -> {}
                case JobEvent.Completed _ -> end(mark, "completed");
                case JobEvent.Failed _ -> end(mark, "failed");
                case JobEvent.Cancelled _ -> end(mark, "cancelled");
            }
            return this;
        }

        private void end(Mark mark, String how) {
            ended = mark;
            phase = how;
        }

        Optional<JobSpan> span(String id) {
            var first = submitted;
            var asked = spec;
            return first == null || asked == null
                    ? Optional.empty()
                    : Optional.of(
                            new JobSpan(
                                    id,
                                    asked.name(),
                                    asked.tenant(),
                                    asked.target(),
                                    phase,
                                    asked.priority(),
                                    asked.shots(),
                                    asked.programs().size(),
                                    0,
                                    first,
                                    Optional.ofNullable(started),
                                    Optional.ofNullable(ended)));
        }
    }

    /**
     * All that may have been in the queue around a moment.
     *
     * @param unfinished the persistence ids of jobs that have not ended, as far as the list knows
     */
    CompletionStage<List<JobSpan>> around(Instant moment, Collection<String> unfinished) {
        var ended =
                Columns.each(
                                SpanCell.around(moment),
                                cell -> cql.rows(CELL, cell.level(), cell.stretch()))
                        .thenApply(rows ->
                                rows.stream().flatMap(List::stream).map(JobSpans::span).toList());
        var open =
                Source.from(unfinished)
                        .mapAsyncUnordered(AT_ONCE, this::span)
                        .runWith(Sink.seq(), system)
                        .thenApply(found -> found.stream().flatMap(Optional::stream).toList());
        return ended.thenCombine(
                open, (some, others) -> numbered(Stream.concat(others.stream(), some.stream())));
    }

    /** Each job once, and each tenant's in the order in which they came, counted among these. */
    private static List<JobSpan> numbered(Stream<JobSpan> spans) {
        var byId = new HashMap<String, JobSpan>();
        spans.forEach(span -> byId.put(span.id(), span));
        var arrivals = new HashMap<String, Long>();
        var all = new ArrayList<JobSpan>();
        byId.values().stream()
                .sorted(
                        Comparator.comparing((JobSpan span) -> span.submitted().at())
                                .thenComparing(JobSpan::id))
                .forEach(span ->
                        all.add(withArrival(span, arrivals.merge(span.tenant(), 1L, Long::sum))));
        return all;
    }

    private static JobSpan withArrival(JobSpan one, long arrival) {
        return new JobSpan(
                one.id(),
                one.name(),
                one.tenant(),
                one.target(),
                one.phase(),
                one.priority(),
                one.shots(),
                one.programs(),
                arrival,
                one.submitted(),
                one.started(),
                one.ended());
    }

    private static JobSpan span(Row row) {
        return new JobSpan(
                Columns.text(row, "id"),
                Columns.text(row, "name"),
                Columns.text(row, "tenant"),
                Columns.text(row, "target"),
                Columns.text(row, "phase"),
                row.getInt("priority"),
                row.getLong("shots"),
                row.getInt("programs"),
                0,
                mark(row, "submitted").orElseThrow(),
                mark(row, "started"),
                mark(row, "ended"));
    }

    private static Optional<Mark> mark(Row row, String what) {
        return Columns.maybeText(row, what + "_at")
                .filter(at -> !at.isEmpty())
                .map(at -> new Mark(Instant.parse(at), row.getLong(what + "_event")));
    }
}
