package cloud.somersault.http.door.ibm;

import static java.util.concurrent.CompletableFuture.completedFuture;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.http.door.DoorJobs;
import cloud.somersault.http.door.DoorJobs.Found;
import cloud.somersault.http.door.DoorJobs.Order;
import cloud.somersault.http.door.DoorSessions;
import cloud.somersault.http.door.Doorway;
import cloud.somersault.http.door.ExpectationPrograms;
import cloud.somersault.http.door.Manners;
import cloud.somersault.http.door.Wire;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.model.JobSpec;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** The routes of the API. */
public final class IbmDoor {
    private static final String DOOR = "ibm";
    private static final String BASE = "/api/v1";
    private static final int LIST_MAX = 50;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Manners MANNERS = IbmDoor::refusal;

    private final Doorway doorway;
    private final DoorJobs jobs;
    private final IbmSessions sessions;

    /** The routes. */
    public IbmDoor(Doorway doorway, DoorSessions sessions) {
        this.doorway = doorway;
        this.jobs = doorway.jobsOf(DOOR);
        this.sessions = new IbmSessions(doorway, sessions);
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        var rows = new ArrayList<Endpoint>();
        rows.add(row(HttpMethods.POST, "/jobs", "ibmSubmit", this::submit));
        rows.add(row(HttpMethods.GET, "/jobs", "ibmList", this::list));
        rows.add(row(HttpMethods.GET, "/jobs/{id}", "ibmJob", this::job));
        rows.add(row(HttpMethods.GET, "/jobs/{id}/results", "ibmResults", this::results));
        rows.add(row(HttpMethods.GET, "/jobs/{id}/logs", "ibmLogs", this::logs));
        rows.add(row(HttpMethods.GET, "/jobs/{id}/metrics", "ibmMetrics", this::metrics));
        rows.add(row(HttpMethods.POST, "/jobs/{id}/cancel", "ibmCancel", this::cancel));
        rows.add(row(HttpMethods.DELETE, "/jobs/{id}", "ibmDelete", this::keep));
        rows.add(row(HttpMethods.GET, "/backends", "ibmBackends", _ -> backends()));
        rows.add(ofChip("/configuration", "ibmConfiguration", IbmBackends::configuration));
        rows.add(ofChip("/properties", "ibmProperties", IbmBackends::properties));
        rows.add(row(HttpMethods.GET, "/backends/{backend}/status", "ibmStatus", this::status));
        rows.add(row(HttpMethods.GET, "/instances/usage", "ibmUsage", _ -> usage()));
        rows.add(Endpoint.post("/identity/token", "ibmToken", this::token));
        rows.addAll(sessions.endpoints(BASE));
        return rows.stream().map(MANNERS::keep).toList();
    }

    private static Endpoint row(
            HttpMethod method, String path, String name, Endpoint.Handler handler) {
        return Endpoint.of(method, BASE + path, name, handler);
    }

    private Endpoint ofChip(String path, String name, Function<ChipSnapshot, ObjectNode> form) {
        return row(
                HttpMethods.GET,
                "/backends/{backend}" + path,
                name,
                call -> chip(call.path("backend")).thenApply(form).thenApply(IbmDoor::ok));
    }

    static HttpResponse ok(JsonNode document) {
        return Replies.json(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    static HttpResponse nothing() {
        return HttpResponse.create().withStatus(StatusCodes.NO_CONTENT);
    }

    private static HttpResponse refusal(Problem problem) {
        int status = problem.code() == ProblemCode.NOT_IMPLEMENTED ? 400 : problem.code().status();
        var document = JSON.objectNode().put("trace", "");
        document.putArray("errors")
                .addObject()
                .put("code", problem.code().id())
                .put("message", problem.detail())
                .put("more_info", "/problems/" + problem.code().id());
        return ok(document).withStatus(StatusCodes.get(status)).addHeaders(problem.headers());
    }

    private String tenant(Call call) {
        return doorway.credentials()
                .tenant(DOOR, call.header("Authorization").map(IbmTokens::keyOf));
    }

    private CompletionStage<HttpResponse> token(Call call) {
        return call.bytes()
                .thenApply(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .thenApply(form -> ok(IbmTokens.answer(form, doorway.clock().instant())));
    }

    private CompletionStage<ChipSnapshot> chip(String name) {
        return doorway.chips().current(existing(doorway, name));
    }

    /** The name of a chip that there is. */
    static String existing(Doorway doorway, String name) {
        if (!doorway.chips().names().contains(name)) {
            throw Problem.of(
                            ProblemCode.CHIP_NOT_FOUND,
                            "There is no such backend; there are ideal, "
                                    + String.join(", ", doorway.chips().names())
                                    + ".")
                    .toException();
        }
        return name;
    }

    private CompletionStage<HttpResponse> submit(Call call) {
        var tenant = tenant(call);
        return doorway.body(call)
                .thenCompose(body -> {
                    var program = body.needText("program_id");
                    if (!program.equals("sampler") && !program.equals("estimator")) {
                        throw body.outOfRange("program_id", "sampler or estimator");
                    }
                    var backend = body.needText("backend");
                    var target =
                            backend.equals(JobSpec.IDEAL) ? backend : existing(doorway, backend);
                    sessions.requireOpen(body);
                    boolean estimator = program.equals("estimator");
                    var parameters = body.object("params");
                    return doorway.bench()
                            .work(() -> IbmPrograms.of(estimator, parameters, jobs.limits()))
                            .thenCompose(programs -> order(body, tenant, target, programs))
                            .thenCompose(jobs::submit)
                            .thenApply(job -> {
                                var form = JSON.objectNode().put("id", job.id());
                                form.put("backend", backend);
                                body.text("session_id").ifPresent(id -> form.put("session_id", id));
                                return ok(form);
                            });
                });
    }

    private CompletionStage<Order> order(
            Wire body, String tenant, String target, IbmPrograms programs) {
        var note = JSON.objectNode().put("program", body.needText("program_id"));
        note.set("pubs", programs.pubs());
        note.put("typed", programs.typed());
        body.text("session_id").ifPresent(id -> note.put("session", id));
        var tags = note.putArray("tags");
        body.texts("tags").forEach(tags::add);
        return options(target, programs)
                .thenApply(options ->
                        new Order(
                                DoorJobs.drawnId(),
                                tenant,
                                body.needText("program_id"),
                                target,
                                programs.programs(),
                                programs.shots(),
                                DoorJobs.drawnSeed(),
                                options,
                                note));
    }

    /** A circuit over the whole chip was placed by the client: its qubits are the chip's own. */
    private CompletionStage<JobSpec.Options> options(String target, IbmPrograms programs) {
        if (target.equals(JobSpec.IDEAL)) {
            return completedFuture(JobSpec.Options.DEFAULT);
        }
        var first = programs.programs().getFirst();
        return chip(target)
                .thenCombine(
                        doorway.bench().work(() -> ExpectationPrograms.read(first, jobs.limits())),
                        (chip, program) ->
                                new JobSpec.Options(
                                        program.circuit().qubits() == chip.qubits().size()
                                                ? Optional.of(Layout.PHYSICAL)
                                                : Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        JobSpec.Options.DEFAULT.timeLimitSeconds()));
    }

    private CompletionStage<Found> find(Call call) {
        return jobs.find(call.path("id"), Optional.of(tenant(call)));
    }

    private CompletionStage<HttpResponse> job(Call call) {
        return find(call).thenApply(found -> ok(document(found)));
    }

    private static ObjectNode document(Found found) {
        var view = found.view();
        var form = JSON.objectNode().put("id", view.id()).put("backend", view.target());
        form.put("status", status(found));
        var state = form.putObject("state").put("status", status(found));
        view.failure().ifPresent(failure -> state.put("reason", failure.message()));
        form.put("created", view.submittedAt().toString());
        form.putObject("program").put("id", found.note().path("program").asText());
        if (found.note().has("session")) {
            form.put("session_id", found.note().get("session").asText());
        }
        form.set("tags", found.note().get("tags"));
        form.putObject("params");
        form.putObject("usage")
                .put("seconds", seconds(found))
                .put("quantum_seconds", seconds(found));
        return form.put("cost", 0);
    }

    private static String status(Found found) {
        return switch (found.view().phase()) {
            case "submitted" -> "Queued";
            case "running" -> "Running";
            case "completed" -> "Completed";
            case "cancelled" -> "Cancelled";
            default -> "Failed";
        };
    }

    private static double seconds(Found found) {
        var view = found.view();
        return view.startedAt().isPresent() && view.endedAt().isPresent()
                ? Duration.between(view.startedAt().get(), view.endedAt().get()).toMillis() / 1e3
                : 0;
    }

    /** The newest jobs of the tenant that came through this door. */
    private CompletionStage<HttpResponse> list(Call call) {
        var tenant = tenant(call);
        var form = JSON.objectNode().put("limit", LIST_MAX).put("offset", 0);
        form.putArray("jobs");
        return doorway.list()
                .list(Optional.empty(), Optional.empty(), Optional.of(tenant), LIST_MAX)
                .thenCompose(rows -> {
                    CompletionStage<ObjectNode> filled = completedFuture(form);
                    for (var row : rows) {
                        var one =
                                jobs.find(row.job().id(), Optional.of(tenant))
                                        .thenApply(Optional::of)
                                        .exceptionally(_ -> Optional.empty());
                        filled = filled.thenCombine(one, IbmDoor::with);
                    }
                    return filled;
                })
                .thenApply(all -> ok(all.put("count", all.get("jobs").size())));
    }

    private static ObjectNode with(ObjectNode form, Optional<Found> one) {
        one.ifPresent(found -> form.withArray("/jobs").add(document(found)));
        return form;
    }

    private CompletionStage<HttpResponse> results(Call call) {
        return find(call)
                .thenCompose(found ->
                        found.completed().isEmpty()
                                ? completedFuture(nothing())
                                : jobs.result(found)
                                        .thenApply(result -> ok(IbmResults.of(found, result))));
    }

    private CompletionStage<HttpResponse> logs(Call call) {
        return find(call)
                .thenApply(found ->
                        Replies.text(
                                found.view().failure().map(one -> one.message()).orElse(""),
                                ContentTypes.TEXT_PLAIN_UTF8));
    }

    private CompletionStage<HttpResponse> metrics(Call call) {
        return find(call)
                .thenApply(found -> {
                    var form = JSON.objectNode();
                    var times = form.putObject("timestamps");
                    times.put("created", found.view().submittedAt().toString());
                    found.view().startedAt().ifPresent(at -> times.put("running", at.toString()));
                    found.view().endedAt().ifPresent(at -> times.put("finished", at.toString()));
                    form.putObject("usage").put("quantum_seconds", seconds(found));
                    form.putObject("bss").put("seconds", seconds(found));
                    return ok(form);
                });
    }

    private CompletionStage<HttpResponse> cancel(Call call) {
        return find(call)
                .thenCompose(found -> {
                    if (found.ended()) {
                        throw Problem.of(ProblemCode.JOB_ALREADY_ENDED, "The job has ended.")
                                .toException();
                    }
                    return jobs.cancel(found);
                })
                .thenApply(_ -> nothing());
    }

    private CompletionStage<HttpResponse> keep(Call call) {
        return find(call)
                .thenApply(_ -> {
                    throw Problem.of(
                                    ProblemCode.NOT_IMPLEMENTED,
                                    "Nothing is deleted here: the log is for ever.")
                            .toException();
                });
    }

    private CompletionStage<HttpResponse> backends() {
        var form = JSON.objectNode();
        form.putArray("devices");
        CompletionStage<ObjectNode> all = completedFuture(form);
        for (var name : doorway.chips().names()) {
            all =
                    all.thenCombine(
                            chip(name).thenCombine(jobs.waiting(), IbmBackends::row),
                            (so, row) -> {
                                so.withArray("/devices").add(row);
                                return so;
                            });
        }
        return all.thenApply(IbmDoor::ok);
    }

    private CompletionStage<HttpResponse> status(Call call) {
        return chip(call.path("backend"))
                .thenCombine(jobs.waiting(), IbmBackends::status)
                .thenApply(IbmDoor::ok);
    }

    private static CompletionStage<HttpResponse> usage() {
        var form = JSON.objectNode().put("usage_consumed_seconds", 0);
        return completedFuture(ok(form.put("usage_limit_reached", false)));
    }
}
