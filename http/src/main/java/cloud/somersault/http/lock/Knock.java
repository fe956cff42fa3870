package cloud.somersault.http.lock;

import java.util.Locale;
import java.util.Map;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * A request that wants in.
 *
 * @param operationId of the endpoint that it found
 * @param template of that endpoint's path
 * @param path what stands in its holes
 */
public record Knock(
        HttpRequest request, String operationId, String template, Map<String, String> path) {

    public Knock {
        path = Map.copyOf(path);
    }

    /** How the audit log calls it: {@code submit-job}. */
    String what() {
        return operationId.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
