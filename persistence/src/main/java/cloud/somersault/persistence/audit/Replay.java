package cloud.somersault.persistence.audit;

import cloud.somersault.job.CompiledCircuits;
import cloud.somersault.job.JobWork;
import cloud.somersault.job.model.Digest;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobEvent.Slice;
import cloud.somersault.job.model.JobLimits;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.Refusal;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.job.prepare.Preparation;
import cloud.somersault.job.prepare.Prepared;
import cloud.somersault.job.run.ShardRunner;
import cloud.somersault.job.run.ShardWork;
import cloud.somersault.job.run.ShardWork.WorkCircuit;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.audit.ReplayReport.Recompiled;
import cloud.somersault.persistence.journal.StoredEvent;
import cloud.somersault.simulators.Cancellation;
import cloud.somersault.simulators.Engines;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.serialization.Serialization;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * Runs a job again from its events alone: the stored program, the chip's snapshot of the version
 * that the event names (its digest is checked), the chip's truth at the moment that it names, the
 * stored seed. It is compiled again and run again, in one piece on one thread, however it was cut
 * the first time; then the digests are compared.
 */
public final class Replay {
    private static final int EVENTS_OF_A_JOB_MAX = 10_000;

    private final ActorSystem<?> system;
    private final StoredEvents log;
    private final Serialization serialization;
    private final JobWork work;
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
        this.system = system;
        this.log = log;
        this.serialization = SerializationExtension.get(system);
        this.work = work;
        this.limits = limits;
        this.executor = executor;
    }

    /** Replays one job. */
    public CompletionStage<Outcome> replay(String jobId) {
        return completed(jobId, job -> replay(job).thenApply(Outcome.Replayed::new));
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
                    return evidence(job)
                            .thenApplyAsync(
                                    evidence ->
                                            new Outcome.Remembered(
                                                    job.spec().shots(),
                                                    ShardRunner.memory(
                                                            work(
                                                                    job,
                                                                    evidence,
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
        return events(jobId)
                .thenApplyAsync(this::fold, executor)
                .thenCompose(job ->
                        switch (job) {
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

    /** The job as its events alone say it is. */
    private Job fold(List<StoredEvent> events) {
        Job job = new Job.Unknown();
        for (var event : events) {
            job = job.after(read(event));
        }
        return job;
    }

    /** The stored events of a job, oldest first. */
    public CompletionStage<List<StoredEvent>> events(String jobId) {
        var persistenceId = PersistenceId.of(JobProtocol.KEY.name(), jobId).id();
        return log.currentStoredEventsOf(persistenceId, 1, Long.MAX_VALUE)
                .take(EVENTS_OF_A_JOB_MAX)
                .runWith(Sink.seq(), system);
    }

    private JobEvent read(StoredEvent event) {
        var payload = event.event().payload();
        return (JobEvent)
                serialization
                        .deserialize(payload.bytes(), payload.serializerId(), payload.manifest())
                        .get();
    }

    /** The JSON of a stored event. */
    public static String json(StoredEvent event) {
        return new String(event.json(), StandardCharsets.UTF_8);
    }

    private CompletionStage<ReplayReport> replay(Job.Completed job) {
        return evidence(job).thenApplyAsync(evidence -> run(job, evidence), executor);
    }

    private CompletionStage<Evidence> evidence(Job.Completed job) {
        return work.chip(job.spec(), job.compiled()).thenCombine(programs(job), Evidence::new);
    }

    private record Evidence(Optional<ChipToRun> chip, List<ProgramText> programs) {}

    /** The texts that were run, each checked against its digest. */
    private CompletionStage<List<ProgramText>> programs(Job.Completed job) {
        CompletionStage<List<ProgramText>> programs = CompletableFuture.completedFuture(List.of());
        for (int index = 0; index < job.compiled().circuits().size(); index++) {
            var circuit = job.compiled().circuits().get(index);
            var submitted = job.spec().programs().get(index);
            CompletionStage<ProgramText> program =
                    circuit.program()
                            .map(kept -> work.load(kept).thenApply(CompiledCircuits::program))
                            .orElseGet(() -> CompletableFuture.completedFuture(submitted));
            programs =
                    programs.thenCombine(
                            program,
                            (soFar, text) -> {
                                if (!Digest.sha256(text.text()).equals(circuit.programDigest())) {
                                    throw new IllegalStateException(
                                            "a stored program of job "
                                                    + job.id()
                                                    + " is not what it was");
                                }
                                var more = new ArrayList<>(soFar);
                                more.add(text);
                                return more;
                            });
        }
        return programs;
    }

    private ReplayReport run(Job.Completed job, Evidence evidence) {
        long start = System.nanoTime();
        var recompiled = evidence.chip().map(chip -> recompile(job, chip));
        var counted = count(job, evidence);
        var recorded = job.completed().resultDigest();
        boolean equal = counted.digest().equals(recorded);
        return new ReplayReport(
                job.id(),
                equal,
                recorded,
                counted.digest(),
                recompiled,
                job.compiled().circuits().size(),
                job.spec().shots(),
                (System.nanoTime() - start) / 1e9,
                explanation(job, equal, recompiled));
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

    private JobResult count(Job.Completed job, Evidence evidence) {
        var slices = new ArrayList<Slice>();
        for (int i = 0; i < job.compiled().circuits().size(); i++) {
            slices.add(new Slice(i, 0, job.spec().shots()));
        }
        return ShardRunner.run(work(job, evidence, slices), limits, Cancellation.never());
    }

    private static ShardWork work(Job.Completed job, Evidence evidence, List<Slice> slices) {
        var compiled = job.compiled().circuits();
        var circuits = new ArrayList<WorkCircuit>();
        for (int i : slices.stream().map(Slice::circuit).distinct().toList()) {
            circuits.add(
                    new WorkCircuit(
                            i,
                            evidence.programs().get(i),
                            compiled.get(i).engine(),
                            compiled.get(i).estimate().memoryBytes()));
        }
        return new ShardWork(
                job.id(),
                0,
                slices,
                circuits,
                compiled.stream().map(CompiledCircuit::bits).toList(),
                job.spec().seed(),
                evidence.chip().map(ChipToRun::noise));
    }

    private static String explanation(
            Job.Completed job, boolean equal, Optional<Recompiled> recompiled) {
        var then = job.compiled().circuits().getFirst().engineVersion();
        if (equal && recompiled.map(Recompiled::equal).orElse(true)) {
            return "The same counts, shot for shot.";
        }
        if (equal) {
            return "The stored compiled program gives the same counts; the compiler of today would"
                    + " compile it differently.";
        }
        return then.equals(Engines.VERSION)
                ? "The counts differ although the engines' version is the same: the log or this"
                        + " build was changed."
                : "The counts differ; the engines were version %s then and are version %s now."
                        .formatted(then, Engines.VERSION);
    }
}
