package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipClock;
import cloud.somersault.chip.ChipLife;
import cloud.somersault.chip.Chips;
import cloud.somersault.chip.LifeSettings;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.request.Fields;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.Jobs;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The chip's own time, and what it really was when a job ran. */
public final class TruthRoutes {
    private static final Set<String> CLOCK = Set.of("advanceSeconds", "rate");

    private final Chips chips;
    private final Jobs jobs;

    public TruthRoutes(Chips chips, Jobs jobs) {
        this.chips = chips;
        this.jobs = jobs;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/chips/{chip}/clock", "getClock", this::clock),
                Endpoint.post("/v1/chips/{chip}/clock", "setClock", this::setClock),
                Endpoint.get("/v1/jobs/{id}/truth", "getJobTruth", this::truth));
    }

    private CompletionStage<HttpResponse> clock(Call call) {
        return answer(chips.clock(call.path("chip")));
    }

    private static CompletionStage<HttpResponse> answer(CompletionStage<ChipClock> clock) {
        return ChipRoutes.refusalsAsProblems(clock)
                .thenApply(shown -> Replies.ok(TruthDocuments.Clock.of(shown)));
    }

    private CompletionStage<HttpResponse> setClock(Call call) {
        return call.json().thenCompose(body -> setClock(call.path("chip"), body));
    }

    private CompletionStage<HttpResponse> setClock(String chip, JsonNode body) {
        var fields = Fields.of(body, "", CLOCK);
        var advance = fields.optionalNumber("advanceSeconds", 0, ChipLife.SECONDS_MAX);
        var rate = fields.optionalNumber("rate", 0, LifeSettings.RATE_MAX);
        if (advance.isEmpty() && rate.isEmpty()) {
            throw fields.missing("advanceSeconds");
        }
        var moved =
                advance.map(seconds -> chips.advance(chip, seconds, "asked for over HTTP"))
                        .orElseGet(() -> chips.clock(chip));
        return answer(
                moved.thenCompose(_ ->
                        rate.map(one -> chips.setRate(chip, one))
                                .orElseGet(() -> chips.clock(chip))));
    }

    private CompletionStage<HttpResponse> truth(Call call) {
        var id = JobRoutes.id(call);
        return jobs.inspect(id)
                .thenCompose(known -> {
                    var spec = known.spec().orElseThrow(() -> JobRoutes.notFound(call));
                    var compiled = known.compiled().orElseThrow(TruthRoutes::notRun);
                    return ChipRoutes.refusalsAsProblems(jobs.work().chip(spec, compiled));
                })
                .thenApply(chip ->
                        Replies.ok(
                                TruthDocuments.JobTruth.of(
                                        id, chip.orElseThrow(TruthRoutes::notRun))));
    }

    private static RuntimeException notRun() {
        return Problem.of(
                        ProblemCode.NO_CALIBRATION,
                        "The job has not run on a chip, so there is no truth of it.")
                .toException();
    }
}
