package cloud.somersault.persistence.audit;

import cloud.somersault.chip.ChipRefusedException;
import cloud.somersault.job.CompiledCircuits;
import cloud.somersault.job.JobWork;
import cloud.somersault.job.model.Digest;
import cloud.somersault.job.model.Job;
import cloud.somersault.job.model.JobEvent;
import cloud.somersault.job.model.JobEvent.CompiledCircuit;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.Kept;
import cloud.somersault.job.prepare.ChipToRun;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.journal.Codec;
import cloud.somersault.persistence.journal.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.stream.javadsl.Sink;

/** Collects what it takes to run a job again, and says what of it is missing or was changed. */
final class EvidenceReader {
    private static final int EVENTS_OF_A_JOB_MAX = 10_000;
    private static final String NO_TEXT =
            "The text of circuit %d is not there: it was erased or lost; its digest is %s.";

    private final ActorSystem<?> system;
    private final StoredEvents log;
    private final Codec codec;
    private final JobWork work;
    private final Executor executor;

    EvidenceReader(ActorSystem<?> system, StoredEvents log, JobWork work, Executor executor) {
        this.system = system;
        this.log = log;
        this.codec = new Codec(system.classicSystem());
        this.work = work;
        this.executor = executor;
    }

    /** A job's stored events, and how they say it stands. */
    record Told(List<StoredEvent> events, Job job) {}

    /** The stored events of a job, oldest first. */
    CompletionStage<List<StoredEvent>> events(String jobId) {
        return log.currentStoredEventsOf(
                        PersistenceId.of(JobProtocol.KEY.name(), jobId).id(), 1, Long.MAX_VALUE)
                .take(EVENTS_OF_A_JOB_MAX)
                .runWith(Sink.seq(), system);
    }

    /** The job as its events alone say it is. */
    CompletionStage<Told> told(String jobId) {
        return events(jobId).thenApplyAsync(events -> new Told(events, fold(events)), executor);
    }

    private Job fold(List<StoredEvent> events) {
        refuse(Explanation.ofNumbers(events.stream().map(StoredEvent::sequenceNr).toList()));
        Job job = new Job.Unknown();
        for (var event : events) {
            try {
                var stored = (JobEvent) codec.decode(event.event().payload());
                job = job.after(work.contents().opened(stored));
            } catch (Exception broken) { // the serializer throws whatever it likes
                throw new UnreplayableException(
                        Reason.LOG_BROKEN,
                        "Event %d of the job cannot be read, or cannot follow the one before: %s"
                                .formatted(event.sequenceNr(), broken.getMessage()));
            }
        }
        return job;
    }

    /** A completed job, if its log is whole. */
    static Job.Completed completed(Told told) {
        refuse(Explanation.ofJob(told.job(), told.events().size()));
        return (Job.Completed) told.job();
    }

    private static void refuse(Optional<Mismatch> wrong) {
        if (wrong.isPresent()) {
            throw new UnreplayableException(wrong.get().reason(), wrong.get().sentence());
        }
    }

    CompletionStage<Evidence> evidence(Job.Completed job) {
        return chip(job)
                .thenCombine(programs(job), (chip, programs) -> new Evidence(job, chip, programs));
    }

    private CompletionStage<Optional<ChipToRun>> chip(Job.Completed job) {
        return work.chip(job.spec(), job.compiled())
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedStage(ofChip(job, cause(failure))));
    }

    /** What a failure to find the chip of that moment means. */
    static Throwable ofChip(Job.Completed job, Throwable failure) {
        var version =
                job.compiled()
                        .calibration()
                        .map(used -> "%s version %d".formatted(used.chip(), used.version()))
                        .orElse("the calibration");
        return switch (failure) {
            case ChipRefusedException missing ->
                    new UnreplayableException(
                            Reason.CALIBRATION_MISSING,
                            "The calibration %s is not there: %s"
                                    .formatted(version, missing.getMessage()));
            case IllegalStateException changed ->
                    new UnreplayableException(
                            Reason.CALIBRATION_CHANGED,
                            "The calibration %s is not what the job ran on: %s."
                                    .formatted(version, changed.getMessage()));
            default -> failure;
        };
    }

    /** The texts that were run, each checked against its digest. */
    private CompletionStage<List<ProgramText>> programs(Job.Completed job) {
        CompletionStage<List<ProgramText>> programs = CompletableFuture.completedFuture(List.of());
        for (int index = 0; index < job.compiled().circuits().size(); index++) {
            int circuit = index;
            var compiled = job.compiled().circuits().get(circuit);
            programs =
                    programs.thenCombine(
                            program(job, compiled, circuit),
                            (soFar, text) -> {
                                if (!Digest.sha256(text.text()).equals(compiled.programDigest())) {
                                    throw new UnreplayableException(
                                            Reason.PROGRAM_CHANGED,
                                            "The text of circuit %d is not what was run."
                                                    .formatted(circuit));
                                }
                                var more = new ArrayList<>(soFar);
                                more.add(text);
                                return more;
                            });
        }
        return programs;
    }

    private CompletionStage<ProgramText> program(
            Job.Completed job, CompiledCircuit compiled, int circuit) {
        return compiled.program()
                .map(kept ->
                        load(
                                        kept,
                                        Reason.PROGRAM_UNREADABLE,
                                        NO_TEXT.formatted(circuit, compiled.programDigest()))
                                .thenApply(CompiledCircuits::program))
                .orElseGet(() ->
                        job.spec().isErased()
                                ? CompletableFuture.failedStage(
                                        new UnreplayableException(
                                                Reason.PROGRAM_UNREADABLE,
                                                NO_TEXT.formatted(
                                                        circuit, compiled.programDigest())))
                                : CompletableFuture.completedFuture(
                                        job.spec().programs().get(circuit)));
    }

    /** The recorded counts, if they are what they were. */
    CompletionStage<JobResult> recorded(Job.Completed job) {
        return load(
                        job.completed().counts(),
                        Reason.RESULT_UNREADABLE,
                        "The recorded counts are not there: they were erased or lost; their digest is %s."
                                .formatted(job.completed().resultDigest()))
                .thenApply(text -> {
                    if (!Digest.sha256(text).equals(job.completed().resultDigest())) {
                        throw new UnreplayableException(
                                Reason.RESULT_CHANGED,
                                "The recorded counts do not have their digest %s."
                                        .formatted(job.completed().resultDigest()));
                    }
                    return JobResult.parse(text);
                });
    }

    private CompletionStage<String> load(Kept kept, Reason reason, String otherwise) {
        CompletionStage<String> text;
        try {
            text = work.load(kept);
        } catch (RuntimeException unreadable) {
            text = CompletableFuture.failedStage(unreadable);
        }
        return text.exceptionallyCompose(failure ->
                cause(failure) instanceof IllegalStateException
                                || cause(failure) instanceof IllegalArgumentException
                        ? CompletableFuture.failedStage(
                                new UnreplayableException(reason, otherwise))
                        : CompletableFuture.failedStage(cause(failure)));
    }

    static Throwable cause(Throwable failure) {
        var cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause(cause) : failure;
    }
}
