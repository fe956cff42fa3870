package cloud.somersault.users.gatling;

import cloud.somersault.users.Bodies;
import cloud.somersault.users.Encounter;
import cloud.somersault.users.Encounter.Kind;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Somebody who tunes a language model: begins a session at a moment of the play, and looks at it
 * until it has ended. Only the thread of that user's session touches it.
 */
final class Tuner {
    static final String TUNER = "tuner";
    static final String STATUS = "status";
    static final String LOCATION = "location";
    static final String ANSWER_MS = "answer_ms";
    static final String BODY = "body";

    private static final long LOOK_AGAIN_MS = 1000;
    private static final int LOOKS_MOST = 600;

    private final Stage stage;
    private final int number;
    private final String tenant;
    private final String key;
    private final byte[] body;
    private final long due_ms;
    private int triesLeft;
    private int looks;
    private boolean ended;
    private boolean begun;
    private long sent_ms;
    private String id = Encounter.NO_JOB;

    private Tuner(
            Stage stage,
            int number,
            int tries,
            String tenant,
            String key,
            byte[] body,
            long due_ms) {
        this.stage = stage;
        this.number = number;
        this.triesLeft = tries;
        this.tenant = tenant;
        this.key = key;
        this.body = body;
        this.due_ms = due_ms;
    }

    /** All of a play, evenly over its time; tenants tune as often as they come. */
    static List<Tuner> all(Play play, Stage stage) {
        var population = play.population();
        var random = new SplittableRandom(play.seed());
        long each_ms = play.played().toMillis() / Math.max(1, play.tunings());
        return IntStream.range(0, play.tunings())
                .mapToObj(number ->
                        new Tuner(
                                stage,
                                number,
                                play.tries(),
                                population.draw(random).name(),
                                "tuning-" + play.seed() + "-" + number,
                                Bodies.tuning(play.model(), play.seed() + number),
                                number * each_ms + each_ms / 2))
                .toList();
    }

    static Tuner of(Session session) {
        return Objects.requireNonNull(session.<Tuner>get(TUNER));
    }

    String tenant() {
        return tenant;
    }

    String key() {
        return key;
    }

    byte[] body() {
        return body;
    }

    String tuning() {
        return "/v1/tunings/" + id;
    }

    /** Until it is time to begin; later, until the next look. */
    Duration pause() {
        return Duration.ofMillis(begun ? LOOK_AGAIN_MS : Math.max(0, due_ms - stage.now_ms()));
    }

    /** Whether the session is still to be asked for. */
    boolean asks() {
        return id.equals(Encounter.NO_JOB) && triesLeft > 0;
    }

    Session begins(Session session) {
        begun = true;
        sent_ms = stage.now_ms();
        return session.removeAll(STATUS, LOCATION, ANSWER_MS, BODY).markAsSucceeded();
    }

    /** The answer; who is not let in comes again with the same key. */
    Session hears(Session session) {
        int status = session.contains(STATUS) ? session.getInt(STATUS) : 0;
        var at = session.contains(LOCATION) ? session.getString(LOCATION) : null;
        if (status == 202 && at != null) {
            id = at.substring(at.lastIndexOf('/') + 1);
        }
        stage.write(
                new Encounter(
                        Kind.TUNE,
                        number,
                        due_ms,
                        sent_ms,
                        session.contains(ANSWER_MS) ? session.getInt(ANSWER_MS) : -1,
                        status,
                        0,
                        tenant,
                        id));
        triesLeft--;
        boolean later = status == 0 || status == 429 || status == 503;
        if (status != 202 && (!later || triesLeft == 0)) {
            stage.complain(key + " was answered with " + status);
            triesLeft = 0;
        }
        return session.markAsSucceeded();
    }

    /** Whether it has a session that has not ended. */
    boolean follows() {
        return !id.equals(Encounter.NO_JOB) && !ended;
    }

    Session sees(Session session) {
        var said = session.contains(BODY) ? session.getString(BODY) : null;
        looks++;
        if (said != null && !said.contains("\"phase\":\"running\"")) {
            ended = true;
            if (!said.contains("\"phase\":\"completed\"")) {
                stage.complain(key + " did not complete: " + said);
            }
        } else if (looks >= LOOKS_MOST) {
            stage.complain(key + " has not ended");
            ended = true;
        }
        return session.remove(BODY).markAsSucceeded();
    }
}
