package cloud.somersault.persistence.proof;

import cloud.somersault.job.model.Digest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is signed: where the chains of all entities stood that have events since the checkpoint
 * before, so that its cost is that of what is new, and the digest of that checkpoint, so that the
 * last one stands for all.
 *
 * @param number from 1
 * @param at when it was made
 * @param previous SHA-256 of the text of the checkpoint before; {@link #FIRST} in the first
 * @param events how many events the log has up to here
 * @param through the ordering up to which every event is covered
 * @param entities how many leaves there are
 * @param root of their tree, see {@link Leaves#root}
 * @param key the id of the key that signs it
 */
public record Checkpoint(
        long number,
        Instant at,
        String previous,
        long events,
        long through,
        int entities,
        String root,
        String key) {
    /** What the first checkpoint has for a previous one. */
    public static final String FIRST = "0".repeat(64);

    private static final String HEADING = "somersault-checkpoint-v1";
    private static final List<String> NAMES =
            List.of("number", "at", "previous", "events", "through", "entities", "root", "key");

    public Checkpoint {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    /** What is signed, in UTF-8. */
    public String text() {
        var values = new LinkedHashMap<String, Object>();
        values.put("number", number);
        values.put("at", at);
        values.put("previous", previous);
        values.put("events", events);
        values.put("through", through);
        values.put("entities", entities);
        values.put("root", root);
        values.put("key", key);
        return Notice.write(HEADING, values);
    }

    /** SHA-256 of the text, lower-case hex. */
    public String digest() {
        return Digest.sha256(text());
    }

    /**
     * Reads a text.
     *
     * @throws RuntimeException when it is none
     */
    public static Checkpoint parse(String text) {
        Map<String, String> values = Notice.read(HEADING, NAMES, text);
        var read =
                new Checkpoint(
                        Long.parseLong(values.getOrDefault("number", "")),
                        Instant.parse(values.getOrDefault("at", "")),
                        values.getOrDefault("previous", ""),
                        Long.parseLong(values.getOrDefault("events", "")),
                        Long.parseLong(values.getOrDefault("through", "")),
                        Integer.parseInt(values.getOrDefault("entities", "")),
                        values.getOrDefault("root", ""),
                        values.getOrDefault("key", ""));
        if (!read.text().equals(text)) {
            throw new IllegalArgumentException("a checkpoint in another spelling");
        }
        return read;
    }
}
