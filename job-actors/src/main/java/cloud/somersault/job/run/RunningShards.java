package cloud.somersault.job.run;

import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.CancelledRunException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What one node runs now: stops the shards of a cancelled job, and lets large shards begin only
 * when there is memory for them.
 */
public final class RunningShards {
    private static final long MEBIBYTE = 1L << 20;
    private static final long POLL_MILLIS = 50;

    /** Shards that were handed out before the cancellation are few. */
    private static final int CANCELLED_REMEMBERED = 1000;

    private final Set<Running> all = ConcurrentHashMap.newKeySet();
    private final LinkedHashSet<String> cancelled = new LinkedHashSet<>();
    private final Semaphore memory;
    private final int memoryMebibytes;

    /**
     * For a node.
     *
     * @param memoryBytes what all shards together may use
     */
    public RunningShards(long memoryBytes) {
        this.memoryMebibytes = Math.toIntExact(Math.max(1, memoryBytes / MEBIBYTE));
        this.memory = new Semaphore(memoryMebibytes, true);
    }

    /** The same for a shard of a prepared job, whose job looks after its time. */
    Running begin(ShardWork work) {
        return begin(work, work.memoryBytes());
    }

    /**
     * Waits for memory, on a numerics thread.
     *
     * @param bytes what it needs
     * @throws CancelledRunException if the job is cancelled meanwhile
     * @throws IllegalStateException if this node will never have so much
     */
    Running begin(Work work, long bytes) {
        long mebibytes = bytes / MEBIBYTE + 1;
        if (mebibytes > memoryMebibytes) {
            throw new IllegalStateException(
                    "it needs %d MiB, and the engines of this node have %d MiB"
                            .formatted(mebibytes, memoryMebibytes));
        }
        var shard = new Running(work.jobId(), work.shard(), (int) mebibytes);
        all.add(shard);
        synchronized (cancelled) {
            shard.stop |= cancelled.contains(work.jobId());
        }
        try {
            shard.check();
            while (!memory.tryAcquire(shard.mebibytes, POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                shard.check();
            }
            shard.hasMemory = true;
            return shard;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            all.remove(shard);
            throw new CancelledRunException();
        } catch (CancelledRunException cancelled) {
            all.remove(shard);
            throw cancelled;
        }
    }

    /** Stops every shard of this job within 100 ms, those too that are yet to begin. */
    public void cancel(String jobId) {
        synchronized (cancelled) {
            cancelled.add(jobId);
            if (cancelled.size() > CANCELLED_REMEMBERED) {
                cancelled.removeFirst();
            }
        }
        all.stream().filter(shard -> shard.jobId.equals(jobId)).forEach(shard -> shard.stop = true);
    }

    /** Stops this shard where it runs. */
    public void cancel(String jobId, int index) {
        all.stream()
                .filter(shard -> shard.jobId.equals(jobId) && shard.index == index)
                .forEach(shard -> shard.stop = true);
    }

    /** Shards that run or wait for memory. */
    public int count() {
        return all.size();
    }

    /** One shard that runs. */
    final class Running implements Cancellation, AutoCloseable {
        private final String jobId;
        private final int index;
        private final int mebibytes;
        private boolean hasMemory;
        private volatile boolean stop;

        private Running(String jobId, int index, int mebibytes) {
            this.jobId = jobId;
            this.index = index;
            this.mebibytes = mebibytes;
        }

        private void check() {
            if (stop) {
                throw new CancelledRunException();
            }
        }

        @Override
        public boolean requested() {
            return stop;
        }

        @Override
        public void close() {
            all.remove(this);
            if (hasMemory) {
                memory.release(mebibytes);
            }
        }
    }
}
