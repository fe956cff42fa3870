package cloud.somersault.persistence.proof;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What is signed when a key begins to be used: by the key before it, or by itself when there is
 * none, or none whose private half this node has.
 *
 * @param key the new one
 * @param by the id of the key that signs this
 */
public record KeyNotice(PublicKeyText key, Instant at, String by) {
    private static final String HEADING = "somersault-key-v1";
    private static final List<String> NAMES = List.of("key", "public", "at", "by");

    public KeyNotice {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What is signed, in UTF-8. */
    public String text() {
        var values = new LinkedHashMap<String, Object>();
        values.put("key", key.id());
        values.put("public", key.base64());
        values.put("at", at);
        values.put("by", by);
        return Notice.write(HEADING, values);
    }

    /** Whether nobody but the key itself stands for it. */
    public boolean vouchedByItself() {
        return by.equals(key.id());
    }

    /**
     * Reads a text.
     *
     * @throws RuntimeException when it is none
     */
    public static KeyNotice parse(String text) {
        var values = Notice.read(HEADING, NAMES, text);
        var read =
                new KeyNotice(
                        new PublicKeyText(values.getOrDefault("public", "")),
                        Instant.parse(values.getOrDefault("at", "")),
                        values.getOrDefault("by", ""));
        if (!read.text().equals(text)) {
            throw new IllegalArgumentException("a key in another spelling");
        }
        return read;
    }
}
