package cloud.somersault.http.lock;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;

/**
 * From whose pages browsers may ask.
 *
 * @param allowed origins besides the server's own, like {@code https://notebook.example}
 */
public record Origins(Set<String> allowed) {
    private static final Set<String> THIS_MACHINE =
            Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    public Origins {
        allowed = Set.copyOf(allowed);
    }

    /** Of these origins, as configured. */
    public static Origins of(List<String> allowed) {
        return new Origins(Set.copyOf(allowed));
    }

    /** The page's origin, when it is another site's that may ask. */
    public Optional<String> allowedOrigin(HttpRequest request) {
        return header(request, "Origin").filter(allowed::contains);
    }

    /**
     * Whether a request to an open server is one of this machine's people: it calls the server by a
     * name of this machine, and, if a page sent it, by a page of this server or an allowed one.
     */
    boolean fromHere(HttpRequest request) {
        var host = header(request, "Host").orElse("");
        if (!host.isEmpty() && !THIS_MACHINE.contains(name(host))) {
            return false;
        }
        return fromNoStrangersPage(request);
    }

    /** Whether no page sent it, or one of this server or an allowed one. */
    boolean fromNoStrangersPage(HttpRequest request) {
        var host = header(request, "Host").orElse("");
        var origin = header(request, "Origin");
        return origin.isEmpty() || allowed.contains(origin.get()) || sameHost(origin.get(), host);
    }

    private static boolean sameHost(String origin, String host) {
        try {
            var authority = new URI(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (URISyntaxException none) {
            return false;
        }
    }

    /** Without the port. */
    private static String name(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']') && host.indexOf(':') == colon;
        boolean portOfSix = host.startsWith("[") && colon > host.lastIndexOf(']');
        return (port || portOfSix ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    private static Optional<String> header(HttpRequest request, String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }
}
