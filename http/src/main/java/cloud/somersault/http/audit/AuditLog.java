package cloud.somersault.http.audit;

import cloud.somersault.http.audit.AuditProtocol.Keep;
import cloud.somersault.http.audit.AuditProtocol.Kept;
import cloud.somersault.job.JobSettings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The face of the audit log: takes what was done and what was refused, and has it stored. An act
 * that was done is stored each time; what was refused is stored when it is new, and counted when it
 * is said again and again ({@code somersault.http.audit.window}).
 *
 * <p>Thread-safe.
 */
public final class AuditLog {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);

    private final ClusterSharding sharding;
    private final Clock clock;
    private final Duration askTimeout;
    private final String place;
    private final Repeats repeats;

    private AuditLog(ActorSystem<?> system, Clock clock, String place) {
        var config = system.settings().config();
        this.sharding = ClusterSharding.get(system);
        this.clock = clock;
        this.askTimeout = config.getDuration("somersault.http.audit.ask-timeout");
        this.place = place;
        this.repeats = new Repeats(config.getDuration("somersault.http.audit.window"));
    }

    /** Starts this node's part. */
    public static AuditLog start(ActorSystem<?> system, Clock clock) {
        return start(system, clock, "");
    }

    /**
     * The same for a process that is no node of the cluster it writes for.
     *
     * @param place added to the name of the day, so that no two write the same history
     */
    public static AuditLog start(ActorSystem<?> system, Clock clock, String place) {
        var log = new AuditLog(system, clock, place);
        log.sharding.init(
                Entity.of(
                                AuditProtocol.KEY,
                                entity ->
                                        AuditDayActor.create(
                                                entity.getEntityId(), entity.getShard()))
                        .withRole(JobSettings.KEEPER_ROLE));
        var window = log.repeats.window();
        var ticks =
                system.scheduler()
                        .scheduleWithFixedDelay(
                                window, window, log::tellRepeats, system.executionContext());
        CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseServiceRequestsDone(),
                        "tell-repeats",
                        () -> {
                            ticks.cancel();
                            return log.tellAll();
                        });
        return log;
    }

    /**
     * Records an act that was done, or one refusal that must not be counted together with others.
     *
     * @return completes when it is durable; fails when it can't be stored
     */
    public CompletionStage<Done> record(AuditAct act) {
        var now = clock.instant();
        return keep(act, Optional.empty(), now, now);
    }

    /**
     * Records a refusal, together with its repetitions. Nobody waits for it; when it can't be
     * stored, the process's log says so.
     */
    public void refused(AuditAct act) {
        boolean first;
        synchronized (repeats) {
            first = repeats.first(act, clock.instant());
        }
        if (first) {
            record(act).exceptionally(failure -> missed(act, failure));
        }
    }

    private void tellRepeats() {
        var now = clock.instant();
        List<Repeats.Repeated> ended;
        synchronized (repeats) {
            ended = repeats.ended(now);
        }
        tell(ended, now);
    }

    private CompletionStage<Done> tellAll() {
        var now = clock.instant();
        List<Repeats.Repeated> ended;
        synchronized (repeats) {
            ended = repeats.all();
        }
        return tell(ended, now);
    }

    private CompletionStage<Done> tell(List<Repeats.Repeated> ended, Instant now) {
        var kept =
                ended.stream()
                        .map(one ->
                                keep(one.act(), Optional.of(one.times()), one.since(), now)
                                        .exceptionally(failure -> missed(one.act(), failure))
                                        .toCompletableFuture())
                        .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(kept).thenApply(_ -> Done.getInstance());
    }

    private CompletionStage<Done> keep(
            AuditAct act, Optional<Long> times, Instant since, Instant at) {
        var day = at.atZone(ZoneOffset.UTC).toLocalDate() + place;
        return sharding.entityRefFor(AuditProtocol.KEY, day)
                .<Kept>ask(replyTo -> new Keep(act, times, since, at, replyTo), askTimeout)
                .thenApply(_ -> Done.getInstance());
    }

    private static Done missed(AuditAct act, Throwable failure) {
        LOG.warn("Not in the audit log: {} ({})", act, failure.getMessage());
        return Done.getInstance();
    }
}
