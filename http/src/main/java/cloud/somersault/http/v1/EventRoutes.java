package cloud.somersault.http.v1;

import static java.util.concurrent.CompletableFuture.completedStage;

import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.stream.EventStream;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.persistence.archive.StoredEvents;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What happens to jobs, as it happens, straight from the log. */
public final class EventRoutes {
    private final Jobs jobs;
    private final StoredEvents log;
    private final EventStream stream;

    public EventRoutes(Jobs jobs, StoredEvents log, EventStream stream) {
        this.jobs = jobs;
        this.log = log;
        this.stream = stream;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/jobs/{id}/events", "streamJobEvents", this::ofJob),
                Endpoint.get("/v1/events?after", "streamEvents", this::ofAllJobs));
    }

    private CompletionStage<HttpResponse> ofJob(Call call) {
        long after = EventStream.lastEventId(call).orElse(0);
        var id = JobRoutes.id(call);
        return jobs.find(id)
                .thenApply(found -> {
                    if (found.isEmpty()) {
                        throw JobRoutes.notFound(call);
                    }
                    return stream.response(
                            log.storedEventsOf(StoredJobEvents.persistenceId(id), 1, Long.MAX_VALUE)
                                    .map(StoredJobEvents::whole)
                                    .takeWhile(event -> !StoredJobEvents.isTerminal(event), true)
                                    .filter(event -> event.id() > after));
                });
    }

    private CompletionStage<HttpResponse> ofAllJobs(Call call) {
        var after = call.queryWhole("after", 0, Long.MAX_VALUE);
        var last = EventStream.lastEventId(call);
        long from = last.orElse(after.orElseGet(log::lastOrdering));
        return completedStage(
                stream.response(
                        log.storedEventsWithTag(JobProtocol.TAG, from)
                                .map(StoredJobEvents::notice)));
    }
}
