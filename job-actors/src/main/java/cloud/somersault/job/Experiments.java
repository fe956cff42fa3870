package cloud.somersault.job;

import cloud.somersault.chip.Controls;
import cloud.somersault.chip.calibration.ExperimentFailedException;
import cloud.somersault.chip.calibration.Laboratory;
import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.Counts;
import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.JobView;
import cloud.somersault.job.model.Kept;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One chip's laboratory: every experiment is a job like any other, and waits its turn. */
final class Experiments implements Laboratory {
    private static final Duration LOOK_FIRST = Duration.ofMillis(20);
    private static final Duration LOOK_LAST = Duration.ofMillis(320);

    private final Jobs jobs;
    private final String chip;

    Experiments(Jobs jobs, String chip) {
        this.jobs = jobs;
        this.chip = chip;
    }

    @Override
    public CompletionStage<List<Counts>> run(
            String jobId, List<Circuit> circuits, int shots, long seed, Controls draft) {
        var experiment =
                new ExperimentJob(jobId, chip, circuits, shots, seed, draft, ExperimentJob.TENANT);
        return jobs.submitExperiment(experiment)
                .thenCompose(submission ->
                        switch (submission) {
                            case Jobs.Submission.Accepted(var job) -> counts(job, LOOK_FIRST);
                            case Jobs.Submission.Refused(var refusal) ->
                                    failed(refusal.code(), refusal.message());
                            case Jobs.Submission.Overloaded(_, int seconds) ->
                                    CompletableFuture.failedFuture(
                                            new IllegalStateException(
                                                    "try again in " + seconds + " s"));
                        });
    }

    /** What is stored as asked for. */
    static JobSpec spec(ExperimentJob experiment, Kept controls, double timeLimitSeconds) {
        return new JobSpec(
                experiment.id(),
                experiment.tenant(),
                experiment.chip(),
                experiment.circuits().stream().map(Experiments::text).toList(),
                experiment.shots(),
                experiment.seed(),
                JobSpec.PRIORITY_USUAL,
                new JobSpec.Options(
                        Optional.of(Layout.PHYSICAL),
                        Optional.of(0),
                        Optional.empty(),
                        timeLimitSeconds),
                Optional.of(controls));
    }

    private static ProgramText text(Circuit circuit) {
        return new ProgramText(
                Language.OPENQASM_3.id(),
                Programs.write(circuit, Language.OPENQASM_3, QubitNaming.PHYSICAL),
                Map.of());
    }

    /** The counts when there are some; looks again less and less often. */
    private CompletionStage<List<Counts>> counts(JobView job, Duration lookAgain) {
        return switch (job.phase()) {
            case "completed" -> result(job.id());
            case "failed" ->
                    failed(
                            job.failure().map(JobView.Failure::code).orElse("job-failed"),
                            job.failure().map(JobView.Failure::message).orElse("It failed."));
            case "cancelled" -> failed("job-cancelled", "Somebody cancelled the experiment.");
            default -> {
                var later =
                        lookAgain.compareTo(LOOK_LAST) < 0 ? lookAgain.multipliedBy(2) : LOOK_LAST;
                yield jobs.after(lookAgain)
                        .thenCompose(_ -> jobs.find(job.id()))
                        .thenCompose(found -> counts(found.orElse(job), later));
            }
        };
    }

    private CompletionStage<List<Counts>> result(String jobId) {
        return jobs.inspect(jobId)
                .thenCompose(known -> jobs.load(known.completed().orElseThrow().counts()))
                .thenApply(text -> JobResult.parse(text).circuits());
    }

    private static <T> CompletionStage<T> failed(String code, String message) {
        return CompletableFuture.failedFuture(new ExperimentFailedException(code, message));
    }
}
