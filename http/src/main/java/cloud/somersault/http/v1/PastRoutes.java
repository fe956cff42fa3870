package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Chips;
import cloud.somersault.chip.history.Comparison;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.persistence.past.Differences;
import cloud.somersault.persistence.past.EntityKind;
import cloud.somersault.persistence.past.Moment;
import cloud.somersault.persistence.past.Past;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * How an entity, a chip, the queue stood at any moment, and what changed between two. The past does
 * not change, so what is said about a moment that is over may be kept for ever.
 */
public final class PastRoutes {
    private static final int EVENTS_DEFAULT = 100;
    private static final String ENTITY = "/v1/audit/entities/{kind}/{id}";
    private static final String QUEUE = "/v1/audit/queue";
    private static final String CHIP = "/v1/audit/chips/{chip}";

    private final Past past;
    private final Chips chips;
    private final Clock clock;

    /**
     * The routes.
     *
     * @param clock tells which moment is now, where none is named
     */
    public PastRoutes(Past past, Chips chips, Clock clock) {
        this.past = past;
        this.chips = chips;
        this.clock = clock;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(ENTITY + "?at", "getPastEntity", this::entity),
                Endpoint.get(ENTITY + "/events?after&limit", "listEntityEvents", this::events),
                Endpoint.get(
                        ENTITY + "/differences?from&to", "compareEntity", this::entityDifferences),
                Endpoint.get(QUEUE + "?at&tenant", "getPastQueue", this::queue),
                Endpoint.get(
                        QUEUE + "/differences?from&to&tenant",
                        "compareQueue",
                        this::queueDifferences),
                Endpoint.get(CHIP + "?at", "getPastChip", this::chip),
                Endpoint.get(CHIP + "/differences?from&to", "compareChip", this::chipDifferences));
    }

    private CompletionStage<HttpResponse> entity(Call call) {
        var moment = moment(call, "at");
        return past.entity(kind(call), call.path("id"), moment)
                .thenApply(found ->
                        reply(
                                call,
                                PastDocuments.Entity.of(
                                        found.orElseThrow(() -> nothingYet(call, moment))),
                                moment));
    }

    private CompletionStage<HttpResponse> events(Call call) {
        long after = call.queryWhole("after", 0, Long.MAX_VALUE - 1).orElse(0);
        int limit = (int) call.queryWhole("limit", 1, Past.EVENTS_MAX).orElse(EVENTS_DEFAULT);
        return past.events(kind(call), call.path("id"), after, limit + 1)
                .thenApply(found -> {
                    if (found.isEmpty() && after == 0) {
                        throw nothingYet(call, new Moment.At(clock.instant()));
                    }
                    return Replies.ok(PastDocuments.Events.of(found, limit));
                });
    }

    private CompletionStage<HttpResponse> entityDifferences(Call call) {
        var from = required(call, "from");
        var to = moment(call, "to");
        var id = call.path("id");
        return past.entity(kind(call), id, from)
                .thenCombine(
                        past.entity(kind(call), id, to),
                        (before, after) -> {
                            if (before.isEmpty() && after.isEmpty()) {
                                throw nothingYet(call, to);
                            }
                            return reply(
                                    call,
                                    new PastDocuments.EntityDifferences(
                                            before.map(PastDocuments.Standing::of),
                                            after.map(PastDocuments.Standing::of),
                                            Differences.between(
                                                    before.map(Past.Entity::state),
                                                    after.map(Past.Entity::state))),
                                    from,
                                    to);
                        });
    }

    private CompletionStage<HttpResponse> queue(Call call) {
        var moment = ofTheCloud(call, "at", moment(call, "at"));
        return past.queue(moment)
                .thenApply(all -> call.query("tenant").map(all::ofTenant).orElse(all))
                .thenApply(
                        queue -> reply(call, PastDocuments.Queue.of(moment.text(), queue), moment));
    }

    private CompletionStage<HttpResponse> queueDifferences(Call call) {
        var from = ofTheCloud(call, "from", required(call, "from"));
        var to = ofTheCloud(call, "to", moment(call, "to"));
        var tenant = call.query("tenant");
        return past.queue(from)
                .thenCombine(
                        past.queue(to),
                        (before, after) -> {
                            var then = tenant.map(before::ofTenant).orElse(before);
                            var now = tenant.map(after::ofTenant).orElse(after);
                            return reply(
                                    call,
                                    PastDocuments.QueueDifferences.of(
                                            from.text(), to.text(), then, now),
                                    from,
                                    to);
                        });
    }

    private CompletionStage<HttpResponse> chip(Call call) {
        var moment = moment(call, "at");
        return chipAt(call, moment)
                .thenApply(chip -> reply(call, PastDocuments.Chip.of(chip), moment));
    }

    private CompletionStage<HttpResponse> chipDifferences(Call call) {
        var from = required(call, "from");
        var to = moment(call, "to");
        return chipAt(call, from)
                .thenCombine(
                        chipAt(call, to),
                        (before, after) ->
                                reply(
                                        call,
                                        new PastDocuments.ChipDifferences(
                                                PastDocuments.Standing.of(before.entity()),
                                                PastDocuments.Standing.of(after.entity()),
                                                Differences.between(
                                                        Optional.of(before.entity().state()),
                                                        Optional.of(after.entity().state())),
                                                figures(before.snapshot(), after.snapshot())),
                                        from,
                                        to));
    }

    private static Optional<HistoryDocuments.ComparisonReport> figures(
            Optional<ChipSnapshot> before, Optional<ChipSnapshot> after) {
        return before.flatMap(from ->
                after.map(to ->
                        HistoryDocuments.ComparisonReport.of(from, to, Comparison.of(from, to))));
    }

    private CompletionStage<Past.Chip> chipAt(Call call, Moment moment) {
        var name = call.path("chip");
        return ChipRoutes.refusalsAsProblems(chips.origin(name))
                .thenCompose(_ -> past.chip(name, moment))
                .thenApply(found -> found.orElseThrow(() -> nothingYet(name, moment)));
    }

    private static EntityKind kind(Call call) {
        return EntityKind.of(call.path("kind"))
                .orElseThrow(() ->
                        Problem.of(
                                        ProblemCode.WRONG_PARAMETER,
                                        "The kind of an entity is one of %s."
                                                .formatted(String.join(", ", EntityKind.words())))
                                .toException());
    }

    /** The moment of a parameter; now, where there is none. */
    private Moment moment(Call call, String parameter) {
        return call.query(parameter)
                .map(text -> Moment.parse(text).orElseThrow(() -> notAMoment(parameter)))
                .orElseGet(() -> new Moment.At(clock.instant()));
    }

    private Moment required(Call call, String parameter) {
        if (call.query(parameter).isEmpty()) {
            throw notAMoment(parameter);
        }
        return moment(call, parameter);
    }

    private static Moment ofTheCloud(Call call, String parameter, Moment moment) {
        if (moment instanceof Moment.Sequence) {
            throw Problem.of(
                            ProblemCode.WRONG_PARAMETER,
                            "The parameter %s cannot be %s: the queue has no events of its own."
                                    .formatted(parameter, call.query(parameter).orElse("")))
                    .withHint("Name a moment, or a place in the log like event:123.")
                    .toException();
        }
        return moment;
    }

    private static RuntimeException notAMoment(String parameter) {
        return Problem.of(
                        ProblemCode.WRONG_PARAMETER,
                        "The parameter %s takes %s.".formatted(parameter, Moment.FORMS))
                .toException();
    }

    private static RuntimeException nothingYet(Call call, Moment moment) {
        return nothingYet(call.path("kind") + " " + call.path("id"), moment);
    }

    private static RuntimeException nothingYet(String who, Moment moment) {
        return Problem.of(
                        ProblemCode.NOTHING_YET,
                        "Nothing had happened to %s at %s.".formatted(who, moment.text()))
                .toException();
    }

    private HttpResponse reply(Call call, Object document, Moment... moments) {
        var now = clock.instant();
        boolean over = List.of(moments).stream().allMatch(moment -> past.isOver(moment, now));
        return Replies.tagged(document, call.header("If-None-Match"), over);
    }
}
