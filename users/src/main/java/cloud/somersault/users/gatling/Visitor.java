package cloud.somersault.users.gatling;

import cloud.somersault.users.Bodies;
import cloud.somersault.users.Deed;
import cloud.somersault.users.Encounter;
import cloud.somersault.users.Encounter.Kind;
import cloud.somersault.users.Manner;
import cloud.somersault.users.Visit;
import io.gatling.javaapi.core.Session;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Somebody at a keyboard: one of Gatling's virtual users, who makes one visit after the other. Only
 * the thread of that user's session touches it.
 */
final class Visitor {
    static final String STATUS = "status";
    static final String LOCATION = "location";
    static final String RETRY_AFTER = "retryAfter";
    static final String ANSWER_MS = "answer_ms";
    static final String BODY = "body";

    private static final String JOBS = "/v1/jobs/";
    private static final int LOOKS_MOST = 600;
    private static final long SHORT_MS = 100;
    private static final long RETRY_MOST_MS = 2000;

    private final Stage stage;
    private final int tries;
    private Optional<Visit> visit = Optional.empty();
    private int step;
    private int attempt;
    private int looks;
    private boolean looking;
    private boolean accepted;
    private boolean saidTwice;
    private long due_ms;
    private long sent_ms;
    private long pause_ms;
    private String jobId = Encounter.NO_JOB;

    Visitor(Stage stage, int tries) {
        this.stage = stage;
        this.tries = tries;
    }

    static Visitor of(Session session) {
        return Objects.requireNonNull(session.<Visitor>get("visitor"));
    }

    boolean isEarly() {
        return stage.now_ms() < 0;
    }

    /** Takes the next visit of the timetable, if there is one. */
    boolean takesNext() {
        visit = stage.next();
        step = 0;
        visit.ifPresent(next -> due_ms = next.due().toMillis());
        startsStep();
        return visit.isPresent();
    }

    Duration untilDue() {
        return Duration.ofMillis(Math.max(0, due_ms - stage.now_ms()));
    }

    private Visit visit() {
        return visit.orElseThrow();
    }

    private void startsStep() {
        attempt = 0;
        looks = 0;
        accepted = false;
        saidTwice = false;
        jobId = Encounter.NO_JOB;
    }

    boolean bringsRubbish() {
        return visit().deed() instanceof Deed.Rubbish;
    }

    /** Whether a batch of a session, or the only job of a visit, is still to be brought. */
    boolean bringsMore() {
        return visit.isPresent() && step < steps();
    }

    private int steps() {
        return switch (visit().deed()) {
            case Deed.Session session -> session.steps();
            case Deed.Rubbish _ -> 0;
            case Deed.Single _, Deed.Batch _ -> 1;
        };
    }

    /** The next batch of a session, which starts from the result of this one. */
    void endsStep() {
        step = accepted ? step + 1 : Integer.MAX_VALUE;
        if (bringsMore()) {
            startsStep();
            due_ms = stage.now_ms();
        }
    }

    boolean asksForJob() {
        return !accepted && attempt < tries;
    }

    /** Hangs up before an answer can be there: only the first time. */
    boolean hangsUp() {
        return attempt == 0 && visit().manner() == Manner.VANISHES;
    }

    boolean saysItAgain() {
        return accepted && !saidTwice && visit().manner() == Manner.REPEATS;
    }

    void hasSaidItAgain() {
        saidTwice = true;
    }

    boolean polls() {
        return accepted
                && (visit().manner() == Manner.POLLS || visit().deed() instanceof Deed.Session);
    }

    boolean streams() {
        return accepted && !polls() && visit().manner() == Manner.STREAMS;
    }

    void looksAtJob() {
        looking = true;
        looks = 0;
    }

    boolean stillLooks() {
        return looking;
    }

    String tenant() {
        return visit().tenant().name();
    }

    String key() {
        return visit().key() + (step == 0 ? "" : "-" + step);
    }

    String job() {
        return JOBS + jobId;
    }

    byte[] body() {
        long seed = visit().seed() + step;
        sent_ms = stage.now_ms();
        return switch (visit().deed()) {
            case Deed.Single single -> Bodies.single(single, seed);
            case Deed.Batch batch -> Bodies.batch(batch.target(), batch.programs(), seed);
            case Deed.Session session -> Bodies.batch(session.target(), session.programs(), seed);
            case Deed.Rubbish rubbish -> Bodies.rubbish(rubbish.kind(), seed);
        };
    }

    private int tasks() {
        return switch (visit().deed()) {
            case Deed.Session session -> session.programs();
            case Deed.Single _, Deed.Batch _, Deed.Rubbish _ -> visit().deed().tasks();
        };
    }

    Session asks(Session session) {
        sent_ms = stage.now_ms();
        return session.removeAll(STATUS, LOCATION, RETRY_AFTER, ANSWER_MS, BODY).markAsSucceeded();
    }

    /** The answer to a submission. */
    Session hears(Session session) {
        int status = status(session);
        if (status == 202 && session.contains(LOCATION)) {
            var at = session.getString(LOCATION);
            var id = at == null ? Encounter.NO_JOB : at.substring(at.lastIndexOf('/') + 1);
            if (accepted && !jobId.equals(id)) {
                stage.complain(key() + " has become two jobs, " + jobId + " and " + id);
            }
            jobId = id;
            accepted = true;
        }
        note(session, kind(status), tasks());
        attempt++;
        if (status != 202) {
            boolean final_ = status >= 400 && status != 429 && status < 500;
            if (final_) {
                stage.complain(key() + " was refused with " + status);
                attempt = tries;
            }
            if (status == 429 && !session.contains(RETRY_AFTER)) {
                stage.complain(key() + " was refused without Retry-After");
            }
            pause_ms = attempt < tries ? retryAfter_ms(session) : 0;
        } else {
            pause_ms = 0;
        }
        return session.markAsSucceeded();
    }

    private Kind kind(int status) {
        if (attempt > 0) {
            return Kind.AGAIN;
        }
        return status == 0 && hangsUp() ? Kind.VANISH : Kind.SUBMIT;
    }

    private static long retryAfter_ms(Session session) {
        var said = session.contains(RETRY_AFTER) ? session.getString(RETRY_AFTER) : null;
        return said == null
                ? SHORT_MS
                : Math.min(RETRY_MOST_MS, Math.max(SHORT_MS, Long.parseLong(said) * 1000));
    }

    Duration pause() {
        return Duration.ofMillis(pause_ms);
    }

    Session hearsOfRubbish(Session session) {
        int status = status(session);
        // Nobody has looked at it when nobody is there, or when it is asked to come again later.
        boolean unread = status == 0 || (status == 503 && session.contains(RETRY_AFTER));
        if (!unread && (status < 400 || status >= 500)) {
            stage.complain(visit().deed() + " was answered with " + status);
        }
        note(session, Kind.RUBBISH, 0);
        return session.markAsSucceeded();
    }

    Session seesJob(Session session) {
        note(session, Kind.POLL, 0);
        var body = session.contains(BODY) ? session.getString(BODY) : null;
        looks++;
        looking =
                looks < LOOKS_MOST
                        && (body == null
                                || body.contains("\"phase\":\"submitted\"")
                                || body.contains("\"phase\":\"running\""));
        pause_ms = looking ? Math.min(1000, SHORT_MS * looks) : 0;
        return session.markAsSucceeded();
    }

    Session hears(Session session, Kind kind) {
        note(session, kind, 0);
        return session.markAsSucceeded();
    }

    private static int status(Session session) {
        return session.contains(STATUS) ? session.getInt(STATUS) : 0;
    }

    private void note(Session session, Kind kind, int tasks) {
        stage.write(
                new Encounter(
                        kind,
                        visit().number(),
                        due_ms,
                        sent_ms,
                        session.contains(ANSWER_MS) ? session.getInt(ANSWER_MS) : -1,
                        status(session),
                        tasks,
                        tenant(),
                        jobId));
    }
}
