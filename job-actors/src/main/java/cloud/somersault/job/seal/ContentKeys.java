package cloud.somersault.job.seal;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The keys under which the contents of jobs lie. Safe for use by many threads. */
public interface ContentKeys {

    /** Of a cloud, or a tool, that seals nothing and can open nothing. */
    ContentKeys NONE =
            new ContentKeys() {
                @Override
                public boolean seals() {
                    return false;
                }

                @Override
                public CompletionStage<Optional<String>> keyFor(
                        String tenant, Instant submittedAt) {
                    return CompletableFuture.completedStage(Optional.empty());
                }

                @Override
                public boolean has(String key) {
                    return false;
                }

                @Override
                public boolean destroyed(String key) {
                    return false;
                }

                @Override
                public JobKey jobKey(String key, String jobId) {
                    throw new ContentKeyMissingException(key);
                }
            };

    /** Whether new contents are sealed. */
    boolean seals();

    /**
     * The id of the key for a job that a tenant submits at this moment; empty where nothing is
     * sealed. Completes when the key is durable, which is at once for all but a tenant's first job
     * of a day.
     */
    CompletionStage<Optional<String>> keyFor(String tenant, Instant submittedAt);

    /** Whether what lies under a key can still be read. Quick. */
    boolean has(String key);

    /** Whether it is known that a key was destroyed. One that is only not here may come back. */
    boolean destroyed(String key);

    /**
     * The key of one job's contents, made of the key of this id. Quick.
     *
     * @throws ContentErasedException when that key was destroyed
     * @throws ContentKeyMissingException when it is not here
     */
    JobKey jobKey(String key, String jobId);
}
