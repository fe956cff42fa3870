package cloud.somersault.http.request;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * A JSON object that is read field by field. Nothing is converted and nothing is ignored: a value
 * of another type, an unknown name and a missing one are problems that name the field's path, like
 * {@code programs[3].language}. A null is a value of the wrong type; what is absent is left out.
 */
public final class Fields {
    private final JsonNode object;
    private final String path;

    private Fields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /**
     * An object that may have these fields and no others.
     *
     * @param path where it stands, empty for the body itself
     */
    public static Fields of(JsonNode node, String path, Set<String> known) {
        if (!node.isObject()) {
            throw wrongType(path, "an object", node);
        }
        var fields = new Fields(node, path);
        node.fieldNames()
                .forEachRemaining(name -> {
                    if (!known.contains(name)) {
                        throw unknown(fields.at(name), known);
                    }
                });
        return fields;
    }

    /** Where a field of this object stands. */
    public String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Whether it is there. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** A string that must be there. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> missing(name));
    }

    /** A string, if it is there. */
    public Optional<String> optionalText(String name) {
        return value(name).map(node -> textOf(node, at(name)));
    }

    /** A string of at most so many characters, if it is there. */
    public Optional<String> optionalText(String name, int charactersMax) {
        var text = optionalText(name);
        if (text.isPresent() && text.get().length() > charactersMax) {
            throw outOfRange(at(name), "at most " + charactersMax + " characters");
        }
        return text;
    }

    /** A moment, if it is there. */
    public Optional<Instant> optionalInstant(String name) {
        return optionalText(name)
                .map(text -> {
                    try {
                        return Instant.parse(text);
                    } catch (DateTimeParseException none) {
                        throw outOfRange(at(name), "a moment like 2026-03-06T07:41:31Z");
                    }
                });
    }

    /** A whole number that must be there, least and most included. */
    public long whole(String name, long least, long most) {
        return optionalWhole(name, least, most).orElseThrow(() -> missing(name));
    }

    /** A whole number, if it is there, least and most included. */
    public OptionalLong optionalWhole(String name, long least, long most) {
        var found = value(name);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(wholeOf(found.get(), at(name), least, most));
    }

    /** True or false, if it is there. */
    public Optional<Boolean> optionalFlag(String name) {
        return value(name)
                .map(node -> {
                    if (!node.isBoolean()) {
                        throw wrongType(at(name), "true or false", node);
                    }
                    return node.booleanValue();
                });
    }

    /** A finite number above a bound, if it is there. */
    public Optional<Double> optionalNumberAbove(String name, double bound) {
        var number = value(name).map(node -> numberOf(node, at(name)));
        if (number.isPresent() && !(number.get() > bound)) {
            throw outOfRange(at(name), "a number above " + bound);
        }
        return number;
    }

    /** A number, if it is there, least and most included. */
    public Optional<Double> optionalNumber(String name, double least, double most) {
        var number = value(name).map(node -> numberOf(node, at(name)));
        if (number.isPresent() && !(number.get() >= least && number.get() <= most)) {
            throw outOfRange(at(name), "a number from " + least + " to " + most);
        }
        return number;
    }

    /** Whole numbers, least and most included; none if it is not there. */
    public List<Integer> wholes(String name, int least, int most) {
        return optionalArray(name, 0, most - least + 1)
                .map(elements -> elements.stream().map(one -> one.whole(least, most)).toList())
                .orElse(List.of());
    }

    /** One of a few words, if it is there. */
    public Optional<String> optionalWord(String name, List<String> words) {
        var word = optionalText(name);
        if (word.isPresent() && !words.contains(word.get())) {
            throw outOfRange(at(name), "one of " + String.join(", ", words));
        }
        return word;
    }

    /** Names with finite numbers; empty if it is not there. */
    public Map<String, Double> numbers(String name) {
        return value(name).map(node -> numbers(node, at(name))).orElse(Map.of());
    }

    private static Map<String, Double> numbers(JsonNode node, String path) {
        if (!node.isObject()) {
            throw wrongType(path, "an object of numbers", node);
        }
        var numbers = new LinkedHashMap<String, Double>();
        node.properties()
                .forEach(entry ->
                        numbers.put(
                                entry.getKey(),
                                numberOf(entry.getValue(), path + "." + entry.getKey())));
        return numbers;
    }

    /** An object inside this one, if it is there. */
    public Optional<Fields> optionalObject(String name, Set<String> known) {
        return value(name).map(node -> of(node, at(name), known));
    }

    /** The elements of an array, each with its path; nothing if it is not there. */
    public Optional<List<Element>> optionalArray(String name, int least, int most) {
        var found = value(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var array = found.get();
        if (!array.isArray()) {
            throw wrongType(at(name), "an array", array);
        }
        if (array.size() < least || array.size() > most) {
            throw outOfRange(
                    at(name), least + " to " + most + " elements, and there are " + array.size());
        }
        var elements = new ArrayList<Element>();
        for (var node : array) {
            elements.add(new Element(node, at(name) + "[" + elements.size() + "]"));
        }
        return Optional.of(elements);
    }

    /**
     * A value with its place.
     *
     * @param node the value
     * @param path where it stands
     */
    public record Element(JsonNode node, String path) {
        /** The value, which must be a string. */
        public String text() {
            return textOf(node, path);
        }

        /** Names with finite numbers. */
        public Map<String, Double> numbers() {
            return Fields.numbers(node, path);
        }

        /** The value, which must be a whole number, least and most included. */
        int whole(int least, int most) {
            return (int) wholeOf(node, path, least, most);
        }
    }

    /** The problem of a field that is not there. */
    public RuntimeException missing(String name) {
        return Problem.of(ProblemCode.MISSING_FIELD, "The field " + at(name) + " is missing.")
                .withField(at(name))
                .toException();
    }

    /** The problem of a value that is not allowed. */
    public static RuntimeException outOfRange(String path, String allowed) {
        return Problem.of(ProblemCode.OUT_OF_RANGE, "The field " + path + " takes " + allowed + ".")
                .withField(path)
                .toException();
    }

    /** The problem of a value of another type. */
    public static RuntimeException wrongType(String path, String wanted, JsonNode found) {
        var place = path.isEmpty() ? "The body" : "The field " + path;
        var problem =
                Problem.of(
                        ProblemCode.WRONG_TYPE,
                        place + " must be " + wanted + " and is " + kind(found) + ".");
        return (path.isEmpty() ? problem : problem.withField(path)).toException();
    }

    private static RuntimeException unknown(String path, Set<String> known) {
        return Problem.of(ProblemCode.UNKNOWN_FIELD, "Nobody knows the field " + path + ".")
                .withHint("Known here: " + String.join(", ", new TreeSet<>(known)) + ".")
                .withField(path)
                .toException();
    }

    private Optional<JsonNode> value(String name) {
        return Optional.ofNullable(object.get(name));
    }

    private static String textOf(JsonNode node, String path) {
        if (!node.isTextual()) {
            throw wrongType(path, "a string", node);
        }
        return node.textValue();
    }

    private static long wholeOf(JsonNode node, String path, long least, long most) {
        if (!node.isIntegralNumber()) {
            throw wrongType(path, "a whole number", node);
        }
        if (!node.canConvertToLong() || node.longValue() < least || node.longValue() > most) {
            throw outOfRange(path, "a whole number from " + least + " to " + most);
        }
        return node.longValue();
    }

    private static double numberOf(JsonNode node, String path) {
        if (!node.isNumber()) {
            throw wrongType(path, "a number", node);
        }
        double number = node.doubleValue();
        if (!Double.isFinite(number)) {
            throw outOfRange(path, "a finite number");
        }
        return number;
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> "a string";
            case NUMBER -> node.isIntegralNumber() ? "a whole number" : "a number with a fraction";
            case BOOLEAN -> "true or false";
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case NULL -> "null";
            case BINARY, MISSING, POJO -> node.getNodeType().name().toLowerCase(Locale.ROOT);
        };
    }
}
