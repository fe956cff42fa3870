package cloud.somersault.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Sends requests and reads what comes back: what {@link Cloud} and its parts share. */
final class Wire implements AutoCloseable {
    /** How long most answers may take. */
    static final Duration ANSWER_WITHIN = Duration.ofSeconds(60);

    private final URI address;
    private final Optional<String> key;
    private final HttpClient http;

    Wire(URI address, Optional<String> key) {
        this.address = address;
        this.key = key;
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build();
    }

    URI address() {
        return address;
    }

    /** A request that presents the key. */
    HttpRequest.Builder request(String path, Duration within) {
        return withKey(HttpRequest.newBuilder(address.resolve(path))).timeout(within);
    }

    private HttpRequest.Builder withKey(HttpRequest.Builder request) {
        key.ifPresent(one -> request.header("Authorization", "Bearer " + one));
        return request;
    }

    /** The JSON at this path. */
    JsonNode get(String path) {
        return orRefused(send(request(path, ANSWER_WITHIN).GET().build()));
    }

    /** Posts nothing and reads the JSON that comes back. */
    JsonNode post(String path, Duration within) {
        return orRefused(send(request(path, within).POST(BodyPublishers.noBody()).build()));
    }

    /** Posts JSON; whatever comes back. */
    Answer post(String path, ObjectNode body, Duration within) {
        return send(
                request(path, within)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body.toString()))
                        .build());
    }

    Answer send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.headers().map(), response.body());
        } catch (IOException broken) {
            throw new NoServerException(address, broken);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /** The content at a path, of whatever type. */
    byte[] bytes(String path, Duration within) throws IOException {
        try {
            var response =
                    http.send(request(path, within).GET().build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                var text = new String(response.body(), StandardCharsets.UTF_8);
                orRefused(new Answer(response.statusCode(), response.headers().map(), text));
            }
            return response.body();
        } catch (ConnectException | HttpTimeoutException broken) {
            throw new NoServerException(address, broken);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /** Reads an event stream until it ends or {@code more} says no. */
    void events(String path, Optional<String> lastEventId, Predicate<ServerEvent> more) {
        var request =
                withKey(HttpRequest.newBuilder(address.resolve(path)))
                        .header("Accept", "text/event-stream");
        lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
        try {
            var response = http.send(request.build(), BodyHandlers.ofInputStream());
            try (var body = response.body()) {
                if (response.statusCode() != 200) {
                    var text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                    orRefused(new Answer(response.statusCode(), response.headers().map(), text));
                }
                var reader =
                        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
                var events = new EventReader(reader);
                for (var next = events.next(); next.isPresent(); next = events.next()) {
                    if (!more.test(next.get())) {
                        return;
                    }
                }
            }
        } catch (IOException | UncheckedIOException broken) {
            throw new NoServerException(address, broken);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    /** The JSON of an answer that is none of the refusals. */
    static JsonNode orRefused(Answer answer) {
        if (!answer.accepted()) {
            throw new RefusedException(answer.problem());
        }
        return answer.json();
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stopped) {
            throw interrupted(stopped);
        }
    }

    private static IllegalStateException interrupted(InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for the server", stopped);
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
