package cloud.somersault.http.v1;

import cloud.somersault.http.key.ApiKey;
import cloud.somersault.http.key.KeyLimits;
import cloud.somersault.http.key.KeyPass;
import cloud.somersault.http.key.Keys;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the answers about keys look like. */
final class KeyDocuments {
    private KeyDocuments() {}

    /**
     * A key.
     *
     * @param key the whole of it, in the one answer to its making
     */
    record Key(
            String id,
            Optional<String> key,
            String name,
            String tenant,
            String role,
            KeyLimits limits,
            Optional<Instant> expiresAt,
            String createdBy,
            Instant createdAt,
            Optional<Instant> revokedAt,
            Optional<String> revokedBy) {

        static Key of(ApiKey key) {
            return of(key, Optional.empty());
        }

        static Key of(Keys.Made made) {
            return of(made.key(), Optional.of(made.token()));
        }

        private static Key of(ApiKey key, Optional<String> token) {
            return new Key(
                    key.id(),
                    token,
                    key.name(),
                    key.tenant(),
                    key.role().word(),
                    key.limits(),
                    key.expiresAt(),
                    key.createdBy(),
                    key.createdAt(),
                    key.revokedAt(),
                    key.revokedBy());
        }
    }

    /** Keys, oldest first. */
    record KeyList(List<Key> keys) {}

    /**
     * What the key that asks may do.
     *
     * @param jobsLeft now, on this node
     */
    record Limits(
            String id,
            String tenant,
            String role,
            double requestsPerSecond,
            long requestsBurst,
            Optional<Long> jobsPerDay,
            Optional<Long> jobsLeft) {
        static Limits of(KeyPass pass, Optional<Long> jobsLeft) {
            var limits = pass.limits();
            return new Limits(
                    pass.key().id(),
                    pass.key().tenant(),
                    pass.key().role().word(),
                    limits.requestsPerSecond().orElseThrow(),
                    limits.requestsBurst().orElseThrow(),
                    limits.jobsPerDay(),
                    jobsLeft);
        }
    }
}
