package cloud.somersault.job.seal;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Keys in memory, each the bytes 0 to 31, until it is taken away. */
public final class FixedKeys implements ContentKeys {
    private final String current;
    private final Set<String> destroyed = ConcurrentHashMap.newKeySet();

    public FixedKeys(String current) {
        this.current = current;
    }

    /** From now on it is gone. */
    public void destroy(String key) {
        destroyed.add(key);
    }

    @Override
    public boolean seals() {
        return true;
    }

    @Override
    public CompletionStage<Optional<String>> keyFor(String tenant, Instant submittedAt) {
        return CompletableFuture.completedStage(Optional.of(current));
    }

    @Override
    public boolean has(String key) {
        return !destroyed.contains(key);
    }

    @Override
    public boolean destroyed(String key) {
        return destroyed.contains(key);
    }

    @Override
    public JobKey jobKey(String key, String jobId) {
        if (!has(key)) {
            throw ContentErasedException.under(key);
        }
        var bytes = new byte[32];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        return JobKey.of(bytes, key, jobId);
    }
}
