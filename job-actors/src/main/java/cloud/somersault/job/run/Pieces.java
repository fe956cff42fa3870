package cloud.somersault.job.run;

import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobEvent.Shard;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.TruncationError;
import cloud.somersault.job.prepare.CompiledForm;
import cloud.somersault.job.prepare.Preparation;
import cloud.somersault.job.prepare.Prepared;
import cloud.somersault.job.prepare.PreparedLately;
import cloud.somersault.simulators.CancelledRunException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs pieces of work on the calling thread, within what its node has; never throws. */
public final class Pieces {
    private static final Logger LOG = LoggerFactory.getLogger(Pieces.class);

    private final RunningShards running;
    private final JobLimits limits;
    private final PreparedLately lately;
    private final LongSupplier nanos;
    private final String node;

    /**
     * On a node.
     *
     * @param running what this node runs, to be able to stop it
     * @param lately jobs that were prepared here when they were accepted
     * @param nanos a clock, to tell how long a piece takes
     * @param node its name, for the log
     */
    public Pieces(
            RunningShards running,
            JobLimits limits,
            PreparedLately lately,
            LongSupplier nanos,
            String node) {
        this.running = running;
        this.limits = limits;
        this.lately = lately;
        this.nanos = nanos;
        this.node = node;
    }

    /** What came of a piece. */
    sealed interface Outcome {}

    /** A shard is counted. */
    record Counted(
            Optional<String> preparation,
            String counts,
            List<TruncationError> truncationErrors,
            double seconds)
            implements Outcome {}

    /** A whole job is prepared and counted. */
    record WholeCounted(
            List<CompiledCircuit> circuits,
            List<Shard> shards,
            String counts,
            List<TruncationError> truncationErrors,
            double seconds)
            implements Outcome {}

    /** The job is larger than it looked, or can't run here: it has to be prepared by itself. */
    record NotWhole() implements Outcome {}

    /** The engine broke down. */
    record Broken(String message) implements Outcome {}

    /** It took longer than its job allows. */
    record Late() implements Outcome {}

    /** Nobody wants it any more. */
    record Abandoned() implements Outcome {}

    Outcome run(Work work) {
        try {
            if (LOG.isDebugEnabled()) {
                work.mark().say(() -> LOG.debug("a shard begins on {}", node));
            }
            return switch (work) {
                case ShardWork shard -> count(shard);
                case WholeJob whole -> count(whole);
            };
        } catch (CancelledRunException _) {
            return new Abandoned();
        } catch (RuntimeException | OutOfMemoryError failure) {
            work.mark()
                    .say(() ->
                            LOG.error(
                                    "shard {} of job {} failed",
                                    work.shard(),
                                    work.jobId(),
                                    failure));
            return new Broken(String.valueOf(failure));
        }
    }

    private Outcome count(ShardWork work) {
        long start = nanos.getAsLong();
        try (var shard = running.begin(work)) {
            var report = ShardRunner.runReported(work, limits, shard);
            return new Counted(
                    work.preparation(),
                    report.counts().canonical(),
                    report.truncationErrors(),
                    since(start));
        }
    }

    private Outcome count(WholeJob work) {
        long start = nanos.getAsLong();
        var spec = work.spec();
        var before = lately.take(spec);
        var prepared =
                before.isPresent()
                        ? before.get()
                        : Preparation.prepare(spec, Optional.empty(), limits);
        return switch (prepared) {
            case Prepared.Runnable runnable when WholeJob.isSmall(runnable) ->
                    count(work, runnable, start);
            case Prepared.Runnable _, Prepared.Refused _ -> new NotWhole();
        };
    }

    private Outcome count(WholeJob work, Prepared.Runnable prepared, long start) {
        long bytes =
                prepared.circuits().stream()
                        .mapToLong(circuit -> circuit.cost().memoryBytes())
                        .max()
                        .orElse(0);
        double secondsMax = work.spec().options().timeLimitSeconds();
        try (var shard = running.begin(work, bytes)) {
            var report =
                    ShardRunner.runWhole(
                            prepared.circuits(),
                            work.spec(),
                            () -> shard.requested() || since(start) > secondsMax);
            return new WholeCounted(
                    prepared.circuits().stream()
                            .map(one -> CompiledForm.of(one, Optional.empty()))
                            .toList(),
                    prepared.shards(),
                    report.counts().canonical(),
                    report.truncationErrors(),
                    since(start));
        } catch (CancelledRunException stopped) {
            if (since(start) > secondsMax) {
                return new Late();
            }
            throw stopped;
        }
    }

    private double since(long start) {
        return (nanos.getAsLong() - start) / 1e9;
    }
}
