package cloud.somersault.http.problem;

import cloud.somersault.job.seal.ContentErasedException;
import cloud.somersault.job.seal.ContentKeyMissingException;
import cloud.somersault.persistence.archive.Breaker;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.scaladsl.model.EntityStreamException;
import org.apache.pekko.http.scaladsl.model.EntityStreamSizeException;
import org.apache.pekko.http.scaladsl.model.IllegalUriException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a problem of whatever was thrown. Nothing of the inside is told: an unexpected exception
 * gets an id that stands in the problem and, with the stack trace, in the log.
 */
public final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int RETRY_SECONDS = 2;

    private Failures() {}

    /** The problem that tells of this failure of this request. */
    public static Problem problem(HttpRequest request, Throwable thrown) {
        return switch (cause(thrown)) {
            case ProblemException known -> known.problem();
            case EntityStreamSizeException tooLarge ->
                    Problem.of(
                            ProblemCode.BODY_TOO_LARGE,
                            "The body is larger than " + tooLarge.limit() + " bytes.");
            case EntityStreamException cut ->
                    Problem.of(
                            ProblemCode.MALFORMED_REQUEST,
                            "The body could not be read: " + cut.info().summary());
            case IllegalUriException broken ->
                    Problem.of(
                            ProblemCode.MALFORMED_REQUEST,
                            "The address could not be read: " + broken.info().summary());
            case Breaker.OpenException gone ->
                    Problem.of(
                                    ProblemCode.DATABASE_UNAVAILABLE,
                                    "A part of the database can't be reached. Nothing was stored.")
                            .retryAfter(gone.retryAfterSeconds());
            case ContentErasedException erased ->
                    Problem.of(ProblemCode.CONTENT_ERASED, String.valueOf(erased.getMessage()));
            case ContentKeyMissingException missing ->
                    Problem.of(ProblemCode.UNAVAILABLE, String.valueOf(missing.getMessage()))
                            .retryAfter(RETRY_SECONDS);
            case TimeoutException late -> {
                LOG.warn("{} {}: {}", method(request), path(request), late.getMessage());
                yield unavailable();
            }
            case Throwable unexpected -> {
                var errorId = UUID.randomUUID().toString();
                LOG.error(
                        "{} {} failed, error id {}",
                        method(request),
                        path(request),
                        errorId,
                        unexpected);
                yield Problem.of(
                        ProblemCode.INTERNAL_ERROR,
                        "The error id is " + errorId + "; the server's log has the same.");
            }
        };
    }

    /** No answer in time, from inside or from the whole request. */
    public static Problem unavailable() {
        return Problem.of(
                        ProblemCode.UNAVAILABLE,
                        "No answer came in time from a part of the server.")
                .retryAfter(RETRY_SECONDS);
    }

    private static Throwable cause(Throwable thrown) {
        var inner = thrown.getCause();
        return (thrown instanceof CompletionException || thrown instanceof ExecutionException)
                        && inner != null
                ? cause(inner)
                : thrown;
    }

    private static String method(HttpRequest request) {
        return request.method().name();
    }

    private static String path(HttpRequest request) {
        return request.getUri().path();
    }
}
