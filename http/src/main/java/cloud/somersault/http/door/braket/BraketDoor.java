package cloud.somersault.http.door.braket;

import static java.util.concurrent.CompletableFuture.completedFuture;

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
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * The routes of the API. Names of resources come percent-encoded in one segment of the path.
 * Requests are signed; the access key in the signature says who asks.
 */
public final class BraketDoor {
    private static final int LIST_MAX = 100;
    private static final Pattern CREDENTIAL = Pattern.compile("Credential=([^/,\\s]{1,128})/");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Manners MANNERS = BraketDoor::refusal;

    private final Doorway doorway;
    private final BraketDevices devices;
    private final BraketTasks tasks;

    /** The routes. */
    public BraketDoor(Doorway doorway) {
        this.doorway = doorway;
        this.devices = new BraketDevices(doorway.chips().names());
        this.tasks = new BraketTasks(doorway, devices);
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        var rows = new ArrayList<Endpoint>();
        rows.add(Endpoint.post("/quantum-task", "braketCreate", this::create));
        rows.add(Endpoint.get("/quantum-task/{arn}", "braketTask", this::task));
        rows.add(
                Endpoint.of(
                        HttpMethods.PUT,
                        "/quantum-task/{arn}/cancel",
                        "braketCancel",
                        this::cancel));
        rows.add(Endpoint.post("/quantum-tasks", "braketSearch", this::search));
        rows.add(Endpoint.get("/device/{arn}", "braketDevice", this::device));
        rows.add(Endpoint.post("/devices", "braketDevices", _ -> allDevices()));
        rows.add(Endpoint.get("/tags/{arn}", "braketTags", this::tags));
        var kept = new ArrayList<>(rows.stream().map(MANNERS::keep).toList());
        kept.addAll(new BraketBucket(tasks, this::tenant).endpoints());
        return kept;
    }

    private String tenant(Call call) {
        var key =
                call.header("Authorization")
                        .map(CREDENTIAL::matcher)
                        .filter(java.util.regex.Matcher::find)
                        .map(found -> found.group(1));
        return doorway.credentials().tenant(BraketTasks.DOOR, key);
    }

    private static HttpResponse ok(JsonNode document) {
        return Replies.json(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse refusal(Problem problem) {
        int status = problem.code().status();
        var type =
                switch (status) {
                    case 401, 403 -> "AccessDeniedException";
                    case 404 -> "ResourceNotFoundException";
                    case 409 -> "ConflictException";
                    case 429, 503 -> "ThrottlingException";
                    case 500 -> "InternalServiceException";
                    default -> "ValidationException";
                };
        int told =
                switch (type) {
                    case "ThrottlingException" -> 429;
                    case "ValidationException" -> 400;
                    default -> status;
                };
        return ok(JSON.objectNode().put("message", problem.detail()))
                .withStatus(StatusCodes.get(told))
                .addHeaders(problem.headers())
                .addHeader(RawHeader.create("x-amzn-ErrorType", type));
    }

    private CompletionStage<HttpResponse> create(Call call) {
        var tenant = tenant(call);
        return doorway.body(call)
                .thenCompose(body -> tasks.submit(body, tenant))
                .thenApply(job ->
                        ok(JSON.objectNode().put("quantumTaskArn", BraketTasks.arn(job.id())))
                                .withStatus(StatusCodes.CREATED));
    }

    private CompletionStage<HttpResponse> task(Call call) {
        return tasks.find(call.path("arn"), tenant(call))
                .thenApply(found -> ok(BraketTasks.document(found)));
    }

    private CompletionStage<HttpResponse> cancel(Call call) {
        return tasks.find(call.path("arn"), tenant(call))
                .thenCompose(found -> {
                    if (found.ended() && !found.view().phase().equals("cancelled")) {
                        throw Problem.of(ProblemCode.JOB_ALREADY_ENDED, "The task has ended.")
                                .toException();
                    }
                    return tasks.cancel(found);
                })
                .thenApply(_ ->
                        ok(
                                JSON.objectNode()
                                        .put("quantumTaskArn", call.path("arn"))
                                        .put("cancellationStatus", "CANCELLED")));
    }

    /** The newest tasks of the tenant; filters by status and device are honoured by the client. */
    private CompletionStage<HttpResponse> search(Call call) {
        var tenant = tenant(call);
        var form = JSON.objectNode();
        form.putArray("quantumTasks");
        return doorway.list()
                .list(Optional.empty(), Optional.empty(), Optional.of(tenant), LIST_MAX)
                .thenCompose(rows -> {
                    CompletionStage<ObjectNode> all = completedFuture(form);
                    for (var row : rows) {
                        var one = found(row.job().id(), tenant);
                        all = all.thenCombine(one, BraketDoor::with);
                    }
                    return all;
                })
                .thenApply(BraketDoor::ok);
    }

    private CompletionStage<Optional<ObjectNode>> found(String id, String tenant) {
        return tasks.find(BraketTasks.arn(id), tenant)
                .thenApply(found -> Optional.of(BraketTasks.document(found)))
                .exceptionally(_ -> Optional.empty());
    }

    private static ObjectNode with(ObjectNode form, Optional<ObjectNode> one) {
        one.ifPresent(document -> form.withArray("/quantumTasks").add(document));
        return form;
    }

    private CompletionStage<HttpResponse> device(Call call) {
        return device(call.path("arn")).thenApply(BraketDoor::ok);
    }

    private CompletionStage<ObjectNode> device(String arn) {
        var target = devices.target(arn);
        return arn.equals(BraketDevices.SIMULATOR)
                ? completedFuture(BraketDevices.simulator())
                : doorway.chips()
                        .current(target)
                        .thenCombine(
                                doorway.jobsOf(BraketTasks.DOOR).waiting(), BraketDevices::chip);
    }

    private CompletionStage<HttpResponse> allDevices() {
        var form = JSON.objectNode();
        form.putArray("devices").add(summary(BraketDevices.simulator()));
        CompletionStage<ObjectNode> all = completedFuture(form);
        for (var chip : doorway.chips().names()) {
            all =
                    all.thenCombine(
                            device(BraketDevices.arn(chip)),
                            (so, one) -> {
                                so.withArray("/devices").add(summary(one));
                                return so;
                            });
        }
        return all.thenApply(BraketDoor::ok);
    }

    private static ObjectNode summary(ObjectNode device) {
        return device.remove(List.of("deviceCapabilities", "deviceQueueInfo"));
    }

    private CompletionStage<HttpResponse> tags(Call call) {
        return tasks.find(call.path("arn"), tenant(call))
                .thenApply(found -> {
                    var form = JSON.objectNode();
                    form.set("tags", found.note().get("tags"));
                    return ok(form);
                });
    }
}
