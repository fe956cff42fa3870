package cloud.somersault.job.placement;

import cloud.somersault.job.model.DeskMessage;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.placement.DeskProtocol.Allowance;
import cloud.somersault.job.placement.DeskProtocol.Board;
import cloud.somersault.job.placement.DeskProtocol.IsOn;
import cloud.somersault.job.placement.DeskProtocol.Left;
import cloud.somersault.job.placement.DeskProtocol.MayTake;
import cloud.somersault.job.placement.DeskProtocol.PlaceMe;
import cloud.somersault.job.placement.DeskProtocol.Waits;
import cloud.somersault.job.placement.DeskProtocol.WhoIsOn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;

/**
 * Where jobs ask for a place on a chip. One in the cluster. It makes one round of a chip after the
 * other: while one is being made, others gather. It has no journal: what a job was told lies in the
 * job's own events, and a job that was told nothing asks again.
 */
public final class DeskActor extends AbstractBehavior<DeskMessage> {
    /** Who waits further behind is not looked at: it would not fit anyhow. */
    private static final int LOOKED_AT_ROUNDS = 3;

    private static final Duration AGAIN = Duration.ofSeconds(1);

    private record MakeRound(String chip) implements DeskMessage {}

    private record Made(String chip, Composition round) implements DeskMessage {}

    private record NotMade(String chip, Throwable cause) implements DeskMessage {}

    /** Makes the next round of those that wait for a chip, as the chip is now. */
    public interface Composer {
        CompletionStage<Composition> compose(String chip, List<Waiting> line);
    }

    /** What tenants took of the chips before this desk was opened. */
    public interface Ledger {
        CompletionStage<List<Taken>> since(Instant moment);
    }

    /** What a job took, or was promised. */
    public record Taken(String jobId, String tenant, double chipSeconds, Instant at) {}

    private record Remembered(List<Taken> taken) implements DeskMessage {}

    private final TimerScheduler<DeskMessage> timers;
    private final Composer composer;
    private final RoundRules rules;
    private final ChipQuota quota;
    private final Clock clock;
    private final ClusterSharding sharding;
    private final Map<String, Line> lines = new HashMap<>();

    private DeskActor(
            ActorContext<DeskMessage> context,
            TimerScheduler<DeskMessage> timers,
            Composer composer,
            RoundRules rules,
            ChipTimeRules chipTime,
            Ledger ledger,
            Clock clock) {
        super(context);
        this.timers = timers;
        this.composer = composer;
        this.rules = rules;
        this.clock = clock;
        this.quota = new ChipQuota(chipTime);
        this.sharding = ClusterSharding.get(context.getSystem());
        if (chipTime.limited()) {
            var window = Duration.ofMillis((long) (chipTime.windowSeconds() * 1e3));
            context.pipeToSelf(
                    ledger.since(clock.instant().minus(window)),
                    (taken, failure) -> new Remembered(failure == null ? taken : List.of()));
        }
    }

    /** The desk. */
    public static Behavior<DeskMessage> create(
            Composer composer,
            RoundRules rules,
            ChipTimeRules chipTime,
            Ledger ledger,
            Clock clock) {
        return Behaviors.setup(context ->
                Behaviors.withTimers(timers ->
                        new DeskActor(context, timers, composer, rules, chipTime, ledger, clock)));
    }

    @Override
    public Receive<DeskMessage> createReceive() {
        return newReceiveBuilder().onAnyMessage(this::receive).build();
    }

    private Behavior<DeskMessage> receive(DeskMessage message) {
        switch (message) {
            case PlaceMe(var jobId, var spec) -> placeMe(new Waiting(jobId, spec));
            case IsOn(var standing) -> line(standing.chip()).comesOn(standing);
            case Waits(var jobId, var chip, long shots) -> line(chip).expects(jobId, shots);
            case MayTake(var jobId, var tenant, var seconds, var replyTo) ->
                    replyTo.tell(allowance(jobId, tenant, seconds));
            case Left(var jobId, var chip, var charged) -> {
                line(chip).remove(jobId);
                quota.settle(jobId, charged.orElse(0.0));
            }
            case Remembered(var taken) ->
                    taken.forEach(one ->
                            quota.promised(
                                    one.jobId(),
                                    one.tenant(),
                                    one.chipSeconds(),
                                    seconds(one.at())));
            case WhoIsOn(var chip, var replyTo) -> replyTo.tell(board(chip));
            case MakeRound(var chip) -> makeRound(chip);
            case Made(var chip, var round) -> made(chip, round);
            case NotMade(var chip, var cause) -> notMade(chip, cause);
            default -> throw new IllegalStateException("unknown message " + message);
        }
        return this;
    }

    private Line line(String chip) {
        return lines.computeIfAbsent(chip, _ -> new Line());
    }

    private Board board(String chip) {
        var line = line(chip);
        return new Board(
                chip,
                rules.separation().qubits(),
                line.size(),
                line.waitingShots(),
                rules.pace(),
                List.copyOf(line.on()),
                line.total());
    }

    private Allowance allowance(String jobId, String tenant, double chipSeconds) {
        return quota.promise(jobId, tenant, chipSeconds, seconds(clock.instant()))
                .map(exceeded ->
                        new Allowance(
                                Optional.of(exceeded.limitSeconds()),
                                Optional.of(exceeded.takenSeconds()),
                                exceeded.retryAfterSeconds()))
                .orElse(Allowance.YES);
    }

    private static double seconds(Instant at) {
        return at.toEpochMilli() / 1e3;
    }

    /** Whoever has the chip alone waits for nobody while the twin keeps nobody waiting. */
    private void placeMe(Waiting job) {
        if (!job.shares() && rules.pace() == 0) {
            tell(job.jobId(), new JobProtocol.Seated(Optional.empty()));
            return;
        }
        tell(job.jobId(), new JobProtocol.Noted());
        line(job.spec().target()).add(job);
        next(job.spec().target());
    }

    /** The next round, as soon as the chip is free and whoever else may come has had its time. */
    private void next(String chip) {
        var line = line(chip);
        if (line.busy || line.isEmpty()) {
            return;
        }
        line.busy = true;
        var now = clock.instant();
        var wait = line.isFree(now) ? Duration.ZERO : Duration.between(now, line.freeAt());
        var patience = wait.compareTo(rules.gather()) > 0 ? wait : rules.gather();
        if (patience.isZero()) {
            makeRound(chip);
        } else {
            timers.startSingleTimer(chip, new MakeRound(chip), patience);
        }
    }

    private void makeRound(String chip) {
        var line = line(chip);
        if (line.isEmpty()) {
            line.busy = false;
            return;
        }
        getContext()
                .pipeToSelf(
                        composer.compose(chip, line.first(LOOKED_AT_ROUNDS * rules.jobsMax())),
                        (round, failure) ->
                                failure == null
                                        ? new Made(chip, round)
                                        : new NotMade(chip, failure));
    }

    private void made(String chip, Composition round) {
        var line = line(chip);
        for (var granted : round.granted()) {
            line.placed(granted.jobId());
            tell(granted.jobId(), new JobProtocol.Seated(granted.seat()));
        }
        if (rules.pace() > 0) {
            long nanos = (long) (round.seconds() * rules.pace() * 1e9);
            line.takenUntil(clock.instant().plusNanos(nanos));
        }
        line.busy = false;
        next(chip);
    }

    /**
     * Nobody waits for what can't be: they have the chip one by one, as if nobody else was there.
     */
    private void notMade(String chip, Throwable cause) {
        getContext().getLog().warn("no round can be made for chip {} now", chip, cause);
        var line = line(chip);
        for (var job : line.first(1)) {
            line.placed(job.jobId());
            tell(job.jobId(), new JobProtocol.Seated(Optional.empty()));
        }
        line.busy = false;
        if (!line.isEmpty()) {
            line.busy = true;
            timers.startSingleTimer(chip, new MakeRound(chip), AGAIN);
        }
    }

    private void tell(String jobId, JobProtocol.Message message) {
        sharding.entityRefFor(JobProtocol.KEY, jobId).tell(message);
    }
}
