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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an earlier release has stored is read for ever: the data folder of each, as a server of that
 * release left it, with its lists as that server told them. {@link ReleaseFixture} makes one; once
 * it is here it is never changed.
 */
class EarlierReleaseTest {
    private static final String LATER = "0.2-preview";
    private static final List<String> STAYS =
            List.of("name", "tenant", "target", "phase", "shots", "submittedAt", "endedAt");

    @TempDir Path folder;

    private void unpack(String release) throws IOException {
        try (var zip =
                new ZipInputStream(
                        EarlierReleaseTest.class.getResourceAsStream(
                                "/releases/" + release + "/data.zip"))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.write(folder.resolve(entry.getName()), zip.readAllBytes());
            }
        }
    }

    private static String resource(String release, String name) throws IOException {
        try (var in =
                EarlierReleaseTest.class.getResourceAsStream("/releases/" + release + "/" + name)) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.1", LATER})
    void its_chains_and_checkpoints_verify_against_the_key_of_that_time(String release)
            throws IOException {
        unpack(release);
        var key = PublicKeyText.ofPem(resource(release, "key.pem"));
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

    @ParameterizedTest
    @ValueSource(strings = {"0.1", LATER})
    void its_list_is_made_again_from_the_events_and_every_job_has_the_same_counts_again(
            String release) throws Exception {
        unpack(release);
        forgetViews();
        try (var server = TestServer.start(folder)) {
            var before = byId(Json.readOwn(resource(release, "jobs.json")));
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

    @Test
    void its_calibrations_and_tuning_sessions_are_what_they_were_and_a_failed_job_says_why()
            throws Exception {
        unpack(LATER);
        forgetViews();
        try (var server = TestServer.start(folder)) {
            assertThat(server.get("/v1/chips/wukong/calibrations").json())
                    .isEqualTo(Json.readOwn(resource(LATER, "calibrations.json")));
            assertThat(server.get("/v1/tunings").json())
                    .isEqualTo(Json.readOwn(resource(LATER, "tunings.json")));
            for (var session : server.get("/v1/tunings").json().path("tunings")) {
                var curve = server.get("/v1/tunings/" + session.path("id").asText() + "/curve");
                assertThat(curve.status()).as(curve.text()).isEqualTo(200);
                assertThat(curve.json().path("steps")).hasSize(2);
            }
            var phases = new TreeMap<String, JsonNode>();
            byId(server.get("/v1/jobs?limit=100").json())
                    .values()
                    .forEach(job -> phases.put(job.path("phase").asText(), job));
            assertThat(phases).containsOnlyKeys("cancelled", "completed", "failed");
            assertThat(phases.get("failed").at("/failure/code").asText()).isEqualTo("shard-failed");
            var replays = server.get("/v1/audit/replays").json().path("replays");
            assertThat(replays).hasSize(1);
            assertThat(replays.get(0).has("endedAt")).isTrue();
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
