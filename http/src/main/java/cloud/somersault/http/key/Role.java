package cloud.somersault.http.key;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a key's holder is here to do. Which routes that opens, {@code lock.Permissions} says. */
public enum Role {
    /** Runs programs for one tenant, and sees that tenant's things only. */
    USER,
    /** Keeps the cloud going: sees everything, acts for any tenant, calibrates the chips. */
    OPERATOR,
    /** Reads everything, the truth and the audit log included, and changes nothing. */
    AUDITOR,
    /** May do everything, keys included. */
    ADMIN;

    /** Its word in the API and in stored events. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a word that was stored. */
    @JsonCreator
    public static Role ofWord(String word) {
        return find(word).orElseThrow(() -> new IllegalArgumentException("no role " + word));
    }

    /** The role of a word, if it is one. */
    public static Optional<Role> find(String word) {
        return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
    }

    /** All words. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Role::word).toList();
    }
}
