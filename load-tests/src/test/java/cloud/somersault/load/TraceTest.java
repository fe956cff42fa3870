package cloud.somersault.load;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.client.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One request from the door of one process to the shard in another, by the lines of their logs. */
class TraceTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final String SECRET = "open-sesame-58";
    private static final String[] SETTINGS = {
        "somersault.log=json",
        "somersault.log.level=DEBUG",
        "somersault.cassandra.password=" + SECRET,
        "somersault.cassandra.tls.key-store-password=" + SECRET
    };

    @TempDir private Path folder;
    @TempDir private Path workersFolder;

    @Test
    void the_lines_of_a_job_carry_the_trace_of_its_request_from_the_door_to_the_shards()
            throws Exception {
        try (var server = Servers.startWithoutWorkers(folder, SETTINGS);
                var _ = Servers.join(workersFolder, server, SETTINGS);
                var http = HttpClient.newHttpClient()) {
            var turnedAway =
                    http.send(
                            HttpRequest.newBuilder(server.url().resolve("/v1/jobs"))
                                    .header("Authorization", "Bearer " + SECRET)
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(turnedAway.statusCode()).as("no key of this server").isEqualTo(401);
            var accepted =
                    http.send(
                            HttpRequest.newBuilder(server.url().resolve("/v1/jobs"))
                                    .header("Content-Type", "application/json")
                                    .header("Somersault-Tenant", "alice")
                                    .header("traceparent", PARENT)
                                    .POST(BodyPublishers.ofString(job()))
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
            assertThat(accepted.headers().firstValue("traceresponse").orElse(""))
                    .matches("00-" + TRACE + "-[0-9a-f]{16}-01")
                    .isNotEqualTo(PARENT);
            var id = Json.read(accepted.body()).orElseThrow().path("id").asText();
            assertThat(server.cloud().await(id, WITHIN, _ -> {}).phase()).isEqualTo("completed");

            var here = lines(folder.resolve("server.log"), id);
            assertThat(here)
                    .extracting(line -> line.path("loggerName").asText().replaceAll(".*\\.", ""))
                    .contains("Jobs", "Measured", "SchedulerActor");
            var there = lines(workersFolder.resolve("node.log"), id);
            assertThat(there)
                    .extracting(line -> line.path("mdc").path("shard").asText())
                    .contains("0", "1", "2");
            var all = new ArrayList<>(here);
            all.addAll(there);
            assertThat(all)
                    .allSatisfy(line -> {
                        assertThat(line.path("mdc").path("traceId").asText()).isEqualTo(TRACE);
                        assertThat(line.path("mdc").path("tenant").asText()).isEqualTo("alice");
                    });
            assertThat(server.cloud().get("/v1/jobs/" + id + "/log").toString())
                    .as("the stored event")
                    .contains("\"traceId\":\"" + TRACE + "\"");
        }
        for (var log : List.of(folder.resolve("server.log"), workersFolder.resolve("node.log"))) {
            assertThat(Files.readString(log)).as("secrets and programs").doesNotContain(SECRET);
            assertThat(Files.readString(log)).doesNotContain("OPENQASM");
        }
    }

    private static String job() {
        return """
        {"target": "ideal", "shots": 900, "seed": 1, "options": {"shards": 3}, "program":
         "OPENQASM 3.0; include \\"stdgates.inc\\"; qubit[2] q; bit[2] c; h q[0]; c = measure q;"}
        """;
    }

    /** The lines about a job. */
    private static List<JsonNode> lines(Path log, String jobId) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("{"))
                .map(Json::read)
                .flatMap(Optional::stream)
                .filter(line -> line.path("mdc").path("jobId").asText().equals(jobId))
                .toList();
    }
}
