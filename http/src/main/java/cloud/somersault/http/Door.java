package cloud.somersault.http;

import static java.util.concurrent.CompletableFuture.completedStage;

import cloud.somersault.http.lock.BrowserRules;
import cloud.somersault.http.lock.Gate;
import cloud.somersault.http.lock.Origins;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Closing;
import cloud.somersault.http.route.Connection;
import cloud.somersault.http.route.RouteTable;
import cloud.somersault.http.site.HealthRoutes;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.ClassicActorSystemProvider;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.function.Function;

/**
 * The listening socket. It opens before the house behind it is ready: until then it answers that
 * the process lives and, to everything else, that it is starting.
 */
final class Door {
    private static final int RETRY_SECONDS = 1;

    private final ClassicActorSystemProvider system;
    private final ServerBinding binding;
    private final boolean encrypted;
    private final AtomicReference<Function<HttpRequest, CompletionStage<HttpResponse>>> answer;

    private Door(
            ClassicActorSystemProvider system,
            ServerBinding binding,
            boolean encrypted,
            AtomicReference<Function<HttpRequest, CompletionStage<HttpResponse>>> answer) {
        this.system = system;
        this.binding = binding;
        this.encrypted = encrypted;
        this.answer = answer;
    }

    /**
     * Starts to listen. Closes with the actor system's coordinated shutdown.
     *
     * @param port 0 for any free one
     */
    static CompletionStage<Door> open(
            ClassicActorSystemProvider system, String host, int port, Instant startedAt) {
        var answer =
                new AtomicReference<Function<HttpRequest, CompletionStage<HttpResponse>>>(
                        request -> completedStage(starting(request, startedAt)));
        var config = system.classicSystem().settings().config();
        var encryption = Encryption.of(config);
        var rules =
                new BrowserRules(
                        Origins.of(config.getStringList("somersault.http.origins")),
                        encryption.isPresent());
        Function<HttpRequest, CompletionStage<HttpResponse>> whoeverAnswersNow =
                request ->
                        rules.preflight(request)
                                .map(CompletableFuture::completedStage)
                                .orElseGet(() -> ask(answer, request))
                                .thenApply(response -> rules.told(request, response));
        var socket = Http.get(system).newServerAt(host, port);
        var closing = new Closing();
        var serving = Connection.flow(whoeverAnswersNow, Connection.Patience.of(config), closing);
        return new Connections(system, serving, closing)
                .at(
                        encryption
                                .map(context ->
                                        socket.enableHttps(ConnectionContext.httpsServer(context)))
                                .orElse(socket))
                .thenApply(binding -> new Door(system, binding, encryption.isPresent(), answer));
    }

    private static CompletionStage<HttpResponse> ask(
            AtomicReference<Function<HttpRequest, CompletionStage<HttpResponse>>> answer,
            HttpRequest request) {
        try {
            return answer.get().apply(request);
        } catch (Exception thrown) {
            return CompletableFuture.failedStage(thrown);
        }
    }

    /** How its address begins. */
    String scheme() {
        return encrypted ? "https" : "http";
    }

    /** From now on these routes answer whom the gate lets in. */
    void serve(RouteTable table, Gate gate) {
        answer.set(table.route(system, gate).handler(system));
    }

    /** Where it listens. */
    InetSocketAddress address() {
        return binding.localAddress();
    }

    private static HttpResponse starting(HttpRequest request, Instant startedAt) {
        return request.getUri().path().equals("/health/live")
                ? HealthRoutes.live(startedAt)
                : Problem.of(ProblemCode.STARTING, "The server is not ready yet.")
                        .retryAfter(RETRY_SECONDS)
                        .toResponse();
    }
}
