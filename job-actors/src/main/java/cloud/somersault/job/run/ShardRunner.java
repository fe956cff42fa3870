package cloud.somersault.job.run;

import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Reading;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.TruncationError;
import cloud.somersault.job.prepare.Preparation;
import cloud.somersault.job.prepare.PreparedCircuit;
import cloud.somersault.job.run.ShardWork.WorkCircuit;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.EngineName;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.ShotRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs a shard. A pure function of the work: any worker, on any node, counts the same. */
public final class ShardRunner {

    private ShardRunner() {}

    /**
     * What a shard brings.
     *
     * @param counts circuits that it does not touch have none
     * @param truncationErrors of the circuits whose engine approximates
     */
    public record Report(JobResult counts, List<TruncationError> truncationErrors) {}

    /** The counts of this shard. */
    public static JobResult run(ShardWork work, JobLimits limits, Cancellation cancellation) {
        return runReported(work, limits, cancellation).counts();
    }

    /** The counts of this shard, and what they have lost. */
    public static Report runReported(ShardWork work, JobLimits limits, Cancellation cancellation) {
        List<TruncationError> errors = List.of();
        var counts = new ArrayList<>(work.bits().stream().map(Counts::none).toList());
        for (var circuit : work.circuits()) {
            var program = read(circuit, limits);
            for (var slice : work.slices()) {
                if (slice.circuit() == circuit.circuit()) {
                    var more =
                            Engines.runReported(
                                    engine(circuit),
                                    program,
                                    work.noise(),
                                    new ShotRange(
                                            work.seed(),
                                            slice.circuit(),
                                            slice.firstShot(),
                                            slice.shots()),
                                    cancellation);
                    counts.set(slice.circuit(), counts.get(slice.circuit()).plus(more.counts()));
                    if (more.truncationError().isPresent()) {
                        var error =
                                new TruncationError(
                                        slice.circuit(), more.truncationError().getAsDouble());
                        errors = TruncationError.worst(errors, List.of(error));
                    }
                }
            }
        }
        return new Report(new JobResult(counts), errors);
    }

    /** The counts of a whole job, as its only shard would count them. */
    static Report runWhole(
            List<PreparedCircuit> circuits, JobSpec spec, Cancellation cancellation) {
        List<TruncationError> errors = List.of();
        var counts = new ArrayList<Counts>();
        for (int circuit = 0; circuit < circuits.size(); circuit++) {
            var run =
                    Engines.runReported(
                            circuits.get(circuit).engine(),
                            circuits.get(circuit).circuit(),
                            Optional.empty(),
                            new ShotRange(spec.seed(), circuit, 0, spec.shots()),
                            cancellation);
            counts.add(run.counts());
            if (run.truncationError().isPresent()) {
                var error = new TruncationError(circuit, run.truncationError().getAsDouble());
                errors = TruncationError.worst(errors, List.of(error));
            }
        }
        return new Report(new JobResult(counts), errors);
    }

    /** What each shot of this shard read, in the order of its slices. */
    public static List<String> memory(ShardWork work, JobLimits limits, Cancellation cancellation) {
        var memory = new ArrayList<String>();
        for (var slice : work.slices()) {
            var circuit =
                    work.circuits().stream()
                            .filter(one -> one.circuit() == slice.circuit())
                            .findFirst()
                            .orElseThrow();
            memory.addAll(
                    Engines.memory(
                            engine(circuit),
                            read(circuit, limits),
                            work.noise(),
                            new ShotRange(
                                    work.seed(), slice.circuit(), slice.firstShot(), slice.shots()),
                            cancellation));
        }
        return memory;
    }

    private static EngineName engine(WorkCircuit circuit) {
        return EngineName.byId(circuit.engine())
                .orElseThrow(() ->
                        new IllegalStateException("this node has no engine " + circuit.engine()));
    }

    private static cloud.somersault.circuits.Circuit read(WorkCircuit circuit, JobLimits limits) {
        var language = Language.byId(circuit.run().language()).orElseThrow();
        return switch (Preparation.read(circuit.run(), language, limits)) {
            case Reading.Accepted(var program) -> program.circuit();
            case Reading.Refused(var diagnostics) ->
                    throw new IllegalStateException(
                            "a prepared program can't be read: " + diagnostics.getFirst());
        };
    }
}
