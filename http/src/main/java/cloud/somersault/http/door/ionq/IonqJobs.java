package cloud.somersault.http.door.ionq;

import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.http.door.DoorJobs;
import cloud.somersault.http.door.DoorJobs.Found;
import cloud.somersault.http.door.DoorJobs.Order;
import cloud.somersault.http.door.Doorway;
import cloud.somersault.http.door.ExpectationPrograms;
import cloud.somersault.http.door.Wire;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.JobView;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** What a submission asks for, and how a job looks there. */
final class IonqJobs {
    static final String DOOR = "ionq";

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long SHOTS_USUAL = 100;
    private static final int ID_CHARACTERS = 36;

    /** Clients read a fraction of exactly six digits. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Doorway doorway;
    private final DoorJobs jobs;
    private final IonqBackends backends;

    IonqJobs(Doorway doorway, IonqBackends backends) {
        this.doorway = doorway;
        this.jobs = doorway.jobsOf(DOOR);
        this.backends = backends;
    }

    /**
     * A job, or one of its circuits where it has many: then the id ends in the circuit's number.
     */
    record Shown(Found job, String id, Optional<Integer> child) {}

    static String time(Instant at) {
        return TIME.format(at);
    }

    CompletionStage<JobView> submit(Wire body, String tenant) {
        if (body.truth("dry_run").orElse(false)) {
            throw refused("Dry runs are not served here; POST /v1/compilations is one.");
        }
        var settings = body.object("settings");
        if (settings.object("error_mitigation").truth("debiasing").orElse(false)) {
            throw refused("Debiasing is not served here; leave error_mitigation out.");
        }
        var backend = body.text("backend").or(() -> body.text("target")).orElse("simulator");
        var input = body.find("input").isPresent() ? body.object("input") : body.object("body");
        var noise = body.object("noise");
        var model = noise.text("model").orElse("ideal");
        var target =
                backends.target(
                        backend.equals(IonqBackends.SIMULATOR) && !model.equals("ideal")
                                ? "qpu." + model
                                : backend);
        var note = JSON.objectNode().put("backend", backend);
        note.put("type", body.text("type").orElse("ionq.circuit.v1"));
        body.find("metadata").ifPresent(metadata -> note.set("metadata", metadata));
        body.find("noise").ifPresent(said -> note.set("noise", said));
        body.text("session_id").ifPresent(session -> note.put("session", session));
        boolean many = input.find("circuits").isPresent();
        note.put("many", many);
        note.put("qubits", input.whole("qubits").orElse(0L));
        return doorway.bench()
                .work(() -> programs(input, many))
                .thenCompose(programs ->
                        jobs.submit(
                                new Order(
                                        UUID.randomUUID().toString(),
                                        tenant,
                                        body.text("name").orElse(""),
                                        target,
                                        programs,
                                        body.whole("shots").orElse(SHOTS_USUAL),
                                        noise.whole("seed")
                                                .filter(seed -> seed >= 0)
                                                .orElseGet(DoorJobs::drawnSeed),
                                        JobSpec.Options.DEFAULT,
                                        note)));
    }

    private List<ProgramText> programs(Wire input, boolean many) {
        var text = input.text("data").or(() -> input.text("source"));
        if (text.isPresent()) {
            var language = Language.detect(text.get());
            var program = new ProgramText(language.id(), text.get(), Map.of());
            ExpectationPrograms.read(program, jobs.limits());
            return List.of(program);
        }
        if (many) {
            return input.objects("circuits").stream()
                    .map(one ->
                            IonqCircuits.program(
                                    one.find("qubits").isPresent() ? one : input,
                                    one.objects("circuit")))
                    .toList();
        }
        if (input.find("circuit").isEmpty()) {
            throw input.missing("circuit");
        }
        return List.of(IonqCircuits.program(input, input.objects("circuit")));
    }

    private static RuntimeException refused(String why) {
        return Problem.of(ProblemCode.NOT_IMPLEMENTED, why).toException();
    }

    CompletionStage<Shown> find(String id, String tenant) {
        if (id.length() > ID_CHARACTERS + 1 && id.charAt(ID_CHARACTERS) == '-') {
            var number = id.substring(ID_CHARACTERS + 1);
            return jobs.find(id.substring(0, ID_CHARACTERS), Optional.of(tenant))
                    .thenApply(job -> {
                        if (!number.matches("[0-9]{1,4}")
                                || Integer.parseInt(number) >= job.spec().programs().size()
                                || !job.note().path("many").asBoolean()) {
                            throw Problem.of(ProblemCode.JOB_NOT_FOUND, "There is no such job.")
                                    .toException();
                        }
                        return new Shown(job, id, Optional.of(Integer.parseInt(number)));
                    });
        }
        return jobs.find(id, Optional.of(tenant))
                .thenApply(job -> new Shown(job, id, Optional.empty()));
    }

    CompletionStage<JobView> cancel(Shown shown) {
        return jobs.cancel(shown.job());
    }

    CompletionStage<String> compiled(Shown shown) {
        return jobs.compiled(shown.job(), shown.child().orElse(0));
    }

    static String status(JobView job) {
        return switch (job.phase()) {
            case "submitted" -> "ready";
            case "running" -> "running";
            case "completed" -> "completed";
            case "cancelled" -> "canceled";
            default -> "failed";
        };
    }

    /** With the fields of both versions: clients pick theirs. */
    ObjectNode document(Shown shown, String base) {
        var job = shown.job();
        var view = job.view();
        var note = job.note();
        var form = JSON.objectNode();
        form.put("id", shown.id()).put("status", status(view));
        form.put("type", note.path("type").asText());
        form.put("name", view.name());
        form.put("backend", note.path("backend").asText());
        form.put("target", note.path("backend").asText());
        form.put("shots", view.shots()).put("dry_run", false);
        int qubits = note.path("qubits").asInt();
        int circuits = shown.child().isPresent() ? 1 : view.programs();
        form.put("qubits", qubits).put("circuits", circuits);
        form.putObject("stats")
                .put("qubits", qubits)
                .put("circuits", circuits)
                .putObject("gate_counts");
        form.putObject("gate_counts");
        form.set("metadata", note.has("metadata") ? note.get("metadata") : JSON.nullNode());
        form.set("noise", note.has("noise") ? note.get("noise") : JSON.nullNode());
        if (note.has("session")) {
            form.put("session_id", note.get("session").asText());
        }
        times(form, view);
        children(form, shown);
        if (view.phase().equals("completed")) {
            var url = base + "/jobs/" + shown.id() + "/results";
            form.put("results_url", url);
            form.putObject("results").putObject("probabilities").put("url", url + "/probabilities");
        }
        view.failure()
                .ifPresent(failure ->
                        form.putObject("failure")
                                .put("code", failure.code())
                                .put("error", failure.message())
                                .put("message", failure.message()));
        return form;
    }

    private static void children(ObjectNode form, Shown shown) {
        var children = form.putArray("child_job_ids");
        var old = form.putArray("children");
        if (shown.child().isEmpty() && shown.job().note().path("many").asBoolean()) {
            for (int i = 0; i < shown.job().view().programs(); i++) {
                children.add(shown.id() + "-" + i);
                old.add(shown.id() + "-" + i);
            }
        }
    }

    private static void times(ObjectNode form, JobView view) {
        form.put("submitted_at", time(view.submittedAt()));
        form.put("request", view.submittedAt().getEpochSecond());
        view.startedAt()
                .ifPresent(
                        at -> form.put("started_at", time(at)).put("start", at.getEpochSecond()));
        view.endedAt()
                .ifPresent(at ->
                        form.put("completed_at", time(at)).put("response", at.getEpochSecond()));
        form.put("predicted_wait_time_ms", 0).put("predicted_execution_duration_ms", 0);
        if (view.startedAt().isPresent() && view.endedAt().isPresent()) {
            long milliseconds =
                    Duration.between(view.startedAt().get(), view.endedAt().get()).toMillis();
            form.put("execution_duration_ms", milliseconds).put("execution_time", milliseconds);
        }
    }

    /** What was read, in one of its forms; fails with a problem when there is nothing yet. */
    CompletionStage<ObjectNode> results(Shown shown, String kind) {
        if (shown.job().completed().isEmpty()) {
            throw Problem.of(
                            ProblemCode.JOB_NOT_FINISHED,
                            "The job is " + status(shown.job().view()) + "; it has no result.")
                    .toException();
        }
        return jobs.result(shown.job())
                .thenApply(result -> {
                    boolean all =
                            shown.child().isEmpty() && shown.job().note().path("many").asBoolean();
                    if (!all) {
                        return form(result.circuits().get(shown.child().orElse(0)), kind);
                    }
                    var form = JSON.objectNode();
                    for (int i = 0; i < result.circuits().size(); i++) {
                        form.set(shown.id() + "-" + i, form(result.circuits().get(i), kind));
                    }
                    return form;
                });
    }

    private static ObjectNode form(Counts counts, String kind) {
        double shots = counts.shots();
        var sorted = new TreeMap<BigInteger, Long>();
        counts.byBitstring()
                .forEach((bitstring, count) -> sorted.put(new BigInteger(bitstring, 2), count));
        var form = JSON.objectNode();
        sorted.forEach((key, count) -> {
            switch (kind) {
                case "probabilities", "histogram" -> form.put(key.toString(), count / shots);
                default -> form.put(key.toString(), count);
            }
        });
        return form;
    }
}
