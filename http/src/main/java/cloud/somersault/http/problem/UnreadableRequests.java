package cloud.somersault.http.problem;

import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/**
 * Answers requests that are not even HTTP, before there is a request to route. Named in
 * application.conf; Pekko HTTP looks for the field {@code MODULE$}.
 */
public final class UnreadableRequests extends ParsingErrorHandler {
    /** The only one. */
    public static final UnreadableRequests MODULE$ = new UnreadableRequests();

    private UnreadableRequests() {}

    @Override
    public HttpResponse handle(
            StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
        var code =
                switch (status.intValue()) {
                    case 413 -> ProblemCode.BODY_TOO_LARGE;
                    case 414 -> ProblemCode.URI_TOO_LONG;
                    case 431 -> ProblemCode.HEADERS_TOO_LARGE;
                    case 501 -> ProblemCode.NOT_IMPLEMENTED;
                    default -> ProblemCode.MALFORMED_REQUEST;
                };
        return Problem.of(code, info.summary() + ".").toResponse();
    }
}
