package cloud.somersault.http.lock;

import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * What is different when a WebSocket is asked for. A browser opens one for any page, without asking
 * the server first, and a page can set no header of it but the names of protocols: so the origin is
 * looked at whoever asks, and a key may come as the name of a protocol.
 */
final class Sockets {
    private static final String KEY = "somersault-key.";

    private Sockets() {}

    /** Whether the request asks for a WebSocket. */
    static boolean asksForOne(HttpRequest request) {
        return request.getAttribute(AttributeKeys.webSocketUpgrade).isPresent();
    }

    /** The key among the protocols, if there is one. */
    static Optional<String> key(HttpRequest request) {
        return request.getAttribute(AttributeKeys.webSocketUpgrade)
                .flatMap(upgrade ->
                        StreamSupport.stream(upgrade.getRequestedProtocols().spliterator(), false)
                                .filter(name -> name.startsWith(KEY))
                                .map(name -> name.substring(KEY.length()))
                                .findFirst());
    }
}
