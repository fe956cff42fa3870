package cloud.somersault.load.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A well-formed request.
 *
 * @param name of the operation, or of the door
 * @param target path and query
 * @param headers whole lines, besides Host, Content-Type and Content-Length
 * @param body UTF-8; empty for none
 */
public record Exchange(
        String name, String method, String target, List<String> headers, String body) {

    public Exchange {
        headers = List.copyOf(headers);
    }

    static Exchange of(String name, String method, String target, String body) {
        return new Exchange(name, method, target, List.of(), body);
    }

    byte[] bytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
