package cloud.somersault.job;

import cloud.somersault.chip.ChipNow;
import cloud.somersault.chip.ChipSnapshot;
import cloud.somersault.chip.Truth;
import cloud.somersault.circuits.compiler.Cancellation;
import cloud.somersault.circuits.compiler.CancelledCompilationException;
import cloud.somersault.job.model.ChipPlacement;
import cloud.somersault.job.model.ChipSeat;
import cloud.somersault.job.model.Digest;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobCommand;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobEvent.CalibrationUsed;
import cloud.somersault.job.model.JobEvent.ChipUse;
import cloud.somersault.job.model.JobEvent.Compiled;
import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobEvent.Shard;
import cloud.somersault.job.model.JobEvent.ShardCompleted;
import cloud.somersault.job.model.JobEvent.Slice;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.Kept;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.model.TruncationError;
import cloud.somersault.job.placement.Composition;
import cloud.somersault.job.placement.RoundRules;
import cloud.somersault.job.placement.Waiting;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.prepare.CompiledForm;
import cloud.somersault.job.prepare.CompiledLately;
import cloud.somersault.job.prepare.Preparation;
import cloud.somersault.job.prepare.Prepared;
import cloud.somersault.job.prepare.PreparedLately;
import cloud.somersault.job.prepare.UseOfChip;
import cloud.somersault.job.queue.SchedulerProtocol.CostedShard;
import cloud.somersault.job.queue.SchedulerProtocol.Ready;
import cloud.somersault.job.run.ShardWork;
import cloud.somersault.job.run.ShardWork.WorkCircuit;
import cloud.somersault.job.seal.Contents;
import cloud.somersault.simulators.NoiseModel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The heavy or slow part of a job's life, off the actor's thread: compile, load what lies beside
 * the journal, put counts together, keep them. Remembers nothing of a job between two calls.
 */
public final class JobWork {
    private final ChipsOfRuns chips;
    private final JobLimits limits;
    private final Executor preparation;
    private final Executor compilation;
    private final Shelf shelf;
    private final PreparedLately accepted;
    private final CompiledLately lately = new CompiledLately(COMPILED_MOST);

    /** Programs of the jobs between their acceptance and their turn, as a rule. */
    private static final int COMPILED_MOST = 512;

    /** The compiler's usual level: milliseconds for everyday programs. */
    private static final int QUICK_LEVEL = 1;

    /** How long a submission may be compiled at a slow level. */
    private static final long PATIENCE_SECONDS = 8;

    /** Where a job gets the chip's snapshot from. */
    public interface Calibrations {

        /** As it stands now: what is known of it, and what names its truth. */
        CompletionStage<ChipNow> now(String chip);

        /** As it was. */
        CompletionStage<ChipSnapshot> version(String chip, long version);
    }

    /** What a job is to run. */
    sealed interface ToRun {

        /** What the job is asked to note. */
        JobCommand command(Instant at);

        /** It can run. */
        record Runnable(
                Optional<CalibrationUsed> calibration,
                Optional<Truth> truth,
                List<Integer> heldQubits,
                Optional<ChipUse> use,
                Optional<ChipPlacement> placement,
                List<CompiledCircuit> circuits,
                List<Shard> shards)
                implements ToRun {
            @Override
            public JobCommand command(Instant at) {
                return new JobCommand.Start(
                        calibration, truth, heldQubits, use, placement, circuits, shards, at);
            }
        }

        /** It can't, any more: the chip has changed since it was accepted. */
        record Refused(Refusal refusal) implements ToRun {
            @Override
            public JobCommand command(Instant at) {
                return new JobCommand.Fail(refusal.code(), refusal.message(), at);
            }
        }
    }

    /** The result of a whole job, kept. */
    record KeptResult(
            String digest, Kept counts, List<TruncationError> truncationErrors, double seconds) {}

    /**
     * @param preparation where submissions are checked and counts put together: quick things
     * @param compilation where jobs are compiled at their turn, however long that takes
     * @param contents how what jobs keep is sealed
     * @param accepted where workers of this node find what was read of a job for its acceptance
     */
    public JobWork(
            Calibrations calibrations,
            ResultStore store,
            JobLimits limits,
            Executor preparation,
            Executor compilation,
            Contents contents,
            PreparedLately accepted) {
        this.accepted = accepted;
        this.shelf = new Shelf(store, contents);
        this.limits = limits;
        this.preparation = preparation;
        this.compilation = compilation;
        this.chips = new ChipsOfRuns(calibrations, this::load, preparation);
    }

    /** How what jobs keep is sealed. */
    public Contents contents() {
        return shelf.contents();
    }

    /** Reads or compiles a job that nobody has to place; fails when it is cancelled meanwhile. */
    CompletionStage<ToRun> prepare(JobEvent.Submitted job, Cancellation cancellation) {
        return prepare(job, "", cancellation);
    }

    /** The next round of jobs that wait for a chip, as it is now. */
    CompletionStage<Composition> compose(String chip, List<Waiting> line, RoundRules rules) {
        return chips.now(chip)
                .thenApplyAsync(
                        now ->
                                Composition.of(
                                        ChipPlacement.roundOf(line.getFirst().jobId()),
                                        now,
                                        line,
                                        rules,
                                        limits,
                                        lately),
                        compilation);
    }

    /**
     * Compiles a job for the chip as calibrated now; fails when it is cancelled meanwhile.
     *
     * @param round in which it has the chip alone
     */
    CompletionStage<ToRun> prepare(
            JobEvent.Submitted job, String round, Cancellation cancellation) {
        return prepare(job, round, chips.now(job.spec()), cancellation);
    }

    /** Compiles a job for the chip as its round meets it, on its place. */
    CompletionStage<ToRun> prepare(
            JobEvent.Submitted job, ChipSeat seat, Cancellation cancellation) {
        return prepare(
                job,
                seat.placement().round(),
                chips.at(job.spec(), seat).thenApply(Optional::of),
                cancellation);
    }

    private CompletionStage<ToRun> prepare(
            JobEvent.Submitted job,
            String round,
            CompletionStage<Optional<ChipToRun>> met,
            Cancellation cancellation) {
        if (contents().waitsForItsKey(job)) {
            return CompletableFuture.failedStage(contents().unreadable(job.contentKey()));
        }
        return met.thenApplyAsync(
                        chip ->
                                Map.entry(
                                        chip,
                                        Preparation.prepare(
                                                job.spec(), chip, limits, lately, cancellation)),
                        compilation)
                .thenCompose(both ->
                        switch (both.getValue()) {
                            case Prepared.Refused(var refusal) ->
                                    CompletableFuture.completedFuture(new ToRun.Refused(refusal));
                            case Prepared.Runnable runnable ->
                                    toRun(job, round, both.getKey(), runnable);
                        });
    }

    /**
     * Checks a specification before it is accepted: why it can't be. The slow levels of the
     * compiler are left to the job's own turn: what compiles at the usual level compiles at theirs,
     * only shorter.
     */
    CompletionStage<Checked> check(JobSpec spec) {
        return chips.now(spec).thenApplyAsync(chip -> check(spec, chip), preparation);
    }

    private Checked check(JobSpec spec, Optional<ChipToRun> chip) {
        var quickly = spec.optimizedAtMost(QUICK_LEVEL);
        var prepared = Preparation.prepare(quickly, chip, limits, lately, Cancellation.never());
        accepted.note(quickly, prepared);
        var quick = Checked.of(spec, chip, prepared);
        boolean tooLong =
                quick.refusal()
                        .map(refusal -> refusal.code().equals("too-many-layers"))
                        .orElse(false);
        return tooLong ? checkPatiently(spec, chip) : quick;
    }

    /** What the usual level makes too long may be short enough at its own, if that is seen soon. */
    private Checked checkPatiently(JobSpec spec, Optional<ChipToRun> chip) {
        var late = new CompletableFuture<Boolean>();
        late.completeOnTimeout(true, PATIENCE_SECONDS, TimeUnit.SECONDS);
        try {
            return Checked.of(
                    spec, chip, Preparation.prepare(spec, chip, limits, lately, late::isDone));
        } catch (CancelledCompilationException _) {
            return Checked.undecided(spec, chip);
        } finally {
            late.complete(false);
        }
    }

    private CompletionStage<ToRun> toRun(
            JobEvent.Submitted job,
            String round,
            Optional<ChipToRun> chip,
            Prepared.Runnable runnable) {
        var spec = job.spec();
        var calibration =
                chip.map(ChipToRun::known)
                        .map(one ->
                                new CalibrationUsed(one.chip(), one.version(), chips.digest(one)));
        var truth = chip.flatMap(ChipToRun::truth);
        var seen = chip.filter(_ -> !spec.isExperiment());
        var held = seen.map(ChipToRun::held).stream().flatMap(SortedSet::stream).toList();
        var use = seen.map(one -> UseOfChip.of(runnable.circuits(), spec.shots(), one.known()));
        var placement =
                seen.flatMap(ChipToRun::placement)
                        .or(() ->
                                use.map(taken ->
                                        ChipPlacement.alone(
                                                round,
                                                spec.options().exclusive().orElse(false),
                                                taken.chipSeconds())));
        CompletionStage<List<CompiledCircuit>> circuits =
                CompletableFuture.completedFuture(List.of());
        for (var circuit : runnable.circuits()) {
            CompletionStage<Optional<Kept>> program =
                    chip.isPresent() && !spec.isExperiment()
                            ? keep(job.under(), circuit.run().text()).thenApply(Optional::of)
                            : CompletableFuture.completedFuture(Optional.empty());
            circuits =
                    circuits.thenCombine(
                            program,
                            (soFar, kept) -> {
                                var more = new ArrayList<>(soFar);
                                more.add(CompiledForm.of(circuit, kept));
                                return more;
                            });
        }
        return circuits.thenApply(all ->
                new ToRun.Runnable(
                        calibration, truth, held, use, placement, all, runnable.shards()));
    }

    /** The shards of a running job that are not yet counted. */
    CompletionStage<Ready> shards(Job.Running job) {
        return circuitsToRun(job)
                .thenCombine(
                        chips.then(job.spec(), job.compiled())
                                .thenApply(chip -> chip.map(ChipToRun::noise)),
                        (circuits, noise) -> new Ready(job.id(), missing(job, circuits, noise)));
    }

    private static List<CostedShard> missing(
            Job.Running job, List<WorkCircuit> circuits, Optional<NoiseModel> noise) {
        var bits = job.compiled().circuits().stream().map(CompiledCircuit::bits).toList();
        var shards = new ArrayList<CostedShard>();
        for (int index = 0; index < job.compiled().shards().size(); index++) {
            if (job.done().containsKey(index)) {
                continue;
            }
            var slices = job.compiled().shards().get(index).slices();
            var named = slices.stream().map(Slice::circuit).distinct().map(circuits::get).toList();
            var work =
                    new ShardWork(
                            job.id(),
                            index,
                            slices,
                            named,
                            bits,
                            job.spec().seed(),
                            noise,
                            Optional.of(job.compiled().preparation()),
                            Optional.of(job.spec().tenant()),
                            job.submitted().traceId());
            shards.add(new CostedShard(work, seconds(job.compiled(), slices)));
        }
        return shards;
    }

    /** What a compiled job is expected to take, all shards together. */
    static double seconds(Compiled compiled) {
        return compiled.shards().stream()
                .mapToDouble(shard -> seconds(compiled, shard.slices()))
                .sum();
    }

    private static double seconds(Compiled compiled, List<Slice> slices) {
        double seconds = 0;
        for (var slice : slices) {
            var estimate = compiled.circuits().get(slice.circuit()).estimate();
            seconds += estimate.fixedSeconds() + slice.shots() * estimate.secondsPerShot();
        }
        return seconds;
    }

    /** A chip as a job meets it whose turn is now. */
    public CompletionStage<ChipToRun> chipNow(String chip) {
        return chips.now(chip);
    }

    /** The chip that a compiled job meets, now and ever after; empty for the ideal target. */
    public CompletionStage<Optional<ChipToRun>> chip(JobSpec spec, Compiled compiled) {
        return chips.then(spec, compiled);
    }

    /**
     * The chip that a compiled job would have met on another calibration version or at another
     * moment of the chip's own clock; empty for the ideal target.
     */
    public CompletionStage<Optional<ChipToRun>> chipInstead(
            JobSpec spec,
            Compiled compiled,
            Optional<Long> version,
            Optional<Double> virtualSeconds) {
        return chips.instead(spec, compiled, version, virtualSeconds);
    }

    private CompletionStage<List<WorkCircuit>> circuitsToRun(Job.Running job) {
        CompletionStage<List<WorkCircuit>> circuits = CompletableFuture.completedFuture(List.of());
        for (int index = 0; index < job.compiled().circuits().size(); index++) {
            int circuit = index;
            var compiled = job.compiled().circuits().get(circuit);
            circuits =
                    circuits.thenCombine(
                            programToRun(job.submitted(), compiled, circuit),
                            (soFar, program) -> {
                                var more = new ArrayList<>(soFar);
                                more.add(
                                        new WorkCircuit(
                                                circuit,
                                                program,
                                                compiled.engine(),
                                                compiled.estimate().memoryBytes()));
                                return more;
                            });
        }
        return circuits;
    }

    private CompletionStage<ProgramText> programToRun(
            JobEvent.Submitted job, CompiledCircuit compiled, int circuit) {
        return compiled.program()
                .map(kept -> load(kept).thenApply(CompiledCircuits::program))
                .orElseGet(() ->
                        job.isSealed()
                                ? CompletableFuture.failedStage(
                                        contents().unreadable(job.contentKey()))
                                : CompletableFuture.completedFuture(
                                        job.spec().programs().get(circuit)));
    }

    /** Puts the counts of all shards together and keeps them. */
    CompletionStage<KeptResult> assemble(Job.Running job) {
        var bits = job.compiled().circuits().stream().map(CompiledCircuit::bits).toList();
        CompletionStage<JobResult> sum = CompletableFuture.completedFuture(JobResult.none(bits));
        for (var shard : new TreeMap<>(job.done()).values()) {
            sum =
                    sum.thenCombineAsync(
                            load(shard.counts()),
                            (soFar, counts) -> soFar.plus(JobResult.parse(counts)),
                            preparation);
        }
        double seconds = job.done().values().stream().mapToDouble(ShardCompleted::seconds).sum();
        var errors =
                job.done().values().stream()
                        .map(ShardCompleted::truncationErrors)
                        .reduce(List.of(), TruncationError::worst);
        return sum.thenCompose(result -> {
            var text = result.canonical();
            return keep(job.submitted().under(), text)
                    .thenApply(kept -> new KeptResult(Digest.sha256(text), kept, errors, seconds));
        });
    }

    /** Keeps a content where it belongs; see {@link Shelf#keep}. */
    CompletionStage<Kept> keep(Optional<Kept.Under> under, String text) {
        return shelf.keep(under, text);
    }

    /** The content again, wherever it lies; see {@link Shelf#load}. */
    public CompletionStage<String> load(Kept kept) {
        return shelf.load(kept);
    }
}
