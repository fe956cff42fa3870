package cloud.somersault.http.lock;

import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * What browsers are told with every answer: that content is what it says it is, that nobody frames
 * it, that the page runs this server's own scripts only, and from whose pages scripts may read it
 * (CORS). Programs that are no browser pass all of it over.
 */
public final class BrowserRules {
    private static final String YEAR_SECONDS = "31536000";
    private static final String PREFLIGHT_SECONDS = "600";

    /** Drawn circuits are styled inline, as SVG files are. */
    private static final String OF_PAGES =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
                    + " img-src 'self' data:; font-src 'self'; connect-src 'self';"
                    + " form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

    private static final String OF_THE_REST = "default-src 'none'; frame-ancestors 'none'";

    private static final List<HttpHeader> ALWAYS =
            List.of(
                    RawHeader.create("X-Content-Type-Options", "nosniff"),
                    RawHeader.create("Referrer-Policy", "no-referrer"),
                    RawHeader.create("X-Frame-Options", "DENY"));

    private final Origins origins;
    private final List<HttpHeader> always;

    /**
     * Rules.
     *
     * @param encrypted whether the server is reached through TLS, and is to be for a year
     */
    public BrowserRules(Origins origins, boolean encrypted) {
        this.origins = origins;
        this.always =
                encrypted
                        ? List.of(
                                ALWAYS.get(0),
                                ALWAYS.get(1),
                                ALWAYS.get(2),
                                RawHeader.create(
                                        "Strict-Transport-Security", "max-age=" + YEAR_SECONDS))
                        : ALWAYS;
    }

    /** The answer to a browser that asks whether it may ask; absent when it is no such question. */
    public Optional<HttpResponse> preflight(HttpRequest request) {
        if (!request.method().name().equals("OPTIONS")
                || request.getHeader("Access-Control-Request-Method").isEmpty()) {
            return Optional.empty();
        }
        return origins.allowedOrigin(request)
                .map(origin ->
                        HttpResponse.create()
                                .withStatus(StatusCodes.NO_CONTENT)
                                .addHeader(RawHeader.create("Access-Control-Allow-Origin", origin))
                                .addHeader(RawHeader.create("Vary", "Origin"))
                                .addHeader(
                                        RawHeader.create(
                                                "Access-Control-Allow-Methods", "GET, POST"))
                                .addHeader(
                                        RawHeader.create(
                                                "Access-Control-Allow-Headers",
                                                "Authorization, Content-Type, Idempotency-Key,"
                                                        + " Last-Event-ID, Somersault-Tenant,"
                                                        + " If-None-Match, traceparent"))
                                .addHeader(
                                        RawHeader.create(
                                                "Access-Control-Max-Age", PREFLIGHT_SECONDS)));
    }

    /** The answer with what a browser is to be told. */
    public HttpResponse told(HttpRequest request, HttpResponse response) {
        boolean page = response.entity().getContentType().mediaType().equals(MediaTypes.TEXT_HTML);
        var told = response;
        for (var header : always) {
            if (response.getHeader(header.name()).isEmpty()) {
                told = told.addHeader(header);
            }
        }
        // What a browser has kept goes on under the policy that it came with.
        if (!told.status().equals(StatusCodes.NOT_MODIFIED)) {
            told =
                    told.addHeader(
                            RawHeader.create(
                                    "Content-Security-Policy", page ? OF_PAGES : OF_THE_REST));
        }
        var origin = origins.allowedOrigin(request);
        return origin.isEmpty()
                ? told
                : told.addHeader(RawHeader.create("Access-Control-Allow-Origin", origin.get()))
                        .addHeader(RawHeader.create("Vary", "Origin"))
                        .addHeader(
                                RawHeader.create(
                                        "Access-Control-Expose-Headers",
                                        "Location, Retry-After, WWW-Authenticate, ETag"));
    }
}
