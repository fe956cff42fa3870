package cloud.somersault.tuning.quantum;

import cloud.somersault.circuits.Circuit;
import cloud.somersault.circuits.compiler.Device;
import cloud.somersault.circuits.compiler.Layout;
import cloud.somersault.circuits.language.Language;
import cloud.somersault.circuits.language.Programs;
import cloud.somersault.circuits.language.QubitNaming;
import cloud.somersault.job.JobWork;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.model.JobProtocol.InspectReply;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobSpec.ProgramText;
import cloud.somersault.job.model.JobView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Batches as jobs of this cloud, like anyone's: through the same check, queue, workers and log. The
 * job's id comes from the request's key, so a request that comes again finds its job.
 */
public final class CloudJobs implements QuantumJobs {
    private static final String USUAL_TENANT = "tuning";

    /** Of the key in a job id, hexadecimal: 192 bits. */
    private static final int KEY_DIGITS = 48;

    private static final int PRIORITY = 5;
    private static final double TIME_LIMIT_SECONDS = 3600;
    private static final Duration FIRST_LOOK = Duration.ofMillis(5);
    private static final Duration LOOKS_MOST = Duration.ofMillis(100);

    private final Jobs jobs;
    private final JobWork.Calibrations calibrations;
    private final String tenant;

    /**
     * @param jobs of this cloud
     * @param calibrations the chips as they are calibrated
     */
    public CloudJobs(Jobs jobs, JobWork.Calibrations calibrations) {
        this(jobs, calibrations, USUAL_TENANT);
    }

    private CloudJobs(Jobs jobs, JobWork.Calibrations calibrations, String tenant) {
        this.jobs = jobs;
        this.calibrations = calibrations;
        this.tenant = tenant;
    }

    @Override
    public QuantumJobs ofTenant(String other) {
        return new CloudJobs(jobs, calibrations, other);
    }

    @Override
    public CompletionStage<Optional<Device>> device(String target) {
        return target.equals(JobSpec.IDEAL)
                ? CompletableFuture.completedFuture(Optional.empty())
                : calibrations.now(target).thenApply(chip -> Optional.of(chip.snapshot().device()));
    }

    @Override
    public CompletionStage<Batch> run(Request request) {
        var id = "tuning-" + request.key().substring(0, KEY_DIGITS);
        return jobs.submit(id, spec(request))
                .thenCompose(submission ->
                        switch (submission) {
                            case Jobs.Submission.Accepted _ ->
                                    ended(id, FIRST_LOOK).thenCompose(job -> batch(request, job));
                            case Jobs.Submission.Refused(var refusal) ->
                                    CompletableFuture.failedFuture(
                                            new QuantumBatchException(
                                                    "The cloud refused a batch of circuits: "
                                                            + refusal.message()));
                            case Jobs.Submission.Overloaded(_, int seconds) ->
                                    later(Duration.ofSeconds(seconds))
                                            .thenCompose(_ -> run(request));
                        });
    }

    private JobSpec spec(Request request) {
        var options =
                new JobSpec.Options(
                        Optional.of(
                                request.target().equals(JobSpec.IDEAL)
                                        ? Layout.AUTO
                                        : Layout.PHYSICAL),
                        Optional.of(1),
                        Optional.empty(),
                        TIME_LIMIT_SECONDS);
        return new JobSpec(
                "quantum layer",
                tenant,
                request.target(),
                request.circuits().stream().map(one -> program(one, request.target())).toList(),
                request.shots(),
                request.seed(),
                PRIORITY,
                options);
    }

    private static ProgramText program(Circuit circuit, String target) {
        var naming = target.equals(JobSpec.IDEAL) ? QubitNaming.REGISTER : QubitNaming.PHYSICAL;
        return new ProgramText(
                Language.OPENQASM_3.id(),
                Programs.write(circuit, Language.OPENQASM_3, naming),
                Map.of());
    }

    /** Looks again and again, less and less often. */
    private CompletionStage<JobView> ended(String id, Duration wait) {
        return later(wait)
                .thenCompose(_ -> jobs.find(id))
                .thenCompose(found -> {
                    var job = found.orElseThrow();
                    if (job.endedAt().isPresent()) {
                        return CompletableFuture.completedFuture(job);
                    }
                    var longer = wait.multipliedBy(2);
                    return ended(id, longer.compareTo(LOOKS_MOST) > 0 ? LOOKS_MOST : longer);
                });
    }

    private CompletionStage<Batch> batch(Request request, JobView job) {
        if (!job.phase().equals("completed")) {
            var why =
                    job.failure()
                            .map(failure -> failure.message() + " (" + failure.code() + ")")
                            .orElse("It was cancelled.");
            return CompletableFuture.failedFuture(
                    new QuantumBatchException("Job " + job.id() + " gave no counts: " + why));
        }
        return jobs.inspect(job.id())
                .thenCompose(found -> counts(found))
                .thenApply(result ->
                        new Batch(
                                result.circuits(),
                                new Provenance(
                                        job.id(),
                                        request.target(),
                                        job.calibrationVersion(),
                                        request.circuits().size(),
                                        request.shots(),
                                        job.resultDigest().orElseThrow())));
    }

    private CompletionStage<JobResult> counts(InspectReply found) {
        return jobs.load(found.completed().orElseThrow().counts()).thenApply(JobResult::parse);
    }

    private static CompletableFuture<List<Object>> later(Duration wait) {
        return CompletableFuture.supplyAsync(
                List::of,
                CompletableFuture.delayedExecutor(wait.toMillis(), TimeUnit.MILLISECONDS));
    }
}
