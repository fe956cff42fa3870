package cloud.somersault.http.route;

import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.AttributeKey;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.javadsl.Flow;

/** The connection on which a request came: whether anybody still waits for its answer. */
public final class Connection {
    private static final AttributeKey<Connection> OF_REQUEST =
            AttributeKey.create("connection", Connection.class);

    private volatile boolean closed;

    /** One on which nothing has happened yet. */
    Connection() {}

    /**
     * What a server does with each of its connections: asks for an answer to one request after the
     * other, and notices when the client leaves meanwhile.
     *
     * <p>A socket tells that it was closed only to one who reads. So one request more is read while
     * the answer to the last is still being found; it waits in a buffer.
     */
    public static Flow<HttpRequest, HttpResponse, ?> flow(
            Function<HttpRequest, CompletionStage<HttpResponse>> answer) {
        return Flow.fromMaterializer((_, _) -> {
            var connection = new Connection();
            return Flow.of(HttpRequest.class)
                    .watchTermination((material, ended) -> {
                        ended.whenComplete((_, _) -> connection.closed = true);
                        return material;
                    })
                    .buffer(1, OverflowStrategy.backpressure())
                    .mapAsync(
                            1,
                            request -> answer.apply(request.addAttribute(OF_REQUEST, connection)));
        });
    }

    /** The one of a request; where none is known, one that stays open. */
    static Connection of(HttpRequest request) {
        return request.getAttribute(OF_REQUEST).orElseGet(Connection::new);
    }

    /** Whether the client has left: nobody will read an answer. */
    public boolean isClosed() {
        return closed;
    }
}
