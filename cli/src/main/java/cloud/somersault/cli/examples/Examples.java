package cloud.somersault.cli.examples;

import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads {@code examples.json} and the programs beside it. */
public final class Examples {
    private Examples() {}

    /**
     * All examples, in the order of the index.
     *
     * @param folder where examples.json lies
     */
    public static List<Example> read(Path folder) {
        var index =
                Json.read(text(folder.resolve("examples.json")))
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        folder.resolve("examples.json") + " is not JSON"));
        var examples = new ArrayList<Example>();
        for (var entry : index.path("examples")) {
            var file = entry.path("file").asText();
            examples.add(
                    new Example(
                            entry.path("name").asText(),
                            file,
                            text(folder.resolve(file)),
                            entry.path("target").asText(),
                            entry.path("shots").asLong(),
                            entry.path("seed").asLong(),
                            numbers(entry.path("inputs")),
                            entry.path("shows").asText(),
                            expectation(entry.path("expect"))));
        }
        return List.copyOf(examples);
    }

    private static Expectation expectation(JsonNode node) {
        var kind = node.path("kind").asText();
        return switch (kind) {
            case "distribution" ->
                    new Expectation.Distribution(
                            numbers(node.path("probabilities")),
                            node.path("totalVariationDistanceMax").asDouble());
            case "at-least" -> {
                var outcomes = new ArrayList<String>();
                node.path("outcomes").forEach(outcome -> outcomes.add(outcome.asText()));
                yield new Expectation.AtLeast(outcomes, node.path("probability").asDouble());
            }
            case "refusal" ->
                    new Expectation.Refusal(
                            node.path("code").asText(),
                            node.path("line").asInt(),
                            node.path("column").asInt());
            default -> throw new IllegalStateException("examples.json: unknown kind " + kind);
        };
    }

    private static Map<String, Double> numbers(JsonNode node) {
        var numbers = new TreeMap<String, Double>();
        node.properties()
                .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asDouble()));
        return numbers;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
