package cloud.somersault.persistence.archive;

import com.typesafe.config.Config;
import java.util.Locale;

/** What keeps everything: {@code somersault.database} in the configuration. */
public enum Database {
    /** One file of one process. */
    SQLITE,
    /** A cluster of its own, which several keepers share. */
    CASSANDRA;

    /**
     * The configured one.
     *
     * @throws IllegalArgumentException when the word is neither
     */
    public static Database of(Config config) {
        var word = config.getString("somersault.database");
        for (var one : values()) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        throw new IllegalArgumentException(
                "somersault.database is sqlite or cassandra, not " + word);
    }

    /** The word in the configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether several keepers may keep in it at once. */
    public boolean shared() {
        return this == CASSANDRA;
    }
}
