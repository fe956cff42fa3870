package cloud.somersault.job.queue;

import cloud.somersault.job.queue.FairQueue.Costed;
import java.util.ArrayDeque;
import java.util.Comparator;

/** One job in the {@link FairQueue}, which alone changes it. */
final class Entry<W> {
    static final Comparator<Entry<?>> BY_RANK =
            Comparator.comparingLong((Entry<?> entry) -> entry.rank())
                    .thenComparingLong(entry -> entry.sequence);

    final String jobId;
    final Tenant<W> tenant;
    final double expectedSeconds;
    final ArrayDeque<Costed<W>> ready = new ArrayDeque<>();
    private final int priority;
    private final long sequence;
    double readySeconds;
    boolean started;

    /** Every shard is handed out. */
    boolean exhausted;

    Entry(String jobId, Tenant<W> tenant, int priority, long sequence, double expectedSeconds) {
        this.jobId = jobId;
        this.tenant = tenant;
        this.priority = priority;
        this.sequence = sequence;
        this.expectedSeconds = expectedSeconds;
    }

    /** Lower goes first: a step of priority is worth AGEING_JOBS places in the line. */
    private long rank() {
        return sequence - (long) priority * FairQueue.AGEING_JOBS;
    }

    /** What is still to be handed out: as expected until its shards are known. */
    double left() {
        return exhausted ? 0 : ready.isEmpty() ? expectedSeconds : readySeconds;
    }
}
