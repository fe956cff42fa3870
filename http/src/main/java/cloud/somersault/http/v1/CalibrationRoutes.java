package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipData;
import cloud.somersault.chip.ChipDataException;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Chips;
import cloud.somersault.chip.history.Comparison;
import cloud.somersault.chip.published.PublishedForm;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.queue.JobIndex;
import cloud.somersault.persistence.view.ChipHistory;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** A chip's calibrations: by number, at any past moment, and what changed between two of them. */
public final class CalibrationRoutes {
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 500;

    private static final int SOURCE_CHARACTERS_MAX = 500;
    private static final String BODY = "the body";

    private final Chips chips;
    private final ChipHistory history;
    private final JobIndex jobs;

    /**
     * The routes.
     *
     * @param jobs tells how many jobs have not ended, which one of the published forms says
     */
    public CalibrationRoutes(Chips chips, ChipHistory history, JobIndex jobs) {
        this.chips = chips;
        this.history = history;
        this.jobs = jobs;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        "/v1/chips/{chip}/calibration?version&at&format",
                        "getCalibration",
                        this::calibration),
                Endpoint.get(
                        "/v1/chips/{chip}/calibrations?limit&cursor",
                        "listCalibrations",
                        this::list),
                Endpoint.get(
                        "/v1/chips/{chip}/calibrations/compare?from&to",
                        "compareCalibrations",
                        this::compare),
                Endpoint.post(
                        "/v1/chips/{chip}/calibrations/imports?source",
                        "importCalibration",
                        this::bring));
    }

    private CompletionStage<HttpResponse> calibration(Call call) {
        var form = call.queryWord("format", PublishedForm.ids()).flatMap(PublishedForm::byId);
        return form.isPresent()
                ? asked(call)
                        .thenCombine(
                                jobs.unfinished(),
                                (snapshot, waiting) ->
                                        Replies.json(
                                                form.get()
                                                        .write(snapshot, waiting.size())
                                                        .getBytes(StandardCharsets.UTF_8)))
                : asked(call)
                        .thenApply(snapshot -> Replies.ok(ChipDocuments.calibration(snapshot)));
    }

    /** Figures in a form that is known become the chip's next version. */
    private CompletionStage<HttpResponse> bring(Call call) {
        var chip = call.path("chip");
        var source = call.query("source").orElse("imported through the API");
        if (source.isBlank() || source.length() > SOURCE_CHARACTERS_MAX) {
            throw Problem.of(
                            ProblemCode.WRONG_PARAMETER,
                            "The parameter source takes 1 to %d characters."
                                    .formatted(SOURCE_CHARACTERS_MAX))
                    .toException();
        }
        return ChipRoutes.refusalsAsProblems(chips.current(chip))
                .thenCombine(
                        call.json(),
                        (before, body) ->
                                chips.importFigures(read(before, body, source))
                                        .thenApply(after -> brought(before, after)))
                .thenCompose(answer -> answer);
    }

    private static ChipData read(ChipSnapshot chip, JsonNode body, String source) {
        try {
            return PublishedForm.calibrationOf(chip, body.toString(), BODY, source);
        } catch (ChipDataException wrong) {
            var problem = Problem.of(ProblemCode.INVALID_CALIBRATION, wrong.getMessage() + ".");
            throw wrong.field().map(problem::withField).orElse(problem).toException();
        }
    }

    private static HttpResponse brought(ChipSnapshot before, ChipSnapshot after) {
        var document = HistoryDocuments.ImportReport.of(after);
        return after.version() > before.version()
                ? Replies.created(
                        document,
                        "/v1/chips/%s/calibration?version=%d"
                                .formatted(after.chip(), after.version()))
                : Replies.ok(document);
    }

    /**
     * The calibration that the query names, by number or moment; without either the current one.
     */
    private CompletionStage<ChipSnapshot> asked(Call call) {
        var chip = call.path("chip");
        var version = call.queryWhole("version", 1, Long.MAX_VALUE);
        var at = call.queryInstant("at");
        if (version.isPresent() && at.isPresent()) {
            throw Problem.of(
                            ProblemCode.WRONG_PARAMETER,
                            "The parameters version and at name a calibration each; give one.")
                    .toException();
        }
        if (at.isPresent()) {
            return at(chip, at.get());
        }
        return ChipRoutes.refusalsAsProblems(
                version.isPresent()
                        ? chips.version(chip, version.getAsLong())
                        : chips.current(chip));
    }

    private CompletionStage<ChipSnapshot> at(String chip, Instant moment) {
        return ChipRoutes.refusalsAsProblems(chips.origin(chip))
                .thenCompose(_ -> history.at(chip, moment))
                .thenApply(found ->
                        found.orElseThrow(() ->
                                        Problem.of(
                                                        ProblemCode.VERSION_NOT_FOUND,
                                                        "Chip %s had no published calibration at %s yet."
                                                                .formatted(chip, moment))
                                                .withHint(
                                                        "GET /v1/chips/%s/calibrations says when each was published."
                                                                .formatted(chip))
                                                .toException())
                                .snapshot());
    }

    private CompletionStage<HttpResponse> list(Call call) {
        var chip = call.path("chip");
        int limit = (int) call.queryWhole("limit", 1, PAGE_MAX).orElse(PAGE_DEFAULT);
        var cursor = call.queryWhole("cursor", 1, Long.MAX_VALUE);
        var before = cursor.isPresent() ? Optional.of(cursor.getAsLong()) : Optional.<Long>empty();
        return ChipRoutes.refusalsAsProblems(chips.origin(chip))
                .thenCompose(_ -> history.versions(chip, before, limit + 1))
                .thenApply(found -> Replies.ok(HistoryDocuments.CalibrationList.of(found, limit)));
    }

    private CompletionStage<HttpResponse> compare(Call call) {
        var from =
                call.query("from")
                        .orElseThrow(() ->
                                Problem.of(
                                                ProblemCode.WRONG_PARAMETER,
                                                "The parameter from names a version or a moment.")
                                        .toException());
        return named(call, "from", from)
                .thenCombine(
                        call.query("to")
                                .map(to -> named(call, "to", to))
                                .orElseGet(() ->
                                        ChipRoutes.refusalsAsProblems(
                                                chips.current(call.path("chip")))),
                        (before, after) ->
                                Replies.ok(
                                        HistoryDocuments.ComparisonReport.of(
                                                before, after, Comparison.of(before, after))));
    }

    /** A version by its number, or the one that was current at a moment. */
    private CompletionStage<ChipSnapshot> named(Call call, String parameter, String text) {
        var chip = call.path("chip");
        return text.matches("[0-9]{1,18}")
                ? ChipRoutes.refusalsAsProblems(chips.version(chip, Long.parseLong(text)))
                : at(chip, call.queryInstant(parameter).orElseThrow());
    }
}
