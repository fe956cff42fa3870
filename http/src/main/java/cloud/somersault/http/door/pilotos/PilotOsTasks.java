package cloud.somersault.http.door.pilotos;

import static java.util.concurrent.CompletableFuture.completedFuture;

import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.http.door.DoorJobs;
import cloud.somersault.http.door.DoorJobs.Found;
import cloud.somersault.http.door.DoorJobs.Order;
import cloud.somersault.http.door.Doorway;
import cloud.somersault.http.door.ExpectationPrograms;
import cloud.somersault.http.door.Wire;
import cloud.somersault.http.door.origin.OriginChips;
import cloud.somersault.http.door.origin.OriginResults;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.JobView;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Tasks of the protocol: what a submission asks for, and how a job looks as a task. */
final class PilotOsTasks {
    static final String DOOR = "pilotos";

    private static final int EXPECTATION = 5;
    private static final int UNOPTIMISED = 6;
    private static final int UNMAPPED = 7;
    private static final long SHOTS_USUAL = 1000;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Doorway doorway;
    private final DoorJobs jobs;
    private final OriginChips chips;
    private final boolean numberIsProof;

    /**
     * Tasks of the door.
     *
     * @param numberIsProof whether, where keys are needed, the number of a task is enough to see it
     */
    PilotOsTasks(Doorway doorway, OriginChips chips, boolean numberIsProof) {
        this.doorway = doorway;
        this.jobs = doorway.jobsOf(DOOR);
        this.chips = chips;
        this.numberIsProof = numberIsProof;
    }

    /** A task of a chip. */
    CompletionStage<JobView> submitToChip(Wire body) {
        var configuration = body.object("Configuration");
        int type = body.whole("TaskType").orElse(0L).intValue();
        boolean unmapped = type == UNMAPPED || !configuration.truth("mappingFlag").orElse(true);
        boolean unoptimised =
                type == UNOPTIMISED || !configuration.truth("circuitOptimization").orElse(true);
        return switch (type) {
            case 0, 1, UNOPTIMISED, UNMAPPED, EXPECTATION -> {
                var usual = JobSpec.Options.DEFAULT;
                var options =
                        new JobSpec.Options(
                                unmapped ? Optional.of(Layout.PHYSICAL) : Optional.empty(),
                                unoptimised ? Optional.of(0) : Optional.empty(),
                                Optional.empty(),
                                usual.timeLimitSeconds(),
                                false,
                                configuration.wholes("specified_block"),
                                List.of(),
                                Optional.empty());
                yield submit(
                        body,
                        type,
                        chips.name(body.text("ChipID").orElse("72")),
                        body.texts("QProg"),
                        options);
            }
            default ->
                    throw Problem.of(
                                    ProblemCode.NOT_IMPLEMENTED,
                                    "The task type "
                                            + type
                                            + " is not served; 0, 1, 5, 6 and 7 are.")
                            .toException();
        };
    }

    /** A task of a simulator. */
    CompletionStage<JobView> submitToSimulator(Wire body) {
        long type = body.object("Configuration").whole("measure_type").orElse(1L);
        if (type != 1 && type != 2 && type != 3) {
            throw Problem.of(
                            ProblemCode.NOT_IMPLEMENTED,
                            "The measure type " + type + " is not served; 1, 2 and 3 are.")
                    .toException();
        }
        return submit(
                body,
                type == 3 ? EXPECTATION : 0,
                JobSpec.IDEAL,
                body.texts("QProg"),
                JobSpec.Options.DEFAULT);
    }

    private CompletionStage<JobView> submit(
            Wire body, int type, String target, List<String> texts, JobSpec.Options options) {
        if (texts.isEmpty() || texts.stream().allMatch(String::isBlank)) {
            throw Problem.of(ProblemCode.PROGRAMS_OUT_OF_RANGE, "There is no program in QProg.")
                    .toException();
        }
        var configuration = body.object("Configuration");
        var note = JSON.objectNode().put("taskType", type);
        note.put("describe", body.text("taskDescribe").orElse(""));
        note.put("counts", configuration.truth("IsProbCount").orElse(false));
        var programs =
                texts.stream()
                        .map(text -> new ProgramText(Language.ORIGINIR.id(), text, Map.of()))
                        .toList();
        if (type == EXPECTATION) {
            var asked = ExpectationPrograms.ofText(configuration.needText("hamiltonian"));
            note.set("expectation", asked.note());
            programs = asked.programs(programs, jobs.limits());
        }
        return jobs.submit(
                new Order(
                        DoorJobs.drawnId(),
                        doorway.credentials().tenant(DOOR, body.text("token")),
                        body.text("taskDescribe").orElse(""),
                        target,
                        programs,
                        configuration.whole("shot").orElse(SHOTS_USUAL),
                        DoorJobs.drawnSeed(),
                        options,
                        note));
    }

    /** The task of this number, of whoever asks; fails with a problem when there is none. */
    CompletionStage<Found> find(String taskId, Optional<String> token) {
        return jobs.find(
                taskId.toLowerCase(java.util.Locale.ROOT),
                numberIsProof && token.isEmpty()
                        ? Optional.empty()
                        : doorway.credentials().owner(DOOR, token));
    }

    /** Whether a task is shown to whoever names its number and presents nothing. */
    boolean openByNumber() {
        return numberIsProof || !doorway.credentials().keyNeeded();
    }

    /** The state of a task as the number that clients know. */
    static String state(JobView job) {
        return switch (job.phase()) {
            case "submitted" -> "5";
            case "running" -> "2";
            case "completed" -> "3";
            case "cancelled" -> "35";
            default -> "4";
        };
    }

    /** The number of a task as clients write it. */
    static String taskId(String jobId) {
        return jobId.toUpperCase(java.util.Locale.ROOT);
    }

    /** Everything that a query is answered with; the five fields that clients insist on first. */
    CompletionStage<ObjectNode> document(Found found) {
        var job = found.view();
        var document = JSON.objectNode();
        document.put("taskId", taskId(job.id()));
        document.put("taskState", state(job));
        var error = error(job);
        document.put("errCode", error.number());
        document.put("errInfo", job.failure().map(JobView.Failure::message).orElse(""));
        document.putArray("taskResult");
        document.putArray("probCount");
        document.put("taskDescribe", found.note().path("describe").asText());
        document.put("qSTResult", "").put("qSTFidelity", "");
        times(document, job);
        if (found.completed().isEmpty()) {
            return completedFuture(document);
        }
        return jobs.result(found)
                .thenApply(result -> {
                    var shares = document.putArray("taskResult");
                    results(found, result).forEach(one -> shares.add(one.toString()));
                    var counts = document.putArray("probCount");
                    result.circuits()
                            .forEach(one ->
                                    counts.add(OriginResults.occurrences(one, false).toString()));
                    return document;
                });
    }

    /** One for each program, or for an expectation value the one number. */
    private static List<JsonNode> results(Found found, JobResult result) {
        var expectation = found.note().get("expectation");
        if (expectation != null) {
            var asked = ExpectationPrograms.ofNote(expectation);
            return asked.values(result).stream()
                    .<JsonNode>map(value -> JSON.objectNode().put("Value", value.value()))
                    .toList();
        }
        var forms = new ArrayList<JsonNode>();
        result.circuits().forEach(one -> forms.add(OriginResults.binary(one)));
        return forms;
    }

    /** What was compiled, one text for each program. */
    CompletionStage<List<String>> compiled(Found found) {
        CompletionStage<List<String>> texts = completedFuture(List.of());
        int count = found.compiled().map(one -> one.circuits().size()).orElse(0);
        for (int circuit = 0; circuit < count; circuit++) {
            texts =
                    texts.thenCombine(
                            jobs.compiled(found, circuit),
                            (before, one) -> {
                                var more = new ArrayList<>(before);
                                more.add(one);
                                return more;
                            });
        }
        return texts;
    }

    /** How many tasks wait and run. */
    CompletionStage<Integer> waiting() {
        return jobs.waiting();
    }

    private static PilotOsError error(JobView job) {
        return switch (job.phase()) {
            case "failed" ->
                    job.failure()
                            .filter(failure -> failure.code().equals("time-limit-exceeded"))
                            .map(_ -> PilotOsError.TIMEOUT)
                            .orElse(PilotOsError.CALCULATION);
            case "cancelled" -> PilotOsError.TERMINATED;
            default -> PilotOsError.NONE;
        };
    }

    private static void times(ObjectNode document, JobView job) {
        var started = job.startedAt().orElse(job.submittedAt());
        var ended = job.endedAt().orElse(started);
        document.put("aioExecuteTime", milliseconds(started, ended));
        document.put("queueTime", milliseconds(job.submittedAt(), started));
        document.put("compileTime", 0);
        document.put("totalTime", milliseconds(job.submittedAt(), ended));
    }

    private static long milliseconds(Instant from, Instant until) {
        return Math.max(0, Duration.between(from, until).toMillis());
    }
}
