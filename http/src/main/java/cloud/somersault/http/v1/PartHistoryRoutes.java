package cloud.somersault.http.v1;

import cloud.somersault.chip.ChipRefusal;
import cloud.somersault.chip.Chips;
import cloud.somersault.chip.coupler.CouplerActor;
import cloud.somersault.chip.coupler.CouplerName;
import cloud.somersault.chip.history.Figures;
import cloud.somersault.chip.qubit.QubitActor;
import cloud.somersault.chip.qubit.QubitName;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.view.ChipHistory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.javadsl.Sink;

/** Qubits and couplers over time: their figures as series, and their stored events. */
public final class PartHistoryRoutes {
    private static final int POINTS_MAX = 10_000;
    private static final int POINTS_DEFAULT = 1_000;
    private static final int EVENTS_MAX = 1_000;
    private static final int EVENTS_DEFAULT = 100;

    private final Chips chips;
    private final ChipHistory history;
    private final StoredEvents journal;
    private final ActorSystem<?> system;

    public PartHistoryRoutes(
            Chips chips, ChipHistory history, StoredEvents journal, ActorSystem<?> system) {
        this.chips = chips;
        this.history = history;
        this.journal = journal;
        this.system = system;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        "/v1/chips/{chip}/qubits/{qubit}/history?figure&from&to&limit&cursor",
                        "getQubitHistory",
                        this::qubitHistory),
                Endpoint.get(
                        "/v1/chips/{chip}/couplers/{coupler}/history?figure&from&to&limit&cursor",
                        "getCouplerHistory",
                        this::couplerHistory),
                Endpoint.get(
                        "/v1/chips/{chip}/qubits/{qubit}/events?after&limit",
                        "getQubitEvents",
                        this::qubitEvents),
                Endpoint.get(
                        "/v1/chips/{chip}/couplers/{coupler}/events?after&limit",
                        "getCouplerEvents",
                        this::couplerEvents));
    }

    private CompletionStage<HttpResponse> qubitHistory(Call call) {
        var figure = call.queryWord("figure", Figures.OF_QUBITS);
        var stretch = stretch(call);
        return qubit(call)
                .thenCompose(name ->
                        history.qubit(name.chip(), name.qubit(), stretch)
                                .thenApply(points -> {
                                    var page = Page.of(points, stretch, figure);
                                    return Replies.ok(
                                            new HistoryDocuments.QubitHistory(
                                                    name.chip(),
                                                    name.qubit(),
                                                    page.points(),
                                                    page.next()));
                                }));
    }

    private CompletionStage<HttpResponse> couplerHistory(Call call) {
        var figure = call.queryWord("figure", Figures.OF_COUPLERS);
        var stretch = stretch(call);
        return coupler(call)
                .thenCompose(name ->
                        history.coupler(name.chip(), name.first(), name.second(), stretch)
                                .thenApply(points -> {
                                    var page = Page.of(points, stretch, figure);
                                    return Replies.ok(
                                            new HistoryDocuments.CouplerHistory(
                                                    name.chip(),
                                                    name.first(),
                                                    name.second(),
                                                    page.points(),
                                                    page.next()));
                                }));
    }

    /** One point more than wanted is asked for, to know whether there is a next page. */
    private static ChipHistory.Stretch stretch(Call call) {
        int limit = (int) call.queryWhole("limit", 1, POINTS_MAX).orElse(POINTS_DEFAULT);
        return new ChipHistory.Stretch(
                call.queryInstant("from").orElse(Instant.MIN),
                call.queryInstant("to").orElse(Instant.MAX),
                call.queryWhole("cursor", 0, Long.MAX_VALUE).orElse(0),
                limit + 1);
    }

    private record Page(List<HistoryDocuments.Point> points, Optional<Long> next) {
        static Page of(
                List<ChipHistory.Point> found,
                ChipHistory.Stretch stretch,
                Optional<String> figure) {
            boolean more = found.size() == stretch.limit();
            var shown = more ? found.subList(0, found.size() - 1) : found;
            return new Page(
                    shown.stream().map(one -> point(one, figure)).toList(),
                    more ? Optional.of(shown.getLast().version()) : Optional.empty());
        }
    }

    private static HistoryDocuments.Point point(ChipHistory.Point point, Optional<String> figure) {
        var part = point.part();
        return new HistoryDocuments.Point(
                point.version(),
                point.at(),
                point.measuredAt(),
                part.path("inService").asBoolean(),
                Optional.ofNullable(part.get("figures")).map(all -> wanted(all, figure)),
                Optional.ofNullable(part.get("errors")).map(all -> wanted(all, figure)),
                Optional.ofNullable(part.get("reason")).map(JsonNode::asText));
    }

    private static JsonNode wanted(JsonNode figures, Optional<String> figure) {
        return figure.<JsonNode>map(name -> ((ObjectNode) figures.deepCopy()).retain(name))
                .orElse(figures);
    }

    private CompletionStage<HttpResponse> qubitEvents(Call call) {
        return qubit(call)
                .thenCompose(name -> events(call, QubitActor.KEY.name() + "|" + name.entityId()));
    }

    private CompletionStage<HttpResponse> couplerEvents(Call call) {
        return coupler(call)
                .thenCompose(name -> events(call, CouplerActor.KEY.name() + "|" + name.entityId()));
    }

    private CompletionStage<HttpResponse> events(Call call, String entity) {
        long after = call.queryWhole("after", 0, Long.MAX_VALUE - 1).orElse(0);
        int limit = (int) call.queryWhole("limit", 1, EVENTS_MAX).orElse(EVENTS_DEFAULT);
        return journal.currentStoredEventsOf(entity, after + 1, Long.MAX_VALUE)
                .take(limit + 1L)
                .map(StoredJobEvents::entry)
                .runWith(Sink.seq(), system)
                .thenApply(found -> {
                    var shown = new ArrayList<>(found.subList(0, Math.min(limit, found.size())));
                    return Replies.ok(
                            new HistoryDocuments.PartEvents(
                                    shown,
                                    found.size() > limit
                                            ? Optional.of(shown.getLast().sequence())
                                            : Optional.empty()));
                });
    }

    private CompletionStage<QubitName> qubit(Call call) {
        int id = (int) call.pathWhole("qubit", 0, Integer.MAX_VALUE);
        return ChipRoutes.refusalsAsProblems(chips.origin(call.path("chip")))
                .thenApply(chip -> {
                    if (id >= chip.qubits().size()) {
                        throw Refusals.problem(
                                        new ChipRefusal.UnknownQubit(
                                                chip.chip(), id, chip.qubits().size()))
                                .toException();
                    }
                    return new QubitName(chip.chip(), id);
                });
    }

    private CompletionStage<CouplerName> coupler(Call call) {
        var pair = ChipRoutes.pair(call);
        return ChipRoutes.refusalsAsProblems(chips.origin(call.path("chip")))
                .thenApply(chip -> {
                    if (chip.couplers().stream()
                            .noneMatch(one ->
                                    one.first() == pair.first() && one.second() == pair.second())) {
                        throw Refusals.problem(
                                        new ChipRefusal.UnknownCoupler(
                                                chip.chip(), pair.first(), pair.second()))
                                .toException();
                    }
                    return new CouplerName(chip.chip(), pair.first(), pair.second());
                });
    }
}
