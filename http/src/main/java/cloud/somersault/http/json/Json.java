package cloud.somersault.http.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * The mapper of the doors. Reading refuses doubled names, anything after the value, nesting deeper
 * than {@value #NESTING_MAX} and numbers longer than {@value #NUMBER_CHARACTERS_MAX} characters;
 * writing leaves absent values out and writes instants as ISO 8601.
 */
public final class Json {
    /** The deepest nesting that is read. */
    public static final int NESTING_MAX = 32;

    /** The longest number that is read, in characters. */
    public static final int NUMBER_CHARACTERS_MAX = 64;

    private static final int STRING_CHARACTERS_MAX = 16 * 1024 * 1024;

    private static final ObjectMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(NESTING_MAX)
                                                    .maxNumberLength(NUMBER_CHARACTERS_MAX)
                                                    .maxStringLength(STRING_CHARACTERS_MAX)
                                                    .build())
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .serializationInclusion(JsonInclude.Include.NON_ABSENT)
                    .addModule(new Jdk8Module())
                    .addModule(new JavaTimeModule())
                    .build();

    private Json() {}

    /** Reads one JSON value, strictly. */
    public static JsonNode read(byte[] utf8) throws IOException {
        return MAPPER.readTree(utf8);
    }

    /** Reads one JSON value that this server wrote itself, so it has no reason to be wrong. */
    public static JsonNode readOwn(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("own JSON cannot be read", broken);
        }
    }

    /** Reads a record that this server wrote itself; what a newer one added is passed over. */
    public static <T> T readOwn(byte[] utf8, Class<T> type) {
        try {
            return MAPPER.readerFor(type)
                    .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .readValue(utf8);
        } catch (IOException broken) {
            throw new IllegalStateException("own JSON cannot be read", broken);
        }
    }

    /**
     * The string under a name of an object's own, found without reading the rest: stored events can
     * be large.
     */
    public static String firstText(byte[] utf8, String name) {
        try (var parser = MAPPER.createParser(utf8)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals(name);
                parser.nextToken();
                if (found) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
            throw new IllegalStateException("own JSON has no " + name);
        } catch (IOException broken) {
            throw new IllegalStateException("own JSON cannot be read", broken);
        }
    }

    /** Writes any record of this module. */
    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a reply cannot be written", broken);
        }
    }

    /** A value as a tree, to look into it or to put it into another. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }
}
