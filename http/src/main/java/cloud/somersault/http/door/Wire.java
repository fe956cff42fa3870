package cloud.somersault.http.door;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A JSON object as existing clients write it: of a name that is there twice the last one counts,
 * numbers may come as texts and truths as 0 and 1, and what nobody asks for is passed over. A value
 * that is null counts as absent.
 */
public final class Wire {
    /** The deepest nesting that is read. */
    public static final int NESTING_MAX = 32;

    private static final int NUMBER_CHARACTERS_MAX = 64;
    private static final int STRING_CHARACTERS_MAX = 32 * 1024 * 1024;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(NESTING_MAX)
                                                    .maxNumberLength(NUMBER_CHARACTERS_MAX)
                                                    .maxStringLength(STRING_CHARACTERS_MAX)
                                                    .build())
                                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final JsonNode node;
    private final String path;

    private Wire(JsonNode node, String path) {
        this.node = node;
        this.path = path;
    }

    /** Reads a body; nothing at all counts as an object without fields. */
    public static Wire read(byte[] utf8) {
        return utf8.length == 0 ? of(JsonNodeFactory.instance.objectNode()) : of(parse(utf8));
    }

    /** The object that a tree is. */
    public static Wire of(JsonNode node) {
        return of(node, "");
    }

    private static Wire of(JsonNode node, String path) {
        if (!node.isObject()) {
            throw wrong(path.isEmpty() ? "the body" : path, "an object");
        }
        return new Wire(node, path);
    }

    /** Reads any JSON value. */
    public static JsonNode parse(byte[] utf8) {
        try {
            return MAPPER.readTree(utf8);
        } catch (IOException broken) {
            throw Problem.of(ProblemCode.MALFORMED_JSON, "The body is not one JSON value.")
                    .toException();
        }
    }

    /** The JSON that is inside a text field. */
    public Optional<JsonNode> inside(String name) {
        return find(name)
                .map(value ->
                        value.isTextual()
                                ? parse(
                                        value.asText()
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                                : value);
    }

    /** The tree itself. */
    public JsonNode node() {
        return node;
    }

    /** A field, if it is there and not null. */
    public Optional<JsonNode> find(String name) {
        return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
    }

    /** A text, or a number that is taken for one. */
    public Optional<String> text(String name) {
        return find(name)
                .map(value -> {
                    if (!value.isTextual() && !value.isNumber()) {
                        throw wrong(at(name), "a text");
                    }
                    return value.asText();
                });
    }

    /** A text that must be there. */
    public String needText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    /** A whole number, as such or as a text. */
    public Optional<Long> whole(String name) {
        return text(name)
                .map(text -> {
                    if (!text.matches("-?[0-9]{1,18}(\\.0)?")) {
                        throw wrong(at(name), "a whole number");
                    }
                    return Long.parseLong(text.replace(".0", ""));
                });
    }

    /** A number, as such or as a text. */
    public Optional<Double> number(String name) {
        return text(name).map(text -> number(text, at(name)));
    }

    private static double number(String text, String at) {
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException none) {
            // Told below, as what isn't finite is.
        }
        throw wrong(at, "a number");
    }

    /** A truth: a boolean, 0 or 1, or the text of one. */
    public Optional<Boolean> truth(String name) {
        return find(name)
                .map(value ->
                        switch (value.asText()) {
                            case "true", "1", "True" -> true;
                            case "false", "0", "False", "" -> false;
                            default -> throw wrong(at(name), "true or false");
                        });
    }

    /** An object; empty when it is not there. */
    public Wire object(String name) {
        return find(name)
                .map(value -> of(value, at(name)))
                .orElseGet(() -> new Wire(JsonNodeFactory.instance.objectNode(), at(name)));
    }

    /** A list; a single value counts as a list of one, and none as an empty one. */
    public List<JsonNode> list(String name) {
        var values = new ArrayList<JsonNode>();
        find(name)
                .ifPresent(value -> {
                    if (value.isArray()) {
                        value.forEach(values::add);
                    } else {
                        values.add(value);
                    }
                });
        return values;
    }

    /** A list of objects. */
    public List<Wire> objects(String name) {
        return list(name).stream().map(value -> of(value, at(name))).toList();
    }

    /** A list of texts. */
    public List<String> texts(String name) {
        return list(name).stream()
                .map(value -> {
                    if (!value.isTextual()) {
                        throw wrong(at(name), "texts");
                    }
                    return value.asText();
                })
                .toList();
    }

    /** A list of whole numbers, as such or as texts. */
    public List<Integer> wholes(String name) {
        return list(name).stream()
                .map(value -> {
                    if (!value.asText().matches("[0-9]{1,9}")) {
                        throw wrong(at(name), "whole numbers");
                    }
                    return Integer.parseInt(value.asText());
                })
                .toList();
    }

    /** A list of numbers, as such or as texts. */
    public List<Double> numbers(String name) {
        return list(name).stream().map(value -> number(value.asText(), at(name))).toList();
    }

    /** The problem of a field that must be there and is not. */
    public RuntimeException missing(String name) {
        return Problem.of(ProblemCode.MISSING_FIELD, "The field " + at(name) + " is missing.")
                .withField(at(name))
                .toException();
    }

    /** The problem of a field with something else in it than it may have. */
    public RuntimeException outOfRange(String name, String allowed) {
        return Problem.of(
                        ProblemCode.OUT_OF_RANGE,
                        "The field " + at(name) + " takes " + allowed + ".")
                .withField(at(name))
                .toException();
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static RuntimeException wrong(String at, String allowed) {
        return Problem.of(ProblemCode.WRONG_TYPE, "The field " + at + " takes " + allowed + ".")
                .withField(at)
                .toException();
    }
}
