package cloud.somersault.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A job is followed to its end although every connection breaks. */
class FollowingTest {
    private static final List<String> EVENTS =
            List.of("job-submitted", "job-compiled", "shard-completed", "job-completed");

    private HttpServer server;
    private Cloud cloud;
    private final List<String> resumed = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/v1/jobs/a/events",
                exchange -> {
                    var last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
                    resumed.add(String.valueOf(last));
                    int next = last == null ? 0 : Integer.parseInt(last);
                    // One event a connection, and half of the next.
                    var text =
                            "id: %d\nevent: %s\ndata: {}\n\nid: %d\nevent: job-"
                                    .formatted(next + 1, EVENTS.get(next), next + 2);
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
                    exchange.close();
                });
        server.createContext(
                "/v1/jobs/b/events",
                exchange -> {
                    var problem =
                            "{\"code\":\"job-not-found\",\"title\":\"none\",\"detail\":\"none\"}"
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(404, problem.length);
                    exchange.getResponseBody().write(problem);
                    exchange.close();
                });
        server.start();
        cloud = new Cloud(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        cloud.close();
        server.stop(0);
    }

    @Test
    void each_event_is_seen_once_and_in_order_and_the_last_one_ends_it() {
        var seen = new ArrayList<String>();

        cloud.follow("a", Duration.ofSeconds(10), event -> seen.add(event.name()));

        assertThat(seen).isEqualTo(EVENTS);
        assertThat(resumed).containsExactly("null", "1", "2", "3");
    }

    @Test
    void a_refusal_is_not_tried_again() {
        assertThatThrownBy(() -> cloud.follow("b", Duration.ofMinutes(9), _ -> {}))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        refused -> assertThat(refused.code()).isEqualTo("job-not-found"));
    }

    @Test
    void nobody_is_waited_for_longer_than_said() {
        server.stop(0);

        assertThatThrownBy(() -> cloud.follow("a", Duration.ofMillis(10), _ -> {}))
                .isInstanceOfSatisfying(
                        CloudException.class,
                        gone -> assertThat(gone.code()).isEqualTo("no-server"));
    }
}
