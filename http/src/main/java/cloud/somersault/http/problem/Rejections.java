package cloud.somersault.http.problem;

import static org.apache.pekko.http.javadsl.server.Directives.complete;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;

import java.util.stream.Collectors;
import org.apache.pekko.http.javadsl.server.ExceptionHandler;
import org.apache.pekko.http.javadsl.server.MethodRejection;
import org.apache.pekko.http.javadsl.server.Rejection;
import org.apache.pekko.http.javadsl.server.RejectionHandler;

/** Pekko HTTP's rejections and exceptions as problem documents; its own texts are never sent. */
public final class Rejections {
    private Rejections() {}

    /** For requests that no route took. */
    public static RejectionHandler handler() {
        return RejectionHandler.newBuilder()
                .handleAll(
                        MethodRejection.class,
                        rejections -> {
                            var allowed =
                                    rejections.stream()
                                            .map(rejection -> rejection.supported().name())
                                            .distinct()
                                            .sorted()
                                            .collect(Collectors.joining(", "));
                            return complete(
                                    Problem.of(
                                                    ProblemCode.METHOD_NOT_ALLOWED,
                                                    "This path takes " + allowed + ".")
                                            .withHeader("Allow", allowed)
                                            .toResponse());
                        })
                .handle(
                        Rejection.class,
                        rejection ->
                                complete(
                                        Problem.of(
                                                        ProblemCode.MALFORMED_REQUEST,
                                                        "The request does not fit this route.")
                                                .toResponse()))
                .handleNotFound(
                        extractRequest(request ->
                                complete(
                                        Problem.of(
                                                        ProblemCode.NOT_FOUND,
                                                        "There is no route "
                                                                + request.getUri().path()
                                                                + ".")
                                                .toResponse())))
                .build();
    }

    /** For whatever is thrown while a route is at work. */
    public static ExceptionHandler exceptions() {
        return ExceptionHandler.newBuilder()
                .matchAny(thrown ->
                        extractRequest(request ->
                                complete(Failures.problem(request, thrown).toResponse())))
                .build();
    }
}
