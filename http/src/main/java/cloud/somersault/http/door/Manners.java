package cloud.somersault.http.door;

import cloud.somersault.http.problem.Failures;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.route.Call;
import cloud.somersault.http.route.Endpoint;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** How a protocol says that something went wrong. */
@FunctionalInterface
public interface Manners {

    /** The problem in the protocol's own form. */
    HttpResponse refusal(Problem problem);

    /**
     * The endpoint with these manners: whatever goes wrong in it is said in the protocol's form.
     */
    default Endpoint keep(Endpoint endpoint) {
        var handler = endpoint.handler();
        return endpoint.withAnyQuery().handledBy(call -> attempt(handler, call));
    }

    private CompletionStage<HttpResponse> attempt(Endpoint.Handler handler, Call call) {
        CompletionStage<HttpResponse> answer;
        try {
            answer = handler.handle(call);
        } catch (RuntimeException thrown) {
            answer = CompletableFuture.failedStage(thrown);
        }
        return answer.exceptionally(failure -> refusal(Failures.problem(call.request(), failure)));
    }
}
