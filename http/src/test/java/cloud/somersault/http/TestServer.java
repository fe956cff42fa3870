package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.audit.AuditLog;
import cloud.somersault.http.json.Json;
import cloud.somersault.http.route.RouteTable;
import cloud.somersault.http.stream.EventStream;
import cloud.somersault.http.stream.SocketLimits;
import cloud.somersault.persistence.archive.Database;
import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.stream.KillSwitches;

/** A whole server in this process, on free ports and its own folder, and a client for it. */
final class TestServer implements AutoCloseable {
    /** Two entangled qubits and their measurement, as a JSON string's inside. */
    static final String BELL =
            "OPENQASM 3.0;\\ninclude \\\"stdgates.inc\\\";\\nqubit[2] q;\\nbit[2] c;\\nh q[0];\\n"
                    + "cx q[0], q[1];\\nc = measure q;\\n";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** For an answer to its last byte: the request's own patience ends with the head of it. */
    private static final Duration TO_THE_END = Duration.ofMinutes(5);

    private final Node node;
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestServer(Node node, URI address) {
        this.node = node;
        this.address = address;
    }

    /** With some of its configuration different. */
    static TestServer start(Map<String, String> settings, Path folder) throws Exception {
        settings.forEach(System::setProperty);
        try {
            return start(folder);
        } finally {
            settings.keySet().forEach(System::clearProperty);
        }
    }

    static TestServer start(Path folder, String... chips) throws Exception {
        System.setProperty("pekko.coordinated-shutdown.exit-jvm", "off");
        ConfigFactory.invalidateCaches();
        var node =
                Node.start(
                        new Arguments(
                                "127.0.0.1",
                                Ports.row(2),
                                true,
                                folder,
                                Set.of("keeper", "door", "simulator"),
                                List.of(),
                                Optional.empty(),
                                0,
                                List.of(chips),
                                Database.SQLITE,
                                Optional.empty()),
                        Clock.systemUTC());
        node.ready().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        var written = Json.readOwn(Files.readString(folder.resolve("server.json")));
        return new TestServer(node, URI.create(written.get("url").asText()));
    }

    /** An answer, read. */
    record Answer(int status, String text, Map<String, List<String>> headers) {
        JsonNode json() {
            return Json.readOwn(text);
        }

        String code() {
            return json().path("code").asText();
        }

        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    /** A job of {@link #BELL}: 1000 shots, seed 7. */
    static String bell(String target) {
        return "{\"name\":\"bell\",\"target\":\""
                + target
                + "\",\"shots\":1000,\"seed\":7,\"program\":\""
                + BELL
                + "\"}";
    }

    RouteTable table() {
        return node.keeper()
                .orElseThrow()
                .table(
                        Instant.EPOCH,
                        new EventStream(
                                KillSwitches.shared("none"), new SocketLimits(1, 1, PATIENCE)));
    }

    AuditLog audit() {
        return node.keeper().orElseThrow().audit();
    }

    Answer get(String path, String... headers) {
        return exchange(request(path, headers).GET().build());
    }

    Answer post(String path, String body, String... headers) {
        return exchange(
                request(path, headers)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    /** Asks, and leaves it to the caller when to hang up. */
    Socket ask(String path, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var socket = head(path, bytes.length);
        socket.getOutputStream().write(bytes);
        return socket;
    }

    /** The same, but the second half of the body comes when the first has been read. */
    Socket askInPieces(String path, String body) throws IOException, InterruptedException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var socket = head(path, bytes.length);
        int half = bytes.length / 2;
        socket.getOutputStream().write(bytes, 0, half);
        Thread.sleep(2);
        socket.getOutputStream().write(bytes, half, bytes.length - half);
        return socket;
    }

    private Socket head(String path, int length) throws IOException {
        var socket = new Socket(address.getHost(), address.getPort());
        socket.getOutputStream()
                .write(
                        ("POST %s HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: %d\r\n\r\n")
                                .formatted(path, address.getHost(), length)
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Submits and waits for the end by following the job's own stream, which ends with it. */
    String run(String body) {
        var accepted = post("/v1/jobs", body);
        assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
        var id = accepted.json().get("id").asText();
        assertThat(get("/v1/jobs/" + id + "/events").text()).contains("event: job-");
        return id;
    }

    /** Asks and reads nothing but the head of the answer: streams need not end for it. */
    int status(String method, String path, String body, String... headers) {
        var request =
                request(path, headers)
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(request + " got no answer", failed);
        }
    }

    /** Where it listens. */
    URI address() {
        return address;
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer exchange(HttpRequest request) {
        try {
            var response =
                    client.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                            .get(TO_THE_END.toSeconds(), TimeUnit.SECONDS);
            var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(response.headers().map());
            return new Answer(response.statusCode(), response.body(), headers);
        } catch (ExecutionException | TimeoutException | InterruptedException failed) {
            throw new AssertionError(request + " got no answer", failed);
        }
    }

    @Override
    public void close() {
        client.close();
        node.system().terminate();
        node.system().getWhenTerminated().toCompletableFuture().join();
    }
}
