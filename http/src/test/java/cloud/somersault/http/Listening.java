package cloud.somersault.http;

import cloud.somersault.http.json.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket of the JDK's client, and what came by it. */
final class Listening implements WebSocket.Listener, AutoCloseable {
    private static final int PATIENCE_SECONDS = 60;

    private final BlockingQueue<Optional<JsonNode>> messages = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> pings = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final HttpClient client = HttpClient.newHttpClient();
    private WebSocket socket;

    private Listening() {}

    /** Opens one; header names and values follow each other. */
    static Listening to(URI server, String path, String... headers) {
        return to(server, path, List.of(), headers);
    }

    /** The same with protocols, the preferred one first. */
    static Listening to(URI server, String path, List<String> protocols, String... headers) {
        var listening = new Listening();
        var builder = listening.client.newWebSocketBuilder();
        for (int i = 0; i < headers.length; i += 2) {
            builder.header(headers[i], headers[i + 1]);
        }
        if (!protocols.isEmpty()) {
            builder.subprotocols(
                    protocols.getFirst(),
                    protocols.subList(1, protocols.size()).toArray(String[]::new));
        }
        var address = "ws" + server.resolve(path).toString().substring("http".length());
        listening.socket = builder.buildAsync(URI.create(address), listening).join();
        return listening;
    }

    /** The status with which a WebSocket is refused. */
    static int refusal(URI server, String path, String... headers) {
        try (var opened = to(server, path, headers)) {
            throw new AssertionError("it was opened");
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw failed;
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
        part.append(text);
        if (last) {
            messages.add(Optional.of(Json.readOwn(part.toString())));
            part.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        pings.add("ping");
        from.request(1);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        ended(status);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended(1006); // as RFC 6455, section 7.1.5, calls an end without a word
    }

    private void ended(int status) {
        closed.complete(status);
        messages.add(Optional.empty());
    }

    /** The next message; empty at the end. */
    Optional<JsonNode> next() {
        try {
            var next = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came");
            }
            return next;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** So many messages. */
    List<JsonNode> next(int count) {
        var taken = new ArrayList<JsonNode>();
        for (int i = 0; i < count; i++) {
            taken.add(next().orElseThrow());
        }
        return taken;
    }

    /** All to the end. */
    List<JsonNode> rest() {
        var taken = new ArrayList<JsonNode>();
        for (var next = next(); next.isPresent(); next = next()) {
            taken.add(next.get());
        }
        return taken;
    }

    /** Waits for a ping of the server. */
    void awaitPing() throws InterruptedException {
        if (pings.poll(PATIENCE_SECONDS, TimeUnit.SECONDS) == null) {
            throw new AssertionError("no ping came");
        }
    }

    /** With which status it was closed. */
    int closed() {
        return closed.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    boolean isOpen() {
        return !closed.isDone();
    }

    String protocol() {
        return socket.getSubprotocol();
    }

    void say(String text) {
        socket.sendText(text, true).join();
    }

    /** As a broken network does. */
    void cut() {
        socket.abort();
    }

    @Override
    public void close() {
        if (socket != null) {
            socket.abort();
        }
        client.shutdownNow();
    }
}
