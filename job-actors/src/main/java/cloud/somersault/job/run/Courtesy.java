package cloud.somersault.job.run;

import com.sun.management.OperatingSystemMXBean;
import com.typesafe.config.Config;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Who comes goes before what waits: while several submissions are being accepted on this node and
 * its processors are busy, its threads for short shards put off the next piece. What is put off so
 * is not only their computing but all that follows it, up to the commit of the result; and somebody
 * waits for an acceptance, while a queued job can be run in the next lull. Submissions that wait
 * for a database far away leave the processors free, and then nothing is put off.
 *
 * <p>Each parcel has a time that its pieces may be put off by, all together. The longer the queue,
 * the larger the parcels, so a crowd that never ends slows the work down and does not stop it.
 */
public final class Courtesy {
    private static final long LOOK_AGAIN_NANOS = 500_000;

    /** The kernel counts a processor's time in hundredths of a second. */
    private static final long LOAD_NANOS = 200_000_000;

    /** With less of their time taken, the processors do both. */
    private static final double BUSY = 0.6;

    private final int submissionsMost;
    private final long most_ns;
    private final DoubleSupplier load;
    private final LongSupplier nanos;
    private final AtomicInteger coming = new AtomicInteger();
    private final AtomicLong loadFrom_ns;
    private volatile boolean busy = true;

    /**
     * One.
     *
     * @param submissionsMost for so many nothing is put off
     * @param most_ns how long the pieces of a parcel are put off, all together
     * @param load which part of the processors' time was taken since it was asked before, 0 to 1;
     *     negative when nobody knows, which counts as all of it
     * @param nanos a clock
     */
    Courtesy(int submissionsMost, long most_ns, DoubleSupplier load, LongSupplier nanos) {
        this.submissionsMost = submissionsMost;
        this.most_ns = most_ns;
        this.load = load;
        this.nanos = nanos;
        this.loadFrom_ns = new AtomicLong(nanos.getAsLong());
    }

    /**
     * From {@code somersault.job.courtesy} of the system's configuration.
     *
     * @param nanos a clock
     */
    public static Courtesy from(Config config, LongSupplier nanos) {
        var courtesy = config.getConfig("somersault.job.courtesy");
        var machine = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Courtesy(
                courtesy.getInt("submissions"),
                courtesy.getDuration("at-most").toNanos(),
                machine::getCpuLoad,
                nanos);
    }

    /** A submission, from its arrival to its answer. */
    public <T> CompletionStage<T> coming(Supplier<CompletionStage<T>> submission) {
        coming.incrementAndGet();
        try {
            return submission.get().whenComplete((_, _) -> coming.decrementAndGet());
        } catch (RuntimeException failure) {
            coming.decrementAndGet();
            throw failure;
        }
    }

    private boolean isNeeded() {
        return coming.get() > submissionsMost && busy();
    }

    private boolean busy() {
        long from_ns = loadFrom_ns.get();
        long now_ns = nanos.getAsLong();
        if (now_ns - from_ns >= LOAD_NANOS && loadFrom_ns.compareAndSet(from_ns, now_ns)) {
            double share = load.getAsDouble();
            busy = share < 0 || share >= BUSY;
        }
        return busy;
    }

    /** For the pieces of one parcel. */
    Parcel parcel(int pieces) {
        return new Parcel(pieces);
    }

    /** Its pieces are put off evenly: what one has not used is there for the next. */
    final class Parcel {
        private final long each_ns;
        private long left_ns;

        private Parcel(int pieces) {
            each_ns = most_ns / Math.max(1, pieces);
        }

        /** Waits, on a thread that computes, while that helps those who come. */
        void giveWay() {
            left_ns += each_ns;
            while (left_ns > 0 && isNeeded()) {
                long begun_ns = nanos.getAsLong();
                LockSupport.parkNanos(this, LOOK_AGAIN_NANOS);
                left_ns -= nanos.getAsLong() - begun_ns;
            }
        }
    }
}
