package cloud.somersault.http.route;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpMethod;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * One row of the table of routes.
 *
 * @param method which
 * @param path which
 * @param queries the query parameters that it takes; all others are refused
 * @param operationId its name in the OpenAPI document
 * @param timeLimit after which the caller is told that no answer came
 * @param handler what is done
 */
public record Endpoint(
        HttpMethod method,
        PathTemplate path,
        List<String> queries,
        String operationId,
        Duration timeLimit,
        Handler handler) {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(30);
    private static final String ANY = "*";

    /** What is done with a request; a thrown or failed {@code ProblemException} is its answer. */
    @FunctionalInterface
    public interface Handler {
        CompletionStage<HttpResponse> handle(Call call);
    }

    public Endpoint {
        queries = List.copyOf(queries);
    }

    /**
     * A route that reads.
     *
     * @param template path and query parameters, like {@code /v1/jobs?limit&cursor}
     */
    public static Endpoint get(String template, String operationId, Handler handler) {
        return of(HttpMethods.GET, template, operationId, handler);
    }

    /** A route that does something. */
    public static Endpoint post(String template, String operationId, Handler handler) {
        return of(HttpMethods.POST, template, operationId, handler);
    }

    /** A route of any method. */
    public static Endpoint of(
            HttpMethod method, String template, String operationId, Handler handler) {
        int mark = template.indexOf('?');
        return mark < 0
                ? new Endpoint(
                        method,
                        new PathTemplate(template),
                        List.of(),
                        operationId,
                        TIME_LIMIT,
                        handler)
                : new Endpoint(
                        method,
                        new PathTemplate(template.substring(0, mark)),
                        List.of(template.substring(mark + 1).split("&", -1)),
                        operationId,
                        TIME_LIMIT,
                        handler);
    }

    /**
     * The same, taking whatever stands in the query, the last of two equal names: what protocols
     * that are not this house's own may send is not its to say.
     */
    public Endpoint withAnyQuery() {
        return new Endpoint(method, path, List.of(ANY), operationId, timeLimit, handler);
    }

    boolean takesAnyQuery() {
        return queries.equals(List.of(ANY));
    }

    /** The same, done by another. */
    public Endpoint handledBy(Handler other) {
        return new Endpoint(method, path, queries, operationId, timeLimit, other);
    }

    /** The same with another time limit. */
    public Endpoint within(Duration other) {
        return new Endpoint(method, path, queries, operationId, other, handler);
    }
}
