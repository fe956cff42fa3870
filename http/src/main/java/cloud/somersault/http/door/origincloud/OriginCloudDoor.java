package cloud.somersault.http.door.origincloud;

import static java.util.concurrent.CompletableFuture.completedFuture;

import cloud.somersault.chip.published.CloudConfig;
import cloud.somersault.http.door.Doorway;
import cloud.somersault.http.door.Manners;
import cloud.somersault.http.door.Wire;
import cloud.somersault.http.door.origin.OriginChips;
import cloud.somersault.http.json.Json;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.model.JobView;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The routes of the cloud. Clients with a slash in their token use the second set of paths. */
public final class OriginCloudDoor {
    private static final int FINE = 10000;
    private static final String AUTHORIZATION = "oqcs_auth=";

    /** What a second of chip time is said to cost; nobody pays it. */
    private static final double PRICE_PER_SECOND = 1;

    private static final Manners MANNERS = OriginCloudDoor::refusal;

    private final Doorway doorway;
    private final OriginChips chips;
    private final CloudTasks tasks;
    private final CloudAnswers answers;

    /** The routes over these chips. */
    public OriginCloudDoor(Doorway doorway, OriginChips chips) {
        this.doorway = doorway;
        this.chips = chips;
        this.tasks = new CloudTasks(doorway, chips);
        this.answers = new CloudAnswers(tasks.jobs(), doorway.bench());
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        var rows = new ArrayList<Endpoint>();
        rows.add(post("/api/taskApi/submitTask.json", "originSubmit", this::single));
        rows.add(post("/oqcs/task/submitTask.json", "originSubmitTask", this::single));
        rows.add(post("/api/taskApi/getTaskDetail.json", "originDetail", this::singleResult));
        rows.add(
                post(
                        "/oqcs/task/getTaskDetailForQpanda.json",
                        "originTaskDetail",
                        this::singleResult));
        rows.add(post("/oqcs/batch/submitTask.json", "originBatch", this::batch));
        rows.add(Endpoint.post("/oqcs/batch/submitDaTask.json", "originPackedBatch", this::packed));
        rows.add(post("/oqcs/batch/taskInfo.json", "originBatchInfo", this::batchResult));
        rows.add(post("/oqcs/task/estimate.json", "originEstimate", this::estimate));
        rows.add(
                Endpoint.get(
                        "/api/taskApi/getFullConfig.json", "originFullConfig", this::fullConfig));
        rows.add(
                Endpoint.get(
                        "/oqcs/task/getPublicKeyQpanda.json", "originPublicKey", _ -> unsealed()));
        for (var sealed :
                List.of(
                        "task/generateKeyQpanda",
                        "task/decrySubmitTaskQpanda",
                        "task/encryTaskDetailQpanda",
                        "batch/decrySubmitTaskQpadan",
                        "batch/encryTaskInfoQpadan")) {
            rows.add(
                    Endpoint.post(
                            "/oqcs/" + sealed + ".json",
                            "origin-" + sealed.replace('/', '-'),
                            _ -> unsealed()));
        }
        return rows.stream().map(MANNERS::keep).toList();
    }

    private interface Answering {
        CompletionStage<? extends JsonNode> answer(Wire body, Optional<String> token);
    }

    private Endpoint post(String path, String operationId, Answering answering) {
        return Endpoint.post(
                path,
                operationId,
                call ->
                        doorway.body(call)
                                .thenCompose(body -> answering.answer(body, token(call, body)))
                                .thenApply(OriginCloudDoor::written));
    }

    private static Optional<String> token(Call call, Wire body) {
        return call.header("Authorization")
                .filter(value -> value.startsWith(AUTHORIZATION))
                .map(value -> value.substring(AUTHORIZATION.length()))
                .or(() -> body.text("apiKey"));
    }

    private static HttpResponse written(JsonNode obj) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("success", true).put("code", FINE).put("message", "success");
        document.set("obj", obj);
        return Replies.json(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse refusal(Problem problem) {
        var document = JsonNodeFactory.instance.objectNode();
        document.put("success", false).put("code", problem.code().status());
        document.put("message", problem.detail());
        return Replies.json(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private CompletionStage<ObjectNode> single(Wire body, Optional<String> token) {
        return tasks.single(body, token).thenApply(OriginCloudDoor::taken);
    }

    private CompletionStage<ObjectNode> batch(Wire body, Optional<String> token) {
        var programs = body.texts("qprogArr");
        return tasks.batch(body, programs.isEmpty() ? body.texts("QProg") : programs, token)
                .thenApply(OriginCloudDoor::taken);
    }

    private static ObjectNode taken(JobView job) {
        return JsonNodeFactory.instance.objectNode().put("taskId", CloudAnswers.taskId(job.id()));
    }

    /** Large batches: the programs packed in the body, everything else as JSON in a header. */
    private CompletionStage<HttpResponse> packed(Call call) {
        var header = call.header("configuration").orElse("{}");
        var configuration = Wire.read(header.getBytes(StandardCharsets.UTF_8));
        return doorway.body(call)
                .thenCompose(body ->
                        tasks.batch(configuration, body.texts("QProg"), token(call, configuration)))
                .thenApply(OriginCloudDoor::taken)
                .thenApply(OriginCloudDoor::written);
    }

    private CompletionStage<ObjectNode> singleResult(Wire body, Optional<String> token) {
        return tasks.find(body.needText("taskId"), token).thenCompose(answers::single);
    }

    private CompletionStage<ObjectNode> batchResult(Wire body, Optional<String> token) {
        return tasks.find(body.needText("taskId"), token).thenCompose(answers::batch);
    }

    /** A text, as clients insist. */
    private CompletionStage<JsonNode> estimate(Wire body, Optional<String> token) {
        double shots = body.number("shot").orElse(1000.0);
        double programs = body.number("qprogCount").orElse(1.0);
        double epochs = body.number("epoch").orElse(1.0);
        if (!(shots >= 0 && programs >= 0 && epochs >= 0)) {
            throw body.outOfRange("shot", "no negative number");
        }
        return chips.current(body.text("chipId").orElse("72"))
                .thenApply(chip ->
                        JsonNodeFactory.instance.textNode(
                                String.format(
                                        Locale.ROOT,
                                        "%.2f",
                                        shots
                                                * programs
                                                * epochs
                                                * chip.durations().shotPeriodSeconds()
                                                * PRICE_PER_SECOND)));
    }

    private CompletionStage<HttpResponse> fullConfig(Call call) {
        return chips.current(call.query("chipId").orElse("72"))
                .thenCombine(
                        tasks.jobs().waiting(),
                        (chip, waiting) -> Json.readOwn(CloudConfig.write(chip, waiting)))
                .thenApply(OriginCloudDoor::written);
    }

    private static CompletionStage<HttpResponse> unsealed() {
        return completedFuture(
                refusal(
                        Problem.of(
                                ProblemCode.NOT_IMPLEMENTED,
                                "Sealed submissions are not served; use the plain calls, over TLS"
                                        + " where others could listen.")));
    }
}
