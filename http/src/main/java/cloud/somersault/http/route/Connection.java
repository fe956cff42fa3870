package cloud.somersault.http.route;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.http.javadsl.model.AttributeKey;
import org.apache.pekko.http.javadsl.model.HttpEntity;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.japi.function.Function;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.OverflowStrategy;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.util.ByteString;
import scala.concurrent.duration.FiniteDuration;

/** The connection on which a request came: whether anybody still waits for its answer. */
public final class Connection {
    private static final AttributeKey<Connection> OF_REQUEST =
            AttributeKey.create("connection", Connection.class);

    private static final HttpHeader LAST =
            org.apache.pekko.http.javadsl.model.headers.Connection.create("close");

    private final Closing closing;
    private final SharedKillSwitch cut = KillSwitches.shared("connection");
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicLong silentTicks = new AtomicLong();
    private volatile boolean hasAsked;
    private volatile boolean closed;

    /**
     * How long a connection may say nothing that is a whole request: neither who opens many and
     * sends a letter now and then, nor who forgot to close one, keeps a place from others.
     *
     * @param first from its opening to the first request's last header
     * @param next from an answer to the next request's last header
     */
    public record Patience(Duration first, Duration next) {
        private static final int TICKS = 4;

        /** As configured. */
        public static Patience of(Config config) {
            var http = config.getConfig("somersault.http.connection");
            return new Patience(
                    http.getDuration("first-request"), http.getDuration("next-request"));
        }

        private Duration tick() {
            return first.compareTo(next) < 0 ? first.dividedBy(TICKS) : next.dividedBy(TICKS);
        }

        private long ticksOfFirst() {
            return first.dividedBy(tick());
        }

        private long ticksOfNext() {
            return next.dividedBy(tick());
        }
    }

    /** One on which nothing has happened yet. */
    Connection(Closing closing) {
        this.closing = closing;
    }

    /**
     * What a server does with each of its connections: asks for an answer to one request after the
     * other, and notices when the client leaves meanwhile.
     *
     * <p>A socket tells that it was closed only to one who reads. So one request more is read while
     * the answer to the last is still being found; it waits in a buffer. This takes the server's
     * {@code pipelining-limit} of 2.
     *
     * @param closing of all connections at once
     */
    public static Flow<HttpRequest, HttpResponse, ?> flow(
            Function<HttpRequest, CompletionStage<HttpResponse>> answer,
            Patience patience,
            Closing closing) {
        return Flow.fromMaterializer((materializer, _) -> {
            var connection = new Connection(closing);
            closing.opened(connection);
            var tick = FiniteDuration.create(patience.tick().toNanos(), TimeUnit.NANOSECONDS);
            var ticks =
                    materializer.scheduleWithFixedDelay(
                            tick,
                            tick,
                            () -> {
                                if (connection.silentFor(patience)) {
                                    connection.cut.shutdown();
                                }
                            });
            return Flow.of(HttpRequest.class)
                    .via(connection.cut.flow())
                    .watchTermination((material, ended) -> {
                        ended.whenComplete((_, _) -> {
                            connection.closed = true;
                            closing.ended(connection);
                            ticks.cancel();
                        });
                        return material;
                    })
                    .map(request -> {
                        connection.asked();
                        return request;
                    })
                    .buffer(1, OverflowStrategy.backpressure())
                    .mapAsync(
                            1,
                            request -> answer.apply(request.addAttribute(OF_REQUEST, connection)))
                    .map(connection::answering);
        });
    }

    private void asked() {
        underWay.incrementAndGet();
        hasAsked = true;
    }

    /** The answer, which is over when its last byte is on its way. */
    private HttpResponse answering(HttpResponse response) {
        if (response.status().equals(StatusCodes.SWITCHING_PROTOCOLS)) {
            return response; // what follows is no request, and says itself when it is over
        }
        var last = closing.hasBegun() ? response.addHeader(LAST) : response;
        if (last.entity() instanceof HttpEntity.Strict) {
            answered();
            return last;
        }
        return last.transformEntityDataBytes(
                Flow.of(ByteString.class)
                        .watchTermination((material, ended) -> {
                            ended.whenComplete((_, _) -> answered());
                            return material;
                        }));
    }

    private void answered() {
        silentTicks.set(0);
        underWay.decrementAndGet();
    }

    /** While a request is under way its answer would be lost. */
    void closeUnlessAsked() {
        if (underWay.get() == 0) {
            cut.shutdown();
        }
    }

    /** Counts another tick, and says whether it is one too many. */
    private boolean silentFor(Patience patience) {
        if (underWay.get() > 0) {
            silentTicks.set(0);
            return false;
        }
        long most = hasAsked ? patience.ticksOfNext() : patience.ticksOfFirst();
        return silentTicks.incrementAndGet() > most;
    }

    /** The one of a request; where none is known, one that stays open. */
    static Connection of(HttpRequest request) {
        return request.getAttribute(OF_REQUEST).orElseGet(() -> new Connection(new Closing()));
    }

    /** Whether the client has left: nobody will read an answer. */
    public boolean isClosed() {
        return closed;
    }
}
