package cloud.somersault.job;

import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.session.SessionBookEvent;
import cloud.somersault.job.session.SessionProtocol;
import cloud.somersault.job.session.SessionProtocol.Answer;
import cloud.somersault.job.session.SessionProtocol.Found;
import cloud.somersault.job.session.SessionProtocol.SessionView;
import cloud.somersault.job.session.SessionProtocol.Unsettled;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;

/**
 * The face of booked sessions. The book knows which jobs it has let in; what has become of them is
 * asked of the jobs themselves when somebody wants to know: at a look, when the limit seems
 * reached, and at closing.
 */
public final class Sessions {
    /** A job that was let in and never arrived is given up after so long. */
    private static final Duration ARRIVES_WITHIN = Duration.ofMinutes(1);

    private static final int SETTLED_AT_ONCE = 100;

    private final Jobs jobs;
    private final ClusterSharding sharding;
    private final Duration patience;
    private final Clock clock;

    private Sessions(Jobs jobs, ClusterSharding sharding, Duration patience, Clock clock) {
        this.jobs = jobs;
        this.sharding = sharding;
        this.patience = patience;
        this.clock = clock;
    }

    /** What came of a wish. */
    public sealed interface Outcome {

        /** The session as it is now. */
        record Done(SessionView session) implements Outcome {}

        /** Nothing was stored. */
        record Refused(Refusal refusal) implements Outcome {}
    }

    static Sessions start(
            Jobs jobs,
            ClusterSharding sharding,
            Function<Clock, Entity<SessionProtocol.Message, ?>> entity,
            Duration patience,
            Clock clock) {
        sharding.init(entity.apply(clock));
        return new Sessions(jobs, sharding, patience, clock);
    }

    /** Opens the book, so that the scheduler hears what is booked. */
    public void wake() {
        book().tell(new SessionProtocol.Wake());
    }

    /**
     * Books a session.
     *
     * @param id chosen by the door; the same again is a harmless retry
     */
    public CompletionStage<Outcome> open(
            String id,
            String tenant,
            double share,
            Instant from,
            Instant until,
            double workSecondsMax) {
        var opened =
                new SessionBookEvent.Opened(
                        id, tenant, share, from, until, workSecondsMax, clock.instant());
        return ask(replyTo -> new SessionProtocol.Open(opened, replyTo));
    }

    /** Lets a job into a session, or says why not; to be asked before the job is submitted. */
    public CompletionStage<Optional<Refusal>> admit(String sessionId, String jobId, JobSpec spec) {
        return jobs.find(jobId)
                .thenCompose(known ->
                        known.isPresent()
                                ? CompletableFuture.completedStage(Optional.empty())
                                : admitNew(sessionId, jobId, spec));
    }

    private CompletionStage<Optional<Refusal>> admitNew(
            String sessionId, String jobId, JobSpec spec) {
        return jobs.work()
                .check(spec)
                .thenCompose(checked -> {
                    var asked =
                            new SessionBookEvent.Admitted(
                                    sessionId, jobId, checked.expectedSeconds(), clock.instant());
                    return checked.refusal().isPresent()
                            ? CompletableFuture.completedStage(checked.refusal())
                            : admit(spec.tenant(), asked);
                });
    }

    private CompletionStage<Optional<Refusal>> admit(
            String tenant, SessionBookEvent.Admitted asked) {
        return tryToAdmit(tenant, asked)
                .thenCompose(refused ->
                        refused.isPresent() && refused.get().code().equals("session-limit-reached")
                                ? find(tenant, asked.sessionId())
                                        .thenCompose(_ -> tryToAdmit(tenant, asked))
                                : CompletableFuture.completedStage(refused));
    }

    private CompletionStage<Optional<Refusal>> tryToAdmit(
            String tenant, SessionBookEvent.Admitted asked) {
        return ask(replyTo -> new SessionProtocol.Admit(tenant, asked, replyTo))
                .thenApply(outcome ->
                        outcome instanceof Outcome.Refused(var refusal)
                                ? Optional.of(refusal)
                                : Optional.empty());
    }

    /**
     * Closes a session: what runs finishes in any case.
     *
     * @param drained whether what waits is still done, with the booked share; otherwise it is
     *     cancelled
     */
    public CompletionStage<Outcome> close(String id, String tenant, boolean drained) {
        var closed = new SessionBookEvent.Closed(id, drained, clock.instant());
        return ask(replyTo -> new SessionProtocol.Close(tenant, closed, replyTo))
                .thenCompose(outcome ->
                        switch (outcome) {
                            case Outcome.Refused refused ->
                                    CompletableFuture.completedStage(refused);
                            case Outcome.Done(var session) ->
                                    (drained ? CompletableFuture.allOf() : takeBack(session))
                                            .thenCompose(_ -> find(tenant, id))
                                            .thenApply(found ->
                                                    new Outcome.Done(found.orElse(session)));
                        });
    }

    /** Cancels what waits. */
    private CompletionStage<Void> takeBack(SessionView session) {
        return each(
                session.unsettled(),
                job ->
                        jobs.find(job.jobId())
                                .thenCompose(found ->
                                        found.map(one -> one.phase().equals("submitted"))
                                                        .orElse(false)
                                                ? jobs.cancel(job.jobId()).thenAccept(_ -> {})
                                                : CompletableFuture.allOf()));
    }

    /** A tenant's session, its ended jobs counted. */
    public CompletionStage<Optional<SessionView>> find(String tenant, String id) {
        return look(tenant, Optional.of(id))
                .thenCompose(found ->
                        found.isEmpty() || found.getFirst().unsettled().isEmpty()
                                ? CompletableFuture.completedStage(found)
                                : each(
                                                found.getFirst().unsettled(),
                                                job -> settle(found.getFirst().id(), job))
                                        .thenCompose(_ -> look(tenant, Optional.of(id))))
                .thenApply(found -> found.stream().findFirst());
    }

    /** A tenant's sessions, newest first, as the book has them. */
    public CompletionStage<List<SessionView>> list(String tenant) {
        return look(tenant, Optional.empty());
    }

    private CompletionStage<List<SessionView>> look(String tenant, Optional<String> id) {
        return book().<Found>ask(replyTo -> new SessionProtocol.Look(tenant, id, replyTo), patience)
                .thenApply(Found::sessions);
    }

    private CompletionStage<?> settle(String sessionId, Unsettled job) {
        return jobs.inspect(job.jobId())
                .thenCompose(known -> {
                    var ended = known.job().flatMap(view -> view.endedAt());
                    boolean lost =
                            known.job().isEmpty()
                                    && job.at().plus(ARRIVES_WITHIN).isBefore(clock.instant());
                    if (ended.isEmpty() && !lost) {
                        return CompletableFuture.allOf();
                    }
                    double seconds =
                            known.completed().map(completed -> completed.seconds()).orElse(0.0);
                    var settled =
                            new SessionBookEvent.Settled(
                                    sessionId, job.jobId(), seconds, clock.instant());
                    return ask(replyTo -> new SessionProtocol.Settle(settled, replyTo))
                            .thenAccept(_ -> {});
                });
    }

    /** So many at once, one handful after the other. */
    private static CompletionStage<Void> each(
            List<Unsettled> all, Function<Unsettled, CompletionStage<?>> what) {
        if (all.isEmpty()) {
            return CompletableFuture.allOf();
        }
        int count = Math.min(SETTLED_AT_ONCE, all.size());
        var now =
                all.subList(0, count).stream()
                        .map(what)
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(now)
                .thenCompose(_ -> each(all.subList(count, all.size()), what));
    }

    private CompletionStage<Outcome> ask(Function<ActorRef<Answer>, SessionProtocol.Message> wish) {
        return book().<Answer>ask(wish::apply, patience)
                .thenApply(answer ->
                        answer.refusal()
                                .<Outcome>map(Outcome.Refused::new)
                                .orElseGet(() -> new Outcome.Done(answer.session().orElseThrow())));
    }

    private EntityRef<SessionProtocol.Message> book() {
        return sharding.entityRefFor(SessionProtocol.KEY, SessionProtocol.BOOK);
    }
}
