package cloud.somersault.http.stream;

import cloud.somersault.http.problem.Problem;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Call;
import java.time.Duration;
import java.util.OptionalLong;
import org.apache.pekko.http.javadsl.model.AttributeKeys;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;

/**
 * Writes events as {@code text/event-stream}, or as messages of a WebSocket to who asks for one
 * ({@link EventSockets}). When nothing happens a comment is sent every {@value #HEARTBEAT_SECONDS}
 * seconds, so that proxies and the server's own idle timeout keep the connection, and so that a
 * client that is gone is noticed. When the server stops, all streams end; browsers come back by
 * themselves with Last-Event-ID.
 */
public final class EventStream {
    private static final int HEARTBEAT_SECONDS = 10;
    private static final String LAST_EVENT_PARAMETER = "lastEventId";
    private static final ByteString HEARTBEAT = ByteString.fromString(": heartbeat\n\n");
    private static final ByteString GREETING = ByteString.fromString("retry: 1000\n\n");

    private final SharedKillSwitch untilStop;
    private final EventSockets sockets;

    /** Streams that end, all of them, when the switch is thrown. */
    public EventStream(SharedKillSwitch untilStop, SocketLimits limits) {
        this.untilStop = untilStop;
        this.sockets = new EventSockets(limits, untilStop);
    }

    /**
     * The answer that streams these events until they end, or until whoever asked for them may no
     * longer see them.
     */
    public HttpResponse response(Call call, Source<SentEvent, ?> events) {
        var upgrade = call.request().getAttribute(AttributeKeys.webSocketUpgrade);
        if (upgrade.isPresent()) {
            return sockets.response(call.caller(), upgrade.get(), events);
        }
        var lines =
                events.map(event -> ByteString.fromString(event.text()))
                        .keepAlive(Duration.ofSeconds(HEARTBEAT_SECONDS), () -> HEARTBEAT)
                        .takeWhile(_ -> call.caller().stillOpens().getAsBoolean())
                        .prepend(Source.single(GREETING))
                        .via(untilStop.flow());
        return HttpResponse.create()
                .addHeader(RawHeader.create("Cache-Control", "no-cache"))
                .addHeader(RawHeader.create("X-Accel-Buffering", "no"))
                .withEntity(
                        HttpEntities.createChunked(
                                MediaTypes.TEXT_EVENT_STREAM.toContentType(), lines));
    }

    /**
     * After which event the client wants to go on, if it says so: in the header Last-Event-ID or,
     * as a browser can set none when it opens a stream, in the parameter {@value
     * #LAST_EVENT_PARAMETER}. The header comes first: a browser that resumes by itself sends it
     * beside the address that it began with.
     */
    public static OptionalLong lastEventId(Call call) {
        var header = call.header("Last-Event-ID").filter(text -> !text.isEmpty());
        if (header.isEmpty()) {
            return call.queryWhole(LAST_EVENT_PARAMETER, 0, Long.MAX_VALUE);
        }
        if (!header.get().matches("[0-9]{1,18}")) {
            throw Problem.of(
                            ProblemCode.WRONG_HEADER,
                            "The header Last-Event-ID takes the id of an event, a whole number.")
                    .toException();
        }
        return OptionalLong.of(Long.parseLong(header.get()));
    }
}
