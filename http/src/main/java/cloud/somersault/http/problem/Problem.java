package cloud.somersault.http.problem;

import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;

/**
 * One error, as the user sees it (RFC 9457).
 *
 * @param code what kind
 * @param detail one sentence about this occurrence
 * @param hint what would help here, if more can be said than the code says
 * @param field the path of the JSON field that is meant, like {@code programs[3].language}
 * @param diagnostics the errors of a program text
 * @param headers sent along, like {@code Retry-After}
 */
public record Problem(
        ProblemCode code,
        String detail,
        Optional<String> hint,
        Optional<String> field,
        List<ProgramError> diagnostics,
        List<HttpHeader> headers) {

    /** The media type of problem documents. */
    public static final ContentType CONTENT_TYPE =
            MediaTypes.customWithFixedCharset(
                            "application", "problem+json", HttpCharsets.UTF_8, Map.of(), true)
                    .toContentType();

    public Problem {
        diagnostics = List.copyOf(diagnostics);
        headers = List.copyOf(headers);
    }

    /** A problem about which the detail says everything. */
    public static Problem of(ProblemCode code, String detail) {
        return new Problem(code, detail, Optional.empty(), Optional.empty(), List.of(), List.of());
    }

    /** The same with advice. */
    public Problem withHint(String better) {
        return new Problem(code, detail, Optional.of(better), field, diagnostics, headers);
    }

    /** The same about one field. */
    public Problem withField(String path) {
        return new Problem(code, detail, hint, Optional.of(path), diagnostics, headers);
    }

    /** The same with the errors of a program. */
    public Problem withDiagnostics(List<ProgramError> errors) {
        return new Problem(code, detail, hint, field, errors, headers);
    }

    /** The same with one more response header. */
    public Problem withHeader(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(RawHeader.create(name, value));
        return new Problem(code, detail, hint, field, diagnostics, more);
    }

    /** The same, asking to come back later. */
    public Problem retryAfter(long seconds) {
        return withHeader("Retry-After", Long.toString(Math.max(1, seconds)));
    }

    /** As an exception, for places that cannot return it. */
    public ProblemException toException() {
        return new ProblemException(this);
    }

    /** As the answer of a door. */
    public HttpResponse toResponse() {
        return response(document());
    }

    /** With a member more than every problem has (RFC 9457, section 3.2). */
    public HttpResponse toResponse(String member, Object value) {
        var document = (ObjectNode) Json.tree(document());
        document.set(member, Json.tree(value));
        return response(document);
    }

    private HttpResponse response(Object document) {
        return HttpResponse.create()
                .withStatus(StatusCodes.get(code.status()))
                .addHeaders(headers)
                .addHeader(RawHeader.create("Cache-Control", "no-store"))
                .withEntity(HttpEntities.create(CONTENT_TYPE, Json.write(document)));
    }

    Document document() {
        return new Document(
                "/problems/" + code.id(),
                code.title(),
                code.status(),
                detail,
                code.id(),
                hint,
                field,
                diagnostics);
    }

    /** The JSON of a problem. */
    record Document(
            String type,
            String title,
            int status,
            String detail,
            String code,
            Optional<String> hint,
            Optional<String> field,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProgramError> diagnostics) {}
}
