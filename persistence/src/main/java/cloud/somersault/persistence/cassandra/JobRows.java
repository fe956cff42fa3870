package cloud.somersault.persistence.cassandra;

import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobProtocol;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.projection.javadsl.Handler;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Writes the rows of the job list, a group of events at a time. Every write carries its event's
 * number in the job as write time: the state of a row is that of its latest event, in whatever
 * order and however often the writes arrive.
 */
final class JobRows extends Handler<List<EventEnvelope>> {
    /** Whose list it is when it is everyone's; a tenant's own begins with an equals sign. */
    static final String EVERYONE = "*";

    static final int SHELF = 0;

    private static final int AT_ONCE = 32;
    private static final int PLACES_MAX = 100_000;
    private static final Duration TIDY_AFTER = Duration.ofMinutes(1);

    /** So long after its minute no job is submitted into it any more. */
    private static final Duration MINUTE_IS_OVER = Duration.ofMinutes(10);

    private static final String SUBMITTED =
            "INSERT INTO @jobs (id, place, name, tenant, target, phase, shots, seed, programs,"
                    + " priority, submitted_at) VALUES (?, ?, ?, ?, ?, 'submitted', ?, ?, ?, ?, ?)"
                    + " USING TIMESTAMP ?";
    private static final String COMPILED =
            "UPDATE @jobs USING TIMESTAMP ? SET phase = 'running', started_at = ?, shards = ?"
                    + " WHERE id = ?";
    private static final String CALIBRATED =
            "UPDATE @jobs USING TIMESTAMP ? SET calibration_version = ? WHERE id = ?";
    private static final String SHARD_COMPLETED =
            "UPDATE @jobs USING TIMESTAMP ? SET shards_completed = shards_completed + ?"
                    + " WHERE id = ?";
    private static final String COMPLETED =
            "UPDATE @jobs USING TIMESTAMP ? SET phase = 'completed', ended_at = ?,"
                    + " result_digest = ? WHERE id = ?";
    private static final String FAILED =
            "UPDATE @jobs USING TIMESTAMP ? SET phase = 'failed', ended_at = ?, failure_code = ?,"
                    + " failure_message = ? WHERE id = ?";
    private static final String CANCELLED =
            "UPDATE @jobs USING TIMESTAMP ? SET phase = 'cancelled', ended_at = ? WHERE id = ?";
    private static final String LISTED =
            "INSERT INTO @jobs_by_tenant_and_day (list, day, place, id) VALUES (?, ?, ?, ?)"
                    + " USING TIMESTAMP ?";
    private static final String DAY = "INSERT INTO @days_with_jobs (list, day) VALUES (?, ?)";
    private static final String UNFINISHED =
            "INSERT INTO @unfinished_jobs (minute, place, id) VALUES (?, ?, ?) USING TIMESTAMP ?";
    private static final String FINISHED =
            "DELETE FROM @unfinished_jobs USING TIMESTAMP ? WHERE minute = ? AND place = ?"
                    + " AND id = ?";
    private static final String MINUTE =
            "INSERT INTO @unfinished_minutes (shelf, minute) VALUES (?, ?)";
    private static final String MINUTES = "SELECT minute FROM @unfinished_minutes WHERE shelf = ?";
    private static final String MINUTE_OVER =
            "DELETE FROM @unfinished_minutes WHERE shelf = ? AND minute = ?";
    private static final String ANY_IN_MINUTE =
            "SELECT id FROM @unfinished_jobs WHERE minute = ? LIMIT 1";
    private static final String PLACE = "SELECT place FROM @jobs WHERE id = ?";

    private final ActorSystem<?> system;
    private final Cql cql;
    private final SealedChains chains;
    private final ChipUses uses;
    private final Map<String, JobPlace> places =
            Collections.synchronizedMap(
                    new LinkedHashMap<>(16, 0.75f, true) {
                        private static final long serialVersionUID = 1L;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, JobPlace> eldest) {
                            return size() > PLACES_MAX;
                        }
                    });
    private final Set<String> knownDays = Collections.synchronizedSet(new TreeSet<>());
    private final Set<Instant> openMinutes = Collections.synchronizedSet(new TreeSet<>());
    private Instant tidied = Instant.EPOCH;

    JobRows(ActorSystem<?> system, Cql cql, SealedChains chains, ChipUses uses) {
        this.system = system;
        this.cql = cql;
        this.chains = chains;
        this.uses = uses;
    }

    @Override
    public CompletionStage<Done> process(List<EventEnvelope> events) {
        return Source.from(events)
                .mapAsyncUnordered(AT_ONCE, this::apply)
                .runWith(Sink.ignore(), system)
                .thenCompose(_ -> tidy(Instant.ofEpochMilli(events.getLast().timestamp())));
    }

    private CompletionStage<Done> apply(EventEnvelope envelope) {
        var jobId = jobId(envelope.persistenceId());
        long number = envelope.sequenceNr();
        return switch ((JobEvent) envelope.event()) {
            case JobEvent.Submitted submitted -> submitted(number, submitted);
            case JobEvent.Compiled compiled -> compiled(envelope, compiled);
            case JobEvent.ShardCompleted shard ->
                    all(List.of(cql.write(SHARD_COMPLETED, number, Set.of(shard.shard()), jobId)));
            case JobEvent.Completed completed ->
                    ended(
                            envelope,
                            cql.write(
                                            COMPLETED,
                                            number,
                                            completed.at().toString(),
                                            completed.resultDigest(),
                                            jobId)
                                    .thenCompose(
                                            _ -> uses.completed(envelope.persistenceId(), number)));
            case JobEvent.Failed(var code, var message, var at) ->
                    ended(envelope, cql.write(FAILED, number, at.toString(), code, message, jobId));
            case JobEvent.Cancelled(var at) ->
                    ended(envelope, cql.write(CANCELLED, number, at.toString(), jobId));
        };
    }

    private CompletionStage<Done> compiled(EventEnvelope envelope, JobEvent.Compiled event) {
        uses.compiled(envelope.persistenceId(), event);
        var id = jobId(envelope.persistenceId());
        long number = envelope.sequenceNr();
        var writes = new ArrayList<CompletionStage<Void>>();
        writes.add(cql.write(COMPILED, number, event.at().toString(), event.shards().size(), id));
        event.calibration()
                .ifPresent(used -> writes.add(cql.write(CALIBRATED, number, used.version(), id)));
        return all(writes);
    }

    private CompletionStage<Done> submitted(long number, JobEvent.Submitted event) {
        var id = event.jobId();
        var spec = event.spec();
        var place = JobPlace.of(event.at(), id);
        places.put(id, place);
        var day = place.day();
        var writes = new ArrayList<CompletionStage<Void>>();
        writes.add(
                cql.write(
                        SUBMITTED,
                        id,
                        place.number(),
                        spec.name(),
                        spec.tenant(),
                        spec.target(),
                        spec.shots(),
                        spec.seed(),
                        spec.programs().size(),
                        spec.priority(),
                        event.at().toString(),
                        number));
        for (var list : List.of(EVERYONE, listOf(spec.tenant()))) {
            writes.add(cql.write(LISTED, list, day, place.number(), id, number));
            writes.add(day(list, day));
        }
        writes.add(cql.write(UNFINISHED, place.minute(), place.number(), id, number));
        if (openMinutes.add(place.minute())) {
            writes.add(
                    forgetIfFailed(
                            cql.write(MINUTE, SHELF, place.minute()), openMinutes, place.minute()));
        }
        return all(writes);
    }

    /** The name of a tenant's own list. */
    static String listOf(String tenant) {
        return "=" + tenant;
    }

    private CompletionStage<Void> day(String list, LocalDate day) {
        var key = day + " " + list;
        return knownDays.add(key)
                ? forgetIfFailed(cql.write(DAY, list, day), knownDays, key)
                : CompletableFuture.completedStage(null);
    }

    private static <T> CompletionStage<Void> forgetIfFailed(
            CompletionStage<Void> write, Set<T> known, T key) {
        return write.whenComplete((_, failure) -> {
            if (failure != null) {
                known.remove(key);
            }
        });
    }

    private CompletionStage<Done> ended(EventEnvelope envelope, CompletionStage<Void> row) {
        var jobId = jobId(envelope.persistenceId());
        var finished =
                place(jobId)
                        .thenCompose(place ->
                                place.<CompletionStage<Void>>map(one ->
                                                cql.write(
                                                        FINISHED,
                                                        envelope.sequenceNr(),
                                                        one.minute(),
                                                        one.number(),
                                                        jobId))
                                        .orElseGet(() -> CompletableFuture.completedStage(null)));
        return all(
                List.of(
                        row,
                        finished,
                        chains.seal(envelope.persistenceId(), envelope.sequenceNr())));
    }

    private CompletionStage<Optional<JobPlace>> place(String jobId) {
        var known = places.get(jobId);
        return known != null
                ? CompletableFuture.completedStage(Optional.of(known))
                : cql.row(PLACE, jobId)
                        .thenApply(row -> row.map(one -> new JobPlace(one.getLong(0))));
    }

    /** Once a minute: minutes of long ago in which every job has ended are not looked at again. */
    private CompletionStage<Done> tidy(Instant now) {
        if (now.isBefore(tidied.plus(TIDY_AFTER))) {
            return CompletableFuture.completedStage(Done.getInstance());
        }
        tidied = now;
        return cql.rows(MINUTES, SHELF)
                .thenCompose(rows ->
                        all(
                                rows.stream()
                                        .map(row -> Columns.moment(row, "minute"))
                                        .filter(minute -> minute.plus(MINUTE_IS_OVER).isBefore(now))
                                        .map(this::tidyMinute)
                                        .toList()));
    }

    private CompletionStage<Void> tidyMinute(Instant minute) {
        return cql.row(ANY_IN_MINUTE, minute)
                .thenCompose(any -> {
                    if (any.isPresent()) {
                        return CompletableFuture.<Void>completedStage(null);
                    }
                    openMinutes.remove(minute);
                    return cql.write(MINUTE_OVER, SHELF, minute);
                });
    }

    /** The job id in a persistence id. */
    static String jobId(String persistenceId) {
        return persistenceId.substring(JobProtocol.KEY.name().length() + 1);
    }

    private static CompletionStage<Done> all(List<CompletionStage<Void>> writes) {
        return CompletableFuture.allOf(
                        writes.stream()
                                .map(CompletionStage::toCompletableFuture)
                                .toArray(CompletableFuture[]::new))
                .thenApply(_ -> Done.getInstance());
    }
}
