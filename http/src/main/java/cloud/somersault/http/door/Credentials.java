package cloud.somersault.http.door;

import cloud.somersault.job.model.Digest;
import java.util.Optional;

/**
 * Who knocks at a door: from the token that a client presents to the tenant whose jobs it may see.
 * The one place where a lock belongs; a refused token is a thrown problem.
 */
@FunctionalInterface
public interface Credentials {
    /** Of whom nothing is known. */
    String NOBODY = "default";

    /**
     * The tenant of whoever presents this.
     *
     * @param door the name of the door
     * @param token as it was presented; empty when none was
     */
    String tenant(String door, Optional<String> token);

    /** Whether who presents nothing is turned away. */
    default boolean keyNeeded() {
        return false;
    }

    /**
     * Whose a thing must be that is asked for by its number. Empty on an open server for whoever
     * presents nothing: the number, 128 random bits, is the proof then.
     */
    default Optional<String> owner(String door, Optional<String> token) {
        return token.isEmpty() && !keyNeeded()
                ? Optional.empty()
                : Optional.of(tenant(door, token));
    }

    /**
     * Anyone may come in, and each token is a tenant. Its name is made of the token's SHA-256, so
     * that it is always the same and the token itself is written down nowhere.
     */
    static Credentials anyToken() {
        return (_, token) ->
                token.filter(one -> !one.isBlank())
                        .map(one -> "token-" + Digest.sha256("tenant of " + one).substring(0, 24))
                        .orElse(NOBODY);
    }
}
