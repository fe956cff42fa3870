package cloud.somersault.persistence.audit;

import cloud.somersault.job.JobWork;
import cloud.somersault.job.model.Digest;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobEvent.Slice;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.prepare.Preparation;
import cloud.somersault.job.prepare.Prepared;
import cloud.somersault.job.run.ShardRunner;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.audit.ReplayReport.Recompiled;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.EngineName;
import cloud.somersault.simulators.Engines;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * Runs a job again from its events alone: the stored program, the chip's snapshot of the version
 * that the event names (its digest is checked), the chip's truth at the moment that it names, the
 * stored seed. It is compiled again and run again, in one piece on one thread, however it was cut
 * the first time; then the digests are compared.
 */
public final class Replay {
    private final EvidenceReader reader;
    private final WhatIfRuns otherRuns;
    private final JobLimits limits;
    private final Executor executor;

    /** What came of the wish to replay. */
    public sealed interface Outcome {

        /** It was run again. */
        record Replayed(ReplayReport report) implements Outcome {}

        /**
         * Some of its shots were run again.
         *
         * @param shots all shots of the circuit
         * @param readings a bitstring for each shot that was asked for, in order
         */
        record Remembered(long shots, List<String> readings) implements Outcome {
            public Remembered {
                readings = List.copyOf(readings);
            }
        }

        /** It can't be. */
        record Refused(Refusal refusal) implements Outcome {}
    }

    /**
     * Ready to replay.
     *
     * @param executor where replays compute; one thread keeps them from taking the machine
     */
    public Replay(
            ActorSystem<?> system,
            StoredEvents log,
            JobWork work,
            JobLimits limits,
            Executor executor) {
        this.reader = new EvidenceReader(system, log, work, executor);
        this.otherRuns = new WhatIfRuns(work, limits, executor);
        this.limits = limits;
        this.executor = executor;
    }

    /** Replays one job. */
    public CompletionStage<Outcome> replay(String jobId) {
        return refusable(completed(jobId, job -> replay(job).thenApply(Outcome.Replayed::new)));
    }

    /**
     * Replays one of many jobs: whatever is wrong with it is its verdict. Fails only when the
     * surroundings do, like a database that is away.
     */
    public CompletionStage<Verdict> verdict(String jobId) {
        return explained(
                jobId,
                () ->
                        reader.told(jobId)
                                .thenApply(EvidenceReader::completed)
                                .thenCompose(this::replay)
                                .thenApply(report ->
                                        new Verdict(
                                                jobId,
                                                report.equal()
                                                        ? Verdict.Kind.EQUAL
                                                        : Verdict.Kind.DIFFERENT,
                                                report.mismatch(),
                                                Optional.empty(),
                                                report.circuits(),
                                                report.seconds())));
    }

    /** Runs one of many jobs as it would have been if something had been otherwise. */
    public CompletionStage<Verdict> verdict(String jobId, WhatIf otherwise) {
        return explained(
                jobId,
                () ->
                        reader.told(jobId)
                                .thenApply(EvidenceReader::completed)
                                .thenCompose(job ->
                                        reader.evidence(job)
                                                .thenCombine(reader.recorded(job), Map::entry))
                                .thenCompose(found -> compare(jobId, found, otherwise)));
    }

    private CompletionStage<Verdict> compare(
            String jobId, Map.Entry<Evidence, JobResult> found, WhatIf otherwise) {
        long start = System.nanoTime();
        return otherRuns
                .compare(found.getKey(), found.getValue(), otherwise)
                .thenApply(row ->
                        new Verdict(
                                jobId,
                                Verdict.Kind.EQUAL,
                                Optional.empty(),
                                Optional.of(row),
                                row.circuits(),
                                (System.nanoTime() - start) / 1e9));
    }

    private static CompletionStage<Verdict> explained(
            String jobId, Supplier<CompletionStage<Verdict>> run) {
        return run.get()
                .exceptionallyCompose(failure ->
                        switch (EvidenceReader.cause(failure)) {
                            case UnreplayableException why ->
                                    CompletableFuture.completedStage(
                                            Verdict.without(jobId, why.mismatch()));
                            case IllegalArgumentException refused ->
                                    CompletableFuture.completedStage(
                                            Verdict.without(jobId, failed(refused)));
                            case IllegalStateException broken ->
                                    CompletableFuture.completedStage(
                                            Verdict.without(jobId, failed(broken)));
                            case Throwable other -> CompletableFuture.failedStage(other);
                        });
    }

    private static Mismatch failed(RuntimeException why) {
        return new Mismatch(
                Reason.RUN_FAILED, "It could not be run again: " + why.getMessage() + ".");
    }

    /**
     * What each of some shots of a completed job read. It was never stored: the shots are run again
     * from the log.
     *
     * @param circuit its index in the job
     * @param first the first shot, from 0
     * @param count how many; those beyond the job's last are left out
     */
    public CompletionStage<Outcome> memory(String jobId, int circuit, long first, long count) {
        return completed(
                jobId,
                job -> {
                    int circuits = job.compiled().circuits().size();
                    if (circuit >= circuits) {
                        return refused(
                                "circuit-not-found",
                                "The job has %d programs, counted from 0.".formatted(circuits),
                                "Ask for circuit=0 to " + (circuits - 1) + ".");
                    }
                    long shots = Math.clamp(job.spec().shots() - first, 0, count);
                    return reader.evidence(job)
                            .thenApplyAsync(
                                    evidence ->
                                            new Outcome.Remembered(
                                                    job.spec().shots(),
                                                    ShardRunner.memory(
                                                            evidence.work(
                                                                    List.of(
                                                                            new Slice(
                                                                                    circuit, first,
                                                                                    shots))),
                                                            limits,
                                                            Cancellation.never())),
                                    executor);
                });
    }

    private CompletionStage<Outcome> completed(
            String jobId, Function<Job.Completed, CompletionStage<Outcome>> then) {
        return reader.told(jobId)
                .thenCompose(told ->
                        switch (told.job()) {
                            case Job.Completed completed -> then.apply(completed);
                            case Job.Unknown _ ->
                                    refused(
                                            "job-not-found",
                                            "There is no job of this id.",
                                            "List the jobs with GET /v1/jobs.");
                            case Job.Known known ->
                                    refused(
                                            "job-not-completed",
                                            "Only a completed job can be run again; this one"
                                                    + " is "
                                                    + known.phase()
                                                    + ".",
                                            "Wait until it has completed.");
                        });
    }

    private static CompletionStage<Outcome> refused(String code, String message, String hint) {
        return CompletableFuture.completedFuture(
                new Outcome.Refused(Refusal.of(code, message, hint)));
    }

    /** What it takes and is not there, or is not what it was, is a refusal with its sentence. */
    private static CompletionStage<Outcome> refusable(CompletionStage<Outcome> run) {
        return run.exceptionallyCompose(failure ->
                EvidenceReader.cause(failure) instanceof UnreplayableException why
                        ? refused(
                                "not-replayable",
                                why.mismatch().sentence(),
                                "GET /v1/jobs/{id}/log shows the stored events.")
                        : CompletableFuture.failedStage(failure));
    }

    /** The stored events of a job, oldest first. */
    public CompletionStage<List<StoredEvent>> events(String jobId) {
        return reader.events(jobId);
    }

    /** The JSON of a stored event. */
    public static String json(StoredEvent event) {
        return new String(event.json(), StandardCharsets.UTF_8);
    }

    private CompletionStage<ReplayReport> replay(Job.Completed job) {
        return reader.evidence(job)
                .thenApplyAsync(this::run, executor)
                .thenCompose(run ->
                        run.isEqual()
                                ? CompletableFuture.completedFuture(run.report(Optional.empty()))
                                : reader.recorded(job)
                                        .thenApply(recorded ->
                                                run.report(
                                                        Optional.of(
                                                                Explanation.ofCounts(
                                                                        recorded,
                                                                        run.counted(),
                                                                        engines(job),
                                                                        Engines.VERSION)))));
    }

    private static String engines(Job.Completed job) {
        return job.compiled().circuits().getFirst().engineVersion();
    }

    /** A job that was run again. */
    private record Run(
            Job.Completed job,
            JobResult counted,
            String digest,
            Optional<Recompiled> recompiled,
            double seconds) {

        boolean isEqual() {
            return digest.equals(job.completed().resultDigest());
        }

        ReplayReport report(Optional<Mismatch> mismatch) {
            return new ReplayReport(
                    job.id(),
                    isEqual(),
                    job.completed().resultDigest(),
                    digest,
                    recompiled,
                    job.compiled().circuits().size(),
                    job.spec().shots(),
                    seconds,
                    mismatch.map(Mismatch::sentence)
                            .orElse(
                                    recompiled.map(Recompiled::equal).orElse(true)
                                            ? "The same counts, shot for shot."
                                            : "The stored compiled program gives the same counts; the compiler of today would compile it differently."),
                    mismatch);
        }
    }

    private Run run(Evidence evidence) {
        var job = evidence.job();
        for (var circuit : job.compiled().circuits()) {
            if (EngineName.byId(circuit.engine()).isEmpty()) {
                throw new UnreplayableException(
                        Reason.ENGINE_MISSING,
                        "This build has no engine %s, which ran it.".formatted(circuit.engine()));
            }
        }
        long start = System.nanoTime();
        var recompiled = evidence.chip().map(chip -> recompile(job, chip));
        var counted = ShardRunner.run(evidence.whole(), limits, Cancellation.never());
        return new Run(
                job, counted, counted.digest(), recompiled, (System.nanoTime() - start) / 1e9);
    }

    private Recompiled recompile(Job.Completed job, ChipToRun chip) {
        var circuits = job.compiled().circuits();
        int different =
                switch (Preparation.prepare(job.spec(), Optional.of(chip), limits)) {
                    case Prepared.Refused _ -> circuits.size();
                    case Prepared.Runnable runnable -> {
                        int count = 0;
                        for (int i = 0; i < circuits.size(); i++) {
                            var text = runnable.circuits().get(i).run().text();
                            if (!Digest.sha256(text).equals(circuits.get(i).programDigest())) {
                                count++;
                            }
                        }
                        yield count;
                    }
                };
        return new Recompiled(
                different == 0, different, chip.known().version(), chip.known().digest());
    }
}
