package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Chips;
import cloud.somersault.chip.history.Comparison;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.persistence.view.ChipHistory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** A chip's calibrations: by number, at any past moment, and what changed between two of them. */
public final class CalibrationRoutes {
    private static final int PAGE_DEFAULT = 50;
    private static final int PAGE_MAX = 500;

    private final Chips chips;
    private final ChipHistory history;

    public CalibrationRoutes(Chips chips, ChipHistory history) {
        this.chips = chips;
        this.history = history;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        "/v1/chips/{chip}/calibration?version&at",
                        "getCalibration",
                        this::calibration),
                Endpoint.get(
                        "/v1/chips/{chip}/calibrations?limit&cursor",
                        "listCalibrations",
                        this::list),
                Endpoint.get(
                        "/v1/chips/{chip}/calibrations/compare?from&to",
                        "compareCalibrations",
                        this::compare));
    }

    private CompletionStage<HttpResponse> calibration(Call call) {
        return asked(call).thenApply(snapshot -> Replies.ok(ChipDocuments.calibration(snapshot)));
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
