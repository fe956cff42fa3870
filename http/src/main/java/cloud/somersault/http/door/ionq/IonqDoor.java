package cloud.somersault.http.door.ionq;

import static java.util.concurrent.CompletableFuture.completedFuture;

import cloud.somersault.http.door.DoorSessions;
import cloud.somersault.http.door.Doorway;
import cloud.somersault.http.door.Manners;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/** The routes of the API, once for each version. */
public final class IonqDoor {
    private static final List<String> VERSIONS = List.of("/v0.4", "/v0.3");
    private static final String KEY = "apiKey ";
    private static final int LIST_MAX = 25;
    private static final int SESSION_MINUTES = 60;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Manners MANNERS = IonqDoor::refusal;

    private final Doorway doorway;
    private final IonqBackends backends;
    private final IonqJobs jobs;
    private final DoorSessions sessions;

    /**
     * The routes.
     *
     * @param chip what {@code qpu} is
     */
    public IonqDoor(Doorway doorway, DoorSessions sessions, String chip) {
        this.doorway = doorway;
        this.sessions = sessions;
        this.backends = new IonqBackends(doorway.chips().names(), chip);
        this.jobs = new IonqJobs(doorway, backends);
    }

    private record Rows(String base, List<Endpoint> endpoints) {
        private String id(String name) {
            return "ionq" + base.replaceAll("[^0-9]", "") + name;
        }

        void get(String path, String name, Endpoint.Handler handler) {
            endpoints.add(Endpoint.get(base + path, id(name), handler));
        }

        void post(String path, String name, Endpoint.Handler handler) {
            endpoints.add(Endpoint.post(base + path, id(name), handler));
        }
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        var all = new ArrayList<Endpoint>();
        for (var base : VERSIONS) {
            var rows = new Rows(base, all);
            rows.post("/jobs", "Submit", this::submit);
            rows.get("/jobs", "List", this::list);
            rows.get("/jobs/estimate", "Estimate", this::estimate);
            rows.get("/jobs/{id}", "Job", call -> shown(call, base));
            all.add(
                    Endpoint.of(
                            HttpMethods.DELETE,
                            base + "/jobs/{id}",
                            rows.id("Delete"),
                            this::cancel));
            all.add(
                    Endpoint.of(
                            HttpMethods.PUT,
                            base + "/jobs/{id}/status/cancel",
                            rows.id("Cancel"),
                            this::cancel));
            rows.get("/jobs/{id}/results", "Results", call -> results(call, "probabilities"));
            rows.get(
                    "/jobs/{id}/results/{kind}",
                    "ResultsOf",
                    call -> results(call, call.path("kind")));
            rows.get(
                    "/jobs/{id}/variants/{variant}/results/{kind}",
                    "VariantResults",
                    call -> results(call, call.path("kind")));
            rows.get("/jobs/{id}/cost", "Cost", this::cost);
            rows.get("/jobs/{id}/circuits/{language}", "Compiled", this::compiled);
            rows.get("/backends", "Backends", _ -> backends());
            rows.get("/backends/{backend}", "Backend", this::backend);
            rows.get("/backends/{backend}/characterizations", "Tables", this::characterizations);
            rows.get("/backends/{backend}/characterizations/{id}", "Table", this::characterization);
            rows.get(
                    "/characterizations/backends/{backend}/current", "Now", this::characterization);
            rows.get("/calibrations", "Calibrations", _ -> calibrations());
            rows.get("/calibrations/current", "Calibration", _ -> calibration());
            rows.get("/whoami", "Whoami", this::whoami);
            rows.post("/sessions", "OpenSession", this::openSession);
            rows.get("/sessions/{id}", "Session", this::session);
            rows.post("/sessions/{id}/end", "EndSession", this::endSession);
        }
        return all.stream().map(MANNERS::keep).toList();
    }

    private String tenant(Call call) {
        return doorway.credentials()
                .tenant(
                        IonqJobs.DOOR,
                        call.header("Authorization")
                                .map(value ->
                                        value.startsWith(KEY)
                                                ? value.substring(KEY.length())
                                                : value));
    }

    private static HttpResponse ok(JsonNode document) {
        return Replies.json(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse refusal(Problem problem) {
        int status = problem.code() == ProblemCode.NOT_IMPLEMENTED ? 400 : problem.code().status();
        var document = JSON.objectNode().put("statusCode", status);
        document.put("error", problem.code().title()).put("message", problem.detail());
        return ok(document).withStatus(StatusCodes.get(status)).addHeaders(problem.headers());
    }

    private CompletionStage<HttpResponse> submit(Call call) {
        return doorway.body(call)
                .thenCompose(body -> {
                    body.text("session_id").ifPresent(sessions::requireOpen);
                    return jobs.submit(body, tenant(call))
                            .thenApply(job -> {
                                var form = JSON.objectNode();
                                form.put("id", job.id()).put("status", IonqJobs.status(job));
                                form.put("request", job.submittedAt().getEpochSecond());
                                body.text("session_id")
                                        .ifPresent(session -> form.put("session_id", session));
                                return ok(form);
                            });
                });
    }

    private CompletionStage<IonqJobs.Shown> find(Call call) {
        return jobs.find(call.path("id"), tenant(call));
    }

    private CompletionStage<HttpResponse> shown(Call call, String base) {
        return find(call).thenApply(found -> ok(jobs.document(found, base)));
    }

    /** The newest jobs of the tenant that came through this door. */
    private CompletionStage<HttpResponse> list(Call call) {
        var tenant = tenant(call);
        CompletionStage<List<ObjectNode>> shown =
                doorway.list()
                        .list(Optional.empty(), Optional.empty(), Optional.of(tenant), LIST_MAX)
                        .thenCompose(rows -> {
                            CompletionStage<List<ObjectNode>> all = completedFuture(List.of());
                            for (var row : rows) {
                                all =
                                        all.thenCombine(
                                                ofThisDoor(row.job().id(), tenant),
                                                IonqDoor::joined);
                            }
                            return all;
                        });
        return shown.thenApply(all -> {
            var form = JSON.objectNode();
            var list = form.putArray("jobs");
            all.forEach(list::add);
            form.putNull("next");
            return ok(form);
        });
    }

    private CompletionStage<List<ObjectNode>> ofThisDoor(String id, String tenant) {
        return jobs.find(id, tenant)
                .thenApply(found -> List.of(jobs.document(found, VERSIONS.getFirst())))
                .exceptionally(_ -> List.of());
    }

    private static List<ObjectNode> joined(List<ObjectNode> some, List<ObjectNode> more) {
        var all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    private CompletionStage<HttpResponse> cancel(Call call) {
        return find(call)
                .thenCompose(jobs::cancel)
                .thenApply(job ->
                        ok(
                                JSON.objectNode()
                                        .put("id", call.path("id"))
                                        .put("status", IonqJobs.status(job))));
    }

    private CompletionStage<HttpResponse> results(Call call, String kind) {
        return find(call).thenCompose(found -> jobs.results(found, kind)).thenApply(IonqDoor::ok);
    }

    private CompletionStage<HttpResponse> compiled(Call call) {
        return find(call)
                .thenCompose(jobs::compiled)
                .thenApply(
                        text -> ok(JSON.objectNode().put("format", "openqasm3").put("data", text)));
    }

    private CompletionStage<HttpResponse> cost(Call call) {
        return find(call).thenApply(found -> ok(free().put("id", found.id())));
    }

    private CompletionStage<HttpResponse> estimate(Call call) {
        return doorway.jobsOf(IonqJobs.DOOR)
                .waiting()
                .thenApply(
                        waiting -> ok(free().put("current_predicted_queue_time", 1000L * waiting)));
    }

    /** Nobody pays here. */
    private static ObjectNode free() {
        var form = JSON.objectNode();
        form.put("estimated_cost", 0).put("cost_unit", "usd").put("dry_run", false);
        form.putObject("cost").put("unit", "usd").put("value", 0);
        return form;
    }

    private CompletionStage<HttpResponse> backends() {
        CompletionStage<List<ObjectNode>> all =
                completedFuture(List.of(IonqBackends.simulator(doorway.clock().instant())));
        for (var chip : doorway.chips().names()) {
            all = all.thenCombine(ofChip(chip).thenApply(List::of), IonqDoor::joined);
        }
        return all.thenApply(forms -> {
            var list = JSON.arrayNode();
            forms.forEach(list::add);
            return ok(list);
        });
    }

    private CompletionStage<ObjectNode> ofChip(String name) {
        return doorway.chips()
                .current(name)
                .thenCombine(
                        doorway.jobsOf(IonqJobs.DOOR).waiting(),
                        (chip, waiting) -> IonqBackends.chip(chip, waiting));
    }

    private CompletionStage<HttpResponse> backend(Call call) {
        var name = call.path("backend");
        return name.equals(IonqBackends.SIMULATOR)
                ? completedFuture(ok(IonqBackends.simulator(doorway.clock().instant())))
                : ofChip(backends.target(name)).thenApply(IonqDoor::ok);
    }

    private CompletionStage<ObjectNode> table(String backend) {
        if (backend.equals(IonqBackends.SIMULATOR)) {
            throw Problem.of(ProblemCode.NO_CALIBRATION, "The simulator has no characterization.")
                    .toException();
        }
        return doorway.chips()
                .current(backends.target(backend))
                .thenApply(IonqBackends::characterization);
    }

    private CompletionStage<HttpResponse> characterization(Call call) {
        return table(call.path("backend")).thenApply(IonqDoor::ok);
    }

    private CompletionStage<HttpResponse> characterizations(Call call) {
        return table(call.path("backend")).thenApply(one -> ok(list("characterizations", one)));
    }

    private CompletionStage<HttpResponse> calibrations() {
        return table("qpu").thenApply(one -> ok(list("calibrations", one)));
    }

    private CompletionStage<HttpResponse> calibration() {
        return table("qpu").thenApply(IonqDoor::ok);
    }

    private static ObjectNode list(String name, ObjectNode only) {
        var form = JSON.objectNode();
        form.putArray(name).add(only);
        form.putNull("next");
        return form;
    }

    private CompletionStage<HttpResponse> whoami(Call call) {
        var tenant = tenant(call);
        return completedFuture(ok(JSON.objectNode().put("key_id", tenant).put("key_name", tenant)));
    }

    private CompletionStage<HttpResponse> openSession(Call call) {
        return doorway.body(call)
                .thenApply(body -> {
                    var backend = body.needText("backend");
                    backends.target(backend);
                    long minutes =
                            body.object("settings")
                                    .whole("duration_limit_min")
                                    .orElse((long) SESSION_MINUTES);
                    return ok(
                            session(
                                    sessions.open(
                                            backend, "session", Math.clamp(minutes, 1, 480) * 60)));
                });
    }

    private CompletionStage<HttpResponse> session(Call call) {
        return completedFuture(ok(session(sessions.find(call.path("id")))));
    }

    private CompletionStage<HttpResponse> endSession(Call call) {
        return completedFuture(ok(session(sessions.close(call.path("id")))));
    }

    private static ObjectNode session(DoorSessions.Session session) {
        var form = JSON.objectNode().put("id", session.id()).put("backend", session.backend());
        form.put("active", session.isOpen()).put("status", session.isOpen() ? "started" : "ended");
        form.put("created_at", IonqJobs.time(session.openedAt()));
        form.putObject("settings").put("duration_limit_min", session.secondsMax() / 60);
        return form;
    }
}
