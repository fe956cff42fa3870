package cloud.somersault.http.site;

import static java.util.concurrent.CompletableFuture.completedStage;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import cloud.somersault.http.route.Replies;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Whether the process lives, and whether it can serve. */
public final class HealthRoutes {
    private static final int RETRY_SECONDS = 1;

    private final Instant startedAt;
    private final Readiness readiness;

    public HealthRoutes(Instant startedAt, Readiness readiness) {
        this.startedAt = startedAt;
        this.readiness = readiness;
    }

    /** The rows of the table. */
    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/health/live", "getLiveness", _ -> completedStage(live(startedAt))),
                Endpoint.get("/health/ready", "getReadiness", this::ready));
    }

    /** The answer of a process that is up, whatever else it can or cannot do yet. */
    public static HttpResponse live(Instant startedAt) {
        return Replies.ok(new Live("up", ProcessHandle.current().pid(), startedAt));
    }

    private CompletionStage<HttpResponse> ready(Call call) {
        return readiness
                .checks()
                .thenApply(checks -> {
                    var missing =
                            checks.stream()
                                    .filter(check -> !check.ready())
                                    .map(check -> check.name() + ": " + check.detail())
                                    .collect(Collectors.joining(" "));
                    return missing.isEmpty()
                            ? Replies.ok(new Ready("ready", checks))
                            : Problem.of(ProblemCode.NOT_READY, missing)
                                    .retryAfter(RETRY_SECONDS)
                                    .toResponse("checks", checks);
                });
    }

    record Live(String status, long pid, Instant startedAt) {}

    record Ready(String status, List<Check> checks) {}
}
