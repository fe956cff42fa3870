package cloud.somersault.http.door.pilotos;

import static java.util.concurrent.CompletableFuture.completedFuture;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.published.PilotConfig;
import cloud.somersault.http.door.Doorway;
import cloud.somersault.http.door.Manners;
import cloud.somersault.http.door.Wire;
import cloud.somersault.http.door.origin.OriginChips;
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
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The routes of the protocol. */
public final class PilotOsDoor {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Manners MANNERS = PilotOsDoor::refusal;

    private final Doorway doorway;
    private final OriginChips chips;
    private final PilotOsTasks tasks;

    /**
     * The routes over these chips.
     *
     * @param numberIsProof whether, where keys are needed, the number of a task is enough to see it
     */
    public PilotOsDoor(Doorway doorway, OriginChips chips, boolean numberIsProof) {
        this.doorway = doorway;
        this.chips = chips;
        this.tasks = new PilotOsTasks(doorway, chips, numberIsProof);
    }

    /** Whether the socket may tell of tasks: its clients present nothing but a number. */
    public boolean mayPush() {
        return tasks.openByNumber();
    }

    /** Tasks, as a socket follows them. */
    PilotOsTasks tasks() {
        return tasks;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                        post("/management/pilotosmachinelogin", "pilotosLogin", this::login),
                        post("/management/login", "pilotosUserLogin", this::login),
                        post("/task/realQuantum/run", "pilotosRun", this::run),
                        post("/task/run", "pilotosSimulate", this::simulate),
                        post("/task/realQuantum/query", "pilotosQuery", this::query),
                        post("/task/query", "pilotosQuerySimulation", this::query),
                        post("/management/query/taskinfo", "pilotosTaskInfo", this::taskInfo),
                        post("/task/realQuantum/noise_learning", "pilotosNoise", this::notServed),
                        post("/task/realQuantum/em_compute", "pilotosMitigate", this::notServed),
                        post(
                                "/task/realQuantum/chip_config_query",
                                "pilotosChipConfigs",
                                this::chipConfigs),
                        post("/management/getchipconfig", "pilotosChipConfig", this::chipConfig),
                        post("/system/queryBackendQueueTask", "pilotosQueue", this::queue),
                        post("/system/queryChipUpdateTime", "pilotosUpdateTime", this::updateTime),
                        post(
                                "/management/query/best_qubit_blocks",
                                "pilotosBestBlocks",
                                this::bestBlocks))
                .stream()
                .map(MANNERS::keep)
                .toList();
    }

    private interface Answering {
        CompletionStage<? extends JsonNode> answer(Wire body);
    }

    private Endpoint post(String path, String operationId, Answering answering) {
        return Endpoint.post(
                path,
                operationId,
                (Call call) ->
                        doorway.body(call)
                                .thenCompose(body -> answering.answer(body))
                                .thenApply(PilotOsDoor::written));
    }

    private static HttpResponse written(JsonNode document) {
        return Replies.json(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** With the fields that a client looks for in any answer to a task, so that it finds them. */
    private static HttpResponse refusal(Problem problem) {
        var document = JSON.objectNode();
        document.put("taskId", "").put("taskState", "4");
        document.putArray("taskResult");
        document.put("errCode", PilotOsError.of(problem.code()).number());
        document.put("errInfo", problem.detail());
        return written(document);
    }

    /** The key itself is the token: the door keeps no table of who is logged in. */
    private CompletionStage<ObjectNode> login(Wire body) {
        var key =
                body.text("apiKey")
                        .or(() -> body.text("password"))
                        .orElseThrow(() -> body.missing("apiKey"));
        doorway.credentials().tenant(PilotOsTasks.DOOR, java.util.Optional.of(key));
        return completedFuture(fine().put("token", key));
    }

    private static ObjectNode fine() {
        return JSON.objectNode().put("errCode", 0).put("errInfo", "");
    }

    private CompletionStage<ObjectNode> run(Wire body) {
        return tasks.submitToChip(body).thenApply(PilotOsDoor::taken);
    }

    private CompletionStage<ObjectNode> simulate(Wire body) {
        return tasks.submitToSimulator(body).thenApply(PilotOsDoor::taken);
    }

    private static ObjectNode taken(JobView job) {
        var document = JSON.objectNode();
        document.put("taskId", PilotOsTasks.taskId(job.id())).put("taskState", "1");
        return document.put("errCode", 0).put("errInfo", "");
    }

    /**
     * Some clients ask without a token: on an open server the number of the task, which nobody can
     * guess, is the proof.
     */
    private CompletionStage<ObjectNode> query(Wire body) {
        return tasks.find(body.needText("taskId"), body.text("token")).thenCompose(tasks::document);
    }

    /** The results as one text, as the Python client takes them. */
    private CompletionStage<ObjectNode> taskInfo(Wire body) {
        var id = body.text("taskid").or(() -> body.text("taskId"));
        return tasks.find(id.orElseThrow(() -> body.missing("taskid")), body.text("token"))
                .thenCompose(found ->
                        tasks.document(found)
                                .thenCombine(
                                        tasks.compiled(found),
                                        (document, texts) -> {
                                            var results = new ArrayList<String>();
                                            document.get("taskResult")
                                                    .forEach(one -> results.add(one.asText()));
                                            document.put("taskResult", results.toString());
                                            var compiled = document.putArray("compile_output_prog");
                                            texts.forEach(compiled::add);
                                            var plain =
                                                    document.putArray("without_compensate_prog");
                                            texts.forEach(plain::add);
                                            return document;
                                        }));
    }

    private CompletionStage<ObjectNode> notServed(Wire body) {
        throw Problem.of(
                        ProblemCode.NOT_IMPLEMENTED,
                        "Error mitigation is not served; send the circuits themselves to"
                                + " /task/realQuantum/run.")
                .toException();
    }

    private CompletionStage<ObjectNode> chipConfigs(Wire body) {
        var asked = body.list("ChipID").stream().map(JsonNode::asText).toList();
        var all = asked.isEmpty() || asked.equals(List.of("-1"));
        var names = all ? List.copyOf(chips.byNumber().keySet()) : asked;
        var document = fine();
        document.putArray("configuration");
        CompletionStage<ObjectNode> filled = completedFuture(document);
        for (var name : names) {
            filled =
                    filled.thenCombine(
                            chips.current(name),
                            (so, chip) -> {
                                so.withArray("/configuration")
                                        .addObject()
                                        .put("file", "ChipArchConfig_" + name + ".json")
                                        .put("data", PilotConfig.write(chip));
                                return so;
                            });
        }
        return filled;
    }

    private CompletionStage<ObjectNode> chipConfig(Wire body) {
        return ofChip(body, "ChipID", chip -> fine().put("chipConfig", PilotConfig.write(chip)));
    }

    private CompletionStage<ObjectNode> updateTime(Wire body) {
        return ofChip(
                body,
                "backend",
                chip -> fine().put("chipUpdateTime", chip.measuredAt().toEpochMilli()));
    }

    private CompletionStage<ObjectNode> ofChip(
            Wire body, String field, Function<ChipSnapshot, ObjectNode> form) {
        return chips.current(body.text(field).orElse("72")).thenApply(form);
    }

    private CompletionStage<ObjectNode> queue(Wire body) {
        return tasks.waiting().thenApply(count -> fine().put("queueTaskSize", count));
    }

    private CompletionStage<ObjectNode> bestBlocks(Wire body) {
        int size = body.whole("QubitNum").orElse(2L).intValue();
        int count = body.whole("QubitBlockNum").orElse(1L).intValue();
        if (size < 1 || size > 72 || count < 1 || count > 72) {
            throw body.outOfRange("QubitNum", "1 to 72, as QubitBlockNum does");
        }
        return ofChip(
                body,
                "ChipID",
                chip -> {
                    var document = fine();
                    var blocks = document.putArray("bestQubitBlocks");
                    for (var block : QubitBlocks.best(chip, size, count)) {
                        var qubits = blocks.addArray();
                        block.forEach(qubits::add);
                    }
                    return document;
                });
    }
}
