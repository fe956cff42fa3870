package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The OpenAPI document, as a test reads it. */
record OpenApi(JsonNode root) {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    /**
     * One operation.
     *
     * @param parameters "in name", like "query limit"
     */
    record Operation(
            String method, String path, String id, Set<String> parameters, JsonNode document) {}

    static OpenApi ofResource() {
        try (var stream = OpenApi.class.getResourceAsStream("openapi.json")) {
            assertThat(stream).isNotNull();
            return new OpenApi(
                    Json.readOwn(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    List<Operation> operations() {
        var operations = new ArrayList<Operation>();
        for (var path : root.get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    var parameters = new TreeSet<String>();
                    for (var owner : List.of(path.getValue(), method.getValue())) {
                        for (var parameter : owner.path("parameters")) {
                            var found = resolve(parameter);
                            parameters.add(
                                    found.get("in").asText() + " " + found.get("name").asText());
                        }
                    }
                    operations.add(
                            new Operation(
                                    method.getKey().toUpperCase(java.util.Locale.ROOT),
                                    path.getKey(),
                                    method.getValue().get("operationId").asText(),
                                    parameters,
                                    method.getValue()));
                }
            }
        }
        return operations;
    }

    /** The schema of an operation's JSON answer with this status. */
    JsonNode schema(String operationId, String status) {
        var operation =
                operations().stream()
                        .filter(one -> one.id().equals(operationId))
                        .findFirst()
                        .orElseThrow();
        var content = resolve(operation.document().get("responses").get(status)).get("content");
        return resolve(content.properties().iterator().next().getValue().get("schema"));
    }

    JsonNode schema(String name) {
        return root.get("components").get("schemas").get(name);
    }

    /** Follows a $ref. */
    JsonNode resolve(JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        var target = root.at(node.get("$ref").asText().substring(1));
        assertThat(target.isMissingNode()).as(node.get("$ref").asText()).isFalse();
        return resolve(target);
    }

    /** Where a value does not have exactly the fields and types that its schema says. */
    Map<String, String> differences(JsonNode schema, JsonNode value) {
        var found = new LinkedHashMap<String, String>();
        compare(resolve(schema), value, "$", found);
        return found;
    }

    private void compare(JsonNode schema, JsonNode value, String at, Map<String, String> found) {
        if (schema.has("type") && !isOfType(schema.get("type").asText(), value)) {
            found.put(at, "is no " + schema.get("type").asText());
            return;
        }
        if (schema.has("pattern") && !value.asText().matches(schema.get("pattern").asText())) {
            found.put(at, "does not match " + schema.get("pattern").asText());
        }
        if (schema.has("enum")
                && schema.get("enum").valueStream().noneMatch(one -> one.equals(value))) {
            found.put(at, "is none of " + schema.get("enum"));
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                compare(resolve(schema.get("items")), value.get(i), at + "[" + i + "]", found);
            }
        }
        if (value.isObject() && schema.has("properties")) {
            compareFields(schema, value, at, found);
        }
    }

    private void compareFields(
            JsonNode schema, JsonNode value, String at, Map<String, String> found) {
        for (var name : schema.path("required")) {
            if (!value.has(name.asText())) {
                found.put(at + "." + name.asText(), "is missing");
            }
        }
        for (var field : value.properties()) {
            var known = schema.get("properties").get(field.getKey());
            if (known == null) {
                found.put(at + "." + field.getKey(), "is not in the document");
            } else {
                compare(resolve(known), field.getValue(), at + "." + field.getKey(), found);
            }
        }
    }

    private static boolean isOfType(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            default -> throw new AssertionError("the document has a type " + type);
        };
    }
}
