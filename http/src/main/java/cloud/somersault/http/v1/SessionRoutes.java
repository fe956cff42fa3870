package cloud.somersault.http.v1;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.request.Fields;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.Sessions;
import cloud.somersault.job.session.SessionProtocol.SessionView;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Booked sessions: open one, look at it, close it. Jobs name theirs when they are submitted. */
public final class SessionRoutes {
    private static final Set<String> OPEN =
            Set.of("share", "from", "lastsSeconds", "workSecondsMax");
    private static final Set<String> CLOSE = Set.of("queued");
    private static final String DRAIN = "drain";
    private static final List<String> QUEUED = List.of(DRAIN, "refuse");
    private static final double SHARE_LEAST = 0.01;
    private static final double LASTS_SECONDS_MAX = Duration.ofDays(7).toSeconds();
    private static final Duration AHEAD_MAX = Duration.ofDays(366);
    private static final double WORK_SECONDS_MAX = 1e9;

    private final Sessions sessions;
    private final Clock clock;

    public SessionRoutes(Sessions sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/v1/sessions", "openSession", this::open),
                Endpoint.get("/v1/sessions", "listSessions", this::list),
                Endpoint.get("/v1/sessions/{id}", "getSession", this::find),
                Endpoint.post("/v1/sessions/{id}/close", "closeSession", this::close));
    }

    record SessionList(List<Session> sessions) {}

    record Session(
            String id,
            String tenant,
            String phase,
            double share,
            Instant from,
            Instant until,
            double workSecondsMax,
            double workSeconds,
            double expectedSeconds,
            int jobs,
            int unsettledJobs) {
        static Session of(SessionView view) {
            return new Session(
                    view.id(),
                    view.tenant(),
                    view.phase(),
                    view.share(),
                    view.from(),
                    view.until(),
                    view.workSecondsMax(),
                    view.workSeconds(),
                    view.expectedSeconds(),
                    view.jobs(),
                    view.unsettled().size());
        }
    }

    private CompletionStage<HttpResponse> open(Call call) {
        var tenant = call.caller().tenant();
        var names = JobNames.of(call, "session " + tenant);
        return call.json()
                .thenCompose(body -> {
                    var asked = Fields.of(body, "", OPEN);
                    var from = from(asked);
                    double lasts = number(asked, "lastsSeconds", 1, LASTS_SECONDS_MAX);
                    return sessions.open(
                            names.id(),
                            tenant,
                            number(asked, "share", SHARE_LEAST, 1),
                            from,
                            from.plusMillis((long) (lasts * 1e3)),
                            number(asked, "workSecondsMax", 0, WORK_SECONDS_MAX));
                })
                .thenApply(outcome ->
                        switch (outcome) {
                            case Sessions.Outcome.Done(var session) ->
                                    Replies.created(
                                            Session.of(session), "/v1/sessions/" + session.id());
                            case Sessions.Outcome.Refused(var refusal) ->
                                    Refusals.problem(refusal).toResponse();
                        });
    }

    private Instant from(Fields asked) {
        var now = clock.instant();
        return asked.optionalText("from", 64)
                .map(text -> {
                    try {
                        var from = Instant.parse(text);
                        if (!from.isBefore(now.minusSeconds(60))
                                && from.isBefore(now.plus(AHEAD_MAX))) {
                            return from;
                        }
                    } catch (DateTimeParseException noMoment) {
                        // said below
                    }
                    throw Fields.outOfRange(
                            asked.at("from"), "a moment like 2026-03-06T07:41:31Z within a year");
                })
                .orElse(now);
    }

    private CompletionStage<HttpResponse> list(Call call) {
        return sessions.list(call.caller().tenant())
                .thenApply(
                        all -> Replies.ok(new SessionList(all.stream().map(Session::of).toList())));
    }

    private CompletionStage<HttpResponse> find(Call call) {
        return sessions.find(call.caller().tenant(), id(call))
                .thenApply(
                        found -> Replies.ok(Session.of(found.orElseThrow(() -> notFound(call)))));
    }

    private CompletionStage<HttpResponse> close(Call call) {
        var tenant = call.caller().tenant();
        var id = id(call);
        return call.json()
                .thenCompose(body -> sessions.close(id, tenant, queued(body).equals(DRAIN)))
                .thenApply(outcome ->
                        switch (outcome) {
                            case Sessions.Outcome.Done(var session) ->
                                    Replies.ok(Session.of(session));
                            case Sessions.Outcome.Refused(var refusal) ->
                                    Refusals.problem(refusal).toResponse();
                        });
    }

    private static String queued(JsonNode body) {
        return Fields.of(body, "", CLOSE).optionalWord("queued", QUEUED).orElse(DRAIN);
    }

    private static double number(Fields asked, String name, double least, double most) {
        return asked.optionalNumber(name, least, most).orElseThrow(() -> asked.missing(name));
    }

    private static String id(Call call) {
        var id = call.path("id");
        if (!JobNames.isId(id)) {
            throw notFound(call);
        }
        return id;
    }

    private static RuntimeException notFound(Call call) {
        return Problem.of(
                        ProblemCode.SESSION_NOT_FOUND,
                        "There is no session " + call.path("id") + " of this tenant.")
                .toException();
    }
}
