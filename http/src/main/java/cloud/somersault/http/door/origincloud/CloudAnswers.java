package cloud.somersault.http.door.origincloud;

import static java.util.concurrent.CompletableFuture.completedFuture;

import cloud.somersault.http.door.DoorJobs;
import cloud.somersault.http.door.DoorJobs.Found;
import cloud.somersault.http.door.ExactState;
import cloud.somersault.http.door.ExpectationPrograms;
import cloud.somersault.http.door.origin.OriginResults;
import cloud.somersault.http.v1.Workbench;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobView;
import cloud.somersault.simulators.Amplitudes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** How a job looks as a task of the cloud. */
final class CloudAnswers {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.ofHours(8));

    private final DoorJobs jobs;
    private final Workbench bench;

    CloudAnswers(DoorJobs jobs, Workbench bench) {
        this.jobs = jobs;
        this.bench = bench;
    }

    /**
     * One program's results.
     *
     * @param texts JSON, one for each program
     * @param bits of each program's keys
     */
    private record Results(List<JsonNode> texts, List<Integer> bits, List<JsonNode> counts) {
        static final Results NONE = new Results(List.of(), List.of(), List.of());
    }

    /** Of a task of one program. */
    CompletionStage<ObjectNode> single(Found found) {
        return results(found)
                .thenApply(results -> {
                    var task = common(found);
                    task.put("rQMachineType", found.note().path("machine").asText());
                    task.put("taskState", state(found.view()));
                    sizes(task, results);
                    task.put("taskResult", first(results.texts()));
                    task.put("probCount", first(results.counts()));
                    var document = JSON.objectNode();
                    var inner = document.putObject("qcodeTaskNewVo");
                    inner.put("taskId", task.get("taskId").asText());
                    inner.putArray("taskResultList").add(task);
                    return document;
                });
    }

    /** Of a task of many. */
    CompletionStage<ObjectNode> batch(Found found) {
        return results(found)
                .thenApply(results -> {
                    var task = common(found);
                    task.put("taskStatus", state(found.view()));
                    sizes(task, results);
                    var texts = task.putArray("taskResult");
                    results.texts().forEach(one -> texts.add(one.toString()));
                    var counts = task.putArray("probCount");
                    results.counts().forEach(one -> counts.add(one.toString()));
                    return task;
                });
    }

    private static String first(List<JsonNode> texts) {
        return texts.isEmpty() ? "" : texts.getFirst().toString();
    }

    private static void sizes(ObjectNode task, Results results) {
        var sizes = task.putArray("measureQubitSize");
        results.bits().forEach(sizes::add);
    }

    private static ObjectNode common(Found found) {
        var job = found.view();
        var task = JSON.objectNode();
        var id = taskId(job.id());
        task.put("taskId", id).put("rTaskId", id).put("taskName", job.name());
        task.put("chipId", found.note().path("chip").asText());
        task.put("chipName", job.target());
        task.put("rCreateTime", TIME.format(job.submittedAt()));
        task.put("startTime", time(job.startedAt())).put("endTime", time(job.endedAt()));
        task.put("timeStr", "").put("pulseTime", "").put("queueNumber", 0);
        task.put("errorMessage", error(job)).put("errorDetail", error(job));
        task.put("qstresult", "").put("qstfidelity", "");
        return task;
    }

    private static String time(Optional<Instant> at) {
        return at.map(TIME::format).orElse("");
    }

    private static String error(JobView job) {
        return job.phase().equals("cancelled")
                ? "The task was cancelled."
                : job.failure().map(JobView.Failure::message).orElse("");
    }

    static String taskId(String jobId) {
        return jobId.toUpperCase(Locale.ROOT);
    }

    /** Clients know no task that was taken back: it has failed. */
    static String state(JobView job) {
        return switch (job.phase()) {
            case "submitted" -> "1";
            case "running" -> "2";
            case "completed" -> "3";
            default -> "4";
        };
    }

    private CompletionStage<Results> results(Found found) {
        if (found.completed().isEmpty()) {
            return completedFuture(Results.NONE);
        }
        var kind = CloudKind.valueOf(found.note().path("kind").asText());
        return CloudTasks.isExact(kind)
                ? bench.work(() -> exact(kind, found))
                : jobs.result(found).thenApply(result -> counted(kind, found, result));
    }

    private static Results counted(CloudKind kind, Found found, JobResult result) {
        var bits = result.circuits().stream().map(one -> one.bits()).toList();
        var counts =
                result.circuits().stream()
                        .<JsonNode>map(one -> OriginResults.occurrences(one, true))
                        .toList();
        if (kind == CloudKind.MEASURED_EXPECTATION) {
            var values = ExpectationPrograms.ofNote(found.note().get("expectation")).values(result);
            return new Results(
                    values.stream()
                            .<JsonNode>map(one -> JSON.objectNode().put("Value", one.value()))
                            .toList(),
                    bits.subList(0, values.size()),
                    counts);
        }
        return new Results(
                result.circuits().stream().<JsonNode>map(OriginResults::hexadecimal).toList(),
                bits,
                counts);
    }

    private Results exact(CloudKind kind, Found found) {
        var state = ExactState.of(found.spec().programs().getFirst(), jobs.limits());
        int qubits = Integer.numberOfTrailingZeros(state.size());
        return switch (kind) {
            case PROBABILITIES -> {
                var asked = found.note().get("qubits");
                yield new Results(
                        List.of(probabilities(state, asked)), List.of(asked.size()), List.of());
            }
            case AMPLITUDES ->
                    new Results(
                            List.of(amplitudes(state, found.note().get("amplitudes"))),
                            List.of(qubits),
                            List.of());
            default ->
                    new Results(
                            List.of(
                                    JSON.objectNode()
                                            .put(
                                                    "Value",
                                                    ExpectationPrograms.ofNote(
                                                                    found.note().get("expectation"))
                                                            .value(state))),
                            List.of(qubits),
                            List.of());
        };
    }

    /** Of every bitstring of the qubits that were asked for, the first of them rightmost. */
    private static JsonNode probabilities(Amplitudes state, JsonNode asked) {
        var sums = new double[1 << asked.size()];
        for (int index = 0; index < state.size(); index++) {
            int key = 0;
            for (int bit = 0; bit < asked.size(); bit++) {
                key |= ((index >> asked.get(bit).asInt()) & 1) << bit;
            }
            sums[key] += state.probability(index);
        }
        var form = JSON.objectNode();
        var keys = form.putArray("key");
        var values = form.putArray("value");
        for (int key = 0; key < sums.length; key++) {
            keys.add("0x" + Integer.toHexString(key));
            values.add(sums[key]);
        }
        return form;
    }

    private static JsonNode amplitudes(Amplitudes state, JsonNode asked) {
        var form = JSON.objectNode();
        var keys = form.putArray("Key");
        var real = form.putArray("ValueReal");
        var imaginary = form.putArray("ValueImag");
        for (var index : asked) {
            keys.add("0x" + Integer.toHexString(index.asInt()));
            real.add(state.re(index.asInt()));
            imaginary.add(state.im(index.asInt()));
        }
        return form;
    }
}
