package cloud.somersault.users.gatling;

import static io.gatling.javaapi.core.CoreDsl.ByteArrayBody;
import static io.gatling.javaapi.core.CoreDsl.asLongAs;
import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.doIf;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.responseTimeInMillis;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.header;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import cloud.somersault.users.Encounter.Kind;
import io.gatling.javaapi.core.ChainBuilder;
import io.gatling.javaapi.core.PopulationBuilder;
import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Session;
import io.gatling.javaapi.core.Simulation;
import io.gatling.javaapi.core.condition.DoIf;
import io.gatling.javaapi.http.HttpRequestActionBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The timetable's visits, each at its time: an open model. A fixed number of visitors share the
 * visits, each with a kept connection; one who is held up by a slow server comes late to the next,
 * and the encounter says by how much.
 */
public final class UsersSimulation extends Simulation {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration NO_PATIENCE = Duration.ofMillis(2);
    private static final int KNOCKS = 8;

    private final Play play = Play.ofProperties();
    private final Stage stage =
            new Stage(play.timetable(), play.visitors(), play.lead(), play.out());

    /** Gatling makes one. */
    public UsersSimulation() {
        var everybody = new ArrayList<PopulationBuilder>();
        everybody.add(
                scenario("users")
                        .exec(session -> session.set("visitor", new Visitor(stage, play.tries())))
                        .exec(when(Visitor::isEarly).then(knocks()))
                        .exec(asLongAs(session -> Visitor.of(session).takesNext()).on(visit()))
                        .injectOpen(atOnceUsers(play.visitors())));
        if (play.tunings() > 0) {
            everybody.add(tuners().injectOpen(atOnceUsers(play.tunings())));
        }
        setUp(everybody)
                .protocols(
                        http.baseUrl(play.url().toString())
                                .disableWarmUp()
                                .disableCaching()
                                .disableAutoReferer()
                                .disableFollowRedirect()
                                .userAgentHeader("somersault-users"))
                .maxDuration(play.within());
    }

    @Override
    public void after() {
        stage.end();
    }

    /** So that nobody's first visit waits for a connection, nor for Gatling's own code. */
    private static ChainBuilder knocks() {
        return repeat(KNOCKS)
                .on(
                        pause(Duration.ZERO, Duration.ofSeconds(1))
                                .exec(http("knock").get("/health/ready")));
    }

    private ScenarioBuilder tuners() {
        var tuners = Tuner.all(play, stage).iterator();
        return scenario("tuners")
                .exec(session -> {
                    synchronized (tuners) {
                        return session.set(Tuner.TUNER, tuners.next());
                    }
                })
                .pause(session -> Tuner.of(session).pause())
                .exec(asLongAs(session -> Tuner.of(session).asks()).on(tuning()))
                .exec(asLongAs(session -> Tuner.of(session).follows()).on(following()));
    }

    private static ChainBuilder tuning() {
        return exec(session -> Tuner.of(session).begins(session))
                .exec(
                        http("tune")
                                .post("/v1/tunings")
                                .header("Content-Type", "application/json")
                                .header("Somersault-Tenant", session -> Tuner.of(session).tenant())
                                .header("Idempotency-Key", session -> Tuner.of(session).key())
                                .body(ByteArrayBody(session -> Tuner.of(session).body()))
                                .requestTimeout(PATIENCE)
                                .check(header("Location").optional().saveAs(Tuner.LOCATION))
                                .check(status().saveAs(Tuner.STATUS))
                                .check(responseTimeInMillis().saveAs(Tuner.ANSWER_MS)))
                .exec(session -> Tuner.of(session).hears(session))
                .pause(session -> Tuner.of(session).pause());
    }

    private static ChainBuilder following() {
        return exec(http("tuning")
                        .get(session -> Tuner.of(session).tuning())
                        .check(bodyString().saveAs(Tuner.BODY)))
                .exec(session -> Tuner.of(session).sees(session))
                .pause(session -> Tuner.of(session).pause());
    }

    private static ChainBuilder visit() {
        return pause(session -> Visitor.of(session).untilDue())
                .exec(when(Visitor::bringsRubbish).then(rubbish()))
                .exec(
                        asLongAs(session -> Visitor.of(session).bringsMore())
                                .on(
                                        exec(asLongAs(session -> Visitor.of(session).asksForJob())
                                                        .on(submission()))
                                                .exec(
                                                        when(Visitor::saysItAgain)
                                                                .then(
                                                                        exec(does(
                                                                                        Visitor
                                                                                                ::hasSaidItAgain))
                                                                                .exec(
                                                                                        submitted(
                                                                                                PATIENCE))))
                                                .exec(when(Visitor::polls).then(polling()))
                                                .exec(when(Visitor::streams).then(streaming()))
                                                .exec(does(Visitor::endsStep))));
    }

    private static ChainBuilder submission() {
        return exec(when(Visitor::hangsUp).then(submitted(NO_PATIENCE)))
                .exec(when(Visitor::asksForJob).then(submitted(PATIENCE)))
                .pause(session -> Visitor.of(session).pause());
    }

    private static ChainBuilder submitted(Duration patience) {
        return exec(asks(post("submit").requestTimeout(patience)))
                .exec(session -> Visitor.of(session).hears(session));
    }

    private static ChainBuilder rubbish() {
        return asks(post("rubbish").requestTimeout(PATIENCE))
                .exec(session -> Visitor.of(session).hearsOfRubbish(session));
    }

    private static ChainBuilder polling() {
        return exec(does(Visitor::looksAtJob))
                .exec(
                        asLongAs(session -> Visitor.of(session).stillLooks())
                                .on(
                                        asks(get("job", "")
                                                        .check(bodyString().saveAs(Visitor.BODY)))
                                                .exec(session ->
                                                        Visitor.of(session).seesJob(session))
                                                .pause(session -> Visitor.of(session).pause())))
                .exec(asks(get("result", "/result")))
                .exec(session -> Visitor.of(session).hears(session, Kind.RESULT));
    }

    private static ChainBuilder streaming() {
        return asks(get("events", "/events"))
                .exec(session -> Visitor.of(session).hears(session, Kind.STREAM));
    }

    private static HttpRequestActionBuilder post(String name) {
        return http(name)
                .post("/v1/jobs")
                .header("Content-Type", "application/json")
                .header("Somersault-Tenant", session -> Visitor.of(session).tenant())
                .header("Idempotency-Key", session -> Visitor.of(session).key())
                .body(ByteArrayBody(session -> Visitor.of(session).body()))
                .check(header("Location").optional().saveAs(Visitor.LOCATION))
                .check(header("Retry-After").optional().saveAs(Visitor.RETRY_AFTER));
    }

    private static HttpRequestActionBuilder get(String name, String below) {
        return http(name).get(session -> Visitor.of(session).job() + below);
    }

    private static ChainBuilder asks(HttpRequestActionBuilder request) {
        return exec(session -> Visitor.of(session).asks(session))
                .exec(
                        request.check(status().saveAs(Visitor.STATUS))
                                .check(responseTimeInMillis().saveAs(Visitor.ANSWER_MS)));
    }

    private interface Act {
        void done(Visitor visitor);
    }

    private static Function<Session, Session> does(Act act) {
        return session -> {
            act.done(Visitor.of(session));
            return session;
        };
    }

    private static DoIf.Then<ChainBuilder> when(Predicate<Visitor> holds) {
        return doIf(session -> holds.test(Visitor.of(session)));
    }
}
