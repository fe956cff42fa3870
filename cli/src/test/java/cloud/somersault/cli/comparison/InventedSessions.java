package cloud.somersault.cli.comparison;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A door behind which every session is at its end at once, with figures that are a formula. */
final class InventedSessions implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DIGEST = "0123456789abcdef".repeat(4);

    private final HttpServer server;
    private final Map<String, JsonNode> sessions = new HashMap<>();
    private int breakAfter = Integer.MAX_VALUE;

    InventedSessions() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many different sessions were asked for. */
    synchronized int begun() {
        return sessions.size();
    }

    /** Later ones are refused. */
    synchronized void breakAfter(int count) {
        breakAfter = count;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        var words = exchange.getRequestURI().getPath().split("/", -1);
        var body = JSON.readTree(exchange.getRequestBody().readAllBytes());
        if (words.length == 3) {
            var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
            if (!sessions.containsKey(key) && sessions.size() >= breakAfter) {
                send(exchange, 503, "{\"code\":\"unavailable\",\"detail\":\"gone\"}");
                return;
            }
            sessions.putIfAbsent(key, body);
            send(exchange, 202, "{\"id\":\"" + key + "\"}");
            return;
        }
        var spec = sessions.get(words[3]);
        if (words.length == 4) {
            send(
                    exchange,
                    200,
                    "{\"phase\":\"completed\",\"parameters\":%d,\"validationLoss\":%s,\"circuits\":%d}"
                            .formatted(parameters(spec), loss(spec), 600));
        } else if (words[4].equals("curve")) {
            send(
                    exchange,
                    200,
                    "{\"lossDigest\":\"%s\",\"logDigest\":\"%s\",\"steps\":[{\"loss\":2.5,\"seconds\":0.1},{\"loss\":1.5,\"seconds\":0.1}]}"
                            .formatted(DIGEST, DIGEST));
        } else {
            double accuracy = body.path("step").asInt(1) == 0 ? 0.5 : 0.9;
            send(
                    exchange,
                    200,
                    "{\"training\":{\"loss\":%s},\"validation\":{\"loss\":%s},\"test\":{\"accuracy\":%s},\"old\":{\"accuracy\":0.8}}"
                            .formatted(loss(spec), loss(spec), accuracy));
        }
    }

    private static int parameters(JsonNode spec) {
        return spec.at("/method/kind").asText().equals("qtha") ? 3000 : 1000;
    }

    private static double loss(JsonNode spec) {
        double rate = Math.log10(spec.at("/training/learningRate").asDouble());
        double lora = spec.at("/method/kind").asText().equals("lora") ? 1 : 0;
        return 1 + (rate + 2) * (rate + 2) + lora - 0.01 * spec.path("seed").asInt();
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
