package cloud.somersault.load;

import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A headless Chromium, asked over its own DevTools protocol: what is measured inside of it is not
 * disturbed by a driver that looks for elements.
 */
final class DevTools implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Process process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final WebSocket socket;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();

    private DevTools(Process process, Path profile) throws IOException, InterruptedException {
        this.process = process;
        var http = "http://127.0.0.1:" + port(process, profile);
        var opened =
                client.send(
                        HttpRequest.newBuilder(URI.create(http + "/json/new?about:blank"))
                                .PUT(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
        var page = Json.read(opened.body()).orElseThrow();
        this.socket =
                client.newWebSocketBuilder()
                        .buildAsync(
                                URI.create(page.path("webSocketDebuggerUrl").asText()),
                                new Answers())
                        .join();
    }

    /**
     * Starts one with a page that shows nothing yet.
     *
     * @param profile an empty folder for what it keeps
     */
    static DevTools start(Path profile) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Chromium.binary().orElseThrow().toString());
        command.addAll(Chromium.FLAGS);
        command.add("--remote-debugging-port=0");
        command.add("--user-data-dir=" + profile);
        var process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(profile.resolve("chromium.log").toFile())
                        .start();
        try {
            return new DevTools(process, profile);
        } catch (IOException | InterruptedException | RuntimeException failed) {
            process.destroyForcibly();
            throw failed;
        }
    }

    /** Chromium writes the port that it has taken into its profile. */
    private static int port(Process process, Path profile) throws IOException {
        var file = profile.resolve("DevToolsActivePort");
        long end_ns = System.nanoTime() + ANSWER_WITHIN.toNanos();
        while (System.nanoTime() < end_ns && process.isAlive()) {
            if (Files.exists(file)) {
                var lines = Files.readAllLines(file);
                if (lines.size() > 1) {
                    return Integer.parseInt(lines.getFirst());
                }
            }
            Servers.pause(LOOK_AGAIN);
        }
        throw new IllegalStateException("Chromium does not start; see " + profile);
    }

    /** Does one thing of the protocol, like {@code Page.navigate}. */
    JsonNode send(String method, ObjectNode parameters) {
        int number = numbers.incrementAndGet();
        var answer = new CompletableFuture<JsonNode>();
        asked.put(number, answer);
        var message = Json.object().put("id", number).put("method", method);
        message.set("params", parameters);
        socket.sendText(message.toString(), true).join();
        try {
            var said = answer.get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
            if (said.has("error")) {
                throw new IllegalStateException(method + ": " + said.path("error"));
            }
            return said.path("result");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        } catch (ExecutionException | TimeoutException silent) {
            throw new IllegalStateException("Chromium does not answer " + method, silent);
        }
    }

    JsonNode send(String method) {
        return send(method, Json.object());
    }

    /** What an expression gives on the page, promises waited for. */
    JsonNode evaluate(String expression) {
        var said =
                send(
                        "Runtime.evaluate",
                        Json.object()
                                .put("expression", expression)
                                .put("awaitPromise", true)
                                .put("returnByValue", true));
        if (said.has("exceptionDetails")) {
            throw new IllegalStateException(said.path("exceptionDetails").toString());
        }
        return said.path("result").path("value");
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Puts answers together and hands them to who has asked. */
    private final class Answers implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                hand(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedStage(last);
        }

        private void hand(String message) {
            Json.read(message)
                    .filter(answer -> answer.has("id"))
                    .ifPresent(answer -> {
                        var waiting = asked.remove(answer.path("id").asInt());
                        if (waiting != null) {
                            waiting.complete(answer);
                        }
                    });
        }
    }
}
