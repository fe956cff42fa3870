package cloud.somersault.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers like a server would, with what a test told it to say: how the command line reads and
 * prints is tested here, what a real server says in load-tests.
 */
final class FakeCloud implements AutoCloseable {
    private record Reply(int status, String body) {}

    private final HttpServer server;
    private final Map<String, List<Reply>> replies = new HashMap<>();
    private final List<String> asked = new ArrayList<>();
    private final List<String> bodies = new ArrayList<>();

    FakeCloud() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** From now on this is answered; of several answers each is given once, the last for ever. */
    FakeCloud says(String methodAndPath, int status, String body) {
        replies.computeIfAbsent(methodAndPath, _ -> new ArrayList<>()).add(new Reply(status, body));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<String> asked() {
        return asked;
    }

    List<String> bodies() {
        return bodies;
    }

    String lastBody() {
        return bodies.getLast();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        var question = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.add(question);
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        var known = replies.getOrDefault(question, List.of());
        var reply =
                known.isEmpty()
                        ? new Reply(404, "{\"code\":\"not-found\",\"detail\":\"" + question + "\"}")
                        : known.size() == 1 ? known.getFirst() : known.removeFirst();
        var bytes = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
