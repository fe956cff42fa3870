package cloud.somersault.job;

import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Controls;
import cloud.somersault.chip.Truth;
import cloud.somersault.chip.truth.ChipTruth;
import cloud.somersault.job.model.ChipSeat;
import cloud.somersault.job.model.JobEvent.CalibrationUsed;
import cloud.somersault.job.model.JobEvent.Compiled;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.Kept;
import cloud.somersault.job.prepare.ChipToRun;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Finds the chip that a run meets: at its turn the one of that moment, and ever after the one that
 * <i>job-compiled</i> names, however far the chip has drifted since. The noise of the latest moment
 * is remembered, since most jobs of a while share it.
 */
final class ChipsOfRuns {
    private final JobWork.Calibrations calibrations;
    private final Function<Kept, CompletionStage<String>> load;
    private final Executor executor;
    private final AtomicReference<Optional<ChipToRun>> latest =
            new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Named>> latestNamed =
            new AtomicReference<>(Optional.empty());

    /** Figures and what names them. */
    private record Named(ChipSnapshot figures, String digest) {}

    /**
     * @param load the content of something kept
     * @param executor where noise is worked out
     */
    ChipsOfRuns(
            JobWork.Calibrations calibrations,
            Function<Kept, CompletionStage<String>> load,
            Executor executor) {
        this.calibrations = calibrations;
        this.load = load;
        this.executor = executor;
    }

    /** As it is now; empty for the ideal target. */
    CompletionStage<Optional<ChipToRun>> now(JobSpec spec) {
        return spec.onChip()
                ? now(spec.target(), spec.controls()).thenApply(Optional::of)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    /** A chip as it is now, with its controls as calibrated. */
    CompletionStage<ChipToRun> now(String name) {
        return now(name, Optional.empty());
    }

    private CompletionStage<ChipToRun> now(String name, Optional<Kept> draft) {
        return calibrations
                .now(name)
                .thenCompose(now ->
                        chip(draft, now.snapshot(), Optional.of(now.clock().truth()))
                                .thenApply(chip -> chip.withHeld(now.held())));
    }

    /**
     * As it was when the job was compiled; empty for the ideal target. Fails when the calibration
     * of that version is not what it was.
     */
    CompletionStage<Optional<ChipToRun>> then(JobSpec spec, Compiled compiled) {
        return compiled.calibration()
                .map(used ->
                        then(spec, used, compiled.truth())
                                .thenApply(chip -> chip.withHeld(compiled.heldQubits()))
                                .thenApply(
                                        chip -> compiled.placement().map(chip::beside).orElse(chip))
                                .thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /** As the whole round meets it in which a job has this seat. */
    CompletionStage<ChipToRun> at(JobSpec spec, ChipSeat seat) {
        return then(spec, seat.calibration(), seat.truth())
                .thenApply(chip -> chip.withHeld(seat.heldQubits()).beside(seat.placement()));
    }

    /**
     * As a compiled job would have met it on another calibration version or at another moment of
     * its truth; empty for the ideal target. Fails when there is no such version.
     *
     * @param virtualSeconds on the chip's own clock
     */
    CompletionStage<Optional<ChipToRun>> instead(
            JobSpec spec,
            Compiled compiled,
            Optional<Long> version,
            Optional<Double> virtualSeconds) {
        if (compiled.calibration().isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        var used = compiled.calibration().get();
        var truth =
                compiled.truth()
                        .map(named ->
                                virtualSeconds.map(seconds -> moved(named, seconds)).orElse(named));
        var known =
                version.isPresent()
                        ? calibrations.version(used.chip(), version.get())
                        : calibrations
                                .version(used.chip(), used.version())
                                .thenApply(same -> unchanged(same, used));
        return known.thenCompose(figures -> chip(spec.controls(), figures, truth))
                .thenApply(chip -> chip.withHeld(compiled.heldQubits()))
                .thenApply(
                        chip -> Optional.of(compiled.placement().map(chip::beside).orElse(chip)));
    }

    private static Truth moved(Truth truth, double virtualSeconds) {
        return new Truth(
                truth.seed(),
                truth.drift(),
                truth.ofVersion(),
                truth.sinceSeconds(),
                virtualSeconds,
                truth.noiseRule());
    }

    private CompletionStage<ChipToRun> then(
            JobSpec spec, CalibrationUsed used, Optional<Truth> truth) {
        return calibrations
                .version(used.chip(), used.version())
                .thenCompose(known -> chip(spec.controls(), unchanged(known, used), truth));
    }

    /** The digest of a chip's figures: they are many, and every job names them. */
    @SuppressWarnings("ReferenceEquality") // comparing them would take as long
    String digest(ChipSnapshot figures) {
        var latest = latestNamed.get();
        if (latest.isPresent() && latest.get().figures() == figures) {
            return latest.get().digest();
        }
        var named = new Named(figures, figures.digest());
        latestNamed.set(Optional.of(named));
        return named.digest();
    }

    private ChipSnapshot unchanged(ChipSnapshot known, CalibrationUsed used) {
        if (!digest(known).equals(used.digest())) {
            throw new IllegalStateException(
                    "calibration version " + used.version() + " is not what it was");
        }
        return known;
    }

    private CompletionStage<ChipToRun> chip(
            Optional<Kept> draft, ChipSnapshot known, Optional<Truth> named) {
        if (named.isEmpty()) {
            return CompletableFuture.completedFuture(ChipToRun.asKnown(known));
        }
        var truth = named.get();
        return draft.map(kept -> tried(kept, known, truth)).orElseGet(() -> tuned(known, truth));
    }

    private CompletionStage<ChipToRun> tried(Kept draft, ChipSnapshot known, Truth truth) {
        return first(known, truth)
                .thenCombineAsync(
                        load.apply(draft),
                        (first, text) ->
                                new ChipToRun(
                                        known,
                                        Optional.of(truth),
                                        ChipTruth.noise(first, Controls.fromJson(text), truth)),
                        executor);
    }

    private CompletionStage<ChipToRun> tuned(ChipSnapshot known, Truth truth) {
        var again =
                latest.get()
                        .filter(one -> one.truth().filter(truth::equals).isPresent())
                        .filter(one -> one.known().equals(known));
        return again.isPresent()
                ? CompletableFuture.completedFuture(again.get())
                : first(known, truth).thenApplyAsync(first -> tuned(first, known, truth), executor);
    }

    private ChipToRun tuned(ChipSnapshot first, ChipSnapshot known, Truth truth) {
        var noise = ChipTruth.noise(first, known, truth);
        var chip = new ChipToRun(known, Optional.of(truth), noise);
        latest.set(Optional.of(chip));
        return chip;
    }

    private CompletionStage<ChipSnapshot> first(ChipSnapshot known, Truth truth) {
        return truth.ofVersion() == known.version()
                ? CompletableFuture.completedFuture(known)
                : calibrations.version(known.chip(), truth.ofVersion());
    }
}
