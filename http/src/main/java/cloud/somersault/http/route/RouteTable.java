package cloud.somersault.http.route;

import static org.apache.pekko.http.javadsl.server.Directives.completeWithFuture;
import static org.apache.pekko.http.javadsl.server.Directives.concat;
import static org.apache.pekko.http.javadsl.server.Directives.extractRequest;
import static org.apache.pekko.http.javadsl.server.Directives.handleExceptions;
import static org.apache.pekko.http.javadsl.server.Directives.handleRejections;
import static org.apache.pekko.http.javadsl.server.Directives.method;
import static org.apache.pekko.http.javadsl.server.Directives.reject;
import static org.apache.pekko.http.javadsl.server.Directives.withRequestTimeout;

import cloud.somersault.http.lock.Gate;
import cloud.somersault.http.lock.Knock;
import cloud.somersault.http.problem.Failures;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.problem.ProblemException;
import cloud.somersault.http.problem.Rejections;
import cloud.somersault.http.request.Body;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.Query;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.http.javadsl.server.Route;

/**
 * All endpoints of a server, and the Pekko HTTP route that they make together.
 *
 * @param endpoints in the order in which they are tried
 */
public record RouteTable(List<Endpoint> endpoints) {

    public RouteTable {
        endpoints = List.copyOf(endpoints);
        var seen = new HashSet<String>();
        for (var endpoint : endpoints) {
            if (!seen.add(endpoint.operationId())
                    || !seen.add(endpoint.method().name() + " " + endpoint.path().text())) {
                throw new IllegalArgumentException("twice in the table: " + endpoint);
            }
        }
    }

    /** The same with more, tried after these. */
    public RouteTable with(List<Endpoint> more) {
        var all = new ArrayList<>(endpoints);
        all.addAll(more);
        return new RouteTable(all);
    }

    /** The route, open to everybody. */
    public Route route(ClassicActorSystemProvider system) {
        return route(system, Gate.OPEN);
    }

    /** The route; whatever goes wrong in it is answered with a problem document. */
    public Route route(ClassicActorSystemProvider system, Gate gate) {
        var byLength = byLength();
        var all = extractRequest(request -> route(request, byLength, system, gate));
        return handleExceptions(
                Rejections.exceptions(), () -> handleRejections(Rejections.handler(), () -> all));
    }

    /** Only those endpoints are tried whose path it is: most of the time one or two. */
    private Route route(
            HttpRequest request,
            List<List<Endpoint>> byLength,
            ClassicActorSystemProvider system,
            Gate gate) {
        var path = segments(request);
        var routes = new ArrayList<Route>(2);
        for (var endpoint : byLength.get(Math.min(path.size(), byLength.size() - 1))) {
            endpoint.path()
                    .match(path)
                    .ifPresent(holes -> routes.add(route(endpoint, request, holes, system, gate)));
        }
        if (routes.size() <= 1) {
            return routes.isEmpty() ? reject() : routes.getFirst();
        }
        return concat(routes.getFirst(), routes.subList(1, routes.size()).toArray(Route[]::new));
    }

    /** By the number of segments of a path, which endpoints it may be; the last for all longer. */
    private List<List<Endpoint>> byLength() {
        int longest = 1 + endpoints.stream().mapToInt(one -> one.path().length()).max().orElse(0);
        return IntStream.rangeClosed(0, longest)
                .mapToObj(length ->
                        endpoints.stream().filter(one -> one.path().takes(length)).toList())
                .toList();
    }

    private static Route route(
            Endpoint endpoint,
            HttpRequest request,
            Map<String, String> path,
            ClassicActorSystemProvider system,
            Gate gate) {
        return method(
                endpoint.method(),
                () ->
                        withRequestTimeout(
                                endpoint.timeLimit(),
                                _ -> Failures.unavailable().toResponse(),
                                () ->
                                        completeWithFuture(
                                                answer(endpoint, request, path, system, gate))));
    }

    private static CompletionStage<HttpResponse> answer(
            Endpoint endpoint,
            HttpRequest request,
            Map<String, String> path,
            ClassicActorSystemProvider system,
            Gate gate) {
        var trace = TraceContext.of(request);
        return unexpectedBody(request, system)
                .thenCompose(_ ->
                        trace.named(() -> admitted(endpoint, request, path, system, trace, gate)))
                .thenApply(done -> Representation.of(request, done))
                .exceptionally(failure ->
                        trace.named(() -> Failures.problem(request, failure).toResponse()))
                .thenApply(response ->
                        response.addHeader(
                                RawHeader.create(TraceContext.RESPONSE_HEADER, trace.response())));
    }

    /**
     * Nobody reads what comes with a GET. If it were left where it is, the connection would be
     * closed under a client that is still sending, which may lose the answer.
     */
    private static CompletionStage<Done> unexpectedBody(
            HttpRequest request, ClassicActorSystemProvider system) {
        return request.method().equals(HttpMethods.GET)
                ? Body.discard(request, system)
                : CompletableFuture.completedStage(Done.getInstance());
    }

    private static CompletionStage<HttpResponse> admitted(
            Endpoint endpoint,
            HttpRequest request,
            Map<String, String> path,
            ClassicActorSystemProvider system,
            TraceContext trace,
            Gate gate) {
        var knock = new Knock(request, endpoint.operationId(), endpoint.path().text(), path);
        try {
            return gate.admit(knock)
                    .thenCompose(caller -> {
                        var query = query(endpoint, request);
                        var call = new Call(request, path, query, system, trace, caller);
                        return trace.named(() -> handled(endpoint, call))
                                .thenCompose(response -> gate.answered(knock, caller, response));
                    });
        } catch (RuntimeException thrown) {
            return CompletableFuture.failedStage(thrown);
        }
    }

    /** What the endpoint answers; its problems are answers, too. */
    private static CompletionStage<HttpResponse> handled(Endpoint endpoint, Call call) {
        try {
            return endpoint.handler()
                    .handle(call)
                    .exceptionally(
                            failure -> Failures.problem(call.request(), failure).toResponse());
        } catch (ProblemException refused) {
            return CompletableFuture.completedStage(refused.problem().toResponse());
        }
    }

    private static Map<String, String> query(Endpoint endpoint, HttpRequest request) {
        Query sent = request.getUri().query();
        var query = new TreeMap<String, String>();
        for (var parameter : sent.toList()) {
            var name = parameter.first();
            if (endpoint.takesAnyQuery()) {
                query.put(name, parameter.second());
                continue;
            }
            if (!endpoint.queries().contains(name)) {
                throw Problem.of(
                                ProblemCode.UNKNOWN_PARAMETER,
                                "This route has no query parameter " + name + ".")
                        .withHint(
                                endpoint.queries().isEmpty()
                                        ? "It has none at all."
                                        : "It has "
                                                + String.join(
                                                        ", ", new TreeSet<>(endpoint.queries()))
                                                + ".")
                        .toException();
            }
            if (query.put(name, parameter.second()) != null) {
                throw Problem.of(
                                ProblemCode.WRONG_PARAMETER,
                                "The parameter " + name + " is there twice.")
                        .toException();
            }
        }
        return query;
    }

    /** Decoded. Pekko leaves out empty segments; here a slash too many makes another path. */
    private static List<String> segments(HttpRequest request) {
        var segments = new ArrayList<String>();
        request.getUri().pathSegments().forEach(segments::add);
        var path = request.getUri().path();
        if (path.contains("//") || (path.length() > 1 && path.endsWith("/"))) {
            segments.add("");
        }
        return segments;
    }
}
