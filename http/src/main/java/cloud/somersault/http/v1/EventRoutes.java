package cloud.somersault.http.v1;

import static java.util.concurrent.CompletableFuture.completedStage;

import cloud.somersault.http.lock.Caller;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.stream.EventStream;
import cloud.somersault.http.stream.SentEvent;
import cloud.somersault.job.Jobs;
import cloud.somersault.job.model.JobProtocol;
import cloud.somersault.persistence.archive.StoredEvents;
import cloud.somersault.persistence.journal.StoredEvent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What happens to jobs, as it happens, straight from the log. */
public final class EventRoutes {
    /** Jobs whose tenants are remembered, so that a tenant's stream need not ask for each event. */
    private static final int OWNERS_MAX = 10_000;

    private final Jobs jobs;
    private final StoredEvents log;
    private final EventStream stream;
    private final Map<String, String> owners =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        private static final long serialVersionUID = 1;

                        @Override
                        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                            return size() > OWNERS_MAX;
                        }
                    });

    public EventRoutes(Jobs jobs, StoredEvents log, EventStream stream) {
        this.jobs = jobs;
        this.log = log;
        this.stream = stream;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/jobs/{id}/events?lastEventId", "streamJobEvents", this::ofJob),
                Endpoint.get("/v1/events?after&lastEventId", "streamEvents", this::ofAllJobs));
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
                            call,
                            log.storedEventsOf(StoredJobEvents.persistenceId(id), 1, Long.MAX_VALUE)
                                    .map(event ->
                                            StoredJobEvents.whole(event, jobs.work().contents()))
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
                        call,
                        log.storedEventsWithTag(JobProtocol.TAG, from)
                                .mapAsync(1, event -> forWhom(call.caller(), event))
                                .mapConcat(seen -> seen)));
    }

    /** The notice of an event, if the caller may know of the job. */
    private CompletionStage<List<SentEvent>> forWhom(Caller caller, StoredEvent event) {
        var notice = List.of(StoredJobEvents.notice(event));
        if (!caller.seesOwnOnly()) {
            return completedStage(notice);
        }
        var id = StoredJobEvents.jobId(event);
        var known = owners.get(id);
        if (known != null) {
            return completedStage(caller.sees(known) ? notice : List.of());
        }
        return jobs.find(id)
                .thenApply(found -> {
                    var owner = found.map(job -> job.tenant()).orElse("");
                    owners.put(id, owner);
                    return caller.sees(owner) ? notice : List.<SentEvent>of();
                });
    }
}
