package cloud.somersault.http.electronics;

import static java.util.concurrent.CompletableFuture.completedFuture;

import cloud.somersault.chip.ChipCoupler;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.published.PilotConfig;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.http.door.DoorJobs;
import cloud.somersault.http.door.DoorJobs.Found;
import cloud.somersault.http.door.DoorJobs.Order;
import cloud.somersault.http.door.Doorway;
import cloud.somersault.http.door.Wire;
import cloud.somersault.http.door.origin.OriginResults;
import cloud.somersault.http.json.Json;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.problem.ProblemException;
import cloud.somersault.job.model.Digest;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobView;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Answers the messages of the protocol; a task is a job on the twin, run as it is written. */
final class ElectronicsDesk {
    private static final String DOOR = "electronics";
    private static final String TENANT = "electronics";
    private static final int POINT_LABEL = 128;
    private static final long SHOTS_USUAL = 1000;
    private static final long SHOTS_LEAST = 100;
    private static final long SHOTS_MOST = 10_000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Doorway doorway;
    private final DoorJobs jobs;
    private final String chip;
    private final int chipNumber;

    /**
     * Of one chip.
     *
     * @param chipNumber by which the other side knows it
     */
    ElectronicsDesk(Doorway doorway, String chip, int chipNumber) {
        this.doorway = doorway;
        this.jobs = doorway.jobsOf(DOOR);
        this.chip = chip;
        this.chipNumber = chipNumber;
    }

    /** How a task stands, in the numbers of the protocol. */
    enum Status {
        PENDING(1),
        RUNNING(2),
        NO_SUCH_TASK(3),
        FAILED(4),
        SUCCEEDED(5);

        private final int number;

        Status(int number) {
            this.number = number;
        }

        int number() {
            return number;
        }

        static Status of(JobView job) {
            return switch (job.phase()) {
                case "submitted" -> PENDING;
                case "running" -> RUNNING;
                case "completed" -> SUCCEEDED;
                default -> FAILED;
            };
        }
    }

    /** The name under which what is published is told apart. */
    String topic() {
        return Integer.toString(chipNumber);
    }

    /**
     * The answer to a message; never fails.
     *
     * @param accepted told of the task when the message was one, and it was taken
     */
    CompletionStage<ObjectNode> answer(
            String message, java.util.function.Consumer<String> accepted) {
        var name = "Msg";
        long number = 0;
        try {
            var said = Wire.read(message.getBytes(StandardCharsets.UTF_8));
            name = said.needText("MsgType");
            number = said.whole("SN").orElse(0L);
            var form = head(name + "Ack", number);
            var known = number;
            var type = name;
            return answer(type, said, form, accepted)
                    .exceptionally(failure -> refused(type, known, failure));
        } catch (RuntimeException failure) {
            return completedFuture(refused(name, number, failure));
        }
    }

    private static ObjectNode head(String type, long number) {
        return JSON.objectNode().put("MsgType", type).put("SN", number);
    }

    private static ObjectNode refused(String type, long number, Throwable failure) {
        var cause = failure instanceof CompletionException ? failure.getCause() : failure;
        var problem =
                cause instanceof ProblemException known
                        ? known.problem()
                        : Problem.of(ProblemCode.INTERNAL_ERROR, "The electronics failed.");
        int error =
                switch (problem.code()) {
                    case MALFORMED_JSON -> 3;
                    case OVERLOADED -> 4;
                    case INTERNAL_ERROR -> 1;
                    default -> 2;
                };
        return head(type + "Ack", number).put("ErrCode", error).put("ErrInfo", problem.detail());
    }

    private CompletionStage<ObjectNode> answer(
            String type, Wire said, ObjectNode form, java.util.function.Consumer<String> accepted) {
        return switch (type) {
            case "MsgTask" ->
                    submit(said)
                            .thenApply(_ -> {
                                accepted.accept(said.needText("TaskId"));
                                return fine(form);
                            });
            case "TaskStatus" -> status(said.needText("TaskId"), form);
            case "GetTaskResult" -> result(said.needText("TaskId"), said.whole("SN").orElse(0L));
            case "MsgHeartbeat" ->
                    completedFuture(
                            form.put("backend", chipNumber)
                                    .put("TimeStamp", doorway.clock().instant().toEpochMilli())
                                    .put("Topic", topic()));
            case "GetUpdateTime" -> snapshot().thenApply(now -> updateTime(now, form));
            case "GetRBData" -> snapshot().thenApply(now -> benchmarking(now, form));
            case "GetChipConfig" ->
                    snapshot()
                            .thenApply(now -> {
                                form.put("backend", chipNumber);
                                form.putArray("PointLabelList").add(POINT_LABEL);
                                var config = JSON.objectNode();
                                config.putObject("1")
                                        .set(
                                                "QuantumChipArch",
                                                Json.readOwn(PilotConfig.write(now)));
                                return fine(form.put("ChipConfig", config.toString()));
                            });
            case "SetVip", "ReleaseVip" ->
                    throw Problem.of(
                                    ProblemCode.NOT_IMPLEMENTED,
                                    "Nobody has the twin to himself; sessions are booked in the"
                                            + " configuration of the queue.")
                            .toException();
            case "MsgTaskResultAck" -> completedFuture(JSON.objectNode());
            default ->
                    throw Problem.of(ProblemCode.OUT_OF_RANGE, "There is no message of this type.")
                            .toException();
        };
    }

    private static ObjectNode fine(ObjectNode form) {
        return form.put("ErrCode", 0).put("ErrInfo", "");
    }

    private CompletionStage<ChipSnapshot> snapshot() {
        return doorway.chips().current(chip);
    }

    /** When what is known of the chip was measured, in milliseconds. */
    CompletionStage<Long> updatedAt() {
        return snapshot().thenApply(now -> now.measuredAt().toEpochMilli());
    }

    private static String jobId(String taskId) {
        return Digest.sha256("task of the electronics " + taskId).substring(0, 32);
    }

    private CompletionStage<JobView> submit(Wire said) {
        var taskId = said.needText("TaskId");
        var configure = said.object("Configure");
        long shots = configure.whole("Shot").orElse(SHOTS_USUAL);
        boolean inRange = shots >= SHOTS_LEAST && shots <= SHOTS_MOST;
        var programs = said.inside("ConvertQProg").orElseThrow(() -> said.missing("ConvertQProg"));
        var options =
                new JobSpec.Options(
                        Optional.of(Layout.PHYSICAL),
                        Optional.of(0),
                        Optional.empty(),
                        JobSpec.Options.DEFAULT.timeLimitSeconds());
        return snapshot()
                .thenCompose(now ->
                        doorway.bench()
                                .work(() -> NativeProgram.programs(programs, now.qubits().size())))
                .thenCompose(texts ->
                        jobs.submit(
                                new Order(
                                        jobId(taskId),
                                        TENANT,
                                        taskId,
                                        chip,
                                        texts,
                                        inRange ? shots : SHOTS_USUAL,
                                        Long.parseLong(
                                                Digest.sha256("seed of " + taskId).substring(0, 12),
                                                16),
                                        options,
                                        JSON.objectNode().put("task", taskId))));
    }

    /** The job of a task; empty when there is none. */
    CompletionStage<Optional<Found>> find(String taskId) {
        return jobs.find(jobId(taskId), Optional.of(TENANT))
                .thenApply(Optional::of)
                .exceptionallyCompose(failure -> {
                    var cause =
                            failure instanceof CompletionException ? failure.getCause() : failure;
                    return cause instanceof ProblemException
                            ? completedFuture(Optional.empty())
                            : CompletableFuture.failedFuture(failure);
                });
    }

    private CompletionStage<ObjectNode> status(String taskId, ObjectNode form) {
        return find(taskId)
                .thenApply(found ->
                        form.put("TaskId", taskId)
                                .put(
                                        "TaskStatus",
                                        found.map(one -> Status.of(one.view()))
                                                .orElse(Status.NO_SUCH_TASK)
                                                .number()));
    }

    /** The message that tells of a result, or why there is none. */
    CompletionStage<ObjectNode> result(String taskId, long number) {
        var form = head("MsgTaskResult", number).put("TaskId", taskId);
        return find(taskId)
                .thenCompose(found -> {
                    if (found.isEmpty() || found.get().completed().isEmpty()) {
                        form.putArray("Key");
                        form.putArray("ProbCount");
                        return completedFuture(
                                form.put("ErrCode", 1)
                                        .put(
                                                "ErrInfo",
                                                found.flatMap(one -> one.view().failure())
                                                        .map(JobView.Failure::message)
                                                        .orElse("There is no result.")));
                    }
                    times(form, found.get().view());
                    return jobs.result(found.get())
                            .thenApply(result -> counts(form, result.circuits()));
                });
    }

    private static ObjectNode counts(ObjectNode form, List<Counts> circuits) {
        var keys = form.putArray("Key");
        var occurrences = form.putArray("ProbCount");
        for (var one : circuits) {
            var counted = OriginResults.occurrences(one, true);
            keys.add(counted.get("key"));
            occurrences.add(counted.get("value"));
        }
        return fine(form);
    }

    private static void times(ObjectNode form, JobView job) {
        var started = job.startedAt().orElse(job.submittedAt());
        var ended = job.endedAt().orElse(started);
        form.putObject("NoteTime")
                .put("CompileTime", 0)
                .put("PendingTime", Duration.between(job.submittedAt(), started).toMillis())
                .put("MeasureTime", Duration.between(started, ended).toMillis())
                .put("PostProcessTime", 0);
    }

    private ObjectNode updateTime(ChipSnapshot now, ObjectNode form) {
        var times = form.put("backend", chipNumber).putObject("LastUpdateTime");
        var qubits = times.putArray("qubit");
        var stamps = times.putArray("timeStamp");
        for (var qubit : now.qubits()) {
            if (qubit.inService()) {
                qubits.add(qubit.id());
                stamps.add(now.measuredAt().toEpochMilli());
            }
        }
        return fine(form);
    }

    /** Fidelities as the twin is calibrated; no sequence was run for them just now. */
    private ObjectNode benchmarking(ChipSnapshot now, ObjectNode form) {
        form.put("backend", chipNumber);
        form.putArray("SingleGateCircuitDepth");
        form.putArray("DoubleGateCircuitDepth");
        var single = form.putObject("SingleGateFidelity");
        var qubits = single.putArray("qubit");
        var fidelities = single.putArray("fidelity");
        for (var qubit : now.qubits()) {
            qubit.known()
                    .ifPresent(figures -> {
                        qubits.add("" + qubit.id());
                        fidelities.add(figures.gateFidelity());
                    });
        }
        var both = form.putObject("DoubleGateFidelity");
        var pairs = both.putArray("qubitPair");
        var czs = both.putArray("fidelity");
        for (ChipCoupler coupler : now.couplers()) {
            coupler.known()
                    .ifPresent(figures -> {
                        pairs.add(coupler.first() + "-" + coupler.second());
                        czs.add(figures.czFidelity());
                    });
        }
        return fine(form);
    }

    /** What is published when a task has come further. */
    static JsonNode statusMessage(String taskId, Status status) {
        return head("TaskStatus", 0).put("TaskId", taskId).put("TaskStatus", status.number());
    }
}
