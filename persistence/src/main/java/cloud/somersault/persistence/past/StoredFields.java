package cloud.somersault.persistence.past;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Single fields of stored events, found without reading everything: some are large. */
final class StoredFields {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FIGURES = "snapshot";

    private StoredFields() {}

    /** What the event is called. */
    static String name(byte[] event) {
        return texts(event, "event")
                .orElseThrow(() -> new IllegalStateException("a stored event has no name"));
    }

    /**
     * A text among the event's own fields, if it is there; a chip's figures are not read for it.
     */
    static Optional<String> texts(byte[] event, String field) {
        try (var parser = JSON.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                if (name.equals(field) && value == JsonToken.VALUE_STRING) {
                    return Optional.of(parser.getText());
                }
                if (name.equals(FIGURES)) {
                    return Optional.empty();
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException broken) {
            throw new UncheckedIOException("a stored event cannot be read", broken);
        }
    }

    /** The event's own fields, of a chip's figures only that they are there. */
    static JsonNode withoutFigures(byte[] event) {
        try {
            var tree = Past.mapper().readTree(event);
            if (tree instanceof ObjectNode fields && fields.has(FIGURES)) {
                fields.remove(FIGURES);
            }
            return tree;
        } catch (IOException broken) {
            throw new UncheckedIOException("a stored event cannot be read", broken);
        }
    }
}
