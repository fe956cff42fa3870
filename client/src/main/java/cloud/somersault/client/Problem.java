package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * A problem document (RFC 9457) as this API sends it.
 *
 * @param status the HTTP status
 * @param code what kind; stable
 * @param title a few words
 * @param detail one sentence about this occurrence
 * @param hint what to do next
 * @param field which field of the request is meant
 * @param diagnostics the errors of a program text
 */
public record Problem(
        int status,
        String code,
        String title,
        String detail,
        Optional<String> hint,
        Optional<String> field,
        List<Diagnostic> diagnostics) {

    public Problem {
        diagnostics = List.copyOf(diagnostics);
    }

    static Problem from(int status, JsonNode document) {
        return new Problem(
                status,
                Json.text(document, "code").orElse("unknown"),
                Json.text(document, "title").orElse("The server refused"),
                Json.text(document, "detail").orElse("status " + status),
                Json.text(document, "hint"),
                Json.text(document, "field"),
                Json.elements(document.path("diagnostics")).stream()
                        .map(Diagnostic::from)
                        .toList());
    }

    /**
     * One error in a program text.
     *
     * @param program which of the request's programs, from 0
     * @param code what kind
     * @param line from 1; 0 when no place is meant
     * @param column from 1
     * @param message one sentence
     * @param sourceLine the whole line that is meant
     * @param hint what would help
     */
    public record Diagnostic(
            int program,
            String code,
            int line,
            int column,
            String message,
            String sourceLine,
            Optional<String> hint) {

        static Diagnostic from(JsonNode node) {
            return new Diagnostic(
                    node.path("program").asInt(),
                    node.path("code").asText(),
                    node.path("line").asInt(),
                    node.path("column").asInt(),
                    node.path("message").asText(),
                    node.path("sourceLine").asText(""),
                    Json.text(node, "hint"));
        }
    }
}
