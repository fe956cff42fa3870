package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What a server says before it is ready, and when it cannot be. */
class DoorTest {

    @Test
    void a_door_that_is_open_before_the_house_is_ready_says_so() throws Exception {
        try (var door = TestDoor.ofAStartingServer();
                var client = HttpClient.newHttpClient()) {
            var live = get(client, door, "/health/live");
            assertThat(live.statusCode()).isEqualTo(200);
            for (var path : new String[] {"/", "/health/ready", "/v1/jobs", "/nowhere"}) {
                var answer = get(client, door, path);
                assertThat(answer.statusCode()).as(path).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).as(path).contains("1");
                assertThat(Json.readOwn(answer.body()).get("code").asText())
                        .as(path)
                        .isEqualTo("starting");
            }
        }
    }

    @Test
    void a_port_that_is_taken_names_the_process_that_holds_it() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(PortHolder.find("127.0.0.1", taken.getLocalPort()))
                    .hasValueSatisfying(sentence ->
                            assertThat(sentence)
                                    .contains("Port " + taken.getLocalPort())
                                    .contains("process " + ProcessHandle.current().pid()));
        }
    }

    @Test
    void any_free_port_is_free() {
        assertThat(PortHolder.find("127.0.0.1", 0)).isEmpty();
    }

    private static HttpResponse<String> get(HttpClient client, TestDoor door, String path)
            throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(door.uri(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
