package cloud.somersault.client;

import java.util.Locale;

/** What the holder of a key may do (docs/security.md). */
public enum Role {
    USER,
    OPERATOR,
    AUDITOR,
    ADMIN;

    /** As it is written in requests and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The one with this name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
