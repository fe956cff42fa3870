package cloud.somersault.tuning.text;

import cloud.somersault.tuning.refusal.TuningException;
import cloud.somersault.tuning.refusal.TuningException.Code;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * Examples out of text.
 *
 * <p>JSON lines: one object each line, {@code {"prompt", "answer"}}, {@code {"question", "answer"}}
 * (GSM8K), {@code {"instruction", "input"?, "output"}}, {@code {"text"}}, or a chat {@code
 * {"messages": [{"role", "content"}]}} (also {@code "conversations"} with "from" and "value") of
 * which each of the assistant's turns is an example, with all before it as the prompt. Anything
 * else is plain text: each paragraph is an example without a prompt.
 */
public final class ExampleFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<List<String>> PAIRS =
            List.of(
                    List.of("prompt", "answer"), List.of("question", "answer"),
                    List.of("prompt", "completion"), List.of("prompt", "response"));

    private ExampleFile() {}

    /**
     * Reads examples; {@link TuningException} names the line that can't be one.
     *
     * @param name for messages
     */
    public static List<Example> read(String name, String content) {
        var examples = new ArrayList<Example>();
        if (content.stripLeading().startsWith("{")) {
            int number = 0;
            for (var line : content.lines().toList()) {
                number++;
                if (!line.isBlank()) {
                    examples.addAll(json(name, number, line));
                }
            }
        } else {
            for (var paragraph : content.split("\\R\\s*\\R", -1)) {
                if (!paragraph.isBlank()) {
                    examples.add(new Example("", paragraph.strip()));
                }
            }
        }
        if (examples.isEmpty()) {
            throw new TuningException(Code.DATA, name + " has no example in it");
        }
        return examples;
    }

    private static List<Example> json(String name, int number, String line) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JsonProcessingException bad) {
            throw refused(name, number, "is not JSON: " + bad.getOriginalMessage());
        }
        for (var pair : PAIRS) {
            if (node.path(pair.getFirst()).isTextual() && node.path(pair.getLast()).isTextual()) {
                var prompt = node.path(pair.getFirst()).asText();
                return List.of(new Example(ended(prompt), node.path(pair.getLast()).asText()));
            }
        }
        if (node.path("instruction").isTextual() && node.path("output").isTextual()) {
            var input = node.path("input").asText("");
            var prompt = node.path("instruction").asText() + (input.isEmpty() ? "" : "\n" + input);
            return List.of(new Example(ended(prompt), node.path("output").asText()));
        }
        if (node.path("text").isTextual()) {
            return List.of(new Example("", node.path("text").asText()));
        }
        for (var field : List.of("messages", "conversations")) {
            if (node.path(field).isArray()) {
                return chat(name, number, node.path(field));
            }
        }
        throw refused(
                name,
                number,
                "has neither prompt and answer, nor instruction and output, nor text, nor messages");
    }

    private static List<Example> chat(String name, int number, JsonNode turns) {
        var examples = new ArrayList<Example>();
        var before = new StringBuilder();
        for (var turn : turns) {
            var role = turn.has("role") ? turn.path("role").asText() : turn.path("from").asText();
            var said = turn.has("content") ? turn.path("content") : turn.path("value");
            if (role.isEmpty() || !said.isTextual()) {
                throw refused(
                        name, number, "has a turn without a role or without content: " + turn);
            }
            if (role.equals("assistant") || role.equals("gpt")) {
                examples.add(new Example(before + "assistant: ", said.asText()));
                role = "assistant";
            }
            before.append(role).append(": ").append(said.asText()).append('\n');
        }
        if (examples.isEmpty()) {
            throw refused(name, number, "is a chat in which the assistant says nothing");
        }
        return examples;
    }

    private static String ended(String prompt) {
        return prompt.endsWith("\n") ? prompt : prompt + "\n";
    }

    private static TuningException refused(String name, int number, String message) {
        return new TuningException(Code.DATA, name + ", line " + number + " " + message);
    }
}
