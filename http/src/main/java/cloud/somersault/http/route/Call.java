package cloud.somersault.http.route;

import cloud.somersault.http.lock.Caller;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.request.Body;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.MediaType;

/** A request that has found its endpoint. */
public final class Call {
    private final HttpRequest request;
    private final Map<String, String> path;
    private final Map<String, String> query;
    private final ClassicActorSystemProvider system;
    private final TraceContext trace;
    private final Caller caller;

    Call(
            HttpRequest request,
            Map<String, String> path,
            Map<String, String> query,
            ClassicActorSystemProvider system,
            TraceContext trace,
            Caller caller) {
        this.request = request;
        this.path = Map.copyOf(path);
        this.query = Map.copyOf(query);
        this.system = system;
        this.trace = trace;
        this.caller = caller;
    }

    /** The trace that it belongs to. */
    public TraceContext trace() {
        return trace;
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    /** What stands in a hole of the path. */
    public String path(String name) {
        var value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the path has no {" + name + "}");
        }
        return value;
    }

    /** A query parameter, if it is there. */
    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A query parameter that is one of a few words, if it is there. */
    public Optional<String> queryWord(String name, List<String> words) {
        var value = query(name);
        if (value.isPresent() && !words.contains(value.get())) {
            throw wrongParameter(name, "one of " + String.join(", ", words)).toException();
        }
        return value;
    }

    /** A query parameter that is a whole number, least and most included, if it is there. */
    public OptionalLong queryWhole(String name, long least, long most) {
        var value = query(name);
        return value.isPresent()
                ? OptionalLong.of(whole(name, value.get(), least, most))
                : OptionalLong.empty();
    }

    /** A query parameter that is a moment, if it is there. */
    public Optional<Instant> queryInstant(String name) {
        return query(name)
                .map(text -> {
                    try {
                        return Instant.parse(text);
                    } catch (DateTimeParseException none) {
                        throw wrongParameter(name, "a moment like 2026-03-06T07:41:31Z")
                                .toException();
                    }
                });
    }

    /** A whole number in a hole of the path, least and most included. */
    public long pathWhole(String name, long least, long most) {
        return whole(name, path(name), least, most);
    }

    /** A request header, if it is there. */
    public Optional<String> header(String name) {
        return request.getHeader(name).map(HttpHeader::value);
    }

    /** A request header that must look like this, if it is there. */
    public Optional<String> header(String name, Predicate<String> fits, String allowed) {
        var value = header(name);
        if (value.isPresent() && !fits.test(value.get())) {
            throw Problem.of(
                            ProblemCode.WRONG_HEADER,
                            "The header " + name + " takes " + allowed + ".")
                    .toException();
        }
        return value;
    }

    /** Whether the Accept header ranks one kind of answer above another; no header ranks none. */
    public boolean prefers(MediaType one, MediaType other) {
        var accepted = header("Accept").orElse("*/*");
        return rank(accepted, one) > rank(accepted, other);
    }

    /**
     * The quality (RFC 9110, section 12.5.1) that the most specific range gives a type, and a trace
     * more for a range that names it: a named type goes before one that is merely tolerated.
     */
    private static double rank(String accepted, MediaType type) {
        int closest = -1;
        double rank = 0;
        for (var range : accepted.toLowerCase(Locale.ROOT).split(",", -1)) {
            var words = range.split(";", -1);
            int closeness = closeness(words[0].strip(), type);
            if (closeness > closest) {
                closest = closeness;
                rank = quality(words) + 1e-4 * closeness;
            }
        }
        return rank;
    }

    private static int closeness(String range, MediaType type) {
        if (range.equals(type.mainType() + "/" + type.subType())) {
            return 2;
        }
        if (range.equals(type.mainType() + "/*")) {
            return 1;
        }
        return range.equals("*/*") ? 0 : -1;
    }

    private static double quality(String[] words) {
        for (var word : words) {
            var parameter = word.strip();
            if (parameter.matches("q=[01](\\.[0-9]{0,3})?")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }

    /** The connection on which it came. */
    public Connection connection() {
        return Connection.of(request);
    }

    /** The request itself. */
    public HttpRequest request() {
        return request;
    }

    /** The body as it came, of whatever type. */
    public CompletionStage<byte[]> bytes() {
        return Body.bytes(request, system);
    }

    /** The body, which must be JSON. */
    public CompletionStage<JsonNode> json() {
        return Body.json(request, system);
    }

    /** Takes the body and throws it away. */
    public CompletionStage<Done> discardBody() {
        return Body.discard(request, system);
    }

    private static long whole(String name, String text, long least, long most) {
        if (text.matches("-?[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw wrongParameter(name, "a whole number from " + least + " to " + most).toException();
    }

    private static Problem wrongParameter(String name, String allowed) {
        return Problem.of(
                ProblemCode.WRONG_PARAMETER, "The parameter " + name + " takes " + allowed + ".");
    }
}
