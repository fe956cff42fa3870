package cloud.somersault.circuits.language;

import java.util.Optional;

/** The languages in which a program may be written. */
public enum Language {
    OPENQASM_2("openqasm-2"),
    OPENQASM_3("openqasm-3"),
    ORIGINIR("originir");

    private final String id;

    Language(String id) {
        this.id = id;
    }

    /** The name in requests, results and stored events. */
    public String id() {
        return id;
    }

    /** The language of that {@link #id()}, if there is one. */
    public static Optional<Language> byId(String id) {
        for (var language : values()) {
            if (language.id.equals(id)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }

    /**
     * The language that a text looks like, by its version line or first statement; a text without
     * any sign is taken for OpenQASM 3.
     */
    public static Language detect(String text) {
        return LanguageDetector.detect(text);
    }
}
