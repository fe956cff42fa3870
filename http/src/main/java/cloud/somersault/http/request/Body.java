package cloud.somersault.http.request;

import cloud.somersault.http.json.Json;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.util.ByteString;

/**
 * Reads a request's body as JSON and keeps at most {@value #BYTES_MAX} bytes of it.
 *
 * <p>What is too large is refused, and how is a matter of manners. A client that asks first
 * (Expect: 100-continue) is answered before it sends anything, and so is one that announces an
 * absurd length. Many others read no answer until they have sent everything, and lose it when the
 * connection is closed under them; from those the rest is taken and thrown away, up to {@value
 * #DISCARDED_BYTES_MAX} bytes and for as long as it keeps coming.
 */
public final class Body {
    /** The longest body that is read. */
    public static final long BYTES_MAX = 16L * 1024 * 1024;

    private static final long DISCARDED_BYTES_MAX = 128L * 1024 * 1024;
    private static final Duration SILENCE = Duration.ofMillis(300);
    private static final Duration TIMEOUT = Duration.ofSeconds(25);

    private Body() {}

    /** The body as a JSON value; fails with a problem when it is none. */
    public static CompletionStage<JsonNode> json(
            HttpRequest request, ClassicActorSystemProvider system) {
        requireJson(request);
        return bytes(request, system).thenApply(body -> parse(unpacked(request, body)));
    }

    /** The body as it came, whatever its type; fails with a problem when it is too large. */
    public static CompletionStage<byte[]> bytes(
            HttpRequest request, ClassicActorSystemProvider system) {
        var announced = request.entity().getContentLengthOption();
        if (announced.isPresent() && announced.getAsLong() > BYTES_MAX) {
            return refuse(request, announced.getAsLong(), system);
        }
        if (request.entity() instanceof HttpEntity.Strict whole) {
            return whole(whole.getData());
        }
        return request.entity()
                .withoutSizeLimit()
                .getDataBytes()
                .completionTimeout(TIMEOUT)
                .runFold(Collected.NOTHING, Collected::plus, system)
                .handle((collected, failure) -> {
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
                    return collected.whole();
                });
    }

    /** Came together with its head: most do. */
    private static CompletionStage<byte[]> whole(ByteString body) {
        return CompletableFuture.completedFuture(Collected.NOTHING.plus(body).whole());
    }

    /** What has come so far; empty, but counted, once it is too much. */
    private record Collected(ByteString bytes, long seen) {
        static final Collected NOTHING = new Collected(ByteString.emptyByteString(), 0);

        Collected plus(ByteString more) {
            long now = seen + more.size();
            if (now > DISCARDED_BYTES_MAX) {
                throw tooLarge("The body has no end in sight");
            }
            return new Collected(
                    now > BYTES_MAX ? ByteString.emptyByteString() : bytes.concat(more), now);
        }

        byte[] whole() {
            if (seen > BYTES_MAX) {
                throw tooLarge("The body has " + seen + " bytes");
            }
            return bytes.toArrayUnsafe();
        }
    }

    private static CompletionStage<byte[]> refuse(
            HttpRequest request, long announced, ClassicActorSystemProvider system) {
        var refusal = tooLarge("The body has " + announced + " bytes");
        if (announced > DISCARDED_BYTES_MAX || request.getHeader("Expect").isPresent()) {
            throw refusal;
        }
        return thrownAway(request, system)
                .thenApply(_ -> {
                    throw refusal;
                });
    }

    /**
     * Takes a body and throws it away unread, so that a client that sends everything before it
     * reads finds its answer. Ends well in any case; what announces more than the most is left
     * alone.
     */
    public static CompletionStage<Done> discard(
            HttpRequest request, ClassicActorSystemProvider system) {
        boolean tooLong = request.entity().getContentLengthOption().orElse(0) > DISCARDED_BYTES_MAX;
        return request.entity() instanceof HttpEntity.Strict
                        || tooLong
                        || request.getHeader("Expect").isPresent()
                ? CompletableFuture.completedFuture(Done.getInstance())
                : thrownAway(request, system);
    }

    private static CompletionStage<Done> thrownAway(
            HttpRequest request, ClassicActorSystemProvider system) {
        return request.entity()
                .withSizeLimit(DISCARDED_BYTES_MAX)
                .getDataBytes()
                .idleTimeout(SILENCE)
                .completionTimeout(TIMEOUT)
                .runWith(Sink.ignore(), system)
                .handle((_, _) -> Done.getInstance());
    }

    private static RuntimeException tooLarge(String what) {
        return Problem.of(
                        ProblemCode.BODY_TOO_LARGE, what + "; at most " + BYTES_MAX + " are read.")
                .toException();
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
    }

    /** A body that came as gzip, unpacked; as much as may be read of it. */
    private static byte[] unpacked(HttpRequest request, byte[] body) {
        var encoding =
                request.getHeader("Content-Encoding")
                        .map(header -> header.value().strip().toLowerCase(Locale.ROOT))
                        .orElse("identity");
        if (encoding.equals("identity")) {
            return body;
        }
        if (!encoding.equals("gzip")) {
            throw Problem.of(
                            ProblemCode.WRONG_CONTENT_TYPE,
                            "The body is encoded as "
                                    + encoding
                                    + "; plain and gzip bodies are read.")
                    .toException();
        }
        try (var inside = new GZIPInputStream(new ByteArrayInputStream(body))) {
            var bytes = inside.readNBytes((int) BYTES_MAX + 1);
            if (bytes.length > BYTES_MAX) {
                throw tooLarge("The body is larger when it is unpacked");
            }
            return bytes;
        } catch (IOException broken) {
            throw Problem.of(ProblemCode.MALFORMED_REQUEST, "The body is not gzip.").toException();
        }
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
