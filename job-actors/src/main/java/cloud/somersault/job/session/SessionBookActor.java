package cloud.somersault.job.session;

import cloud.somersault.chip.restart.Restarts;
import cloud.somersault.job.model.SchedulerMessage;
import cloud.somersault.job.queue.SchedulerProtocol;
import cloud.somersault.job.session.SessionBook.Decision;
import cloud.somersault.job.session.SessionProtocol.Answer;
import cloud.somersault.job.session.SessionProtocol.Found;
import cloud.somersault.job.session.SessionProtocol.Message;
import cloud.somersault.job.session.SessionProtocol.SessionView;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * The shell around the {@link SessionBook}: one entity in the cluster, which also tells the
 * scheduler what is booked, whenever that changes and every few seconds, since the scheduler has no
 * journal.
 */
public final class SessionBookActor
        extends EventSourcedBehavior<Message, SessionBookEvent, SessionBook> {
    private static final Duration TELL_EVERY = Duration.ofSeconds(5);

    private final ActorRef<SchedulerMessage> scheduler;
    private final double bookableShare;
    private final Clock clock;
    private List<?> told = List.of();

    private SessionBookActor(
            ActorContext<Message> context,
            ActorRef<SchedulerMessage> scheduler,
            double bookableShare,
            Clock clock) {
        super(
                PersistenceId.of(SessionProtocol.KEY.name(), SessionProtocol.BOOK),
                Restarts.of(context));
        this.scheduler = scheduler;
        this.bookableShare = bookableShare;
        this.clock = clock;
    }

    /**
     * The entity.
     *
     * @param bookableShare what all sessions of a moment together may have of the machine
     */
    public static Behavior<Message> create(
            ActorRef<SchedulerMessage> scheduler, double bookableShare, Clock clock) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers -> {
                    timers.startTimerWithFixedDelay(new SessionProtocol.Wake(), TELL_EVERY);
                    return new SessionBookActor(context, scheduler, bookableShare, clock);
                }));
    }

    @Override
    public SessionBook emptyState() {
        return SessionBook.empty();
    }

    @Override
    public EventHandler<SessionBook, SessionBookEvent> eventHandler() {
        return SessionBook::after;
    }

    @Override
    public Set<String> tagsFor(SessionBookEvent event) {
        return Set.of(SessionProtocol.TAG);
    }

    @Override
    public CommandHandler<Message, SessionBookEvent, SessionBook> commandHandler() {
        return (book, message) ->
                switch (message) {
                    case SessionProtocol.Open(var session, var replyTo) ->
                            done(
                                    book.open(session, bookableShare),
                                    book,
                                    session.sessionId(),
                                    replyTo);
                    case SessionProtocol.Admit(var tenant, var job, var replyTo) ->
                            done(book.admit(tenant, job), book, job.sessionId(), replyTo);
                    case SessionProtocol.Settle(var job, var replyTo) ->
                            done(book.settle(job), book, job.sessionId(), replyTo);
                    case SessionProtocol.Close(var tenant, var session, var replyTo) ->
                            done(book.close(tenant, session), book, session.sessionId(), replyTo);
                    case SessionProtocol.Look(var tenant, var sessionId, var replyTo) -> {
                        replyTo.tell(found(book, tenant, sessionId));
                        yield Effect().none();
                    }
                    case SessionProtocol.Wake() -> {
                        tellScheduler(book, true);
                        yield Effect().none();
                    }
                    default -> throw new IllegalStateException("unknown message " + message);
                };
    }

    private Effect<SessionBookEvent, SessionBook> done(
            Decision decision, SessionBook book, String sessionId, ActorRef<Answer> replyTo) {
        if (decision.event().isEmpty()) {
            replyTo.tell(new Answer(view(book, sessionId), decision.refusal()));
            return Effect().none();
        }
        return Effect()
                .persist(decision.event().get())
                .thenRun((SessionBook after) -> {
                    tellScheduler(after, false);
                    replyTo.tell(new Answer(view(after, sessionId), Optional.empty()));
                });
    }

    private Optional<SessionView> view(SessionBook book, String sessionId) {
        return Optional.ofNullable(book.sessions().get(sessionId))
                .map(session -> SessionView.of(session, clock.instant()));
    }

    private Found found(SessionBook book, String tenant, Optional<String> sessionId) {
        return new Found(
                book.sessions().values().stream()
                        .filter(session -> session.opened().tenant().equals(tenant))
                        .filter(session ->
                                sessionId.map(session.opened().sessionId()::equals).orElse(true))
                        .map(session -> SessionView.of(session, clock.instant()))
                        .toList()
                        .reversed());
    }

    /**
     * What is booked.
     *
     * @param again also when it is what was told last, unless that is nothing
     */
    private void tellScheduler(SessionBook book, boolean again) {
        var booked = book.reservations(clock.instant());
        if (!booked.equals(told) || (again && !booked.isEmpty())) {
            told = booked;
            scheduler.tell(new SchedulerProtocol.Booked(booked));
        }
    }
}
