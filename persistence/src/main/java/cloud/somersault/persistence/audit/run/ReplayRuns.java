package cloud.somersault.persistence.audit.run;

import cloud.somersault.job.JobSettings;
import cloud.somersault.job.JobWork;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.persistence.archive.Archive;
import cloud.somersault.persistence.audit.Replay;
import cloud.somersault.persistence.audit.WhatIf;
import cloud.somersault.persistence.audit.run.ReplayProtocol.LookReply;
import cloud.somersault.persistence.journal.Codec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * The face of the replays of many jobs: starts their entities where this node keeps, and offers
 * plain asynchronous calls. They compute on a lane of their own, on as many cores as live jobs
 * leave.
 */
public final class ReplayRuns {
    private static final String CONFIG = "somersault.audit.replay";
    private static final String LANE = CONFIG + ".dispatcher";

    private final ActorSystem<?> system;
    private final ClusterSharding sharding;
    private final Archive archive;
    private final Codec codec;
    private final Clock clock;
    private final Duration askTimeout;

    private ReplayRuns(ActorSystem<?> system, Archive archive, Clock clock) {
        this.system = system;
        this.sharding = ClusterSharding.get(system);
        this.archive = archive;
        this.codec = new Codec(system.classicSystem());
        this.clock = clock;
        this.askTimeout = system.settings().config().getDuration(CONFIG + ".ask-timeout");
    }

    /**
     * Starts this node's part.
     *
     * @param live how many pieces of live jobs are with workers
     */
    public static ReplayRuns start(
            ActorSystem<?> system,
            Archive archive,
            JobWork work,
            JobLimits limits,
            Supplier<CompletionStage<Integer>> live,
            Clock clock) {
        var runs = new ReplayRuns(system, archive, clock);
        int threads = Runtime.getRuntime().availableProcessors();
        var courtesy = new Courtesy(threads);
        var lane = courtesy.over(system.dispatchers().lookup(DispatcherSelector.fromConfig(LANE)));
        var replay = new Replay(system, archive.events(), work, limits, lane);
        var jobs = new ReplayStream(archive.jobs(), replay, courtesy, live);
        runs.sharding.init(
                Entity.of(
                                ReplayProtocol.KEY,
                                entity ->
                                        ReplayRunActor.create(
                                                entity.getEntityId(),
                                                entity.getShard(),
                                                jobs,
                                                clock))
                        .withRole(JobSettings.KEEPER_ROLE)
                        .withSettings(
                                // A replay runs for hours without anybody asking for it.
                                ClusterShardingSettings.create(system)
                                        .withNoPassivationStrategy()));
        return runs;
    }

    /** Lets replays go on that were interrupted with the node before. */
    public void wake() {
        archive.replays()
                .thenAccept(ids -> ids.forEach(id -> entity(id).tell(new ReplayProtocol.Wake())));
    }

    /**
     * Begins a replay; durable when this completes.
     *
     * @param id chosen by the door
     */
    public CompletionStage<ReplayView> request(
            String id, Selection selection, Optional<WhatIf> whatIf) {
        return entity(id)
                .<LookReply>ask(
                        replyTo ->
                                new ReplayProtocol.Request(
                                        selection, whatIf, clock.instant(), replyTo),
                        askTimeout)
                .thenApply(reply -> reply.replay().orElseThrow());
    }

    /** Stops one; empty when there is none. */
    public CompletionStage<Optional<ReplayView>> cancel(String id) {
        return entity(id)
                .<LookReply>ask(
                        replyTo -> new ReplayProtocol.Cancel(clock.instant(), replyTo), askTimeout)
                .thenApply(LookReply::replay);
    }

    /** How one stands. */
    public CompletionStage<Optional<ReplayView>> find(String id) {
        return entity(id)
                .<LookReply>ask(ReplayProtocol.Look::new, askTimeout)
                .thenApply(LookReply::replay);
    }

    /** The ids of all, oldest first; a shared archive is some seconds late. */
    public CompletionStage<List<String>> ids() {
        return archive.replays();
    }

    /**
     * The comparisons of a replay in which something was otherwise, in the order in which they were
     * made.
     */
    public CompletionStage<List<WhatIf.Row>> rows(String id, long after, int limit) {
        return archive.events()
                .currentStoredEventsOf(ReplayProtocol.KEY.name() + "|" + id, 1, Long.MAX_VALUE)
                .map(stored -> codec.decode(stored.event().payload()))
                .mapConcat(event ->
                        event instanceof ReplayEvent.Advanced advanced
                                ? advanced.rows()
                                : List.<WhatIf.Row>of())
                .drop(after)
                .take(limit)
                .runWith(Sink.seq(), system);
    }

    private EntityRef<ReplayProtocol.Message> entity(String id) {
        return sharding.entityRefFor(ReplayProtocol.KEY, id);
    }
}
