package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the server answered, whatever it was.
 *
 * @param status the HTTP status
 * @param headers names in lower case
 * @param body as text
 */
public record Answer(int status, Map<String, List<String>> headers, String body) {

    public Answer {
        headers = Map.copyOf(headers);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
    }

    /** Whether the status is 2xx. */
    public boolean accepted() {
        return status >= 200 && status < 300;
    }

    /** The body as JSON; a problem of code {@code unreadable-answer} when it is none. */
    public JsonNode json() {
        return Json.read(body)
                .orElseThrow(() ->
                        new RefusedException(
                                new Problem(
                                        status,
                                        "unreadable-answer",
                                        "The answer is not JSON",
                                        "status " + status + ": " + Json.shortened(body, 200),
                                        Optional.of("Is this address really a Somersault server?"),
                                        Optional.empty(),
                                        List.of())));
    }

    /** The problem document that a refusal carries. */
    public Problem problem() {
        return Problem.from(status, json());
    }
}
