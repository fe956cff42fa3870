package cloud.somersault.http.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import cloud.somersault.circuits.observable.MeasuredObservable;
import cloud.somersault.http.json.Json;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.model.JobProtocol.InspectReply;
import cloud.somersault.job.model.JobResult;
import cloud.somersault.job.model.JobSpec;
import cloud.somersault.job.model.JobView;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Expectation values of the observables that a job was submitted with. */
public final class ExpectationRoutes {
    private final Jobs jobs;

    /** The route. */
    public ExpectationRoutes(Jobs jobs) {
        this.jobs = jobs;
    }

    /** The row of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/jobs/{id}/expectations", "getExpectations", this::expectations));
    }

    private CompletionStage<HttpResponse> expectations(Call call) {
        return jobs.inspect(JobRoutes.id(call)).thenCompose(known -> expectations(call, known));
    }

    private CompletionStage<HttpResponse> expectations(Call call, InspectReply known) {
        var job = known.job().orElseThrow(() -> JobRoutes.notFound(call));
        var note =
                known.spec()
                        .flatMap(JobSpec::through)
                        .filter(through -> through.door().equals(Observing.DOOR))
                        .orElseThrow(
                                Problem.of(
                                                ProblemCode.NO_OBSERVABLES,
                                                "The job was submitted without observables.")
                                        ::toException)
                        .note();
        var completed = known.completed().orElseThrow(() -> JobRoutes.noResult(job).toException());
        return jobs.load(note)
                .thenCombine(
                        jobs.load(completed.counts()),
                        (observables, counts) ->
                                Replies.ok(
                                        of(
                                                job,
                                                completed.resultDigest(),
                                                Json.readOwn(
                                                        observables.getBytes(UTF_8),
                                                        Observing.Note.class),
                                                JobResult.parse(counts))));
    }

    private static Expectations of(
            JobView job, String digest, Observing.Note note, JobResult counts) {
        return new Expectations(
                job.id(),
                digest,
                job.shots(),
                note.observables().stream()
                        .map(observed -> {
                            var estimate =
                                    new MeasuredObservable(observed.name(), observed.terms())
                                            .estimate(counts.circuits());
                            return new Expectation(
                                    observed.program(),
                                    observed.name(),
                                    estimate.value(),
                                    estimate.standardError(),
                                    observed.terms().stream()
                                            .filter(term -> !term.bits().isEmpty())
                                            .map(MeasuredObservable.Term::circuit)
                                            .distinct()
                                            .toList());
                        })
                        .toList());
    }

    record Expectations(
            String jobId, String resultDigest, long shots, List<Expectation> expectations) {}

    record Expectation(
            int program, String name, double value, double standardError, List<Integer> circuits) {}
}
