package cloud.somersault.http.lock;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Where every request comes by before its endpoint sees it, and its answer afterwards. */
public interface Gate {
    /** Everybody may do everything. */
    Gate OPEN = knock -> completedStage(Caller.withoutKey(Caller.DEFAULT_TENANT));

    /** Who it is; fails with a problem when that one may not come in. */
    CompletionStage<Caller> admit(Knock knock);

    /** What came of it. */
    default CompletionStage<HttpResponse> answered(
            Knock knock, Caller caller, HttpResponse response) {
        return completedStage(response);
    }
}
