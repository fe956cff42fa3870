package cloud.somersault.http.request;

import cloud.somersault.http.json.Json;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.MediaTypes;

/**
 * Reads a request's body as JSON. A body that announces more than the limit is refused before a
 * byte of it is read; one that does not announce its length is refused at the first byte too many.
 */
public final class Body {
    /** The longest body that is read. */
    public static final long BYTES_MAX = 16L * 1024 * 1024;

    private static final Duration TIMEOUT = Duration.ofSeconds(25);

    private Body() {}

    /** The body as a JSON value; fails with a problem when it is none. */
    public static CompletionStage<JsonNode> json(
            HttpRequest request, ClassicActorSystemProvider system) {
        requireJson(request);
        var entity = request.entity();
        var announced = entity.getContentLengthOption();
        if (announced.isPresent() && announced.getAsLong() > BYTES_MAX) {
            throw Problem.of(
                            ProblemCode.BODY_TOO_LARGE,
                            "The body has "
                                    + announced.getAsLong()
                                    + " bytes; at most "
                                    + BYTES_MAX
                                    + " are read.")
                    .toException();
        }
        return entity.withSizeLimit(BYTES_MAX)
                .toStrict(TIMEOUT.toMillis(), BYTES_MAX, system)
                .handle((strict, failure) -> {
                    if (failure instanceof TimeoutException) {
                        throw Problem.of(
                                        ProblemCode.BODY_TOO_SLOW,
                                        "The body was incomplete after "
                                                + TIMEOUT.toSeconds()
                                                + " seconds.")
                                .toException();
                    }
                    if (failure != null) {
                        throw new CompletionException(failure);
                    }
                    return parse(strict.getData().toArrayUnsafe());
                });
    }

    private static void requireJson(HttpRequest request) {
        var type = request.entity().getContentType();
        boolean json =
                type.mediaType().isApplication()
                        && type.mediaType().subType().equals(MediaTypes.APPLICATION_JSON.subType());
        boolean utf8 =
                type.getCharsetOption().map(charset -> charset == HttpCharsets.UTF_8).orElse(true);
        if (!json || !utf8) {
            throw Problem.of(
                            ProblemCode.WRONG_CONTENT_TYPE,
                            "The body is announced as " + type + "; application/json is read.")
                    .withHint("Send the header Content-Type: application/json.")
                    .toException();
        }
        request.getHeader("Content-Encoding")
                .filter(header -> !header.value().equalsIgnoreCase("identity"))
                .ifPresent(header -> {
                    throw Problem.of(
                                    ProblemCode.WRONG_CONTENT_TYPE,
                                    "The body is encoded as "
                                            + header.value()
                                            + "; only plain bodies are read.")
                            .toException();
                });
    }

    static JsonNode parse(byte[] bytes) {
        try {
            var value = Json.read(bytes);
            if (value.isMissingNode()) {
                throw Problem.of(ProblemCode.MALFORMED_JSON, "The body is empty.").toException();
            }
            return value;
        } catch (StreamConstraintsException tooMuch) {
            throw malformed(tooMuch, tooMuch.getOriginalMessage().replaceAll(", from `[^`]*`", ""));
        } catch (MismatchedInputException trailing) {
            throw malformed(trailing, "There is text after the JSON value");
        } catch (JsonProcessingException broken) {
            throw malformed(broken, firstLine(broken.getOriginalMessage()));
        } catch (IOException broken) {
            throw Problem.of(ProblemCode.MALFORMED_JSON, "The body is not UTF-8.").toException();
        }
    }

    private static RuntimeException malformed(JsonProcessingException broken, String what) {
        var location = broken.getLocation();
        var place =
                location == null
                        ? ""
                        : "Line "
                                + location.getLineNr()
                                + ", column "
                                + location.getColumnNr()
                                + ": ";
        return Problem.of(ProblemCode.MALFORMED_JSON, place + what + ".").toException();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("not JSON");
    }
}
