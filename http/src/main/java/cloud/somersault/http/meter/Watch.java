package cloud.somersault.http.meter;

import cloud.somersault.job.Jobs;
import cloud.somersault.job.model.JobProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingQuery;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds at what nobody tells by itself: the queue, and the entities here. */
public final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ActorSystem<?> system;
    private final Jobs jobs;
    private final Meters meters;

    private Watch(ActorSystem<?> system, Jobs jobs, Meters meters) {
        this.system = system;
        this.jobs = jobs;
        this.meters = meters;
    }

    /** For as long as the system runs. */
    public static void start(ActorSystem<?> system, Jobs jobs, Meters meters) {
        var watch = new Watch(system, jobs, meters);
        system.scheduler()
                .scheduleWithFixedDelay(EVERY, EVERY, watch::look, system.executionContext());
    }

    private void look() {
        jobs.load()
                .whenComplete((load, failure) -> {
                    if (failure == null) {
                        meters.queue(load);
                    } else {
                        LOG.debug("the scheduler does not answer", failure);
                    }
                });
        AskPattern.<ClusterShardingQuery, CurrentShardRegionState>ask(
                        ClusterSharding.get(system).shardState(),
                        replyTo -> new GetShardRegionState(JobProtocol.KEY, replyTo),
                        EVERY,
                        system.scheduler())
                .whenComplete((state, failure) -> {
                    if (failure == null) {
                        meters.entities(sizes(state));
                    } else {
                        LOG.debug("the shard region does not answer", failure);
                    }
                });
    }

    private static List<Integer> sizes(CurrentShardRegionState state) {
        var sizes = new ArrayList<Integer>();
        state.getShards().forEach(shard -> sizes.add(shard.getEntityIds().size()));
        return sizes;
    }
}
