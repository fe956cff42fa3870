package cloud.somersault.job;

import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.placement.ChipTimeRules;
import cloud.somersault.job.placement.RoundRules;
import cloud.somersault.job.queue.QueueRules;
import cloud.somersault.job.queue.SchedulerActor;
import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The job side's configuration, read once.
 *
 * @param scheduling how work is shared out
 * @param rounds how jobs share a chip
 * @param chipTime how much of the chips a tenant may take
 * @param quickWorkers how many short shards one node takes at a time; more than its threads, so
 *     that a thread does not idle while counts are being stored
 * @param longWorkers how many long shards one node takes at a time
 * @param numericsMemoryBytes what the shards of one node may use together
 * @param askTimeout how long a door waits for a job's answer
 */
public record JobSettings(
        JobLimits limits,
        SchedulerActor.Rules scheduling,
        RoundRules rounds,
        ChipTimeRules chipTime,
        int quickWorkers,
        int longWorkers,
        long numericsMemoryBytes,
        Duration askTimeout) {
    /** Nodes of this role keep entities: they have the journal. */
    public static final String KEEPER_ROLE = "keeper";

    /** Nodes of this role run shards. */
    public static final String SIMULATOR_ROLE = "simulator";

    /**
     * From {@code somersault.job} of the system's configuration. A node that simulates accepts
     * nothing that it could not run itself: what one circuit may use is no more than its engines
     * have together, a share of the heap.
     */
    public static JobSettings from(Config config) {
        var job = config.getConfig("somersault.job");
        long numericsMemoryBytes =
                (long) (job.getDouble("numerics-memory-share") * Runtime.getRuntime().maxMemory());
        var limits = JobLimits.from(job.getConfig("limits"));
        boolean simulates =
                config.hasPath("pekko.cluster.roles")
                        && config.getStringList("pekko.cluster.roles").contains(SIMULATOR_ROLE);
        return new JobSettings(
                simulates ? limits.withEngineMemoryAtMost(numericsMemoryBytes) : limits,
                new SchedulerActor.Rules(
                        QueueRules.from(job.getConfig("queue")),
                        job.getDuration("hedge.patience"),
                        job.getDouble("hedge.patience-factor")),
                RoundRules.from(job.getConfig("side-by-side")),
                ChipTimeRules.from(job.getConfig("chip-time")),
                job.getInt("quick-workers"),
                job.getInt("long-workers"),
                numericsMemoryBytes,
                job.getDuration("ask-timeout"));
    }
}
