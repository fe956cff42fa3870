package cloud.somersault.http.door.ibm;

import static java.util.concurrent.CompletableFuture.completedFuture;

import cloud.somersault.http.door.DoorSessions;
import cloud.somersault.http.door.Doorway;
import cloud.somersault.http.door.Wire;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.job.model.JobSpec;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** The sessions of the API. */
final class IbmSessions {
    private static final long SECONDS_USUAL = 8 * 3600;
    private static final int INTERACTIVE_SECONDS = 60;

    private final Doorway doorway;
    private final DoorSessions sessions;

    IbmSessions(Doorway doorway, DoorSessions sessions) {
        this.doorway = doorway;
        this.sessions = sessions;
    }

    List<Endpoint> endpoints(String base) {
        var path = base + "/sessions";
        return List.of(
                Endpoint.post(path, "ibmOpenSession", this::open),
                Endpoint.get(path + "/{id}", "ibmSession", this::shown),
                Endpoint.of(HttpMethods.PATCH, path + "/{id}", "ibmChangeSession", this::change),
                Endpoint.of(
                        HttpMethods.DELETE, path + "/{id}/close", "ibmCloseSession", this::close));
    }

    /** Fails with a problem when a submission names a session that takes no jobs. */
    void requireOpen(Wire submission) {
        submission.text("session_id").ifPresent(sessions::requireOpen);
    }

    private CompletionStage<HttpResponse> open(Call call) {
        return doorway.body(call)
                .thenApply(body -> {
                    var backend = body.text("backend").orElse(JobSpec.IDEAL);
                    if (!backend.equals(JobSpec.IDEAL)) {
                        IbmDoor.existing(doorway, backend);
                    }
                    var mode = body.text("mode").orElse("dedicated");
                    long seconds = body.whole("max_ttl").orElse(SECONDS_USUAL);
                    return IbmDoor.ok(document(sessions.open(backend, mode, seconds)));
                });
    }

    private CompletionStage<HttpResponse> shown(Call call) {
        return completedFuture(IbmDoor.ok(document(sessions.find(call.path("id")))));
    }

    private CompletionStage<HttpResponse> change(Call call) {
        return doorway.body(call)
                .thenApply(body -> {
                    boolean accepting = body.truth("accepting_jobs").orElse(true);
                    sessions.accepting(call.path("id"), accepting);
                    return IbmDoor.nothing();
                });
    }

    private CompletionStage<HttpResponse> close(Call call) {
        sessions.close(call.path("id"));
        return completedFuture(IbmDoor.nothing());
    }

    private static ObjectNode document(DoorSessions.Session session) {
        var form = JsonNodeFactory.instance.objectNode().put("id", session.id());
        form.put("backend_name", session.backend()).put("mode", session.mode());
        form.put("state", session.isOpen() ? "open" : "closed");
        form.put("accepting_jobs", session.accepting());
        form.put("interactive_ttl", INTERACTIVE_SECONDS).put("max_ttl", session.secondsMax());
        form.put("active_ttl", session.secondsMax()).put("elapsed_time", 0);
        form.put("started_at", session.openedAt().toString());
        form.putArray("timestamps");
        return form;
    }
}
