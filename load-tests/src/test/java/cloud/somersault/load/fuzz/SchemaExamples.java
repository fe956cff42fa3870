package cloud.somersault.load.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Values that a schema of the OpenAPI document allows, drawn at random and small: the least number,
 * one item, every required field and half of the others.
 *
 * @param root the whole document
 */
record SchemaExamples(JsonNode root) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEPTH_MAX = 12;
    private static final String PROGRAM =
            "OPENQASM 3.0;\ninclude \"stdgates.inc\";\nqubit[2] q;\nbit[2] c;\nh q[0];\n"
                    + "cx q[0], q[1];\nc = measure q;\n";

    JsonNode draw(JsonNode schema, SplittableRandom random) {
        return draw(schema, "", random, 0);
    }

    /** Follows a $ref. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? resolve(root.at(node.get("$ref").asText().substring(1))) : node;
    }

    private JsonNode draw(JsonNode reference, String name, SplittableRandom random, int depth) {
        var schema = resolve(reference);
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (schema.path("enum").isArray()) {
            return one(schema.get("enum"), random);
        }
        if (schema.path("examples").isArray()) {
            return one(schema.get("examples"), random);
        }
        if (schema.has("example")) {
            return schema.get("example");
        }
        if (schema.has("oneOf") && !schema.has("properties")) {
            return draw(one(schema.get("oneOf"), random), name, random, depth);
        }
        return switch (schema.path("type").asText("object")) {
            case "string" -> JSON.textNode(text(schema, name));
            case "integer" -> JSON.numberNode(schema.path("minimum").asLong(1));
            case "number" ->
                    JSON.numberNode(
                            schema.path("minimum")
                                    .asDouble(schema.path("exclusiveMinimum").asDouble() + 0.5));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            case "array" ->
                    depth > DEPTH_MAX
                            ? JSON.arrayNode()
                            : JSON.arrayNode()
                                    .add(draw(schema.path("items"), name, random, depth + 1));
            default -> object(schema, random, depth);
        };
    }

    private JsonNode object(JsonNode schema, SplittableRandom random, int depth) {
        var object = JSON.objectNode();
        var required = new ArrayList<>(texts(schema.path("required")));
        if (schema.has("oneOf")) {
            required.addAll(texts(one(schema.get("oneOf"), random).path("required")));
        }
        for (var property : schema.path("properties").properties()) {
            boolean alternative =
                    !required.contains(property.getKey())
                            && schema.findValuesAsText("required").contains(property.getKey());
            boolean wanted =
                    required.contains(property.getKey())
                            || (!alternative && depth <= DEPTH_MAX && random.nextInt(3) == 0);
            if (wanted) {
                object.set(
                        property.getKey(),
                        draw(property.getValue(), property.getKey(), random, depth + 1));
            }
        }
        return object;
    }

    private static String text(JsonNode schema, String name) {
        if (name.startsWith("program") || name.equals("text")) {
            return PROGRAM;
        }
        return switch (schema.path("format").asText()) {
            case "date-time" -> "2026-03-06T08:00:00Z";
            default -> schema.path("pattern").asText().contains("-") ? "4-5" : "a";
        };
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static JsonNode one(JsonNode array, SplittableRandom random) {
        return array.get(random.nextInt(array.size()));
    }
}
