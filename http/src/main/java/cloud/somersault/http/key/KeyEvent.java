package cloud.somersault.http.key;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;

/**
 * What happened to a key. Stored for ever under the name in the annotation: classes may move,
 * stored names and fields may not.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = KeyEvent.Created.class, name = "key-created"),
    @JsonSubTypes.Type(value = KeyEvent.Revoked.class, name = "key-revoked")
})
public sealed interface KeyEvent {

    /** Which key: its id. */
    String keyId();

    Instant at();

    /**
     * From here on it opens.
     *
     * @param secretSha256 of the whole key, lower-case hex
     * @param name for people; may be empty
     * @param tenant whose things it is for
     * @param expiresAt from when on it opens nothing; absent: never
     * @param limits of its own
     * @param by the id of the key that made it, or {@code command line}
     */
    record Created(
            String keyId,
            String secretSha256,
            String name,
            String tenant,
            Role role,
            Optional<Instant> expiresAt,
            KeyLimits limits,
            String by,
            Instant at)
            implements KeyEvent {}

    /**
     * It opens nothing any more.
     *
     * @param reason for people; may be empty
     * @param by the id of the key that did it
     */
    record Revoked(String keyId, String reason, String by, Instant at) implements KeyEvent {}
}
