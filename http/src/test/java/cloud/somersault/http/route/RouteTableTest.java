package cloud.somersault.http.route;

import static java.util.concurrent.CompletableFuture.completedStage;
import static java.util.concurrent.CompletableFuture.failedStage;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.TestDoor;
import cloud.somersault.http.json.Json;
import cloud.somersault.http.request.Body;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is sent to the table of routes, over a real socket, the answer is ours. */
class RouteTableTest {
    private static final int MIB = 1024 * 1024;

    private static TestDoor door;
    private static HttpClient client;

    @BeforeAll
    static void open() {
        door =
                TestDoor.open(
                        List.of(
                                Endpoint.get(
                                        "/things/{id}?limit",
                                        "getThing",
                                        call ->
                                                completedStage(
                                                        Replies.ok(
                                                                Map.of(
                                                                        "id",
                                                                        call.path("id"),
                                                                        "limit",
                                                                        call.queryWhole(
                                                                                        "limit", 1,
                                                                                        9)
                                                                                .orElse(5))))),
                                Endpoint.post(
                                        "/things",
                                        "makeThing",
                                        call -> call.json().thenApply(Replies::ok)),
                                Endpoint.get(
                                        "/broken",
                                        "getBroken",
                                        _ -> {
                                            throw new IllegalStateException("secret of the house");
                                        }),
                                Endpoint.get(
                                        "/silent",
                                        "getSilent",
                                        _ -> failedStage(new TimeoutException("no answer"))),
                                Endpoint.get("/never", "getNever", _ -> new CompletableFuture<>())
                                        .within(Duration.ofMillis(300))));
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        client.close();
        door.close();
    }

    @Test
    void a_route_gets_what_stands_in_its_path_and_query() {
        assertThat(get("/things/a%20b?limit=7").json())
                .isEqualTo(Json.readOwn("{\"id\":\"a b\",\"limit\":7}"));
    }

    @Test
    void an_unknown_path_is_not_found() {
        for (var path : List.of("/thing", "/things/", "/things/a/b", "//things", "/things/a/")) {
            var answer = get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.code()).as(path).isEqualTo("not-found");
        }
    }

    @Test
    void another_method_is_refused_and_the_right_one_named() {
        var answer = send("DELETE", "/things", "");

        assertThat(answer.code()).isEqualTo("method-not-allowed");
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    @Test
    void head_is_answered_like_get_without_a_body() {
        var answer = send("HEAD", "/things/a", "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void a_query_parameter_that_nobody_knows_is_refused_by_name() {
        var answer = get("/things/a?limits=3");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("unknown-parameter");
        assertThat(answer.json().get("detail").asText()).contains("limits");
    }

    @Test
    void a_query_parameter_out_of_range_or_doubled_is_refused() {
        for (var query : List.of("limit=10", "limit=x", "limit=", "limit=1&limit=2")) {
            assertThat(get("/things/a?" + query).code()).as(query).isEqualTo("wrong-parameter");
        }
    }

    @Test
    void only_json_is_read() {
        var request =
                HttpRequest.newBuilder(door.uri("/things"))
                        .header("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();

        assertThat(exchange(request).code()).isEqualTo("wrong-content-type");
    }

    @Test
    void a_body_in_an_encoding_that_is_not_read_is_refused() {
        var request =
                HttpRequest.newBuilder(door.uri("/things"))
                        .header("Content-Type", "application/json")
                        .header("Content-Encoding", "br")
                        .POST(HttpRequest.BodyPublishers.ofString("{}"))
                        .build();

        assertThat(exchange(request).code()).isEqualTo("wrong-content-type");
    }

    @Test
    void a_broken_belief_tells_only_an_error_id() {
        var answer = get("/broken");

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.code()).isEqualTo("internal-error");
        assertThat(answer.text()).doesNotContain("secret").doesNotContain("Exception");
        assertThat(answer.json().get("detail").asText()).containsPattern("[0-9a-f]{8}-[0-9a-f]{4}");
    }

    @Test
    void a_part_that_does_not_answer_means_come_again() {
        for (var path : List.of("/silent", "/never")) {
            var answer = get(path);
            assertThat(answer.status()).as(path).isEqualTo(503);
            assertThat(answer.code()).as(path).isEqualTo("unavailable");
            assertThat(answer.header("Retry-After")).as(path).isEqualTo("2");
        }
    }

    @Test
    void what_is_not_http_gets_a_problem_too() throws IOException {
        for (var nonsense :
                List.of(
                        "GET /things/a\u0001 HTTP/1.1\r\n\r\n",
                        "BREW /pot HTTP/1.1\r\nHost: x\r\n\r\n",
                        "GET /" + "a".repeat(10_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
                        "GET / HTTP/1.1\r\nHost: x\r\nX: " + "a".repeat(20_000) + "\r\n\r\n",
                        "GET /things/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                        "GET /things/a?limit=%zz HTTP/1.1\r\nHost: x\r\n\r\n")) {
            var answer = raw(nonsense.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answer)
                    .as(nonsense.substring(0, 20))
                    .matches("(?s)HTTP/1.1 [45].*")
                    .contains("application/problem+json")
                    .contains("\"code\":\"");
        }
    }

    @Test
    void a_body_that_announces_too_much_is_refused_before_it_is_sent() throws IOException {
        var head =
                "POST /things HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                        + "Content-Length: "
                        + 100 * MIB
                        + "\r\n\r\n";

        var answer = raw(head.getBytes(StandardCharsets.US_ASCII));

        assertThat(answer).startsWith("HTTP/1.1 413").contains("\"code\":\"body-too-large\"");
    }

    @Test
    void a_client_that_reads_only_after_sending_gets_its_answer_too() {
        var request =
                HttpRequest.newBuilder(door.uri("/things"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[100 * MIB]))
                        .build();

        assertThat(exchange(request).code()).isEqualTo("body-too-large");
    }

    @Test
    void a_body_without_a_length_is_refused_at_the_first_byte_too_many() {
        var request =
                HttpRequest.newBuilder(door.uri("/things"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Blanks(20 * MIB)))
                        .build();

        var answer = exchange(request);

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.json().get("detail").asText()).contains(Long.toString(Body.BYTES_MAX));
    }

    @Test
    void after_all_that_the_next_request_is_served() {
        assertThat(send("POST", "/things", "{\"a\":[1,2]}").json())
                .isEqualTo(Json.readOwn("{\"a\":[1,2]}"));
    }

    private record Answer(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return response.body();
        }

        JsonNode json() {
            return Json.readOwn(response.body());
        }

        String code() {
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            return json().get("code").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    private static Answer get(String path) {
        return send("GET", path, "");
    }

    private static Answer send(String method, String path, String body) {
        return exchange(
                HttpRequest.newBuilder(door.uri(path))
                        .header("Content-Type", "application/json")
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build());
    }

    private static Answer exchange(HttpRequest request) {
        try {
            return new Answer(client.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(request + " got no answer", failed);
        }
    }

    private static String raw(byte[] bytes) throws IOException {
        URI uri = door.uri("/");
        try (var socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            var read = new StringBuilder();
            InputStream in = socket.getInputStream();
            var buffer = new byte[8192];
            while (!read.toString().contains("}")) {
                int length = in.read(buffer);
                if (length < 0) {
                    break;
                }
                read.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
            }
            return read.toString();
        }
    }

    /** So many blanks, of which none is kept. */
    private static final class Blanks extends InputStream {
        private int left;

        Blanks(int left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }
    }
}
