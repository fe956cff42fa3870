package cloud.somersault.persistence.retention;

import cloud.somersault.job.model.Kept;
import cloud.somersault.job.seal.ContentErasedException;
import cloud.somersault.job.seal.ContentKeyMissingException;
import cloud.somersault.job.seal.Contents;
import cloud.somersault.persistence.journal.StoredEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Stored job events as they would be if nothing were sealed: what is sealed in one is opened, and
 * where its key is gone, it is said that it was erased ({@code "erased": true} in a program, {@code
 * "kept": "erased"} elsewhere). What lies beside the log sealed stays named by its digest.
 */
public final class Revealed {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final byte[] BOX = "\"box\":".getBytes(StandardCharsets.UTF_8);
    private static final byte[] BESIDE = "\"sealed-beside\"".getBytes(StandardCharsets.UTF_8);

    private Revealed() {}

    /** The JSON of an event. */
    public static byte[] json(StoredEvent event, Contents contents) {
        var stored = event.json();
        if (!has(stored, BOX) && !has(stored, BESIDE)) {
            return stored;
        }
        try {
            return MAPPER.writeValueAsBytes(document(MAPPER.readTree(stored), contents));
        } catch (IOException broken) {
            throw new UncheckedIOException("a stored event cannot be read", broken);
        }
    }

    /** The same of a document that was read already; that one is not changed. */
    public static JsonNode document(JsonNode stored, Contents contents) {
        var shown = stored.deepCopy();
        if (shown instanceof ObjectNode event && event.has("box")) {
            submission(event, contents);
        }
        for (var node : shown.findParents("kept")) {
            if (node instanceof ObjectNode kept && kept.has("job")) {
                kept(kept, contents);
            }
        }
        return shown;
    }

    private static void submission(ObjectNode event, Contents contents) {
        var under = new Kept.Under(event.path("contentKey").asText(), event.path("jobId").asText());
        var texts = contents.texts(under, event.path("box").asText()).map(Revealed::tree);
        event.remove("box");
        if (texts.isEmpty()) {
            return;
        }
        int number = 0;
        for (var program : event.path("spec").path("programs")) {
            var text = texts.get().path("programs").path(number);
            ((ObjectNode) program)
                    .put("text", text.path("text").asText())
                    .<ObjectNode>set("inputs", text.path("inputs"))
                    .remove("erased");
            number++;
        }
        if (event.at("/spec/through/note") instanceof ObjectNode note) {
            inside(note, texts.get().path("note").asText());
        }
    }

    private static void kept(ObjectNode kept, Contents contents) {
        var under = new Kept.Under(kept.path("key").asText(), kept.path("job").asText());
        var text = text(kept, under, contents);
        if (text.isPresent()) {
            inside(kept, text.get());
        } else if (!contents.keys().has(under.key())) {
            kept.removeAll();
            kept.put("kept", "erased").put("key", under.key());
        }
    }

    private static Optional<String> text(ObjectNode kept, Kept.Under under, Contents contents) {
        if (!kept.path("kept").asText().equals("sealed")) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    contents.text(
                            new Kept.Sealed(under.key(), under.job(), kept.path("box").asText())));
        } catch (ContentErasedException | ContentKeyMissingException gone) {
            return Optional.empty();
        }
    }

    private static void inside(ObjectNode kept, String text) {
        kept.removeAll();
        kept.put("kept", "inside").put("text", text);
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new UncheckedIOException("sealed texts cannot be read", broken);
        }
    }

    private static boolean has(byte[] bytes, byte[] sought) {
        for (int i = 0; i <= bytes.length - sought.length; i++) {
            if (bytes[i] == sought[0]
                    && Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
                return true;
            }
        }
        return false;
    }
}
