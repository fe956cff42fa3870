package cloud.somersault.http.stream;

import cloud.somersault.http.lock.Caller;
import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.StreamSupport;
import org.apache.pekko.NotUsed;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.ws.Message;
import org.apache.pekko.http.javadsl.model.ws.TextMessage;
import org.apache.pekko.http.javadsl.model.ws.WebSocketUpgrade;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/**
 * Events as text messages of WebSockets (RFC 6455), each one JSON object with {@code id}, {@code
 * event} and {@code data}. The server closes when there is nothing more to tell; a client that is
 * cut off comes back with the last id that it saw.
 *
 * <p>An event is read from the log when the socket has room for it, so a slow reader costs no
 * memory; one that takes nothing for long is cut off. The client has nothing to say but pings,
 * pongs and close: anything else ends the stream. Pings of the server are Pekko's
 * (periodic-keep-alive-max-idle).
 */
final class EventSockets {
    /** What a client asks for that also presents its key as a protocol. */
    private static final String PROTOCOL = "somersault-events";

    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int RETRY_SECONDS = 5;
    private static final String NO_KEY = "";

    private final SocketLimits limits;
    private final SharedKillSwitch untilStop;
    private final ConcurrentMap<String, Integer> open = new ConcurrentHashMap<>();

    EventSockets(SocketLimits limits, SharedKillSwitch untilStop) {
        this.limits = limits;
        this.untilStop = untilStop;
    }

    /**
     * The answer that goes on as a WebSocket with these events; a problem when there are enough.
     */
    HttpResponse response(Caller caller, WebSocketUpgrade upgrade, Source<SentEvent, ?> events) {
        var holder = caller.pass().map(pass -> pass.key().id()).orElse(NO_KEY);
        requireRoom(holder);
        Flow<Message, Message, NotUsed> flow =
                Flow.fromSinkAndSourceCoupled(
                        Flow.of(Message.class).take(1).to(Sink.ignore()),
                        counted(holder, messages(caller, events)));
        return asksForProtocol(upgrade)
                ? upgrade.handleMessagesWith(flow, PROTOCOL)
                : upgrade.handleMessagesWith(flow);
    }

    private static boolean asksForProtocol(WebSocketUpgrade upgrade) {
        return StreamSupport.stream(upgrade.getRequestedProtocols().spliterator(), false)
                .anyMatch(PROTOCOL::equals);
    }

    private Source<Message, ?> messages(Caller caller, Source<SentEvent, ?> events) {
        return events.map(Optional::of)
                .keepAlive(HEARTBEAT, Optional::empty) // so that a revoked key is noticed
                .takeWhile(_ -> caller.stillOpens().getAsBoolean())
                .mapConcat(event ->
                        event.<List<Message>>map(one -> List.of(TextMessage.create(one.json())))
                                .orElse(List.of()))
                .backpressureTimeout(limits.patience())
                .via(untilStop.flow());
    }

    /** Counted while it is there: from when it flows, since not every answer finds its client. */
    private Source<Message, ?> counted(String holder, Source<Message, ?> messages) {
        return Source.fromMaterializer((_, _) -> {
            open.merge(holder, 1, Integer::sum);
            return messages.watchTermination((material, ended) -> {
                ended.whenComplete((_, _) -> open.computeIfPresent(holder, EventSockets::less));
                return material;
            });
        });
    }

    private static @org.jspecify.annotations.Nullable Integer less(String holder, Integer count) {
        return count == 1 ? null : count - 1;
    }

    private void requireRoom(String holder) {
        int all = open.values().stream().mapToInt(Integer::intValue).sum();
        boolean tooMany =
                all >= limits.most()
                        || (!holder.equals(NO_KEY)
                                && open.getOrDefault(holder, 0) >= limits.mostOfOneKey());
        if (tooMany) {
            throw Problem.of(
                            ProblemCode.TOO_MANY_STREAMS,
                            "There are "
                                    + (all >= limits.most()
                                            ? limits.most() + " WebSockets at this door"
                                            : limits.mostOfOneKey() + " WebSockets of this key")
                                    + " already.")
                    .retryAfter(RETRY_SECONDS)
                    .toException();
        }
    }
}
