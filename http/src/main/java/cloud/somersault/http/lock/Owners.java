package cloud.somersault.http.lock;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Whose a thing is. */
public interface Owners {
    /** The tenant of a job, if there is such a job. */
    CompletionStage<Optional<String>> ofJob(String id);

    /** The tenant of a tuning session, if there is such a session. */
    CompletionStage<Optional<String>> ofTuning(String id);
}
