package cloud.somersault.http.v1;

import cloud.somersault.chip.Chips;
import cloud.somersault.http.json.Json;
import cloud.somersault.http.lock.Caller;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.http.stream.EventStream;
import cloud.somersault.http.stream.SentEvent;
import cloud.somersault.job.model.Digest;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.journal.EventChain;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.tuning.session.TuningRefusal;
import cloud.somersault.tuning.session.TuningView;
import cloud.somersault.tuning.session.Tunings;
import cloud.somersault.tuning.session.Tunings.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Tuning sessions: begin, look, follow, pause, fork, and what came out. */
public final class TuningRoutes {
    /** What a session needs is opened before it is accepted. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Set<String> TERMINAL = Set.of("tuning-completed", "tuning-cancelled");

    private final Tunings tunings;
    private final Supplier<CompletionStage<List<String>>> ids;
    private final StoredEvents journal;
    private final EventStream stream;
    private final ActorSystem<?> system;
    private final TuningRequests requests;
    private final TuningFolders folders;

    public TuningRoutes(
            Tunings tunings,
            Chips chips,
            Supplier<CompletionStage<List<String>>> ids,
            StoredEvents journal,
            EventStream stream,
            ActorSystem<?> system) {
        this.tunings = tunings;
        this.ids = ids;
        this.journal = journal;
        this.stream = stream;
        this.system = system;
        this.requests = new TuningRequests(chips.names());
        this.folders = TuningFolders.of(system.settings().config());
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/tunings", "createTuning", this::create).within(PATIENCE),
                Endpoint.get("/v1/tunings", "listTunings", this::list),
                Endpoint.get("/v1/tunings/{id}", "getTuning", this::find),
                Endpoint.get(
                        "/v1/tunings/{id}/events?lastEventId", "streamTuningEvents", this::events),
                Endpoint.get("/v1/tunings/{id}/curve", "getTuningCurve", this::curve),
                Endpoint.post(
                        "/v1/tunings/{id}/pause",
                        "pauseTuning",
                        call -> outcome(tunings.pause(id(call)))),
                Endpoint.post(
                        "/v1/tunings/{id}/resume",
                        "resumeTuning",
                        call -> outcome(tunings.resume(id(call)))),
                Endpoint.post(
                        "/v1/tunings/{id}/cancel",
                        "cancelTuning",
                        call -> outcome(tunings.cancel(id(call)))),
                Endpoint.post("/v1/tunings/{id}/fork", "forkTuning", this::fork).within(PATIENCE));
    }

    /** All sessions, newest first. */
    record TuningList(List<TuningView> tunings) {}

    /**
     * The steps of a session as they are in the log.
     *
     * @param lossDigest SHA-256 over "step loss" of each step, a line each: the same for anyone who
     *     repeats the session on the exact target
     * @param logDigest the last link of the hash chain over the session's events so far, moments
     *     and seconds included
     */
    record Curve(String tuningId, String lossDigest, String logDigest, List<JsonNode> steps) {}

    private CompletionStage<HttpResponse> create(Call call) {
        var names = names(call);
        return call.json()
                .thenCompose(body -> {
                    var spec = requests.create(body, names::seed);
                    folders.check(call.caller(), spec);
                    var owned =
                            call.caller().tenant().equals(Caller.DEFAULT_TENANT)
                                    ? spec
                                    : spec.ofTenant(call.caller().tenant());
                    return accepted(tunings.create(names.id(), owned));
                });
    }

    /** Two tenants with the same Idempotency-Key have two sessions. */
    private static JobNames names(Call call) {
        var tenant = call.caller().tenant();
        return JobNames.of(
                call, tenant.equals(Caller.DEFAULT_TENANT) ? "tuning" : "tuning of " + tenant);
    }

    private CompletionStage<HttpResponse> fork(Call call) {
        var names = names(call);
        var parent = id(call);
        return call.json()
                .thenCompose(body -> {
                    var fork = requests.fork(body);
                    var step = fork.step() < 0 ? Optional.<Long>empty() : Optional.of(fork.step());
                    return accepted(tunings.fork(parent, step, names.id(), fork.change()));
                });
    }

    private CompletionStage<HttpResponse> list(Call call) {
        return ids.get()
                .thenCompose(found -> {
                    var asked =
                            found.reversed().stream()
                                    .map(id -> tunings.find(id).toCompletableFuture())
                                    .toList();
                    return CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new))
                            .thenApply(_ ->
                                    Replies.ok(
                                            new TuningList(
                                                    asked.stream()
                                                            .map(CompletableFuture::join)
                                                            .flatMap(Optional::stream)
                                                            .filter(one ->
                                                                    call.caller().sees(owner(one)))
                                                            .toList())));
                });
    }

    private CompletionStage<HttpResponse> find(Call call) {
        return tuning(call).thenApply(Replies::ok);
    }

    private CompletionStage<HttpResponse> events(Call call) {
        long after = EventStream.lastEventId(call).orElse(0);
        return tuning(call)
                .thenApply(tuning ->
                        stream.response(
                                call,
                                journal.storedEventsOf(
                                                TuningIndex.persistenceId(tuning.id()),
                                                1,
                                                Long.MAX_VALUE)
                                        .map(TuningRoutes::sent)
                                        .takeWhile(event -> !TERMINAL.contains(event.name()), true)
                                        .filter(event -> event.id() > after)));
    }

    private static SentEvent sent(StoredEvent event) {
        return new SentEvent(
                event.sequenceNr(),
                Json.firstText(event.json(), "event"),
                new String(event.json(), StandardCharsets.UTF_8));
    }

    private CompletionStage<HttpResponse> curve(Call call) {
        return tuning(call)
                .thenCompose(tuning ->
                        journal.currentStoredEventsOf(
                                        TuningIndex.persistenceId(tuning.id()), 1, Long.MAX_VALUE)
                                .runFold(
                                        new ArrayList<StoredEvent>(),
                                        (events, event) -> {
                                            events.add(event);
                                            return events;
                                        },
                                        system)
                                .thenApply(events -> Replies.ok(curve(tuning.id(), events))));
    }

    private static Curve curve(String id, List<StoredEvent> events) {
        var steps =
                events.stream()
                        .map(TuningRoutes::sent)
                        .filter(event -> event.name().equals("step-taken"))
                        .map(event -> Json.readOwn(event.data()))
                        .toList();
        var losses =
                steps.stream()
                        .map(step ->
                                step.path("step").asLong()
                                        + " "
                                        + step.path("loss").asDouble()
                                        + "\n")
                        .collect(Collectors.joining());
        var link = EventChain.START;
        for (var event : events) {
            link = EventChain.next(link, event.event());
        }
        return new Curve(id, Digest.sha256(losses), link, steps);
    }

    private CompletionStage<TuningView> tuning(Call call) {
        return tunings.find(id(call)).thenApply(found -> found.orElseThrow(() -> notFound(call)));
    }

    private static CompletionStage<HttpResponse> accepted(CompletionStage<Outcome> outcome) {
        return outcome.thenApply(came ->
                switch (came) {
                    case Outcome.Done(var tuning) ->
                            Replies.accepted(tuning, "/v1/tunings/" + tuning.id());
                    case Outcome.Refused(var refusal) -> problem(refusal).toResponse();
                });
    }

    private static CompletionStage<HttpResponse> outcome(CompletionStage<Outcome> outcome) {
        return outcome.thenApply(came ->
                switch (came) {
                    case Outcome.Done(var tuning) -> Replies.ok(tuning);
                    case Outcome.Refused(var refusal) -> problem(refusal).toResponse();
                });
    }

    private static Problem problem(TuningRefusal refusal) {
        return Problem.of(
                        ProblemCode.byId(refusal.code()).orElse(ProblemCode.TUNING_REFUSED),
                        refusal.message())
                .withHint(refusal.hint());
    }

    /** Whose a session is. */
    public static String owner(TuningView tuning) {
        return tuning.spec().tenant().orElse(Caller.DEFAULT_TENANT);
    }

    /** The session that the path names. */
    static String id(Call call) {
        var id = call.path("id");
        if (!JobNames.isId(id)) {
            throw notFound(call);
        }
        return id;
    }

    /** The problem of an id that no session has. */
    static RuntimeException notFound(Call call) {
        return Problem.of(
                        ProblemCode.TUNING_NOT_FOUND,
                        "There is no session " + call.path("id") + ".")
                .toException();
    }
}
