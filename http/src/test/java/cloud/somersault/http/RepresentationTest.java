package cloud.somersault.http;

import static cloud.somersault.http.TestServer.bell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that are not sent twice, and in few bytes to those who take them so. */
class RepresentationTest {
    @TempDir static Path folder;
    private static TestServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder);
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    @Test
    void what_a_client_has_already_is_not_sent_again() throws Exception {
        var first = get("/v1/chips/wukong/calibration?version=1");
        var tag = first.headers().firstValue("ETag").orElseThrow();

        var again = get("/v1/chips/wukong/calibration?version=1", "If-None-Match", tag);
        var other = get("/v1/chips/wukong/calibration?version=1", "If-None-Match", "W/\"other\"");

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).contains(tag);
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(other.body()).isEqualTo(first.body());
    }

    @Test
    void a_job_that_has_moved_on_has_another_tag() throws Exception {
        var id = server.run(bell("ideal"));
        var jobs = get("/v1/jobs").headers().firstValue("ETag").orElseThrow();
        server.run(bell("ideal"));

        assertThat(get("/v1/jobs/" + id).headers().firstValue("ETag")).isPresent();
        assertThat(get("/v1/jobs", "If-None-Match", jobs).statusCode()).isEqualTo(200);
    }

    @Test
    void who_takes_gzip_gets_the_same_content_in_fewer_bytes() throws Exception {
        var plain = get("/openapi.json");
        var packed = get("/openapi.json", "Accept-Encoding", "br, gzip;q=0.8");

        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.body().length).isLessThan(plain.body().length / 3);
        assertThat(unpacked(packed.body())).isEqualTo(plain.body());
        assertThat(packed.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(get("/openapi.json", "Accept-Encoding", "gzip;q=0").body())
                .isEqualTo(plain.body());
    }

    @Test
    void small_answers_and_problems_come_as_they_are() throws Exception {
        var small = get("/health/live", "Accept-Encoding", "gzip");
        var problem = get("/v1/jobs/never-was", "Accept-Encoding", "gzip");

        assertThat(small.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(problem.headers().firstValue("ETag")).isEmpty();
        assertThat(new String(problem.body(), StandardCharsets.UTF_8)).contains("job-not-found");
    }

    private static byte[] unpacked(byte[] body) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(server.address().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
