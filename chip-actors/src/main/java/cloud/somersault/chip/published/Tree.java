package cloud.somersault.chip.published;

import cloud.somersault.chip.ChipDataException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A place in a published text, which knows its path so that errors name it.
 *
 * @param name how errors name the text
 * @param path the fields on the way there, joined by dots; empty for the whole text
 * @param node what is there
 */
record Tree(String name, String path, JsonNode node) {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** Reads a text whose whole is an object. */
    static Tree of(String json, String name) {
        try {
            var node = MAPPER.readTree(json);
            if (node == null || !node.isObject()) {
                throw new ChipDataException(name + ": the text is no JSON object");
            }
            return new Tree(name, "", node);
        } catch (JsonProcessingException broken) {
            var where = broken.getLocation();
            throw new ChipDataException(
                    "%s, line %d, column %d: not JSON: %s"
                            .formatted(
                                    name,
                                    where.getLineNr(),
                                    where.getColumnNr(),
                                    broken.getOriginalMessage()),
                    broken);
        }
    }

    static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    static String text(ObjectNode node) {
        return node.toPrettyString();
    }

    /** What a field holds; empty when it is missing, null or an empty text. */
    Optional<Tree> there(String field) {
        var value = node.get(field);
        boolean nothing =
                value == null || value.isNull() || (value.isTextual() && value.asText().isBlank());
        return nothing
                ? Optional.empty()
                : Optional.of(new Tree(name, path.isEmpty() ? field : path + "." + field, value));
    }

    Tree get(String field) {
        return there(field)
                .orElseThrow(() ->
                        new Tree(name, path.isEmpty() ? field : path + "." + field, node)
                                .wrong("is missing"));
    }

    /** A number, which may be written as a text; zero counts as not given. */
    Optional<Double> figure(String field) {
        return there(field).map(Tree::number).filter(number -> number != 0);
    }

    double number() {
        if (node.isNumber()) {
            return node.asDouble();
        }
        try {
            return new BigDecimal(node.asText().trim()).doubleValue();
        } catch (NumberFormatException none) {
            throw wrong("is no number: " + node);
        }
    }

    /** A number that lies in a range, both ends included. */
    double within(double least, double most) {
        double number = number();
        if (!(number >= least && number <= most)) {
            throw wrong("must lie between %s and %s, not %s".formatted(least, most, number));
        }
        return number;
    }

    /** A number above 0, and in a larger unit: see {@link #scaled}. */
    double positive(int powerOfTen) {
        double number = number();
        if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
            throw wrong("must be positive, not " + number);
        }
        return scaled(number, powerOfTen);
    }

    /** A whole number that lies in a range, both ends included. */
    int whole(int least, int most) {
        int number = whole();
        if (number < least || number > most) {
            throw wrong("must lie between %d and %d, not %d".formatted(least, most, number));
        }
        return number;
    }

    /** What stands in a list. */
    List<Tree> elements() {
        if (!node.isArray()) {
            throw wrong("is no list");
        }
        var elements = new ArrayList<Tree>();
        for (int place = 0; place < node.size(); place++) {
            elements.add(new Tree(name, path + "[" + place + "]", node.get(place)));
        }
        return elements;
    }

    /** The fields of an object, in their order. */
    List<Map.Entry<String, Tree>> fields() {
        if (!node.isObject()) {
            throw wrong("is no object");
        }
        return node.properties().stream()
                .map(field ->
                        Map.entry(
                                field.getKey(),
                                new Tree(name, path + "." + field.getKey(), field.getValue())))
                .toList();
    }

    int whole() {
        double number = number();
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw wrong("is no whole number: " + node);
        }
        return (int) number;
    }

    ChipDataException wrong(String what) {
        return new ChipDataException(
                name + (path.isEmpty() ? "" : ", at " + path) + ": " + what, path);
    }

    /**
     * A number in a smaller unit, so that 21.40 us is 2.14e-05 s and not 2.1399999999999998e-05.
     */
    static double scaled(double number, int powerOfTen) {
        return BigDecimal.valueOf(number).scaleByPowerOfTen(powerOfTen).doubleValue();
    }

    /** With so many digits behind the point, after moving it. */
    static String written(double number, int powerOfTen, int digits) {
        return BigDecimal.valueOf(number)
                .scaleByPowerOfTen(powerOfTen)
                .setScale(digits, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    static double rounded(double number, int powerOfTen, int digits) {
        return new BigDecimal(written(number, powerOfTen, digits)).doubleValue();
    }
}
