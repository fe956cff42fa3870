package cloud.somersault.http.door.braket;

import cloud.somersault.http.door.DoorJobs;
import cloud.somersault.http.door.DoorJobs.Found;
import cloud.somersault.http.door.DoorJobs.Order;
import cloud.somersault.http.door.Doorway;
import cloud.somersault.http.door.Wire;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.model.Digest;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobView;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Quantum tasks: what a submission asks for, and how a job looks there. */
final class BraketTasks {
    static final String DOOR = "braket";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String TASK_ARN = "arn:aws:braket:us-east-1:000000000000:quantum-task/";
    private static final int TOKEN_CHARACTERS_MAX = 64;

    private final Doorway doorway;
    private final DoorJobs jobs;
    private final BraketDevices devices;

    BraketTasks(Doorway doorway, BraketDevices devices) {
        this.doorway = doorway;
        this.jobs = doorway.jobsOf(DOOR);
        this.devices = devices;
    }

    static String arn(String id) {
        return TASK_ARN + id;
    }

    /** The same token again finds the same task: its number is made of the token. */
    CompletionStage<JobView> submit(Wire body, String tenant) {
        var token = body.needText("clientToken");
        var device = body.needText("deviceArn");
        var bucket = body.needText("outputS3Bucket");
        if (token.length() > TOKEN_CHARACTERS_MAX) {
            throw body.outOfRange("clientToken", "1 to 64 characters");
        }
        if (!bucket.matches("amazon-braket-[a-z0-9.-]{1,49}")) {
            throw body.outOfRange(
                    "outputS3Bucket", "a bucket whose name begins with amazon-braket-");
        }
        long shots = body.whole("shots").orElse(0L);
        if (shots < 1) {
            throw body.outOfRange("shots", "1 or more: exact results are not served");
        }
        var target = devices.target(device);
        var digest = Digest.sha256("braket task\n" + tenant + "\n" + token);
        var note = JSON.objectNode().put("device", device).put("bucket", bucket);
        note.put("prefix", body.text("outputS3KeyPrefix").orElse("tasks"));
        note.put("parameters", body.text("deviceParameters").orElse("{}"));
        note.set("tags", body.object("tags").node());
        var action = body.needText("action");
        return doorway.bench()
                .work(() -> BraketProgram.of(action, jobs.limits()))
                .thenCompose(program -> {
                    var measured = note.putArray("measured");
                    program.measured().forEach(measured::add);
                    return jobs.submit(
                            new Order(
                                    uuid(digest),
                                    tenant,
                                    "",
                                    target,
                                    List.of(program.program()),
                                    shots,
                                    Long.parseLong(digest.substring(40, 52), 16),
                                    JobSpec.Options.DEFAULT,
                                    note));
                });
    }

    private static String uuid(String digits) {
        return String.join(
                "-",
                digits.substring(0, 8),
                digits.substring(8, 12),
                digits.substring(12, 16),
                digits.substring(16, 20),
                digits.substring(20, 32));
    }

    /** The task of this name. */
    CompletionStage<Found> find(String arn, String tenant) {
        if (!arn.startsWith(TASK_ARN)) {
            throw Problem.of(ProblemCode.JOB_NOT_FOUND, "There is no such quantum task.")
                    .toException();
        }
        return jobs.find(arn.substring(TASK_ARN.length()), Optional.of(tenant));
    }

    CompletionStage<JobView> cancel(Found found) {
        return jobs.cancel(found);
    }

    static String status(JobView job) {
        return switch (job.phase()) {
            case "submitted" -> "QUEUED";
            case "running" -> "RUNNING";
            case "completed" -> "COMPLETED";
            case "cancelled" -> "CANCELLED";
            default -> "FAILED";
        };
    }

    static ObjectNode document(Found found) {
        var view = found.view();
        var note = found.note();
        var form = JSON.objectNode().put("quantumTaskArn", arn(view.id()));
        form.put("status", status(view));
        form.put("deviceArn", note.path("device").asText());
        form.put("deviceParameters", note.path("parameters").asText());
        form.put("shots", view.shots());
        form.put("outputS3Bucket", note.path("bucket").asText());
        form.put("outputS3Directory", directory(found));
        form.put("createdAt", view.submittedAt().toString());
        view.endedAt().ifPresent(at -> form.put("endedAt", at.toString()));
        view.failure().ifPresent(failure -> form.put("failureReason", failure.message()));
        form.set("tags", note.get("tags"));
        if (view.phase().equals("completed")) {
            form.put("numSuccessfulShots", view.shots());
        }
        var queue = form.putObject("queueInfo").put("queue", "QUANTUM_TASKS_QUEUE");
        queue.put("queuePriority", "Normal");
        queue.put("position", view.phase().equals("submitted") ? "1" : "None");
        return form;
    }

    private static String directory(Found found) {
        return found.note().path("prefix").asText() + "/" + found.view().id();
    }

    /**
     * The object under this key of a bucket: the results of the task that said it wants them there.
     */
    CompletionStage<ObjectNode> object(String bucket, String key, String tenant) {
        var parts = key.split("/", -1);
        if (parts.length < 2 || !parts[parts.length - 1].equals("results.json")) {
            throw noObject();
        }
        return jobs.find(parts[parts.length - 2], Optional.of(tenant))
                .thenCompose(found -> {
                    if (found.completed().isEmpty()
                            || !found.note().path("bucket").asText().equals(bucket)
                            || !(directory(found) + "/results.json").equals(key)) {
                        throw noObject();
                    }
                    return jobs.result(found).thenApply(result -> results(found, result));
                });
    }

    private static RuntimeException noObject() {
        return Problem.of(ProblemCode.NOT_FOUND, "The specified key does not exist.").toException();
    }

    /** Shots in the order of their bitstrings: the log keeps how often each was read. */
    private static ObjectNode results(Found found, JobResult result) {
        var form = header("braket.task_result.gate_model_task_result");
        var counts = result.circuits().getFirst();
        var measured = found.note().get("measured");
        var measurements = form.putArray("measurements");
        counts.byBitstring()
                .forEach((bitstring, count) -> {
                    for (long shot = 0; shot < count; shot++) {
                        var row = measurements.addArray();
                        for (int bit = 0; bit < measured.size(); bit++) {
                            if (measured.get(bit).asInt() >= 0) {
                                row.add(bitstring.charAt(bitstring.length() - 1 - bit) - '0');
                            }
                        }
                    }
                });
        var qubits = form.putArray("measuredQubits");
        for (JsonNode qubit : measured) {
            if (qubit.asInt() >= 0) {
                qubits.add(qubit.asInt());
            }
        }
        var view = found.view();
        var task = header("braket.task_result.task_metadata");
        task.put("id", arn(view.id())).put("shots", view.shots());
        task.put("deviceId", found.note().path("device").asText());
        task.put("createdAt", view.submittedAt().toString());
        view.endedAt().ifPresent(at -> task.put("endedAt", at.toString()));
        task.put("status", status(view));
        form.set("taskMetadata", task);
        var action = header("braket.ir.openqasm.program");
        action.put("source", found.spec().programs().getFirst().text());
        var inputs = action.putObject("inputs");
        found.spec().programs().getFirst().inputs().forEach(inputs::put);
        form.putObject("additionalMetadata").set("action", action);
        return form;
    }

    static ObjectNode header(String name) {
        var form = JSON.objectNode();
        form.putObject("braketSchemaHeader").put("name", name).put("version", "1");
        return form;
    }
}
