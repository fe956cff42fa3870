package cloud.somersault.job;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Controls;
import cloud.somersault.chip.Truth;
import cloud.somersault.chip.truth.ChipTruth;
import cloud.somersault.job.model.JobEvent.CalibrationUsed;
import cloud.somersault.job.model.JobEvent.Compiled;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.Kept;
import cloud.somersault.job.prepare.ChipToRun;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Finds the chip that a run meets: at its turn the one of that moment, and ever after the one that
 * <i>job-compiled</i> names, however far the chip has drifted since.
 *
 * @param load the content of something kept
 * @param executor where noise is worked out
 */
record ChipsOfRuns(
        JobWork.Calibrations calibrations,
        Function<Kept, CompletionStage<String>> load,
        Executor executor) {

    /** As it is now; empty for the ideal target. */
    CompletionStage<Optional<ChipToRun>> now(JobSpec spec) {
        return spec.onChip()
                ? calibrations
                        .now(spec.target())
                        .thenCompose(
                                now -> chip(spec, now.snapshot(), Optional.of(now.clock().truth())))
                        .thenApply(Optional::of)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    /**
     * As it was when the job was compiled; empty for the ideal target. Fails when the calibration
     * of that version is not what it was.
     */
    CompletionStage<Optional<ChipToRun>> then(JobSpec spec, Compiled compiled) {
        return compiled.calibration()
                .map(used ->
                        calibrations
                                .version(used.chip(), used.version())
                                .thenCompose(known ->
                                        chip(spec, unchanged(known, used), compiled.truth()))
                                .thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    private static ChipSnapshot unchanged(ChipSnapshot known, CalibrationUsed used) {
        if (!known.digest().equals(used.digest())) {
            throw new IllegalStateException(
                    "calibration version " + used.version() + " is not what it was");
        }
        return known;
    }

    private CompletionStage<ChipToRun> chip(
            JobSpec spec, ChipSnapshot known, Optional<Truth> named) {
        if (named.isEmpty()) {
            return CompletableFuture.completedFuture(ChipToRun.asKnown(known));
        }
        var truth = named.get();
        return first(known, truth)
                .thenCombineAsync(
                        controls(spec),
                        (first, draft) ->
                                new ChipToRun(
                                        known,
                                        named,
                                        draft.map(set -> ChipTruth.noise(first, set, truth))
                                                .orElseGet(() ->
                                                        ChipTruth.noise(first, known, truth))),
                        executor);
    }

    private CompletionStage<ChipSnapshot> first(ChipSnapshot known, Truth truth) {
        return truth.ofVersion() == known.version()
                ? CompletableFuture.completedFuture(known)
                : calibrations.version(known.chip(), truth.ofVersion());
    }

    private CompletionStage<Optional<Controls>> controls(JobSpec spec) {
        return spec.controls()
                .map(kept ->
                        load.apply(kept).thenApply(text -> Optional.of(Controls.fromJson(text))))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }
}
