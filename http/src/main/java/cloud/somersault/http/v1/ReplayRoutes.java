package cloud.somersault.http.v1;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.request.Fields;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.persistence.audit.WhatIf;
import cloud.somersault.persistence.audit.run.ReplayRuns;
import cloud.somersault.persistence.audit.run.ReplayView;
import cloud.somersault.persistence.audit.run.Selection;
import cloud.somersault.simulators.EngineName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Replays of many jobs: begun, followed, cancelled; and what would have been. */
public final class ReplayRoutes {
    private static final String ALL = "/v1/audit/replays";
    private static final String ONE = ALL + "/{id}";
    private static final int NAME_CHARACTERS_MAX = 200;
    private static final int LISTED_MAX = 100;
    private static final int ROWS_DEFAULT = 100;
    private static final int ROWS_MAX = 1000;
    private static final int OPTIMIZATION_MAX = 4;
    private static final double TRUTH_SECONDS_MAX = 3.2e10;
    private static final Set<String> REQUEST =
            Set.of(
                    "since",
                    "until",
                    "fromEvent",
                    "toEvent",
                    "tenant",
                    "target",
                    "jobsMax",
                    "whatIf");
    private static final Set<String> WHAT_IF =
            Set.of("calibrationVersion", "truthSeconds", "noiseScale", "engine", "optimization");

    private final ReplayRuns runs;

    /** The routes. */
    public ReplayRoutes(ReplayRuns runs) {
        this.runs = runs;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post(ALL, "requestReplay", this::request),
                Endpoint.get(ALL, "listReplays", this::list),
                Endpoint.get(ONE, "getReplay", this::find),
                Endpoint.get(ONE + "/rows?after&limit", "listReplayRows", this::rows),
                Endpoint.post(ONE + "/cancel", "cancelReplay", this::cancel));
    }

    private CompletionStage<HttpResponse> request(Call call) {
        return call.json()
                .thenCompose(body -> {
                    var fields = Fields.of(body, "", REQUEST);
                    return runs.request(
                            UUID.randomUUID().toString(),
                            selection(fields),
                            fields.optionalObject("whatIf", WHAT_IF).map(ReplayRoutes::whatIf));
                })
                .thenApply(view -> Replies.accepted(view, ALL + "/" + view.id()));
    }

    private static Selection selection(Fields fields) {
        return new Selection(
                fields.optionalInstant("since"),
                fields.optionalInstant("until"),
                boxed(fields.optionalWhole("fromEvent", 0, Long.MAX_VALUE)),
                boxed(fields.optionalWhole("toEvent", 0, Long.MAX_VALUE)),
                fields.optionalText("tenant", NAME_CHARACTERS_MAX),
                fields.optionalText("target", NAME_CHARACTERS_MAX),
                boxed(fields.optionalWhole("jobsMax", 1, Long.MAX_VALUE)));
    }

    private static WhatIf whatIf(Fields fields) {
        var engine = fields.optionalText("engine");
        if (engine.isPresent() && EngineName.byId(engine.get()).isEmpty()) {
            throw Fields.outOfRange(
                    fields.at("engine"),
                    String.join(
                            ", ", Arrays.stream(EngineName.values()).map(EngineName::id).toList()));
        }
        return new WhatIf(
                boxed(fields.optionalWhole("calibrationVersion", 1, Long.MAX_VALUE)),
                fields.optionalNumber("truthSeconds", 0, TRUTH_SECONDS_MAX),
                fields.optionalNumber("noiseScale", 0, WhatIf.NOISE_SCALE_MAX),
                engine,
                boxed(fields.optionalWhole("optimization", 0, OPTIMIZATION_MAX))
                        .map(Long::intValue));
    }

    private static Optional<Long> boxed(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }

    private CompletionStage<HttpResponse> list(Call call) {
        return runs.ids()
                .thenCompose(ids -> {
                    var newest = ids.reversed().stream().limit(LISTED_MAX).toList();
                    var asked =
                            newest.stream().map(id -> runs.find(id).toCompletableFuture()).toList();
                    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                            .thenApply(_ -> {
                                var views = new ArrayList<ReplayView>();
                                asked.forEach(one -> one.join().ifPresent(views::add));
                                return Replies.ok(new Listed(views));
                            });
                });
    }

    private CompletionStage<HttpResponse> find(Call call) {
        return runs.find(call.path("id")).thenApply(found -> Replies.ok(known(found)));
    }

    private CompletionStage<HttpResponse> cancel(Call call) {
        return runs.cancel(call.path("id")).thenApply(found -> Replies.ok(known(found)));
    }

    private static ReplayView known(Optional<ReplayView> found) {
        return found.orElseThrow(() ->
                Problem.of(ProblemCode.REPLAY_NOT_FOUND, "There is no replay of this id.")
                        .toException());
    }

    private CompletionStage<HttpResponse> rows(Call call) {
        long after = call.queryWhole("after", 0, Long.MAX_VALUE - 1).orElse(0);
        int limit = (int) call.queryWhole("limit", 1, ROWS_MAX).orElse(ROWS_DEFAULT);
        return runs.find(call.path("id"))
                .thenApply(ReplayRoutes::known)
                .thenCompose(replay -> runs.rows(replay.id(), after, limit + 1))
                .thenApply(found -> {
                    boolean more = found.size() > limit;
                    return Replies.ok(
                            new Rows(
                                    more ? List.copyOf(found.subList(0, limit)) : found,
                                    more ? Optional.of(after + limit) : Optional.empty()));
                });
    }

    record Listed(List<ReplayView> replays) {}

    record Rows(List<WhatIf.Row> rows, Optional<Long> next) {}
}
