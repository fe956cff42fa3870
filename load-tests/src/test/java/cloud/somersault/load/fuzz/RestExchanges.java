package cloud.somersault.load.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** Requests to the house's own API, as its OpenAPI document describes them. */
final class RestExchanges {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private final SchemaExamples schemas;
    private final List<Map.Entry<String, String>> things;
    private final List<Operation> operations = new ArrayList<>();

    private record Operation(
            String id,
            String method,
            String path,
            List<JsonNode> parameters,
            List<JsonNode> examples,
            JsonNode bodySchema) {}

    /**
     * Of a document.
     *
     * @param things what stands instead of parts of path templates, like {@code sessions/{id}}; the
     *     first that fits is taken
     */
    RestExchanges(JsonNode document, List<Map.Entry<String, String>> things) {
        this.schemas = new SchemaExamples(document);
        this.things = List.copyOf(things);
        for (var path : document.get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operations.add(
                            operation(
                                    path.getKey(),
                                    path.getValue(),
                                    method.getKey(),
                                    method.getValue()));
                }
            }
        }
    }

    private Operation operation(String path, JsonNode shared, String method, JsonNode document) {
        var parameters = new ArrayList<JsonNode>();
        for (var owner : List.of(shared, document)) {
            owner.path("parameters").forEach(one -> parameters.add(schemas.resolve(one)));
        }
        var content =
                schemas.resolve(document.path("requestBody")).at("/content/application~1json");
        var examples = new ArrayList<JsonNode>();
        if (content.has("example")) {
            examples.add(content.get("example"));
        }
        content.path("examples").forEach(one -> examples.add(one.get("value")));
        return new Operation(
                document.get("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                List.copyOf(parameters),
                List.copyOf(examples),
                content.path("schema"));
    }

    /** The names of all operations, in the order of {@link #draw}. */
    List<String> names() {
        return operations.stream().map(Operation::id).toList();
    }

    /** A request to one of the operations. */
    Exchange draw(int index, SplittableRandom random) {
        var operation = operations.get(index);
        var headers = new ArrayList<String>();
        var query = new StringBuilder();
        for (var parameter : operation.parameters()) {
            if (random.nextInt(3) > 0) {
                continue;
            }
            var name = parameter.get("name").asText();
            var value = schemas.draw(parameter.path("schema"), random).asText();
            switch (parameter.get("in").asText()) {
                case "header" -> headers.add(name + ": " + value);
                case "query" ->
                        query.append(query.isEmpty() ? '?' : '&')
                                .append(encoded(name))
                                .append('=')
                                .append(encoded(value));
                default -> {} // holes are filled below
            }
        }
        return new Exchange(
                operation.id(),
                operation.method(),
                path(operation.path()) + query,
                headers,
                body(operation, random));
    }

    private String path(String template) {
        var path = template;
        for (var thing : things) {
            path = path.replace(thing.getKey(), thing.getValue());
        }
        return path;
    }

    private String body(Operation operation, SplittableRandom random) {
        if (operation.bodySchema().isMissingNode()) {
            return "";
        }
        if (!operation.examples().isEmpty() && random.nextBoolean()) {
            return operation.examples().get(random.nextInt(operation.examples().size())).toString();
        }
        return schemas.draw(operation.bodySchema(), random).toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
