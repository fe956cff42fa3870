package cloud.somersault.http.v1;

import cloud.somersault.chip.Chips;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.tuning.quantum.QuantumBatchException;
import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.session.Tuner;
import cloud.somersault.tuning.session.Tunings;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/** What a session has made: a model that writes, that is examined, and whose adapters are files. */
public final class TunedModelRoutes {
    /** Each of them opens the whole model; on a chip an examination waits for many jobs. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Tunings tunings;
    private final TuningRequests requests;
    private final TuningFolders folders;

    public TunedModelRoutes(Tunings tunings, Chips chips, Config config) {
        this.tunings = tunings;
        this.requests = new TuningRequests(chips.names());
        this.folders = TuningFolders.of(config);
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/tunings/{id}/completions", "completeWithTuning", this::complete)
                        .within(PATIENCE),
                Endpoint.post("/v1/tunings/{id}/evaluations", "evaluateTuning", this::evaluate)
                        .within(PATIENCE),
                Endpoint.get("/v1/tunings/{id}/adapter", "getTuningAdapter", this::adapter)
                        .within(PATIENCE));
    }

    /** What a model wrote. */
    record Completion(String text) {}

    private CompletionStage<HttpResponse> complete(Call call) {
        return call.json()
                .thenCompose(body -> {
                    var prompt = requests.prompt(body);
                    return tuned(
                            call,
                            Optional.empty(),
                            tuner -> Replies.ok(new Completion(tuner.complete(prompt))));
                });
    }

    private CompletionStage<HttpResponse> evaluate(Call call) {
        return call.json()
                .thenCompose(body -> {
                    var asked = requests.evaluation(body);
                    asked.wanted().old().ifPresent(file -> folders.check(call.caller(), file));
                    return tuned(
                            call,
                            asked.step(),
                            tuner -> Replies.ok(tuner.evaluate(asked.wanted())));
                });
    }

    private CompletionStage<HttpResponse> adapter(Call call) {
        var disposition =
                RawHeader.create(
                        "Content-Disposition",
                        "attachment; filename=\"adapter-" + TuningRoutes.id(call) + ".zip\"");
        return tuned(
                call,
                Optional.empty(),
                tuner ->
                        HttpResponse.create()
                                .withEntity(
                                        HttpEntities.create(
                                                MediaTypes.APPLICATION_ZIP.toContentType(),
                                                tuner.adapterFiles()))
                                .addHeader(disposition));
    }

    /** Does something with the model as of a checkpoint. */
    private CompletionStage<HttpResponse> tuned(
            Call call, Optional<Long> step, Function<Tuner, HttpResponse> action) {
        var id = TuningRoutes.id(call);
        return tunings.find(id)
                .thenCompose(found -> {
                    if (found.isEmpty()) {
                        throw TuningRoutes.notFound(call);
                    }
                    return tunings.withTuned(id, step, action);
                })
                .exceptionally(failed -> {
                    throw problem(failed);
                })
                .thenApply(done -> done.orElseThrow(() -> noCheckpoint(step)));
    }

    private static RuntimeException problem(Throwable failed) {
        var cause =
                failed instanceof CompletionException && failed.getCause() != null
                        ? failed.getCause()
                        : failed;
        return switch (cause) {
            case TuningException known -> refused(known);
            case QuantumBatchException known -> refused(known);
            case RuntimeException other -> other;
            default -> new CompletionException(cause);
        };
    }

    private static RuntimeException refused(RuntimeException known) {
        return Problem.of(ProblemCode.TUNED_MODEL_REFUSED, String.valueOf(known.getMessage()))
                .toException();
    }

    private static RuntimeException noCheckpoint(Optional<Long> step) {
        return Problem.of(
                        ProblemCode.NO_CHECKPOINT,
                        step.map(number -> "There is no checkpoint after step " + number + ".")
                                .orElse("The session has no checkpoint yet."))
                .toException();
    }
}
