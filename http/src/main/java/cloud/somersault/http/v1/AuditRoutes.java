package cloud.somersault.http.v1;

import cloud.somersault.chip.Chips;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.audit.Mismatch;
import cloud.somersault.persistence.audit.Reason;
import cloud.somersault.persistence.audit.Replay;
import cloud.somersault.persistence.audit.ReplayReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Sink;

/** What the log says about a job, and running it again from there. */
public final class AuditRoutes {
    private static final Duration REPLAY_LIMIT = Duration.ofMinutes(30);
    private static final int RETRY_SECONDS = 2;
    private static final int MEMORY_DEFAULT = 1000;
    private static final int MEMORY_MAX = 100_000;

    private final Jobs jobs;
    private final Chips chips;
    private final StoredEvents journal;
    private final Replay replay;
    private final Semaphore places;
    private final ActorSystem<?> system;

    /**
     * The routes.
     *
     * @param replaysMax how many replays may run at once; one more is asked to come back
     */
    public AuditRoutes(
            Jobs jobs,
            Chips chips,
            StoredEvents journal,
            Replay replay,
            int replaysMax,
            ActorSystem<?> system) {
        this.jobs = jobs;
        this.chips = chips;
        this.journal = journal;
        this.replay = replay;
        this.places = new Semaphore(replaysMax);
        this.system = system;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/jobs/{id}/log", "getJobLog", this::log),
                Endpoint.get("/v1/jobs/{id}/calibration", "getJobCalibration", this::calibration),
                Endpoint.get(
                                "/v1/jobs/{id}/memory?circuit&first&count",
                                "getJobMemory",
                                this::memory)
                        .within(REPLAY_LIMIT),
                Endpoint.post("/v1/jobs/{id}/replays", "replayJob", this::replay)
                        .within(REPLAY_LIMIT));
    }

    private CompletionStage<HttpResponse> log(Call call) {
        return journal.currentStoredEventsOf(
                        StoredJobEvents.persistenceId(JobRoutes.id(call)), 1, Long.MAX_VALUE)
                .map(event -> StoredJobEvents.entry(event, jobs.work().contents()))
                .runWith(Sink.seq(), system)
                .thenApply(entries -> {
                    if (entries.isEmpty()) {
                        throw JobRoutes.notFound(call);
                    }
                    return Replies.ok(new Log(entries));
                });
    }

    private CompletionStage<HttpResponse> calibration(Call call) {
        return jobs.inspect(JobRoutes.id(call))
                .thenCompose(known -> {
                    if (known.job().isEmpty()) {
                        throw JobRoutes.notFound(call);
                    }
                    var used =
                            known.compiled()
                                    .flatMap(JobEvent.Compiled::calibration)
                                    .orElseThrow(AuditRoutes::noCalibration);
                    return ChipRoutes.refusalsAsProblems(
                            chips.version(used.chip(), used.version()));
                })
                .thenApply(snapshot -> Replies.ok(ChipDocuments.calibration(snapshot)));
    }

    private static RuntimeException noCalibration() {
        return Problem.of(
                        ProblemCode.NO_CALIBRATION,
                        "The job has not run on a chip, so there is no calibration of it.")
                .toException();
    }

    private CompletionStage<HttpResponse> replay(Call call) {
        return inTurn(() -> replay.replay(JobRoutes.id(call))).thenApply(AuditRoutes::reply);
    }

    private CompletionStage<HttpResponse> memory(Call call) {
        int circuit = (int) call.queryWhole("circuit", 0, Integer.MAX_VALUE).orElse(0);
        long first = call.queryWhole("first", 0, Integer.MAX_VALUE).orElse(0);
        long count = call.queryWhole("count", 1, MEMORY_MAX).orElse(MEMORY_DEFAULT);
        return inTurn(() -> replay.memory(JobRoutes.id(call), circuit, first, count))
                .thenApply(outcome ->
                        outcome instanceof Replay.Outcome.Remembered(var shots, var readings)
                                ? Replies.ok(
                                        new Memory(
                                                JobRoutes.id(call),
                                                circuit,
                                                first,
                                                shots,
                                                readings))
                                : reply(outcome));
    }

    /** Few runs at once: they share the machine with the jobs. */
    private CompletionStage<Replay.Outcome> inTurn(Supplier<CompletionStage<Replay.Outcome>> run) {
        if (!places.tryAcquire()) {
            throw Problem.of(ProblemCode.OVERLOADED, "Enough replays are under way already.")
                    .retryAfter(RETRY_SECONDS)
                    .toException();
        }
        return run.get().whenComplete((_, _) -> places.release());
    }

    private static HttpResponse reply(Replay.Outcome outcome) {
        return switch (outcome) {
            case Replay.Outcome.Replayed(var report) -> Replies.ok(ReplayDocument.of(report));
            case Replay.Outcome.Refused(var refusal) -> Refusals.problem(refusal).toResponse();
            case Replay.Outcome.Remembered _ ->
                    throw new IllegalStateException("nobody asked for single shots");
        };
    }

    record Memory(String jobId, int circuit, long first, long shots, List<String> memory) {}

    record Log(List<StoredJobEvents.LogEntry> events) {}

    record ReplayDocument(
            String jobId,
            boolean equal,
            String recordedDigest,
            String replayedDigest,
            Optional<Recompiled> compiled,
            int circuits,
            long shots,
            double seconds,
            Optional<Reason> reason,
            String explanation) {
        static ReplayDocument of(ReplayReport report) {
            return new ReplayDocument(
                    report.jobId(),
                    report.equal(),
                    report.recordedDigest(),
                    report.replayedDigest(),
                    report.compiled().map(Recompiled::of),
                    report.circuits(),
                    report.shots(),
                    report.seconds(),
                    report.mismatch().map(Mismatch::reason),
                    report.explanation());
        }
    }

    record Recompiled(
            boolean equal, int different, long calibrationVersion, String calibrationDigest) {
        static Recompiled of(ReplayReport.Recompiled recompiled) {
            return new Recompiled(
                    recompiled.equal(),
                    recompiled.different(),
                    recompiled.calibrationVersion(),
                    recompiled.calibrationDigest());
        }
    }
}
