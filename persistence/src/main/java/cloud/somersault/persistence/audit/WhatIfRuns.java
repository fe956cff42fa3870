package cloud.somersault.persistence.audit;

import cloud.somersault.circuits.Counts;
import cloud.somersault.job.JobWork;
import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.prepare.Preparation;
import cloud.somersault.job.prepare.Prepared;
import cloud.somersault.job.prepare.PreparedCircuit;
import cloud.somersault.job.run.ShardRunner;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.Engines;
import cloud.somersault.simulators.NoiseModel;
import cloud.somersault.simulators.ShotRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Runs a job as it would have been, with the same seed, and compares. Nothing of it is stored as a
 * result: what is recorded stays what it is.
 */
final class WhatIfRuns {
    private final JobWork work;
    private final JobLimits limits;
    private final Executor executor;

    WhatIfRuns(JobWork work, JobLimits limits, Executor executor) {
        this.work = work;
        this.limits = limits;
        this.executor = executor;
    }

    CompletionStage<WhatIf.Row> compare(Evidence evidence, JobResult recorded, WhatIf otherwise) {
        var job = evidence.job();
        if (job.spec().isExperiment()) {
            return notConcerned("It is an experiment of calibration, which runs as it is written.");
        }
        if (!job.spec().onChip() && otherwise.onlyOfChips()) {
            return notConcerned(
                    "It ran on the ideal target, which has no calibration and no noise.");
        }
        return work.chipInstead(
                        job.spec(),
                        job.compiled(),
                        otherwise.calibrationVersion(),
                        otherwise.truthSeconds())
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedStage(
                                EvidenceReader.ofChip(job, EvidenceReader.cause(failure))))
                .thenApplyAsync(chip -> run(evidence, chip, recorded, otherwise), executor);
    }

    private static <T> CompletionStage<T> notConcerned(String sentence) {
        return CompletableFuture.failedStage(
                new UnreplayableException(Reason.NOT_CONCERNED, sentence));
    }

    private WhatIf.Row run(
            Evidence evidence, Optional<ChipToRun> chip, JobResult recorded, WhatIf otherwise) {
        double scale = otherwise.noiseScale().orElse(1.0);
        var other = chip.map(one -> one.withNoise(one.noise().scaled(scale)));
        var before =
                evidence.job().compiled().circuits().stream()
                        .map(CompiledCircuit::estimatedSuccess)
                        .toList();
        if (!otherwise.recompiles()) {
            var counts =
                    ShardRunner.run(
                            new Evidence(evidence.job(), other, evidence.programs()).whole(),
                            limits,
                            Cancellation.never());
            return row(evidence, recorded, counts, before, scaled(before, scale));
        }
        var spec = evidence.job().spec();
        var options = spec.options().with(otherwise.optimization(), otherwise.engine());
        return switch (Preparation.prepare(spec.withOptions(options), other, limits)) {
            case Prepared.Refused(var refusal) ->
                    throw new UnreplayableException(Reason.RUN_FAILED, refusal.message());
            case Prepared.Runnable(var circuits, _, _) ->
                    row(
                            evidence,
                            recorded,
                            run(evidence, circuits, other.map(ChipToRun::noise)),
                            before,
                            scaled(
                                    circuits.stream()
                                            .map(one -> one.placement().estimatedSuccess())
                                            .toList(),
                                    scale));
        };
    }

    private static JobResult run(
            Evidence evidence, List<PreparedCircuit> circuits, Optional<NoiseModel> noise) {
        var spec = evidence.job().spec();
        var counts = new ArrayList<Counts>();
        for (int i = 0; i < circuits.size(); i++) {
            var one = circuits.get(i);
            counts.add(
                    Engines.runReported(
                                    one.engine(),
                                    one.circuit(),
                                    noise,
                                    new ShotRange(spec.seed(), i, 0, spec.shots()),
                                    Cancellation.never())
                            .counts());
        }
        return new JobResult(counts);
    }

    /** Errors are small and independent, so their logarithms scale with them. */
    private static List<Double> scaled(List<Double> successes, double scale) {
        return successes.stream().map(success -> Math.pow(success, scale)).toList();
    }

    private static WhatIf.Row row(
            Evidence evidence,
            JobResult recorded,
            JobResult counts,
            List<Double> before,
            List<Double> after) {
        double sum = 0;
        double worst = 0;
        int circuits = recorded.circuits().size();
        for (int i = 0; i < circuits; i++) {
            double distance =
                    Distance.totalVariation(recorded.circuits().get(i), counts.circuits().get(i));
            sum += distance;
            worst = Math.max(worst, distance);
        }
        var job = evidence.job();
        return new WhatIf.Row(
                job.id(),
                job.spec().target(),
                circuits,
                job.spec().shots(),
                sum / Math.max(1, circuits),
                worst,
                mean(before),
                mean(after));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(1);
    }
}
