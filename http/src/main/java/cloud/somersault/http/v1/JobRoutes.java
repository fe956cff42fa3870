package cloud.somersault.http.v1;

import static java.util.concurrent.CompletableFuture.completedStage;

import cloud.somersault.chip.Chips;
import cloud.somersault.circuits.observable.Observable;
import cloud.somersault.http.json.Json;
import cloud.somersault.http.key.KeyPass;
import cloud.somersault.http.key.Keys;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.request.Body;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.Sessions;
import cloud.somersault.job.model.JobProtocol.InspectReply;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobView;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.placement.ChipTimeRules;
import cloud.somersault.job.queue.QueueLimit;
import cloud.somersault.job.queue.SchedulerProtocol.Place;
import cloud.somersault.persistence.view.JobList;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Jobs: submit, look, list, cancel, and what came out. */
public final class JobRoutes {
    /** Names who pays. */
    private static final List<String> PHASES =
            List.of("submitted", "running", "completed", "failed", "cancelled");

    private static final int PAGE_MAX = 200;
    private static final int PAGE_DEFAULT = 50;

    private final Jobs jobs;
    private final Chips chips;
    private final JobList list;
    private final Sessions sessions;
    private final Duration compilationMax;
    private final Function<KeyPass, KeyDocuments.Limits> keyLimits;
    private final Workbench bench;
    private final JobRequests requests;

    /**
     * The routes.
     *
     * @param compilationMax how long a dry run may compile, to be told among the limits
     * @param keys whose limits are told, too
     * @param bench where programs with observables are made into those that measure them
     */
    public JobRoutes(
            Jobs jobs,
            Chips chips,
            JobList list,
            Sessions sessions,
            Duration compilationMax,
            Keys keys,
            Workbench bench) {
        this.jobs = jobs;
        this.chips = chips;
        this.list = list;
        this.sessions = sessions;
        this.compilationMax = compilationMax;
        this.keyLimits = pass -> KeyDocuments.Limits.of(pass, keys.jobsLeft(pass));
        this.bench = bench;
        this.requests = new JobRequests(jobs.limits(), chips.names());
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/jobs", "submitJob", this::submit),
                Endpoint.get("/v1/jobs?limit&cursor&phase&tenant", "listJobs", this::list),
                Endpoint.get("/v1/jobs/{id}", "getJob", this::find),
                Endpoint.get("/v1/jobs/{id}/result", "getResult", this::result),
                Endpoint.get("/v1/jobs/{id}/program?circuit", "getProgram", this::program),
                Endpoint.post("/v1/jobs/{id}/cancel", "cancelJob", this::cancel),
                Endpoint.get("/v1/limits", "getLimits", this::limits));
    }

    private CompletionStage<HttpResponse> submit(Call call) {
        var tenant = call.caller().tenant();
        var names = JobNames.of(call, tenant);
        return call.json().thenCompose(body -> submit(body, tenant, names, call.trace().traceId()));
    }

    private CompletionStage<HttpResponse> submit(
            JsonNode body, String tenant, JobNames names, String traceId) {
        var spec = requests.read(body, tenant, names::seed);
        var programField = body.has("program") ? "program" : "programs[%d]";
        return measuring(spec, requests.observables(body))
                .thenCompose(whole ->
                        ChipRoutes.refusalsAsProblems(
                                letIn(body, whole, names.id())
                                        .thenCompose(refused ->
                                                refused.isPresent()
                                                        ? completedStage(
                                                                new Jobs.Submission.Refused(
                                                                        refused.get()))
                                                        : jobs.submit(
                                                                names.id(),
                                                                whole,
                                                                Optional.of(traceId)))))
                .thenApply(submission ->
                        switch (submission) {
                            case Jobs.Submission.Accepted(var job) ->
                                    Replies.accepted(
                                            JobDocuments.Job.of(job), "/v1/jobs/" + job.id());
                            case Jobs.Submission.Refused(var refusal) ->
                                    Refusals.problem(refusal, programField).toResponse();
                            case Jobs.Submission.Overloaded(var limit, int seconds) ->
                                    overloaded(limit, seconds).retryAfter(seconds).toResponse();
                        });
    }

    /** The job that measures these observables, if there are any. */
    private CompletionStage<JobSpec> measuring(JobSpec spec, List<Observable> observables) {
        if (observables.isEmpty()) {
            return completedStage(spec);
        }
        return bench.work(() ->
                        Observing.of(
                                spec.programs(),
                                observables,
                                jobs.limits().programsMax(),
                                jobs.limits().read()))
                .thenCompose(found ->
                        found.map(observing ->
                                        jobs.keep(Json.tree(observing.note()).toString())
                                                .thenApply(note ->
                                                        spec.measuring(
                                                                observing.programs(),
                                                                new JobSpec.Through(
                                                                        Observing.DOOR, note))))
                                .orElseGet(() -> completedStage(spec)));
    }

    private static Problem overloaded(QueueLimit limit, int seconds) {
        return limit.name().equals(ChipTimeRules.LIMIT)
                ? Problem.of(
                        ProblemCode.CHIP_TIME_EXHAUSTED,
                        "The tenant has taken or been promised nearly all of its %d s of chip time;"
                                        .formatted(limit.most())
                                + " try again in "
                                + seconds
                                + " s.")
                : Problem.of(
                        ProblemCode.OVERLOADED,
                        "The queue is full ("
                                + limit.name()
                                + " is "
                                + limit.most()
                                + "); try again in "
                                + seconds
                                + " s.");
    }

    /** By the session that it names, if it names one. */
    private CompletionStage<Optional<Refusal>> letIn(JsonNode body, JobSpec spec, String jobId) {
        var session = body.path("session");
        return session.isTextual()
                ? sessions.admit(session.asText(), jobId, spec)
                : completedStage(Optional.empty());
    }

    private CompletionStage<HttpResponse> list(Call call) {
        int limit = (int) call.queryWhole("limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
        var phase = call.queryWord("phase", PHASES);
        var caller = call.caller();
        var tenant = caller.seesOwnOnly() ? Optional.of(caller.tenant()) : call.query("tenant");
        if (!call.query("tenant").map(caller::sees).orElse(true)) {
            return completedStage(Replies.ok(page(List.of(), limit)));
        }
        var cursor = call.queryWhole("cursor", 1, Long.MAX_VALUE);
        var before = cursor.isPresent() ? Optional.of(cursor.getAsLong()) : Optional.<Long>empty();
        return list.list(before, phase, tenant, limit + 1)
                .thenApply(rows -> Replies.ok(page(rows, limit)));
    }

    /** One row more than wanted was asked for, to know whether there is a next page. */
    private static JobDocuments.JobList page(List<JobList.Row> rows, int limit) {
        var shown = rows.subList(0, Math.min(limit, rows.size()));
        return new JobDocuments.JobList(
                shown.stream().map(row -> JobDocuments.Job.of(row.job())).toList(),
                rows.size() > limit
                        ? Optional.of(Long.toString(shown.getLast().place()))
                        : Optional.empty());
    }

    private CompletionStage<HttpResponse> find(Call call) {
        return jobs.find(id(call))
                .thenCompose(found -> {
                    var job = found.orElseThrow(() -> notFound(call));
                    return job.phase().equals("submitted")
                            ? waiting(job)
                            : completedStage(JobDocuments.Job.of(job));
                })
                .thenApply(Replies::ok);
    }

    private CompletionStage<JobDocuments.Job> waiting(JobView job) {
        var place = jobs.place(job.id());
        return chips.names().contains(job.target())
                ? place.thenCompose(queued -> waitingForChip(job, queued))
                : place.thenApply(queued -> JobDocuments.Job.of(job, queued));
    }

    private CompletionStage<JobDocuments.Job> waitingForChip(JobView job, Place place) {
        return jobs.board(job.target())
                .thenCombine(
                        chips.current(job.target()),
                        (board, chip) -> JobDocuments.Job.of(job, place, board, chip.durations()));
    }

    private CompletionStage<HttpResponse> result(Call call) {
        return inspect(call)
                .thenCompose(known -> {
                    var job = known.job().orElseThrow(() -> notFound(call));
                    var completed =
                            known.completed().orElseThrow(() -> noResult(job).toException());
                    return jobs.load(completed.counts())
                            .thenApply(text ->
                                    Replies.ok(
                                            JobDocuments.Result.of(
                                                    job,
                                                    known.compiled().orElseThrow(),
                                                    JobResult.parse(text),
                                                    completed)));
                });
    }

    /** Why a job that is not completed has no counts. */
    static Problem noResult(JobView job) {
        return switch (job.phase()) {
            case "failed" ->
                    Problem.of(
                            ProblemCode.JOB_FAILED,
                            "The job failed: "
                                    + job.failure()
                                            .map(JobView.Failure::message)
                                            .orElse("no reason is known"));
            case "cancelled" ->
                    Problem.of(ProblemCode.JOB_CANCELLED, "The job was cancelled, so it has none.");
            default ->
                    Problem.of(
                            ProblemCode.JOB_NOT_FINISHED,
                            "The job is " + job.phase() + "; there is no result yet.");
        };
    }

    private CompletionStage<HttpResponse> program(Call call) {
        long circuit = call.queryWhole("circuit", 0, Integer.MAX_VALUE).orElse(0);
        return inspect(call)
                .thenCompose(known -> {
                    var programs = known.spec().orElseThrow(() -> notFound(call)).programs();
                    if (circuit >= programs.size()) {
                        throw Problem.of(
                                        ProblemCode.CIRCUIT_NOT_FOUND,
                                        "The job has the circuits 0 to "
                                                + (programs.size() - 1)
                                                + ".")
                                .toException();
                    }
                    var program = programs.get((int) circuit);
                    if (program.erased()) {
                        throw jobs.work().contents().unreadable(known.contentKey());
                    }
                    return compiled(known, (int) circuit)
                            .thenApply(text ->
                                    Replies.ok(
                                            new JobDocuments.Program(
                                                    program.language(), program.text(), text)));
                });
    }

    private CompletionStage<Optional<String>> compiled(InspectReply known, int circuit) {
        return known.compiled()
                .flatMap(compiled -> compiled.circuits().get(circuit).program())
                .map(kept -> jobs.load(kept).thenApply(Optional::of))
                .orElseGet(() -> completedStage(Optional.empty()));
    }

    private CompletionStage<HttpResponse> cancel(Call call) {
        return jobs.cancel(id(call))
                .thenApply(cancellation ->
                        switch (cancellation) {
                            case Jobs.Cancellation.Cancelled(var job) ->
                                    Replies.ok(JobDocuments.Job.of(job));
                            case Jobs.Cancellation.Refused(var refusal) ->
                                    Refusals.problem(refusal).toResponse();
                        });
    }

    private CompletionStage<HttpResponse> limits(Call call) {
        return ChipRoutes.all(chips)
                .thenApply(snapshots ->
                        Replies.ok(
                                JobDocuments.Limits.of(
                                        Body.BYTES_MAX,
                                        snapshots.stream()
                                                .mapToLong(one -> one.limits().shotsMax())
                                                .max()
                                                .orElse(0),
                                        compilationMax,
                                        jobs.limits(),
                                        call.caller().pass().map(keyLimits))));
    }

    private CompletionStage<InspectReply> inspect(Call call) {
        return jobs.inspect(id(call));
    }

    /** The id in the path; what can't be one is not even asked for. */
    static String id(Call call) {
        var id = call.path("id");
        if (!JobNames.isId(id)) {
            throw notFound(call);
        }
        return id;
    }

    static RuntimeException notFound(Call call) {
        return Problem.of(ProblemCode.JOB_NOT_FOUND, "There is no job " + call.path("id") + ".")
                .toException();
    }
}
