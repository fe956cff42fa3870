package cloud.somersault.http.site;

import static java.util.concurrent.CompletableFuture.completedStage;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.TestDoor;
import cloud.somersault.http.json.Json;
import cloud.somersault.http.problem.ProblemCode;
import cloud.somersault.http.route.Endpoint;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SiteTest {
    private static volatile boolean ready = true;
    private static TestDoor door;
    private static HttpClient client;

    @BeforeAll
    static void open() {
        var endpoints = new ArrayList<Endpoint>(new DocumentRoutes().endpoints());
        endpoints.addAll(
                new HealthRoutes(
                                Instant.EPOCH,
                                () ->
                                        completedStage(
                                                List.of(
                                                        new Check("journal", true, "It is open."),
                                                        new Check("chip", ready, "No snapshot."))))
                        .endpoints());
        door = TestDoor.open(endpoints);
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        client.close();
        door.close();
    }

    @Test
    void every_problem_is_explained_where_its_type_points() {
        for (var code : ProblemCode.values()) {
            var answer = get("/problems/" + code.id());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(Json.readOwn(answer.body()).get("remedy").asText()).isEqualTo(code.remedy());
        }
        assertThat(get("/problems/sunspots").statusCode()).isEqualTo(404);
    }

    @Test
    void a_server_with_a_part_missing_says_which() {
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        ready = false;
        var answer = get("/health/ready");
        ready = true;

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(Json.readOwn(answer.body()).get("detail").asText())
                .isEqualTo("chip: No snapshot.");
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
    }

    @Test
    void a_live_process_names_itself() {
        assertThat(Json.readOwn(get("/health/live").body()).get("pid").asLong())
                .isEqualTo(ProcessHandle.current().pid());
    }

    @Test
    void the_page_and_its_files_name_nothing_but_this_server() {
        var page = get("/");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'"));
        var files = Pattern.compile("\"(/page/[a-z.]+)\"").matcher(page.body()).results().toList();
        assertThat(files).hasSizeGreaterThan(2);
        for (var file : files) {
            assertThat(get(file.group(1)).statusCode()).as(file.group(1)).isEqualTo(200);
        }
        for (var name :
                List.of(
                        "/",
                        "/page/page.js",
                        "/page/chip.js",
                        "/page/jobs.js",
                        "/page/drawing.js",
                        "/page/submit.js")) {
            assertThat(get(name).body().replace("http://www.w3.org/2000/svg", ""))
                    .as(name)
                    .doesNotContain("http://")
                    .doesNotContain("https://")
                    .doesNotContain(" style=")
                    .doesNotContain("innerHTML");
        }
    }

    private static HttpResponse<String> get(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(door.uri(path)).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(path + " got no answer", failed);
        }
    }
}
