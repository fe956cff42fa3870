package cloud.somersault.http;

import static cloud.somersault.http.LockedServer.bearer;
import static cloud.somersault.http.TestServer.bell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys as their holders meet them: made, used up, revoked, and written about. */
class LocksTest {
    private static final OpenApi DOCUMENT = OpenApi.ofResource();

    @TempDir static Path folder;
    private static LockedServer locked;
    private static String auditor;

    @BeforeAll
    static void start() throws Exception {
        locked = LockedServer.start(folder.resolve("data"), Map.of());
        auditor = locked.key("staff", "auditor");
    }

    @AfterAll
    static void stop() {
        locked.close();
    }

    private static List<JsonNode> log(String query) {
        return locked.get(auditor, "/v1/audit/log?" + query)
                .json()
                .get("acts")
                .valueStream()
                .toList();
    }

    @Test
    void a_key_is_shown_once_and_listed_without_its_secret() {
        var made =
                locked.post(
                        locked.admin(),
                        "/v1/keys",
                        """
                        {"name": "Alice's laptop", "tenant": "alice", "role": "user",
                         "expiresAt": "2099-01-01T00:00:00Z", "limits": {"jobsPerDay": 7}}
                        """);
        assertThat(made.status()).isEqualTo(201);
        assertThat(DOCUMENT.differences(DOCUMENT.schema("Key"), made.json())).isEmpty();
        var id = made.json().get("id").asText();
        assertThat(made.header("Location")).isEqualTo("/v1/keys/" + id);
        var key = made.json().get("key").asText();
        assertThat(key).startsWith(id + "_").hasSize(67);

        var listed = locked.get(locked.admin(), "/v1/keys");
        assertThat(DOCUMENT.differences(DOCUMENT.schema("KeyList"), listed.json())).isEmpty();
        assertThat(listed.text()).contains(id, "Alice's laptop").doesNotContain(key);
        var found = locked.get(locked.admin(), "/v1/keys/" + id);
        assertThat(found.json().get("limits").get("jobsPerDay").asInt()).isEqualTo(7);
        assertThat(found.text()).doesNotContain(key);

        var limits = locked.get(key, "/v1/limits");
        assertThat(DOCUMENT.differences(DOCUMENT.schema("Limits"), limits.json())).isEmpty();
        assertThat(limits.json().at("/key/jobsLeft").asInt()).isEqualTo(7);
        assertThat(limits.json().at("/key/tenant").asText()).isEqualTo("alice");
        assertThat(log("what=create-key&tenant=default").getLast().get("actor").asText())
                .startsWith("som_");
    }

    @Test
    void a_whole_key_in_a_path_by_mistake_is_not_said_again() {
        var answer = locked.get(locked.admin(), "/v1/keys/" + auditor);
        assertThat(answer.code()).isEqualTo("key-not-found");
        assertThat(answer.text()).doesNotContain(auditor);

        var user = locked.key("mallory", "user");
        assertThat(locked.get(user, "/v1/keys/" + auditor).status()).isEqualTo(403);
        assertThat(locked.get(auditor + "2", "/v1/jobs/" + auditor).status()).isEqualTo(401);
        var secret = auditor.substring("som_k3v9q2m7xa_".length());
        var written = locked.get(auditor, "/v1/audit/log").text();
        assertThat(written)
                .contains(auditor.substring(0, auditor.length() - secret.length()) + "...")
                .doesNotContain(secret);
    }

    @Test
    void a_revoked_key_opens_nothing_from_the_answer_on_and_its_streams_end() throws Exception {
        var made = locked.made("{\"tenant\":\"carol\",\"role\":\"user\"}");
        var first = locked.run(made.get("key"), bell("ideal"));
        try (var client = HttpClient.newHttpClient()) {
            var stream =
                    client.send(
                            HttpRequest.newBuilder(
                                            locked.server().address().resolve("/v1/events?after=0"))
                                    .header("Authorization", "Bearer " + made.get("key"))
                                    .build(),
                            BodyHandlers.ofInputStream());
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                var seen = new ArrayList<String>();
                for (var line = lines.readLine();
                        !line.startsWith("event: job-completed");
                        line = lines.readLine()) {
                    seen.add(line);
                }
                assertThat(seen).anyMatch(line -> line.contains(first));
                locked.revoke(made.get("id"));
                var other = locked.key("carol", "user");
                locked.run(other, bell("ideal").replace("\"seed\":7", "\"seed\":8"));
                var rest = lines.lines().toList();
                assertThat(rest).noneMatch(line -> line.startsWith("event: job-submitted"));
            }
        }
        var refused = locked.get(made.get("key"), "/v1/jobs/" + first);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(log("what=revoke-key").getLast().get("subject").asText())
                .contains(made.get("id"));
        assertThat(log("actor=" + made.get("id")).getLast().get("outcome").asText())
                .isEqualTo("key-refused");
    }

    @Test
    void a_tenants_stream_of_all_jobs_has_the_tenants_own_only() throws Exception {
        var dave = locked.key("dave", "user");
        var erin = locked.key("erin", "user");
        var hers = locked.run(erin, bell("ideal"));
        var his = locked.run(dave, bell("ideal"));
        try (var client = HttpClient.newHttpClient()) {
            var stream =
                    client.send(
                            HttpRequest.newBuilder(
                                            locked.server().address().resolve("/v1/events?after=0"))
                                    .header("Authorization", "Bearer " + dave)
                                    .build(),
                            BodyHandlers.ofInputStream());
            try (var lines =
                    new BufferedReader(
                            new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
                var seen = new StringBuilder();
                for (var line = lines.readLine();
                        !line.startsWith("event: job-completed");
                        line = lines.readLine()) {
                    seen.append(line).append('\n');
                }
                assertThat(seen).contains(his).doesNotContain(hers);
            }
        }
    }

    @Test
    void whoever_asks_more_often_than_the_key_may_is_told_when_to_come_back() {
        var made =
                locked.made(
                        "{\"tenant\":\"frank\",\"role\":\"user\","
                                + "\"limits\":{\"requestsPerSecond\":0.001,\"requestsBurst\":3}}");
        for (int i = 0; i < 3; i++) {
            assertThat(locked.get(made.get("key"), "/v1/limits").status()).isEqualTo(200);
        }
        var refused = locked.get(made.get("key"), "/v1/limits");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.code()).isEqualTo("rate-limited");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(900L, 1000L);
    }

    @Test
    void a_key_has_its_number_of_jobs_a_day() {
        var made =
                locked.made(
                        "{\"tenant\":\"grace\",\"role\":\"user\",\"limits\":{\"jobsPerDay\":2}}");
        assertThat(locked.post(made.get("key"), "/v1/jobs", bell("ideal")).status()).isEqualTo(202);
        assertThat(locked.post(made.get("key"), "/v1/jobs", "{}").status())
                .as("what is not accepted is not counted")
                .isEqualTo(422);
        assertThat(locked.post(made.get("key"), "/v1/jobs", bell("ideal")).status()).isEqualTo(202);
        var third = locked.post(made.get("key"), "/v1/jobs", bell("ideal"));
        assertThat(third.code()).isEqualTo("quota-used-up");
        assertThat(Long.parseLong(third.header("Retry-After"))).isBetween(40_000L, 43_200L);
    }

    @Test
    void a_users_key_acts_for_its_tenant_only_and_an_operators_for_any() {
        var user = locked.key("heidi", "user");
        var operator = locked.key("staff", "operator");
        var refused =
                locked.server()
                        .post(
                                "/v1/jobs",
                                bell("ideal"),
                                "Authorization",
                                "Bearer " + user,
                                "Somersault-Tenant",
                                "ivan");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("tenant-not-allowed");
        var acted =
                locked.server()
                        .post(
                                "/v1/jobs",
                                bell("ideal"),
                                "Authorization",
                                "Bearer " + operator,
                                "Somersault-Tenant",
                                "heidi");
        assertThat(acted.status()).isEqualTo(202);
        var id = acted.json().get("id").asText();
        assertThat(locked.get(user, "/v1/jobs/" + id).json().get("tenant").asText())
                .isEqualTo("heidi");
        assertThat(log("what=submit-job&tenant=heidi"))
                .as("who acts for another is written down")
                .anyMatch(act ->
                        act.get("outcome").asText().equals("done")
                                && act.get("role").asText().equals("operator"));
    }

    @Test
    void a_users_session_reads_no_file_outside_the_folders_for_it() {
        var user = locked.key("judy", "user");
        var refused =
                locked.post(
                        user,
                        "/v1/tunings",
                        "{\"model\":\"/etc\",\"data\":\"/etc/passwd\",\"method\":{\"kind\":\"lora\"}}");
        assertThat(refused.code()).isEqualTo("folder-not-allowed");
    }

    @Test
    void a_thousand_refusals_of_one_kind_are_a_few_events() {
        for (int i = 0; i < 1000; i++) {
            locked.server().status("GET", "/v1/targets", "");
        }
        assertThat(log("what=list-targets")).hasSizeLessThan(20);
    }

    @Test
    void a_server_that_wants_keys_does_not_start_while_there_is_none() {
        assertThatThrownBy(() ->
                        TestServer.start(
                                Map.of("somersault.http.open", "never"), folder.resolve("empty")))
                .rootCause()
                .hasMessageContaining("keys init")
                .hasMessageContaining("no admin's key");
    }

    @Test
    void nothing_that_a_proxy_says_opens_anything() {
        assertThat(
                        locked.server()
                                .get(
                                        "/v1/jobs",
                                        "X-Forwarded-For",
                                        "127.0.0.1",
                                        "X-Forwarded-User",
                                        "admin",
                                        "Forwarded",
                                        "for=127.0.0.1")
                                .status())
                .isEqualTo(401);
        assertThat(locked.server().get("/v1/jobs", bearer(locked.admin())).status()).isEqualTo(200);
    }
}
