package cloud.somersault.http;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.somersault.http.json.Json;
import cloud.somersault.persistence.journal.EventLogSettings;
import cloud.somersault.persistence.proof.LogVerifier;
import cloud.somersault.persistence.proof.PublicKeyText;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an earlier release has stored is read for ever: the data folder of release 0.1, as a server
 * of that release left it, with the list of its jobs as that server told it.
 */
class EarlierReleaseTest {
    private static final String RELEASE = "/releases/0.1/";
    private static final List<String> STAYS =
            List.of("name", "tenant", "target", "phase", "shots", "submittedAt", "endedAt");

    @TempDir Path folder;

    @BeforeEach
    void unpack() throws IOException {
        try (var zip =
                new ZipInputStream(
                        EarlierReleaseTest.class.getResourceAsStream(RELEASE + "data.zip"))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.write(folder.resolve(entry.getName()), zip.readAllBytes());
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = EarlierReleaseTest.class.getResourceAsStream(RELEASE + name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void its_chains_and_checkpoints_verify_against_the_key_of_that_time() throws IOException {
        var key = PublicKeyText.ofPem(resource("key.pem"));
        var verification =
                LogVerifier.verify(
                        folder,
                        EventLogSettings.DEFAULT,
                        new LogVerifier.Against(List.of(), Optional.of(key)).andWitnessOf(folder),
                        2,
                        (_, _) -> {});
        assertThat(verification.findings()).isEmpty();
        assertThat(verification.checkpoints()).isGreaterThanOrEqualTo(2);
        assertThat(verification.keys()).hasSize(2);
    }

    @Test
    void its_list_is_made_again_from_the_events_and_every_job_has_the_same_counts_again()
            throws Exception {
        forgetViews();
        try (var server = TestServer.start(folder)) {
            var before = byId(Json.readOwn(resource("jobs.json")));
            var now = byId(server.get("/v1/jobs?limit=100").json());
            assertThat(now.keySet()).isEqualTo(before.keySet());
            before.forEach((id, job) -> {
                for (var field : STAYS) {
                    assertThat(now.get(id).path(field))
                            .as(field + " of " + id)
                            .isEqualTo(job.path(field));
                }
                if (job.path("phase").asText().equals("completed")) {
                    var replay = server.post("/v1/jobs/" + id + "/replays", "").json();
                    assertThat(replay.path("equal").asBoolean()).as(replay.toString()).isTrue();
                }
            });
        }
    }

    /** As if they were of another version: they are made anew from the first event. */
    private void forgetViews() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:"
                                        + folder.resolve(EventLogSettings.DEFAULT.fileName()));
                var statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("DELETE FROM views")).isPositive();
        }
    }

    private static TreeMap<String, JsonNode> byId(JsonNode list) {
        var jobs = new TreeMap<String, JsonNode>();
        list.path("jobs").forEach(job -> jobs.put(job.path("id").asText(), job));
        return jobs;
    }
}
