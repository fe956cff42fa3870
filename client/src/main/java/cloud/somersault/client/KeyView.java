package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * An API key.
 *
 * @param id by which it is named in lists and logs
 * @param secret the whole key: in the answer to its making, and never again
 * @param revokedAt since when it opens nothing
 */
public record KeyView(
        String id,
        Optional<String> secret,
        String name,
        String tenant,
        Role role,
        String createdBy,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> revokedAt) {

    static KeyView from(JsonNode node) {
        return new KeyView(
                node.path("id").asText(),
                Json.text(node, "key"),
                node.path("name").asText(),
                node.path("tenant").asText(),
                Role.of(node.path("role").asText()),
                node.path("createdBy").asText(),
                Instant.parse(node.path("createdAt").asText()),
                Json.instant(node, "expiresAt"),
                Json.instant(node, "revokedAt"));
    }

    /** Without the secret: this may get into a log. */
    @Override
    public String toString() {
        return "KeyView[" + id + ", " + tenant + ", " + role.word() + "]";
    }
}
