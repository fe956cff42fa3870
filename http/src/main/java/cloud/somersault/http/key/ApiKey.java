package cloud.somersault.http.key;

import java.time.Instant;
import java.util.Optional;

/**
 * How a key stands, for who administers it; without its hash.
 *
 * @param id by which it is named
 * @param revokedAt since when it opens nothing
 */
public record ApiKey(
        String id,
        String name,
        String tenant,
        Role role,
        Optional<Instant> expiresAt,
        KeyLimits limits,
        String createdBy,
        Instant createdAt,
        Optional<Instant> revokedAt,
        Optional<String> revokedBy) {

    /** As it was created. */
    static ApiKey of(KeyEvent.Created created) {
        return new ApiKey(
                created.keyId(),
                created.name(),
                created.tenant(),
                created.role(),
                created.expiresAt(),
                created.limits(),
                created.by(),
                created.at(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same, revoked. */
    ApiKey after(KeyEvent.Revoked revoked) {
        return new ApiKey(
                id,
                name,
                tenant,
                role,
                expiresAt,
                limits,
                createdBy,
                createdAt,
                Optional.of(revoked.at()),
                Optional.of(revoked.by()));
    }

    /** Whether it opens anything. */
    public boolean opensAt(Instant now) {
        return revokedAt.isEmpty() && expiresAt.map(now::isBefore).orElse(true);
    }
}
