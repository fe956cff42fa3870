package cloud.somersault.http.v1;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/**
 * Lets only so many submissions in at once; one more is asked to come back before its body is read.
 *
 * <p>Submissions that are let in share the processor, the journal and the queue of the preparation:
 * with n of them under way and r accepted in a second each waits n / r seconds. Without a bound on
 * n every connection there is would wait in there until all of them time out, and the work done for
 * them would be lost. And a tenant whom the queue has just refused is refused again, for a moment,
 * without asking it.
 */
public final class Turnstile {
    private static final String SUBMISSION = "submitJob";
    private static final String CODE_OF_THE_QUEUE = '"' + ProblemCode.OVERLOADED.id() + '"';
    private static final int RETRY_SECONDS = 1;
    private static final Duration REMEMBERED = Duration.ofMillis(200);
    private static final int REMEMBERED_MOST = 1000;

    private final int most;
    private final Semaphore places;
    private final InstantSource clock;
    private final Runnable turnedAway;
    private final ConcurrentMap<String, Refused> refused = new ConcurrentHashMap<>();

    private record Refused(Instant until, HttpResponse answer) {}

    /**
     * One.
     *
     * @param most submissions that may be under way at once
     * @param turnedAway told of each that is refused here
     */
    public Turnstile(int most, InstantSource clock, Runnable turnedAway) {
        this.most = most;
        this.places = new Semaphore(most);
        this.clock = clock;
        this.turnedAway = turnedAway;
    }

    /** The same endpoints, with submissions through here. */
    public List<Endpoint> over(List<Endpoint> endpoints) {
        return endpoints.stream()
                .map(endpoint ->
                        endpoint.operationId().equals(SUBMISSION)
                                ? endpoint.handledBy(through(endpoint.handler()))
                                : endpoint)
                .toList();
    }

    private Endpoint.Handler through(Endpoint.Handler inside) {
        return call -> {
            var tenant = call.caller().tenant();
            var before = refused.get(tenant);
            if (before != null) {
                if (clock.instant().isBefore(before.until())) {
                    turnedAway.run();
                    return call.discardBody().thenApply(_ -> before.answer());
                }
                refused.remove(tenant, before);
            }
            if (!places.tryAcquire()) {
                turnedAway.run();
                return call.discardBody().thenApply(_ -> full().toResponse());
            }
            return letIn(inside, call, tenant);
        };
    }

    private CompletionStage<HttpResponse> letIn(Endpoint.Handler inside, Call call, String tenant) {
        CompletionStage<HttpResponse> answer;
        try {
            answer = inside.handle(call);
        } catch (RuntimeException refusal) {
            places.release();
            throw refusal;
        }
        return answer.whenComplete((response, _) -> {
            places.release();
            if (response != null && isOfTheQueue(response)) {
                remember(tenant, response);
            }
        });
    }

    /** A full queue refuses whatever comes; a lack of chip time is about that one job. */
    private static boolean isOfTheQueue(HttpResponse answer) {
        return answer.status().equals(StatusCodes.TOO_MANY_REQUESTS)
                && answer.entity() instanceof HttpEntity.Strict problem
                && problem.getData().utf8String().contains(CODE_OF_THE_QUEUE);
    }

    private void remember(String tenant, HttpResponse answer) {
        if (refused.size() >= REMEMBERED_MOST) {
            refused.clear(); // the queue is asked once more for each
        }
        refused.put(tenant, new Refused(clock.instant().plus(REMEMBERED), answer));
    }

    private Problem full() {
        return Problem.of(
                        ProblemCode.OVERLOADED,
                        "The door is busy: "
                                + most
                                + " submissions are being accepted already (somersault.http"
                                + ".submissions-max).")
                .retryAfter(RETRY_SECONDS);
    }
}
